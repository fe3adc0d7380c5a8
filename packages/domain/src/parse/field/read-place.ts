import type { Place } from '@winnow/contracts/enriched-posting';
import { namesRole } from './role-words.ts';
import {
  type City,
  countryOfCode,
  findCities,
  findCountry,
  findRegions,
  isArea,
} from './gazetteer.ts';
import {
  type PlaceHints,
  type Parts,
  POSTAL_COUNTRIES,
  partsOf,
  isCode,
  readTail,
  cleanCity,
  stripFiller,
} from './place-parts.ts';
import { ownCopy } from '../text/own-copy.ts';
import { namesInstitution } from './name-words.ts';
import { fromLargeToSmall, townAtEnd } from './place-order.ts';
import { bestCity, isNoCity } from './best-city.ts';

/** A place, and how sure it is that it is one: 0 (a guess from its shape) to 1. */
export interface ReadPlace {
  readonly place: Place;
  readonly confidence: number;
}

const PLACE_CHARS_MAX = 120;
/** One text is asked about several times, and postings come from the same towns. */
const REMEMBERED_MAX = 5_000;
const read = new Map<string, ReadPlace | null>();

/**
 * Reads the text of one place (`Munich, Bavaria, Germany`, `Remote - US` without the remote) as a
 * place: the city in the text's spelling, US, Canadian and Australian states as postal codes, the
 * country as alpha-2. Null for an area (`EMEA`) and for what is no place.
 */
export function readPlace(raw: string, hints: PlaceHints): ReadPlace | null {
  if (raw.length > PLACE_CHARS_MAX) return null;
  const paid = hints.currencyCountries?.[0] ?? '';
  const key = `${hints.country ?? ''}|${hints.language ?? ''}|${paid}|${raw}`;
  const known = read.get(key);
  if (known !== undefined) return known;
  const found = readAnew(ownCopy(raw), hints);
  if (read.size >= REMEMBERED_MAX) read.clear();
  read.set(key, found);
  return found;
}

/** "Guadaira, S.L." is a firm: no division is written so. */
const LEGAL_FORM_END =
  /(?:^|,\s?)(?:S\.\s?[AL]\.(?:\s?U\.)?|S\.?r\.?l\.?|S\.p\.A\.|Ltda?\.?|Lda\.?|Inc\.?|LLC|GmbH)$/u;

function readAnew(raw: string, hints: PlaceHints): ReadPlace | null {
  const text = raw.trim();
  if (text === '' || isArea(text) || LEGAL_FORM_END.test(text)) return null;
  const turned = fromLargeToSmall(text);
  if (turned !== null) return readAnew(turned, hints);
  const parts = partsOf(text).filter((part) => !isArea(part));
  if (parts.length === 0) return null;
  if (parts.length === 1) return readSingle(text, parts[0] ?? '', hints);
  const found: Parts = { city: null, region: null, regionCode: null, country: null };
  const rest = readTail(parts, found, hints);
  if (rest.length === 0) return { place: placeOf(text, found), confidence: 0.95 };
  const division = divisionOf(rest, found);
  if (division !== null)
    return { place: placeOf(text, { ...found, region: division }), confidence: 0.95 };
  return readCity(text, rest, { found, hints });
}

/** Cities that are meant by a name which their state has as well: New York, Quebec. */
const NAMESAKE_THOUSANDS_MIN = 300;
/** Elsewhere a division is named after its town, and the town is meant: Utrecht, Schwyz. */
const TOWN_THOUSANDS_MIN = 50;

/** "Texas, United States", "Bavaria, Germany": a division and its country alone. */
function divisionOf(rest: readonly string[], { country, region }: Parts): string | null {
  const [name] = rest;
  if (name === undefined || rest.length > 1 || country === null || region !== null) return null;
  const [division] = findRegions(name).filter((one) => one.country === country);
  if (division === undefined) return null;
  const [city] = findCities(name).filter((one) => one.country === country);
  const isPostal = POSTAL_COUNTRIES.has(country);
  const thousandsMin = isPostal ? NAMESAKE_THOUSANDS_MIN : TOWN_THOUSANDS_MIN;
  const isTown =
    city !== undefined &&
    (city.thousands >= thousandsMin || (!isPostal && city.region === division.region));
  if (isTown) return null;
  return isPostal ? division.region : name;
}

function placeOf(raw: string, found: Parts): Place {
  return {
    raw,
    addressLocality: found.city,
    addressRegion: found.region,
    addressCountry: found.country,
  };
}

/** A code alone may be anything: TS, GO, PE. */
const CODE_CONFIDENCE = 0.6;
const PLAIN_CODES = new Set(['US', 'USA', 'UK', 'UAE']);

function confidenceAlone(country: string): number {
  return isCode(country) && !PLAIN_CODES.has(country) ? CODE_CONFIDENCE : 0.95;
}

/** A city of a division's name is meant from this size on; one that the division is named for, too. */
const CITY_THOUSANDS_MIN = 80;
const CAPITAL_THOUSANDS_MIN = 20;
/** A code that is the short name of a city stands for one that everybody knows. */
const METROPOLIS_THOUSANDS_MIN = 800;

function readSingle(raw: string, part: string, hints: PlaceHints): ReadPlace | null {
  const found: Parts = { city: null, region: null, regionCode: null, country: null };
  const country =
    findCountry(part) ?? (isCode(part) && part.length === 2 ? countryOfCode(part) : null);
  const cities = isNoCity(part) ? [] : findCities(part);
  const best = bestCity(cities, hints);
  // "Go" is a language, "GO" might be Goiás.
  const regions = part.length <= 3 && !isCode(part) ? [] : findRegions(part);
  // "LA" alone is Los Angeles rather than Laos or Louisiana.
  if (isCode(part) && best !== undefined && best.thousands >= METROPOLIS_THOUSANDS_MIN)
    return {
      place: placeOf(raw, { ...found, city: part, country: best.country }),
      confidence: 0.95,
    };
  // Singapore and Luxembourg are cities as well as countries: both are said.
  if (
    country !== null &&
    best !== undefined &&
    best.country === country &&
    best.thousands > 100 &&
    !isCode(part)
  ) {
    return { place: placeOf(raw, { ...found, city: part, country }), confidence: 0.9 };
  }
  if (country !== null && !(isCode(part) && regions.some((one) => one.country === hints.country))) {
    return { place: placeOf(raw, { ...found, country }), confidence: confidenceAlone(part) };
  }
  const region = regions.find((one) => one.country === hints.country) ?? regions[0];
  const isCapital =
    best !== undefined &&
    regions.some((one) => one.country === best.country && one.region === best.region);
  const outweighs = isCapital ? CAPITAL_THOUSANDS_MIN : CITY_THOUSANDS_MIN;
  const cityOutweighs = best !== undefined && best.thousands >= outweighs && !isCode(part);
  if (region !== undefined && !cityOutweighs) {
    const name = POSTAL_COUNTRIES.has(region.country) ? region.region : part;
    return {
      place: placeOf(raw, { ...found, region: name, country: region.country }),
      confidence: isCode(part) ? CODE_CONFIDENCE : 0.8,
    };
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

/** "Weilheim i.OB", "Neumarkt i.d.OPf.", "Rothenburg o.d.T.": which of the towns of a name. */
const BY_RIVER = /\s(?:i|a|o|b|v)\.\s?(?:d\.\s?)?\p{Lu}\p{L}{0,12}\.?$/u;
/** A city with numbered districts has as many thousands of inhabitants. */
const DISTRICTS_THOUSANDS_MIN = 150;
const SMALL_TOWN_THOUSANDS_MAX = 40;

function readCity(
  raw: string,
  rest: readonly string[],
  { found, hints }: { found: Parts; hints: PlaceHints },
): ReadPlace | null {
  for (const part of rest) {
    const name = cleanCity(part);
    if (isNoCity(name)) continue;
    let city = name;
    let candidates = findCities(name);
    if (candidates.length === 0) {
      const head = splitTrailing(name, found);
      if (head !== null) {
        city = head;
        candidates = findCities(head);
      } else candidates = findCities(name.replace(BY_RIVER, ''));
    }
    const fitting = candidates.filter(
      (one) =>
        (found.country === null || one.country === found.country) &&
        (found.regionCode === null || one.region === found.regionCode),
    );
    const inCountry = candidates.filter(
      (one) => found.country === null || one.country === found.country,
    );
    const best = bestCity(fitting.length > 0 ? fitting : inCountry, hints);
    if (best === undefined) continue;
    // "Wien 10" is a district, "Band 5" a grade.
    if (name !== stripFiller(part) && best.thousands < DISTRICTS_THOUSANDS_MIN) continue;
    const country = found.country ?? (isBelied(best, hints) ? hints.currencyCountries?.[0] : null);
    const place = placeOf(raw, { ...found, city, country: country ?? best.country });
    const known = found.country !== null || best.thousands >= 50 || best.country === hints.country;
    return { place, confidence: known ? 0.95 : 0.7 };
  }
  // A town too small for the gazetteer stands right before the division or country that is known.
  const first = rest.at(-1);
  if (first !== undefined && namesInstitution(first)) return withoutName(raw, found);
  // "Raffles Place, Singapore" lies in the city that the country is.
  if (first !== undefined && CITY_STATES.has(found.country ?? '') && !isCode(raw.slice(-2))) {
    const city = partsOf(raw).at(-1) ?? null;
    return { place: placeOf(raw, { ...found, city }), confidence: 0.8 };
  }
  const town = first === undefined ? null : townAtEnd(first, found);
  if (town !== null) return { place: placeOf(raw, { ...found, city: town }), confidence: 0.8 };
  if (first !== undefined && found.country !== null && looksLikeName(first)) {
    return { place: placeOf(raw, { ...found, city: cleanCity(first) }), confidence: 0.75 };
  }
  return null;
}

/** Whether who pays in another country's money makes a small town of this one unlikely. */
function isBelied(city: City, hints: PlaceHints): boolean {
  const paid = hints.currencyCountries ?? [];
  return (
    hints.country === null &&
    paid.length === 1 &&
    paid[0] !== city.country &&
    city.thousands < SMALL_TOWN_THOUSANDS_MAX
  );
}

/** "Harbour Dental, Galway, Ireland": Galway, though a division too, is the city. */
function withoutName(raw: string, found: Parts): ReadPlace | null {
  if (found.country === null) return null;
  const region = found.region ?? '';
  const isCity = findCities(region).some((city) => city.country === found.country);
  const place = placeOf(raw, isCity ? { ...found, city: region, region: null } : found);
  return { place, confidence: 0.75 };
}

/** Countries that are one city. */
const CITY_STATES = new Set(['SG', 'MC', 'HK', 'MO']);

function looksLikeName(part: string): boolean {
  return (
    /^\p{Lu}/u.test(part) &&
    !namesRole(part) &&
    findCountry(part) === null &&
    part.length <= 40 &&
    part.split(' ').length <= 4 &&
    !/\d/.test(part)
  );
}
