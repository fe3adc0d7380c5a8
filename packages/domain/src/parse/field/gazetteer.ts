import gazetteer from '../../../data/parse-gazetteer.json' with { type: 'json' };
import names from '../../../data/parse-place-names.json' with { type: 'json' };
import { foldText } from './fold-char.ts';

/** A city of the gazetteer. */
export interface City {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Postal code in the US, Canada and Australia, GeoNames' code of the division elsewhere. */
  readonly region: string;
  /** Thousands of inhabitants. */
  readonly thousands: number;
}

/** A first-level division. */
export interface Region {
  readonly country: string;
  readonly region: string;
}

interface Index {
  readonly countries: ReadonlyMap<string, string>;
  readonly regions: ReadonlyMap<string, readonly Region[]>;
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  readonly areas: ReadonlySet<string>;
}

/** Countries whose divisions are written as postal codes: their codes are names of them. */
const POSTAL_COUNTRIES = ['US', 'CA', 'AU'] as const;
const CODE_LENGTH = 2;

/** A name as it is compared: folded, without dots, commas and double spaces. */
export function placeKey(name: string): string {
  return foldText(name)
    .replace(/[.,'()]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function buildCountries(): Map<string, string> {
  const countries = new Map<string, string>();
  for (const source of [gazetteer.countries, names.countries]) {
    for (const [code, list] of Object.entries(source)) {
      for (const name of list.split('|')) countries.set(placeKey(name), code);
    }
  }
  return countries;
}

function buildRegions(): Map<string, Region[]> {
  const regions = new Map<string, Region[]>();
  const add = (name: string, found: Region): void => {
    const known = regions.get(placeKey(name)) ?? [];
    if (known.some((one) => one.country === found.country && one.region === found.region)) return;
    append(regions, placeKey(name), found);
  };
  for (const [country, list] of Object.entries(gazetteer.regions)) {
    for (const [region, name] of Object.entries(list)) {
      add(name, { country, region });
      if ((POSTAL_COUNTRIES as readonly string[]).includes(country))
        add(region, { country, region });
    }
  }
  for (const [key, list] of Object.entries(names.regions)) {
    const [country = '', region = ''] = key.split('|');
    for (const name of list.split('|')) add(name, { country, region });
  }
  return regions;
}

function buildIndex(): Index {
  const aliases = new Map<string, string[]>();
  for (const [city, list] of Object.entries(names.cities)) {
    for (const name of list.split('|')) append(aliases, placeKey(name), city);
  }
  return {
    countries: buildCountries(),
    regions: buildRegions(),
    aliases,
    areas: new Set(names.areas.split('|').map(placeKey)),
  };
}

let built: Index | undefined;
const buckets = new Map<string, ReadonlyMap<string, readonly City[]>>();

function index(): Index {
  built ??= buildIndex();
  return built;
}

function bucketOf(key: string): ReadonlyMap<string, readonly City[]> {
  const id = key.slice(0, CODE_LENGTH);
  const known = buckets.get(id);
  if (known !== undefined) return known;
  const bucket = new Map<string, City[]>();
  const rows = (gazetteer.cities as Readonly<Record<string, string>>)[id];
  for (const row of rows?.split('\n') ?? []) {
    const [name = '', country = '', region = '', thousands = '0'] = row.split('|');
    append(bucket, placeKey(name), { name, country, region, thousands: Number(thousands) });
  }
  buckets.set(id, bucket);
  return bucket;
}

function citiesNamed(key: string): readonly City[] {
  return bucketOf(key).get(key) ?? [];
}

/** The cities of a name, in any language it is written in, the largest first. */
export function findCities(name: string): readonly City[] {
  const key = placeKey(name);
  if (key.length < 2) return [];
  const found: City[] = [];
  for (const alias of index().aliases.get(key) ?? []) {
    const [canonical = '', country = '', region] = alias.split('|');
    const cities = citiesNamed(placeKey(canonical))
      .filter(
        (city) => city.country === country && (region === undefined || city.region === region),
      )
      .sort((a, b) => b.thousands - a.thousands);
    const city = cities[0];
    if (city !== undefined) found.push(city);
  }
  found.push(...citiesNamed(key).filter((city) => !found.includes(city)));
  return found.sort((a, b) => b.thousands - a.thousands);
}

/** The ISO 3166-1 alpha-2 code of a country's name in one of the languages, or of its code. */
export function findCountry(name: string): string | null {
  const key = placeKey(name);
  const known = index().countries.get(key);
  if (known !== undefined) return known;
  return null;
}

const CODES = new Set(Object.keys(gazetteer.countries));
const THREE_LETTERS: Readonly<Record<string, string>> = {
  USA: 'US',
  GBR: 'GB',
  DEU: 'DE',
  GER: 'DE',
  FRA: 'FR',
  ESP: 'ES',
  PRT: 'PT',
  ITA: 'IT',
  NLD: 'NL',
  POL: 'PL',
  SWE: 'SE',
  DNK: 'DK',
  NOR: 'NO',
  FIN: 'FI',
  CZE: 'CZ',
  JPN: 'JP',
  CAN: 'CA',
  AUS: 'AU',
  IND: 'IN',
  CHE: 'CH',
  AUT: 'AT',
  BEL: 'BE',
  IRL: 'IE',
  BRA: 'BR',
  MEX: 'MX',
  SGP: 'SG',
  ARE: 'AE',
  ISR: 'IL',
  NZL: 'NZ',
  ZAF: 'ZA',
  ROU: 'RO',
  HUN: 'HU',
  UKR: 'UA',
  CHN: 'CN',
  HKG: 'HK',
  KOR: 'KR',
  TWN: 'TW',
  PHL: 'PH',
  COL: 'CO',
  ARG: 'AR',
};

/** The alpha-2 code that a code stands for, `UK` included; null when it is none. */
export function countryOfCode(code: string): string | null {
  const upper = code.trim().toUpperCase();
  if (upper === 'UK') return 'GB';
  if (upper.length === CODE_LENGTH) return CODES.has(upper) ? upper : null;
  return THREE_LETTERS[upper] ?? null;
}

/** The divisions of a name or code. */
export function findRegions(name: string): readonly Region[] {
  return index().regions.get(placeKey(name)) ?? [];
}

/** Whether a name is an area larger than a country, or no place at all (`EMEA`, `worldwide`). */
export function isArea(name: string): boolean {
  return index().areas.has(placeKey(name));
}
