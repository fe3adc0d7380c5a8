import type { Place } from '@winnow/contracts/enriched-posting';
import type { Region } from '../field/gazetteer.ts';
import { countryOfCode, findCities, findCountry, findRegions } from '../field/gazetteer.ts';
import { POSTAL_COUNTRIES } from '../field/place-parts.ts';
import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { asList, asObject, objectAt, own, textsOf } from './json-value.ts';
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

const REVERSED_PARTS_MAX = 4;
const CODE_CHARS_MAX = 3;
const WAY_OF_WORKING = /^(?:fully )?(?:remote|home office|virtual|hybrid|on-?site)$/i;
const WORKPLACE = /\b(?:remote|home|virtual|hybrid)/i;
/** What a list says of a job in more than one place. */
const COUNT = /^\d+ locations?$/i;
const REQUISITION = /^(?:[A-Z]{1,6}[-_ ]?\d[\w-]{0,20}|\d[\w-]{2,20})$/i;
/** Companies are told apart by numbers in front of their names: `2100 Tern Systems, Inc.` */
const COMPANY_CODE = /^\d{2,6}[ _-]+(?=\p{Lu})/u;

function placeNames(posting: JsonObject): readonly string[] {
  const names = [
    own(posting, 'location'),
    ...asList(own(posting, 'additionalLocations')),
    own(posting, 'locationsText'),
  ];
  const stated = fields(...names.map(descriptor)).filter((name) => !COUNT.test(name));
  // Where the posting names no place, its requisition does.
  const place =
    stated.length > 0 ? stated : fields(descriptor(own(posting, 'jobRequisitionLocation')));
  return place;
}

/** The parts of a name, codes (`US-CA-Reno`, `JPN Tokyo`) apart, without ways of working. */
function partsOf(name: string): readonly string[] {
  const coded = name
    .replace(/^([A-Z]{2,3})-(?=\p{L})/u, '$1 - ')
    .replace(/^([A-Z]{2} - [A-Z]{2,3})-(?=\p{L})/u, '$1 - ')
    .replace(/^([A-Z]{3})[ .](?=\p{Lu}\p{Ll})/u, (whole, code: string) =>
      countryOfCode(code) === null ? whole : `${code} - `,
    );
  return coded.split(/\s*,\s*|\s+-\s+/).filter((part) => !WAY_OF_WORKING.test(part));
}

function lies(city: string, within: Region): boolean {
  return findCities(city).some(
    (one) => one.country === within.country && one.region === within.region,
  );
}

/** `Illinois - Chicago`: a division before its city. */
function inDivision(parts: readonly string[], raw: string): string | Place | null {
  const [first = '', second] = parts;
  const divisions = findRegions(first).filter(({ country }) => POSTAL_COUNTRIES.has(country));
  const holding = divisions.find((one) => second !== undefined && lies(second, one));
  if (holding !== undefined)
    return placeOf({ city: second, region: holding.region, country: holding.country, raw });
  const [only] = divisions;
  const isName = first.length > CODE_CHARS_MAX && findCountry(first) === null;
  if (only === undefined || !isName || second === undefined || findCities(second).length > 0)
    return null;
  return placeOf({ region: only.region, country: only.country, raw });
}

/** `US, CA, Santa Clara`, `India - Hyderabad`, `CAN-Toronto`: the widest part stands first. */
function placeFrom(name: string): string | Place | null {
  const parts = partsOf(name);
  const [first = '', second = '', third] = parts;
  if (second === '' || parts.length > REVERSED_PARTS_MAX || WORKPLACE.test(parts.join(' ')))
    return name;
  // With commas the city stands first: `New York, NY`.
  const known = name.includes(',') ? null : inDivision(parts, name);
  if (known !== null) return known;
  const country = countryOfCode(first) ?? findCountry(first);
  if (country === null || findCountry(parts.at(-1) ?? '') !== null) return name;
  const isDivision = findRegions(second).some((one) => one.country === country);
  if (third !== undefined && isDivision)
    return placeOf({ city: third, region: second, country, raw: name });
  const isCity = findCities(second).some((city) => city.country === country);
  return isDivision && !isCity
    ? placeOf({ region: second, country, raw: name })
    : placeOf({ city: second, country, raw: name });
}

/** A name as text, or as Workday's `{descriptor, id}`. */
function descriptor(value: JsonValue | undefined): JsonValue | undefined {
  return own(asObject(value), 'descriptor') ?? value;
}

/** Workday's career site: the list, and the detail (`jobPostingInfo`). */
export const workday: JsonSource = {
  format: 'workday',
  isPosting: (posting) =>
    hasKeys(posting, 'title') &&
    hasAnyKey(posting, 'externalPath', 'jobReqId', 'bulletFields', 'jobPostingId'),
  read: (posting, wrapper) => {
    const requisition = textsOf(own(posting, 'bulletFields')).find((text) =>
      REQUISITION.test(text),
    );
    return {
      composed: composeText([{ body: own(posting, 'jobDescription') }]),
      structured: structured({
        title: field(own(posting, 'title')),
        employer:
          field(own(objectAt(wrapper, 'hiringOrganization'), 'name'))?.replace(COMPANY_CODE, '') ??
          null,
        employerUrl: webAddress(own(objectAt(wrapper, 'hiringOrganization'), 'url')),
        places: places(...placeNames(posting).map(placeFrom)),
        workplace: fields(own(posting, 'remoteType')),
        employment: fields(own(posting, 'timeType')),
        requisitionId: firstField(own(posting, 'jobReqId'), requisition),
        url: webAddress(own(posting, 'externalUrl')),
        country: alpha2(
          own(objectAt(posting, 'country'), 'alpha2Code') ??
            own(objectAt(posting, 'jobRequisitionLocation', 'country'), 'alpha2Code'),
        ),
        datePosted: readDate(own(posting, 'startDate')) ?? readDate(own(posting, 'postedOn')),
        validThrough: readDate(own(posting, 'endDate')),
      }),
    };
  },
};
