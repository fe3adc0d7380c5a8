import type { Place, StructuredPay } from '@winnow/contracts/enriched-posting';
import type { StructuredFields } from '../document.ts';
import { findCountry } from '../field/gazetteer.ts';
import { cleanLine } from '../text/clean-text.ts';
import type { JsonValue } from './json-value.ts';
import { asText } from './json-value.ts';

/** A payload that says nothing beside its text. */
export const NO_FIELDS: StructuredFields = {
  title: null,
  employer: null,
  employerUrl: null,
  department: null,
  places: [],
  applicantPlaces: [],
  workplace: [],
  employment: [],
  seniority: null,
  experience: null,
  education: null,
  benefits: [],
  requisitionId: null,
  jobId: null,
  url: null,
  language: null,
  country: null,
  datePosted: null,
  validThrough: null,
  pay: [],
};

/** What people type where a form wants something. */
const PLACEHOLDER =
  /^(?:n\/?a|none|null|undefined|not (?:applicable|specified|available|provided|stated)|unspecified|unknown|no (?:department|team|category|location)|tbd|tba|-+|\.+|test)$/i;
const MARKUP_ROUNDS_MAX = 3;
const TAG = /<\/?[a-z][^<>]{0,500}>/gi;

/** One cleaned line without markup; null for nothing and for placeholders. */
export function field(value: JsonValue | undefined): string | null {
  const text = asText(value);
  if (text === null) return null;
  const line = cleanLine(text);
  // Markup that was escaped twice shows once it is decoded.
  let plain = line;
  for (let round = 0; round < MARKUP_ROUNDS_MAX && plain.includes('<'); round += 1)
    plain = cleanLine(plain.replace(TAG, ' '));
  return plain === '' || PLACEHOLDER.test(plain) ? null : plain;
}

/** The first value that is a field. */
export function firstField(...values: readonly (JsonValue | undefined)[]): string | null {
  for (const value of values) {
    const text = field(value);
    if (text !== null) return text;
  }
  return null;
}

/** All values that are fields, each once. */
export function fields(...values: readonly (JsonValue | undefined)[]): readonly string[] {
  const texts = new Set<string>();
  for (const value of values) {
    const text = field(value);
    if (text !== null) texts.add(text);
  }
  return [...texts];
}

const ALPHA_2 = /^[A-Za-z]{2}$/;
/** Two letters in wide use that are not the country's code. */
const NOT_ALPHA_2: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

/** ISO 3166-1 alpha-2, if that is what the value is. */
export function alpha2(value: JsonValue | undefined): string | null {
  const text = field(value);
  if (text === null || !ALPHA_2.test(text)) return null;
  const code = text.toUpperCase();
  return code === 'EU' ? null : (NOT_ALPHA_2[code] ?? code);
}

/** Part of the world that some forms take for a region. */
const CONTINENT =
  /^(?:europe|asia|africa|(?:north |south |latin )?america|oceania|emea|apac|latam|dach|nordics)$/i;

/** ISO 3166-2 writes the country before the division: `US-CA`. */
function withoutCountryCode(area: string | null, code: string | null): string | null {
  return code !== null && area?.startsWith(`${code}-`) === true ? area.slice(3) : area;
}

/** `Europe` and, for a place in Denmark, `Denmark`; not `Luxembourg` of the city of Luxembourg. */
function isWiderThanRegion(
  area: string,
  { city, code }: { readonly city: string; readonly code: string | null },
): boolean {
  if (CONTINENT.test(area)) return true;
  return area.toLowerCase() !== city.toLowerCase() && code !== null && findCountry(area) === code;
}

/** A web address; relative ones lead nowhere outside their page. */
export function webAddress(...values: readonly (JsonValue | undefined)[]): string | null {
  for (const value of values) {
    const text = field(value);
    if (text !== null && /^https?:\/\/[^\s]+$/i.test(text)) return text;
  }
  return null;
}

/**
 * A place of a payload's own parts. They stay apart, unless the country is one that nobody knows
 * (`European Union`) or the city is several things: then they become one text, for the reader of
 * places to take apart. A region that names the country again, or the continent, is none.
 */
export function placeOf(parts: {
  readonly city?: JsonValue | undefined;
  readonly region?: JsonValue | undefined;
  readonly country?: JsonValue | undefined;
  /** The place in words, where the payload has that too. */
  readonly raw?: JsonValue | undefined;
}): string | Place | null {
  const city = field(parts.city);
  const area = field(parts.region);
  const country = field(parts.country);
  const raw = field(parts.raw);
  const stated = alpha2(country);
  const code = stated ?? (country === null ? null : findCountry(country));
  const isWider = area !== null && city !== null && isWiderThanRegion(area, { city, code });
  const region = isWider ? null : withoutCountryCode(area, code);
  const words = [city, region, stated ?? country].filter((part) => part !== null);
  const written = words.join(', ');
  if (written === '') return raw;
  // A city of several parts (`Berlin, Germany`) or names is no city: let the reader take it apart.
  if ((country !== null && code === null) || (city !== null && /[,;/|]/.test(city))) {
    return written;
  }
  return {
    raw: raw ?? written,
    addressLocality: city,
    addressRegion: region,
    addressCountry: code,
  };
}

/** Places, each once, without the empty ones. */
export function places(...values: readonly (string | Place | null)[]): readonly (string | Place)[] {
  const seen = new Map<string, string | Place>();
  for (const value of values) {
    if (value === null) continue;
    const key = JSON.stringify(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

/** What stands for an employer who does not want to be named. */
const UNNAMED_EMPLOYER =
  /^(?:(?:company|client|employer|name)[ -])?(?:is )?(?:confidential|anonymous|undisclosed|withheld|private)(?: (?:company|client|employer|advertiser|careers))?$/i;

/** The fields a source has; the rest is null or empty. */
export function structured(known: Partial<StructuredFields>): StructuredFields {
  const employer = known.employer ?? null;
  const isUnnamed = employer !== null && UNNAMED_EMPLOYER.test(employer);
  return { ...NO_FIELDS, ...known, employer: isUnnamed ? null : employer };
}

/** Pay without amounts, or with nothing but zeros, is a placeholder. */
export function realPay(pay: readonly StructuredPay[]): readonly StructuredPay[] {
  return pay.filter(({ minValue, maxValue }) => (minValue ?? 0) > 0 || (maxValue ?? 0) > 0);
}
