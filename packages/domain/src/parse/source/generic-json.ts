import type { StructuredPay } from '@winnow/contracts/enriched-posting';
import { composeText } from './compose-text.ts';
import type { JsonSource } from './json-source.ts';
import { asList, asObject, asObjects, own } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { payComponent } from './pay-component.ts';
import { readAmount } from './read-amount.ts';
import { readDate } from './read-date.ts';
import {
  alpha2,
  field,
  fields,
  firstField,
  placeOf,
  places,
  realPay,
  structured,
  webAddress,
} from './structured-fields.ts';

/** `jobTitle`, `job_title`, `JobTitle` and `job-title` are one key. */
function squeeze(key: string): string {
  return key.replace(/[_\s.-]/g, '').toLowerCase();
}

const KEYS = {
  title:
    'title jobtitle positiontitle postingtitle vacancytitle roletitle headline position role jobname name'.split(
      ' ',
    ),
  description:
    'description jobdescription descriptionhtml descriptionplain descriptiontext jobdescriptionhtml fulldescription content body text details jobdetails summary overview jobsummary about html advert'.split(
      ' ',
    ),
  responsibilities: 'responsibilities jobresponsibilities duties tasks whatyouwilldo'.split(' '),
  requirements:
    'requirements jobrequirements qualifications skillsrequired requiredskills skills profile whatyouneed'.split(
      ' ',
    ),
  benefits: 'benefits jobbenefits perks whatweoffer offer'.split(' '),
  employer:
    'company companyname employer employername organization organisation organizationname hiringorganization hiringcompany client businessname'.split(
      ' ',
    ),
  department: 'department team departmentname division category'.split(' '),
  place:
    'location locations joblocation joblocations city place office locationname workplacelocation region'.split(
      ' ',
    ),
  workplace:
    'workplacetype worktype remote workplace locationtype workmodel remotetype workarrangement'.split(
      ' ',
    ),
  employment:
    'employmenttype jobtype type contracttype commitment schedule employment typeofemployment employmentstatus'.split(
      ' ',
    ),
  seniority: 'seniority senioritylevel level experiencelevel careerlevel'.split(' '),
  experience: 'experience yearsofexperience experiencerequired minexperience'.split(' '),
  education: 'education educationlevel degree educationrequired'.split(' '),
  requisition:
    'requisitionid reqid requisition jobreference reference referencenumber refnumber jobcode'.split(
      ' ',
    ),
  url: 'url joburl link applyurl absoluteurl href canonicalurl applicationurl'.split(' '),
  language: 'language lang locale'.split(' '),
  posted:
    'dateposted posteddate postedat publishedat publicationdate publisheddate createdat created date posted'.split(
      ' ',
    ),
  expires:
    'validthrough expirydate expiresat deadline closingdate applicationdeadline enddate'.split(' '),
  min: 'salarymin minsalary salaryfrom minimumsalary compensationmin minvalue min from minannualsalary'.split(
    ' ',
  ),
  max: 'salarymax maxsalary salaryto maximumsalary compensationmax maxvalue max to maxannualsalary'.split(
    ' ',
  ),
  currency: 'currency salarycurrency currencycode compensationcurrency'.split(' '),
  interval:
    'salaryperiod salaryinterval period interval unittext salaryunit payperiod salarytype frequency compensationinterval'.split(
      ' ',
    ),
  pay: 'salary compensation salaryrange pay basesalary remuneration payrange wage'.split(' '),
} as const;

type Key = keyof typeof KEYS;

/** Finds values by what their keys mean. */
function finder(object: JsonObject): (key: Key) => JsonValue | undefined {
  const squeezed = new Map<string, JsonValue>();
  for (const [key, value] of Object.entries(object)) {
    const name = squeeze(key);
    if (!squeezed.has(name) && value !== null && value !== '') squeezed.set(name, value);
  }
  return (key) => {
    for (const name of KEYS[key]) {
      const value = squeezed.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}

/** A name as text, or in an object that holds one. */
function named(value: JsonValue | undefined): string | null {
  const object = asObject(value);
  if (object === null) return field(value);
  return firstField(
    own(object, 'name'),
    own(object, 'label'),
    own(object, 'title'),
    own(object, 'value'),
    own(object, 'text'),
  );
}

function placesFrom(value: JsonValue | undefined, object: JsonObject): ReturnType<typeof places> {
  const country =
    own(object, 'country') ?? own(object, 'countryCode') ?? own(object, 'country_code');
  return places(
    ...asList(value).map((entry) => {
      const place = asObject(entry);
      if (place === null) {
        const isCity = field(entry) === field(own(object, 'city'));
        return isCity
          ? placeOf({ city: entry, region: own(object, 'region') ?? own(object, 'state'), country })
          : field(entry);
      }
      return (
        placeOf({
          city: own(place, 'city') ?? own(place, 'addressLocality'),
          region: own(place, 'region') ?? own(place, 'state') ?? own(place, 'addressRegion'),
          country:
            own(place, 'countryCode') ?? own(place, 'country') ?? own(place, 'addressCountry'),
        }) ?? named(place)
      );
    }),
  );
}

function readPay(object: JsonObject): readonly StructuredPay[] {
  const find = finder(object);
  const value = find('pay');
  const inner = asObjects(value);
  const holders = inner.length > 0 ? inner : [object];
  const shared = { currency: field(find('currency')), interval: field(find('interval')) };
  return realPay(
    holders.map((holder) => {
      const within = finder(holder);
      const single =
        inner.length > 0
          ? readAmount(own(holder, 'value') ?? own(holder, 'amount'))
          : readAmount(value);
      const min = readAmount(inner.length > 0 ? within('min') : namedSalary(holder, 'min'));
      const max = readAmount(inner.length > 0 ? within('max') : namedSalary(holder, 'max'));
      const none = min === null && max === null;
      return {
        minValue: none ? single : min,
        maxValue: none ? single : max,
        currency: field(within('currency')) ?? shared.currency,
        interval: field(within('interval')) ?? shared.interval,
        component: payComponent(field(own(holder, 'type'))) ?? 'BASE',
        label: null,
        origin: 'json',
        raw: JSON.stringify({ ...(inner.length > 0 ? holder : { pay: value ?? null, min, max }) }),
      };
    }),
  );
}

/** Outside of a salary object a bare `min`, `max`, `from` or `to` may be anything. */
function namedSalary(object: JsonObject, end: 'min' | 'max'): JsonValue | undefined {
  for (const [key, value] of Object.entries(object)) {
    const name = squeeze(key);
    if (KEYS[end].some((known) => known === name) && /salary|compensation/.test(name)) return value;
  }
  return undefined;
}

function texts(value: JsonValue | undefined): string | null {
  const lines = fields(...asList(value).map(named));
  return Array.isArray(value) ? lines.map((line) => `• ${line}`).join('\n') : null;
}

/** A text in one piece, or a list of them as list items. */
function prose(value: JsonValue | undefined): JsonValue | undefined {
  return texts(value) ?? (typeof value === 'string' ? value : undefined);
}

/** Any JSON with a title and a description in keys one can recognise. */
export const genericJson: JsonSource = {
  format: 'json',
  isPosting: (posting) => {
    const find = finder(posting);
    return field(find('title')) !== null || field(find('description')) !== null;
  },
  read: (posting) => {
    const find = finder(posting);
    const where = placesFrom(find('place'), posting);
    const remote = find('workplace');
    const code = alpha2(own(posting, 'country') ?? own(posting, 'countryCode'));
    return {
      composed: composeText([
        { body: prose(find('description')) },
        { body: prose(find('responsibilities')), kind: 'RESPONSIBILITIES' },
        { body: prose(find('requirements')), kind: 'REQUIREMENTS' },
        { body: prose(find('benefits')), kind: 'BENEFITS' },
      ]),
      structured: structured({
        title: named(find('title')),
        employer: named(find('employer')),
        department: named(find('department')),
        places: where.length > 0 || code === null ? where : places(placeOf({ country: code })),
        workplace: remote === true ? ['remote'] : remote === false ? [] : fields(named(remote)),
        employment: fields(...asList(find('employment')).map(named)),
        seniority: named(find('seniority')),
        experience: named(find('experience')),
        education: named(find('education')),
        benefits: fields(...asList(find('benefits')).map(named)),
        requisitionId: named(find('requisition')),
        url: webAddress(find('url')),
        language: named(find('language')),
        country: code,
        datePosted: readDate(find('posted')),
        validThrough: readDate(find('expires')),
        pay: readPay(posting),
      }),
    };
  },
};
