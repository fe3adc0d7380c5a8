import keys from '../../../data/parse-json-keys.json' with { type: 'json' };
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

const KEYS = keys satisfies Readonly<Record<string, readonly string[]>>;

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
    own(object, 'display_name'),
    own(object, 'displayName'),
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
    if (KEYS[end].includes(name) && /salary|compensation|amount|pay/.test(name)) return value;
  }
  return undefined;
}

function texts(value: JsonValue | undefined): string | null {
  const lines = fields(...asList(value).map(named));
  return Array.isArray(value) ? lines.map((line) => `• ${line}`).join('\n') : null;
}

/** Flags come as booleans, numbers and words. */
function workplace(value: JsonValue | undefined): readonly string[] {
  if (value === true || value === 1 || value === 'true') return ['remote'];
  return value === false || value === 0 || value === 'false' ? [] : fields(named(value));
}

/** `type` is what many things are called: `comment`, `story`, `ATS`. */
const EMPLOYMENT =
  /full|part|contract|freelan|intern|temp|perm|casual|volunt|appren|season|regular|hour|zeit|temps|tiempo|tempo|cd[id]|stage|b2b|fest/i;

function isEmployment(word: string): boolean {
  return EMPLOYMENT.test(word);
}

/** Pay in words is text like any other; numbers are read as such. */
function payText(value: JsonValue | undefined): string | null {
  const text = typeof value === 'string' && readAmount(value) === null ? field(value) : null;
  return text === null || !/\d/.test(text) ? null : `Salary: ${text}`;
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
    if (field(find('description')) !== null) return true;
    if (field(find('title')) === null) return false;
    // Anything has a name; a posting without text has at least an employer or a place.
    const named = Object.keys(posting).some((key) => /title|headline/i.test(key));
    return named || find('employer') !== undefined || find('place') !== undefined;
  },
  read: (posting) => {
    const find = finder(posting);
    const where = placesFrom(find('place'), posting);
    const code = alpha2(own(posting, 'country') ?? own(posting, 'countryCode'));
    return {
      composed: composeText([
        { body: prose(find('description')) },
        { body: prose(find('responsibilities')), kind: 'RESPONSIBILITIES' },
        { body: prose(find('requirements')), kind: 'REQUIREMENTS' },
        { body: prose(find('benefits')), kind: 'BENEFITS' },
        { body: payText(find('pay')), kind: 'COMPENSATION' },
      ]),
      structured: structured({
        title: named(find('title')),
        employer: named(find('employer')),
        department: named(find('department')),
        places: where.length > 0 || code === null ? where : places(placeOf({ country: code })),
        workplace: workplace(find('workplace')),
        employment: fields(...asList(find('employment')).map(named)).filter(isEmployment),
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
