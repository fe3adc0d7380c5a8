import { namesInstitution } from './name-words.ts';
import { countryOfCode, findCities, findCountry, findRegions } from './gazetteer.ts';

/** What is known about a posting that helps to tell places of one name apart. */
export interface PlaceHints {
  /** Countries that pay in the currency of the posting's first amount. */
  readonly currencyCountries?: readonly string[];
  /** ISO 3166-1 alpha-2 of the country in which the posting was published. */
  readonly country: string | null;
  /** BCP 47 of the posting's text. */
  readonly language: string | null;
}

export const POSTAL_COUNTRIES = new Set(['US', 'CA', 'AU']);

const NUMBERED_PART = /^[\p{L}.-]{0,3}\d[\d\s-]*$|^\d/u;

/** British and Canadian postal codes between commas: `Bath, BA1 1AA`, `Toronto, M5V 2T6`. */
const POSTAL_CODE = /^(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d)$/;

/** US and British postal codes behind a town: `Sheffield S1`, `Reno 89501`. */
const POSTAL_CODE_AFTER = /\s+(?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?(?:\s\d[A-Z]{2})?)$/;

/** The parts of `City, Region, Country`, without postal codes and what stands in brackets. */
export function partsOf(text: string): readonly string[] {
  return text
    .replace(/\(([^()]{0,80})\)/g, (_, inner: string) =>
      findRegions(inner).length > 0 || findCountry(inner) !== null ? `, ${inner}` : ' ',
    )
    .split(/,|\s[-–—]\s|\s\/\s|\/(?=[A-Z]{2}$)|、/)
    .map((part) =>
      part
        .trim()
        .replace(/^(?:[A-Z]{1,3}-)?\d{4,6}(?:\s[A-Z]{2})?\s+/, '')
        // "N.L." keeps its dot; "CA. We pay" ends with the state.
        .replace(/^([A-Z]{2})\.\s.*$/u, '$1')
        .replace(/(?<!\.\p{L})[.;:]+$/u, ''),
    )
    .map((part) => part.replace(POSTAL_CODE_AFTER, ''))
    .map((part) =>
      // "Bay Area" is a name of its own.
      /^(?:sf |san francisco )?bay area$/i.test(part)
        ? part
        : part.replace(
            /\s(?:und umgebung|a okolí|i okolice|en omgeving|et environs|y alrededores|e dintorni|e região|and surrounding(?: areas)?|area|region|metro area|metropolitan area|metro|hq|headquarters|office|city center)$/i,
            '',
          ),
    )
    .filter((part) => part !== '' && !NUMBERED_PART.test(part) && !POSTAL_CODE.test(part));
}

export interface Parts {
  city: string | null;
  region: string | null;
  regionCode: string | null;
  country: string | null;
}

/** Whether a part is written as a code of two or three letters. */
export function isCode(part: string): boolean {
  return /^[A-Z]{2,3}$/.test(part);
}

/** Reads the last parts as country and region, so far as they are, and says what remains. */
export function readTail(
  parts: readonly string[],
  found: Parts,
  hints: PlaceHints,
): readonly string[] {
  const rest = [...parts];
  const last = rest.at(-1);
  if (last === undefined) return rest;
  const cities = rest.length > 1 ? findCities(rest[0] ?? '') : [];
  const regionsOfLast = findRegions(last);
  const regionFits = regionsOfLast.some((one) =>
    cities.some((city) => city.country === one.country && city.region === one.region),
  );
  const countryName = findCountry(last) ?? (isCode(last) ? countryOfCode(last) : null);
  const cityInCountry = countryName !== null && cities.some((city) => city.country === countryName);
  // "Atlanta, GA" is Georgia, "Berlin, DE" Germany: the division wins where the city lies in it.
  const isCountry =
    countryName !== null &&
    (!regionFits || (cityInCountry && (hints.country === countryName || !isCode(last))));
  if (
    isCountry &&
    !(regionsOfLast.length > 0 && isCode(last) && !cityInCountry && rest.length > 1)
  ) {
    found.country = countryName;
    rest.pop();
  }
  const region = rest.length > 1 ? rest.at(-1) : undefined;
  if (region === undefined) return rest;
  const regions = findRegions(region).filter(
    (one) => found.country === null || one.country === found.country,
  );
  const first = findCities(rest[0] ?? '');
  const within = regions.some((one) =>
    first.some((city) => city.country === one.country && city.region === one.region),
  );
  // "San Francisco, New York" are two cities: the first lies in no division of that name.
  if (
    !within &&
    first.length > 0 &&
    !isCode(region) &&
    findCities(region).length > 0 &&
    found.country === null
  )
    return rest;
  const chosen =
    regions.find((one) =>
      findCities(rest[0] ?? '').some(
        (city) => city.country === one.country && city.region === one.region,
      ),
    ) ??
    regions.find((one) => one.country === hints.country) ??
    regions.find((one) => POSTAL_COUNTRIES.has(one.country)) ??
    regions[0];
  if (chosen === undefined) {
    // A division the gazetteer lacks, between a city and its country; no name of a firm is a city.
    if (rest.length > 1 && found.country !== null && !namesInstitution(rest[0] ?? '')) {
      found.region = region;
      rest.pop();
    }
    return rest;
  }
  found.country ??= chosen.country;
  found.regionCode = chosen.region;
  found.region = POSTAL_COUNTRIES.has(chosen.country) ? chosen.region : region;
  rest.pop();
  return rest;
}

/** A part without words before its name: `greater`, `raum`. */
export function stripFiller(text: string): string {
  return text
    .replace(
      /^(?:greater|downtown|central|metro|city of|near|nahe|raum|großraum|regio|omgeving|okolice|okolí|region|région de|the|in|près de|standort|m\.?|miasto)\s+(?=\p{Lu})/iu,
      '',
    )
    .trim();
}

/** A city without `greater` before it and the number of a district behind it. */
export function cleanCity(part: string): string {
  return stripFiller(part).replace(
    /\s+(?:\d{1,2}|[IVX]{1,4}|[CKNSVØM](?=$)|NV(?=$)|SV(?=$))(?:er|e|ème|st|nd|rd|th)?(?:\sarrondissement)?$/,
    '',
  );
}
