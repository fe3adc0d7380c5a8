import type { Place } from '@winnow/contracts/enriched-posting';
import { hash32 } from './hash.ts';
import { fold, foldWords, WORDS } from './words.ts';

/** A place as far as it tells two jobs apart; 0 where it says nothing. */
export interface PlacePrint {
  readonly city: number;
  readonly region: number;
  readonly country: number;
}

/** Where a job is done: places in a fixed order, and whether it is bound to them. */
export interface PlacesPrint {
  readonly places: readonly PlacePrint[];
  readonly remote: boolean;
}

/** Places of one posting that are kept; more are as good as anywhere. */
export const PLACES_MAX = 6;

const ALIASES: ReadonlyMap<string, string> = new Map(Object.entries(WORDS.cityAliases));
const NOISE = new Set(WORDS.cityNoise);
const DISTRICT_CITIES = new Set(WORDS.districtCities);
const REMOTE = new Set(WORDS.remoteWords);

/** `frankfurt (oder)`, `berlin, germany`: what follows says more than the city's name. */
const AFTER_CITY = /[(,;/|].*$/s;

/** A city by its common name in ASCII ("München" and "Munich" are one); '' when there is none. */
export function cityName(text: string): string {
  const words = foldWords(text.replace(AFTER_CITY, '')).filter((word) => !NOISE.has(word));
  const [first = ''] = words;
  const head = ALIASES.get(first) ?? first;
  if (DISTRICT_CITIES.has(head)) return head;
  const name = words.join(' ');
  return REMOTE.has(name) ? '' : (ALIASES.get(name) ?? name);
}

/** All that `posting` says of where the job is done. */
export function printPlaces(posting: {
  readonly jobLocation: readonly Place[];
  readonly applicantLocationRequirements: readonly Place[];
  readonly workplaceType: string | null;
}): PlacesPrint {
  const stated =
    posting.jobLocation.length > 0 ? posting.jobLocation : posting.applicantLocationRequirements;
  const remote =
    posting.workplaceType === 'REMOTE' || stated.some(({ raw }) => REMOTE.has(fold(raw).trim()));
  const byText = new Map<string, PlacePrint>();
  for (const place of stated) {
    const city = hashName(cityName(place.addressLocality ?? ''));
    const country = countryNumber(place.addressCountry);
    const region = hashName(regionName(place, city + country > 0));
    const print = { city, region, country };
    if (city + country + region > 0) byText.set(JSON.stringify(print), print);
  }
  const places = [...byText.values()].sort(
    (a, b) => a.country - b.country || a.region - b.region || a.city - b.city,
  );
  return { places: places.slice(0, PLACES_MAX), remote };
}

/** The region, or the area ("Europe", "APAC") where nothing else is known of a place. */
function regionName({ addressRegion, raw }: Place, located: boolean): string {
  const region = fold(addressRegion ?? '').trim();
  if (region !== '' || located) return region;
  return foldWords(raw)
    .filter((word) => !REMOTE.has(word))
    .join(' ');
}

/** Words of the places, which a title may carry along. */
export function placeWords(places: readonly Place[]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { raw, addressLocality, addressRegion, addressCountry } of places) {
    for (const text of [raw, addressLocality, addressRegion, addressCountry]) {
      for (const word of foldWords(text ?? '')) words.add(word);
    }
    for (const word of cityName(addressLocality ?? '').split(' ')) words.add(word);
  }
  return words;
}

/** Two letters as a number below 1024; 0 for anything else. */
function countryNumber(code: string | null): number {
  if (code === null || !/^[A-Z]{2}$/.test(code)) return 0;
  return ((code.charCodeAt(0) - 64) << 5) | (code.charCodeAt(1) - 64);
}

function hashName(name: string): number {
  return name === '' ? 0 : hash32(name);
}

/**
 * `APART`: the job cannot be in the same place. `UNEQUAL`: one is remote, the other names a city.
 */
export type PlaceRelation = 'SAME' | 'UNKNOWN' | 'UNEQUAL' | 'APART';

/**
 * Compares where two jobs are done. Empty is unknown, not different. Places that may hold each
 * other ("Europe", "Germany") are unknown too, but not in one source, which would say the same of
 * one job.
 */
export function relatePlaces(a: PlacesPrint, b: PlacesPrint, oneSource = false): PlaceRelation {
  if (a.remote !== b.remote) {
    if (!sharesCountry(a, b)) return 'APART';
    const bound = a.remote ? b : a;
    return bound.places.some(({ city }) => city > 0) ? 'UNEQUAL' : 'UNKNOWN';
  }
  if (a.places.length === 0 || b.places.length === 0) return a.remote ? 'SAME' : 'UNKNOWN';
  let best: PlaceRelation = 'APART';
  for (const x of a.places) {
    for (const y of b.places) {
      const relation = relatePlace(x, y, a.remote);
      if (relation === 'SAME') return 'SAME';
      if (relation === 'UNKNOWN') best = 'UNKNOWN';
    }
  }
  return best === 'UNKNOWN' && oneSource && a.remote ? 'APART' : best;
}

function sharesCountry(a: PlacesPrint, b: PlacesPrint): boolean {
  return (
    a.places.length === 0 ||
    b.places.length === 0 ||
    a.places.some((x) =>
      b.places.some((y) => x.country === y.country || x.country === 0 || y.country === 0),
    )
  );
}

function relatePlace(a: PlacePrint, b: PlacePrint, remote: boolean): PlaceRelation {
  if (a.country > 0 && b.country > 0 && a.country !== b.country) return 'APART';
  if (remote && isArea(a) === isArea(b)) {
    return isArea(a) && a.region !== b.region ? 'UNKNOWN' : 'SAME';
  }
  if (regionsDiffer(a, b)) return 'APART';
  if (a.city > 0 && b.city > 0) return a.city === b.city ? 'SAME' : 'APART';
  return 'UNKNOWN';
}

function isArea({ city, country }: PlacePrint): boolean {
  return city === 0 && country === 0;
}

/** Where the contract has one spelling for a region; elsewhere "BY" may be "Bayern". */
const REGIONS_SPELT_ONE_WAY = new Set(['US', 'CA', 'AU'].map(countryNumber));

function regionsDiffer(a: PlacePrint, b: PlacePrint): boolean {
  const both = a.region > 0 && b.region > 0 && a.region !== b.region;
  return both && REGIONS_SPELT_ONE_WAY.has(a.country) && a.country === b.country;
}
