import type { City } from './gazetteer.ts';
import type { PlaceHints } from './place-parts.ts';

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

const CURRENCY_BONUS = 30;

const LANGUAGE_BONUS = 12;

/** Words of postings that are also names of towns somewhere. */
const NO_CITIES = new Set([
  'remote',
  'city',
  'town',
  'county',
  'village',
  'hybrid',
  'office',
  'home',
  'anywhere',
  'job',
  'senior',
  'data',
  'engineer',
  'team',
  'us',
  'center',
  'central',
  'full',
  'part',
  'time',
  'on',
  'site',
  'of',
  'march',
  'mobile',
  'orange',
  'as',
  'is',
  'de',
  'la',
  'ii',
  'union',
  'business',
  'sales',
  'nurse',
  'lead',
  'enterprise',
  'best',
  'field',
  'law',
  'bar',
  'most',
  'reading room',
  'uk',
  'both',
  'page',
  'price',
  'may',
  'male',
  'split',
  'media',
  'normal',
  'the',
  'experience',
  'of',
  'bank',
  'ai',
  'it',
  'hr',
  'c',
  'pm',
  'san',
  'new',
  'sede',
  'madrid area',
  'any',
  'other',
  'manager',
  'go',
]);

function cityScore(city: City, hints: PlaceHints): number {
  const spoken = hints.language === null ? [] : (COUNTRIES_OF_LANGUAGE[hints.language] ?? []);
  const rank = spoken.indexOf(city.country);
  const byLanguage = rank < 0 ? 0 : LANGUAGE_BONUS / (1 + rank / 16);
  const byHint = hints.country === city.country ? HINT_BONUS : 0;
  const byCurrency = hints.currencyCountries?.includes(city.country) === true ? CURRENCY_BONUS : 0;
  return Math.log2(1 + city.thousands) * 4 + byLanguage + byHint + byCurrency;
}

/** Whether a country is the posting's, or one in which its language is spoken. */
export function isCountryOfLanguage(country: string | null, hints: PlaceHints): boolean {
  if (country === null) return false;
  if (country === hints.country) return true;
  return COUNTRIES_OF_LANGUAGE[hints.language ?? 'en']?.includes(country) ?? false;
}

/** Whether a name is a word of postings; in capitals LA is Los Angeles. */
export function isNoCity(name: string): boolean {
  return NO_CITIES.has(name.toLowerCase()) && name !== 'LA' && name !== 'L.A.';
}

/**
 * The likeliest of the cities of one name: by size, by the country of publication, by the language.
 */
export function bestCity(cities: readonly City[], hints: PlaceHints): City | undefined {
  let best: City | undefined;
  let score = -1;
  for (const city of cities) {
    const own = cityScore(city, hints);
    if (own > score) [best, score] = [city, own];
  }
  return best;
}
