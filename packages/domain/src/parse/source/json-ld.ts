import type { Place } from '@winnow/contracts/enriched-posting';
import { composeText } from './compose-text.ts';
import { isJobPosting, isType, resolve } from './find-job-postings.ts';
import { readJsonLdPay } from './json-ld-pay.ts';
import type { JsonSource, SourceContent } from './json-source.ts';
import {
  asList,
  asObject,
  asObjects,
  asText,
  objectAt,
  own,
  textAt,
  textsOf,
} from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { readDate } from './read-date.ts';
import {
  alpha2,
  field,
  fields,
  firstField,
  placeOf,
  places,
  structured,
  webAddress,
} from './structured-fields.ts';

type ById = ReadonlyMap<string, JsonObject>;

const NOTHING_BY_ID: ById = new Map();

/** A name as text or as an object with one. */
function nameOf(value: JsonValue | undefined): string | null {
  const object = asObject(value);
  return object === null
    ? field(value)
    : firstField(...asList(own(object, 'name')), own(object, '@value'));
}

function organisation(
  posting: JsonObject,
  byId: ById,
): { name: string | null; url: string | null; department: string | null } {
  const value = asList(own(posting, 'hiringOrganization'))[0];
  const node = resolve(asObject(value), byId);
  if (node === null) return { name: field(value), url: null, department: null };
  return {
    name: firstField(...asList(own(node, 'name')), own(node, 'legalName')),
    url: webAddress(...textsOf(own(node, 'sameAs')), own(node, 'url')),
    department: nameOf(asList(own(node, 'department'))[0]),
  };
}

/** An address as text, as a `PostalAddress`, or as a `Place` with one. */
function placeFrom(value: JsonValue, byId: ById): string | Place | null {
  const node = resolve(asObject(value), byId);
  if (node === null) return field(value);
  if (isType(node, 'Country')) return placeOf({ country: nameOf(node) });
  const inner = own(node, 'address');
  const address = resolve(asObject(asList(inner)[0]), byId);
  if (address === null) {
    const written = field(asList(inner)[0]);
    if (written !== null) return written;
    if (Object.hasOwn(node, 'addressLocality') || Object.hasOwn(node, 'addressCountry')) {
      return postal(node);
    }
    return nameOf(node);
  }
  return postal(address) ?? nameOf(node);
}

function postal(address: JsonObject): string | Place | null {
  return placeOf({
    city: nameOf(own(address, 'addressLocality')),
    region: nameOf(own(address, 'addressRegion')),
    country: nameOf(own(address, 'addressCountry')),
    raw: null,
  });
}

/** `{'@type': 'Country', name: ['Spain', 'Portugal']}` is two. */
function eachName(value: JsonValue): readonly JsonValue[] {
  const node = asObject(value);
  const names = asList(own(node, 'name'));
  return node === null || names.length < 2 ? [value] : names.map((name) => ({ ...node, name }));
}

function placesAt(posting: JsonObject, key: string, byId: ById): readonly (string | Place)[] {
  return places(
    ...asList(own(posting, key))
      .flatMap(eachName)
      .map((value) => placeFrom(value, byId)),
  );
}

const SCHEMA_ADDRESS = /^https?:\/\/schema\.org\//i;

/** `FULL_TIME, PART_TIME` in one text is two; `http://schema.org/FULL_TIME` is the code alone. */
function words(value: JsonValue | undefined): readonly string[] {
  return fields(
    ...asList(value).flatMap((entry) =>
      (nameOf(entry) ?? '').split(/\s*[,;|]\s*/).map((word) => word.replace(SCHEMA_ADDRESS, '')),
    ),
  );
}

function experience(value: JsonValue | undefined): string | null {
  const object = asObject(asList(value)[0]);
  if (object === null) return field(asList(value)[0]);
  const months = own(object, 'monthsOfExperience');
  if (asText(months) !== null) return `${asText(months)} months`;
  return firstField(own(object, 'description'), own(object, 'name'));
}

function education(value: JsonValue | undefined): string | null {
  const levels = asList(value).map((entry) => {
    const object = asObject(entry);
    return object === null
      ? field(entry)
      : firstField(
          own(object, 'credentialCategory'),
          own(object, 'description'),
          own(object, 'name'),
        );
  });
  return levels.find((level) => level !== null) ?? null;
}

/** The number as which the employer knows the job; a site's own posting id is not one. */
function requisitionId(posting: JsonObject): string | null {
  const value = asList(own(posting, 'identifier'))[0];
  const object = asObject(value);
  return object === null ? field(value) : firstField(own(object, 'value'), own(object, 'name'));
}

function joinedText(value: JsonValue | undefined): string | null {
  const texts = asList(value).map(
    (entry) => asText(entry) ?? textAt(asObject(entry), 'description', 'name'),
  );
  const present = texts.filter((text) => text !== null);
  if (present.length < 2) return present[0] ?? null;
  return present.map((text) => `• ${text}`).join('\n');
}

/** Reads one schema.org JobPosting; `byId` holds the nodes it may refer to. */
export function readJobPosting(posting: JsonObject, byId: ById = NOTHING_BY_ID): SourceContent {
  const employer = organisation(posting, byId);
  const where = placesAt(posting, 'jobLocation', byId);
  const [first] = where;
  const title = own(posting, 'title');
  return {
    composed: composeText([
      { body: joinedText(own(posting, 'description')) },
      { body: joinedText(own(posting, 'responsibilities')), kind: 'RESPONSIBILITIES' },
      { body: joinedText(own(posting, 'qualifications')), kind: 'REQUIREMENTS' },
      { body: joinedText(own(posting, 'skills')), kind: 'REQUIREMENTS' },
      { body: joinedText(own(posting, 'incentiveCompensation')), kind: 'COMPENSATION' },
    ]),
    structured: structured({
      title: nameOf(title) ?? nameOf(own(posting, 'name')),
      employer: employer.name,
      employerUrl: employer.url,
      department: employer.department ?? nameOf(own(posting, 'employmentUnit')),
      places: where,
      applicantPlaces: placesAt(posting, 'applicantLocationRequirements', byId),
      workplace: words(own(posting, 'jobLocationType')),
      employment: words(own(posting, 'employmentType')),
      experience: experience(own(posting, 'experienceRequirements')),
      education: education(own(posting, 'educationRequirements')),
      benefits: fields(...asList(own(posting, 'jobBenefits')).map(nameOf)),
      requisitionId: requisitionId(posting),
      url: webAddress(own(posting, 'url'), own(objectAt(posting, 'mainEntityOfPage'), '@id')),
      language: nameOf(own(posting, 'inLanguage')),
      country: typeof first === 'object' ? first.addressCountry : alpha2(own(posting, 'country')),
      datePosted: readDate(own(posting, 'datePosted')),
      validThrough: readDate(own(posting, 'validThrough')),
      pay: readJsonLdPay(posting),
    }),
  };
}

/** schema.org JobPosting. */
export const jsonLd: JsonSource = {
  format: 'json-ld',
  isPosting: (posting) =>
    isJobPosting(posting) ||
    (asObjects(own(posting, 'hiringOrganization')).length > 0 &&
      Object.hasOwn(posting, 'title') &&
      Object.hasOwn(posting, 'description')),
  read: (posting) => readJobPosting(posting),
};
