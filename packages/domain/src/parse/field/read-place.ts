import type { Place } from '@winnow/contracts/enriched-posting';
import { namesRole } from './role-words.ts';
import { countryOfCode, findCities, findCountry, findRegions, isArea, type City } from './gazetteer.ts';

/** What is known about a posting that helps to tell places of one name apart. */
export interface PlaceHints {
  /** ISO 3166-1 alpha-2 of the country in which the posting was published. */
  readonly country: string | null;
  /** BCP 47 of the posting's text. */
  readonly language: string | null;
}

/** A place, and how sure it is that it is one: 0 (a guess from its shape) to 1. */
export interface ReadPlace {
  readonly place: Place;
  readonly confidence: number;
}

const COUNTRIES_OF_LANGUAGE: Readonly<Record<string, readonly string[]>> = {
  en: ['US', 'GB', 'CA', 'AU', 'IE', 'IN', 'NZ', 'SG', 'ZA'],
  de: ['DE', 'AT', 'CH'],
  fr: ['FR', 'CA', 'BE', 'CH', 'LU'],
  es: ['ES', 'MX', 'CO', 'AR', 'CL', 'PE'],
  pt: ['BR', 'PT'],
  it: ['IT', 'CH'],
  nl: ['NL', 'BE'],
  pl: ['PL'],
  sv: ['SE', 'FI'],
  da: ['DK'],
  nb: ['NO'],
  fi: ['FI'],
  cs: ['CZ'],
  ja: ['JP'],
};
const HINT_BONUS = 60;
const LANGUAGE_BONUS = 12;
/** Words of postings that are also names of towns somewhere. */
const NO_CITIES = new Set([
  'remote', 'hybrid', 'office', 'home', 'anywhere', 'job', 'senior', 'data', 'engineer', 'team', 'us', 'center',
  'central', 'full', 'part', 'time', 'on', 'site', 'of', 'march', 'mobile', 'orange', 'as', 'is', 'de', 'la', 'ii',
  'union', 'business', 'sales', 'nurse', 'lead', 'enterprise', 'best', 'field', 'law', 'bar', 'most', 'reading room',
  'uk', 'both', 'page', 'price', 'may', 'male', 'split', 'media', 'normal', 'the', 'experience', 'of', 'bank', 'ai',
  'it', 'hr', 'c', 'pm', 'san', 'new', 'sede', 'madrid area', 'any', 'other', 'manager', 'go',
]);

function cityScore(city: City, hints: PlaceHints): number {
  const spoken = hints.language === null ? [] : (COUNTRIES_OF_LANGUAGE[hints.language] ?? []);
  const rank = spoken.indexOf(city.country);
  const byLanguage = rank < 0 ? 0 : LANGUAGE_BONUS / (1 + rank / 16);
  const byHint = hints.country === city.country ? HINT_BONUS : 0;
  return Math.log2(1 + city.thousands) * 4 + byLanguage + byHint;
}

function bestCity(cities: readonly City[], hints: PlaceHints): City | undefined {
  let best: City | undefined;
  let score = -1;
  for (const city of cities) {
    const own = cityScore(city, hints);
    if (own > score) [best, score] = [city, own];
  }
  return best;
}

const POSTAL_COUNTRIES = new Set(['US', 'CA', 'AU']);
const NUMBERED_PART = /^[\p{L}.-]{0,3}\d[\d\s-]*$|^\d/u;

/** The parts of `City, Region, Country`, without postal codes and what stands in brackets. */
function partsOf(text: string): readonly string[] {
  return text
    .replace(/\(([^()]{0,80})\)/g, (_, inner: string) => (findRegions(inner).length > 0 || findCountry(inner) !== null ? `, ${inner}` : ' '))
    .split(/,|\s[-–—]\s|\s\/\s|\/(?=[A-Z]{2}$)|、/)
    .map((part) => part.trim().replace(/^(?:[A-Z]{1,3}-)?\d{4,6}(?:\s[A-Z]{2})?\s+/, '').replace(/[.;:]+$/, ''))
    .map((part) => part.replace(/\s+\d{5}(?:-\d{4})?$/, ''))
    .map((part) => part.replace(/\s(?:area|region|metro area|metropolitan area|metro|hq|headquarters|office|city center)$/i, ''))
    .filter((part) => part !== '' && !NUMBERED_PART.test(part));
}

interface Parts {
  city: string | null;
  region: string | null;
  regionCode: string | null;
  country: string | null;
}

function isCode(part: string): boolean {
  return /^[A-Z]{2,3}$/.test(part);
}

/** Reads the last parts as country and region, so far as they are, and says what remains. */
function readTail(parts: readonly string[], found: Parts, hints: PlaceHints): readonly string[] {
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
    countryName !== null && (!regionFits || (cityInCountry && (hints.country === countryName || !isCode(last))));
  if (isCountry && !(regionsOfLast.length > 0 && isCode(last) && !cityInCountry && rest.length > 1)) {
    found.country = countryName;
    rest.pop();
  }
  const region = rest.length > 1 ? rest.at(-1) : undefined;
  if (region === undefined) return rest;
  const regions = findRegions(region).filter((one) => found.country === null || one.country === found.country);
  const chosen =
    regions.find((one) => findCities(rest[0] ?? '').some((city) => city.country === one.country && city.region === one.region)) ??
    regions.find((one) => one.country === hints.country) ??
    regions.find((one) => POSTAL_COUNTRIES.has(one.country)) ??
    regions[0];
  if (chosen === undefined) {
    // A division the gazetteer lacks, between a city and its country.
    if (rest.length > 1 && found.country !== null) {
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

function stripFiller(text: string): string {
  return text
    .replace(/^(?:greater|downtown|central|metro|city of|near|nahe|raum|großraum|region|région de|the|in|près de|standort|m\.?|miasto)\s+(?=\p{Lu})/iu, '')
    .trim();
}

/**
 * Reads the text of one place (`Munich, Bavaria, Germany`, `Remote - US` without the remote) as a
 * place: the city in the text's spelling, US, Canadian and Australian states as postal codes, the
 * country as alpha-2. Null for an area (`EMEA`) and for what is no place.
 */
export function readPlace(raw: string, hints: PlaceHints): ReadPlace | null {
  const text = raw.trim();
  if (text === '' || text.length > 120 || isArea(text)) return null;
  const parts = partsOf(text).filter((part) => !isArea(part));
  if (parts.length === 0) return null;
  if (parts.length === 1) return readSingle(text, parts[0] ?? '', hints);
  const found: Parts = { city: null, region: null, regionCode: null, country: null };
  const rest = readTail(parts, found, hints);
  if (rest.length === 0) return { place: placeOf(text, found), confidence: 0.95 };
  return readCity(text, rest, { found, hints });
}

function placeOf(raw: string, found: Parts): Place {
  return {
    raw,
    addressLocality: found.city,
    addressRegion: found.region,
    addressCountry: found.country,
  };
}

function readSingle(raw: string, part: string, hints: PlaceHints): ReadPlace | null {
  const found: Parts = { city: null, region: null, regionCode: null, country: null };
  const country = findCountry(part) ?? (isCode(part) && part.length === 2 ? countryOfCode(part) : null);
  const cities = NO_CITIES.has(part.toLowerCase()) ? [] : findCities(part);
  const best = bestCity(cities, hints);
  const regions = findRegions(part);
  // Singapore and Luxembourg are cities as well as countries: both are said.
  if (country !== null && best !== undefined && best.country === country && best.thousands > 100 && !isCode(part)) {
    return { place: placeOf(raw, { ...found, city: part, country }), confidence: 0.9 };
  }
  if (country !== null && !(isCode(part) && regions.some((one) => one.country === hints.country))) {
    return { place: placeOf(raw, { ...found, country }), confidence: 0.95 };
  }
  const region = regions.find((one) => one.country === hints.country) ?? regions[0];
  const cityOutweighs = best !== undefined && best.thousands >= 80 && !isCode(part);
  if (region !== undefined && !cityOutweighs) {
    const name = POSTAL_COUNTRIES.has(region.country) ? region.region : part;
    return { place: placeOf(raw, { ...found, region: name, country: region.country }), confidence: 0.8 };
  }
  return readCity(raw, [part], { found, hints });
}

/** "Austin TX", "Berlin Germany", "London UK": a city and what follows it without a comma. */
function splitTrailing(part: string, found: Parts): string | null {
  const space = part.lastIndexOf(' ');
  if (space < 0 || found.country !== null) return null;
  const head = part.slice(0, space).trim();
  const tail = part.slice(space + 1).trim();
  const cities = findCities(head);
  if (cities.length === 0) return null;
  const region = findRegions(tail).find((one) =>
    cities.some((city) => city.country === one.country && city.region === one.region),
  );
  if (region !== undefined) {
    found.country = region.country;
    found.regionCode = region.region;
    found.region = POSTAL_COUNTRIES.has(region.country) ? region.region : tail;
    return head;
  }
  const country = findCountry(tail) ?? (isCode(tail) ? countryOfCode(tail) : null);
  if (country === null || !cities.some((city) => city.country === country)) return null;
  found.country = country;
  return head;
}

function cleanCity(part: string): string {
  return stripFiller(part).replace(/\s+(?:\d{1,2}|[IVX]{1,4})(?:er|e|ème|st|nd|rd|th)?(?:\sarrondissement)?$/, '');
}

function readCity(
  raw: string,
  rest: readonly string[],
  { found, hints }: { found: Parts; hints: PlaceHints },
): ReadPlace | null {
  for (const part of rest) {
    const name = cleanCity(part);
    if (NO_CITIES.has(name.toLowerCase())) continue;
    let city = name;
    let candidates = findCities(name);
    if (candidates.length === 0) {
      const head = splitTrailing(name, found);
      if (head !== null) {
        city = head;
        candidates = findCities(head);
      }
    }
    const fitting = candidates.filter(
      (one) =>
        (found.country === null || one.country === found.country) &&
        (found.regionCode === null || one.region === found.regionCode),
    );
    const inCountry = candidates.filter((one) => found.country === null || one.country === found.country);
    const best = bestCity(fitting.length > 0 ? fitting : inCountry, hints);
    if (best === undefined) continue;
    const place = placeOf(raw, { ...found, city, country: found.country ?? best.country });
    const known = found.country !== null || best.thousands >= 50 || best.country === hints.country;
    return { place, confidence: known ? 0.95 : 0.7 };
  }
  // A town too small for the gazetteer, beside a division or country that is known.
  const first = rest[0];
  if (first !== undefined && found.country !== null && looksLikeName(first)) {
    return { place: placeOf(raw, { ...found, city: cleanCity(first) }), confidence: 0.75 };
  }
  return null;
}

function looksLikeName(part: string): boolean {
  return /^\p{Lu}/u.test(part) && !namesRole(part) && part.length <= 40 && part.split(' ').length <= 4 && !/\d/.test(part);
}
