import { countryOfCode, findCities, findCountry } from './gazetteer.ts';
import { isCode, type Parts } from './place-parts.ts';

const LARGE_TO_SMALL = /^([^,-]{2,30})-(?:([^,-]{2,30})-)?([^,-]{2,40})$/u;

/** "United States-Texas-Houston", "US-TX-Austin", as some systems write; null for other texts. */
export function fromLargeToSmall(text: string): string | null {
  const match = text.includes('-') ? LARGE_TO_SMALL.exec(text) : null;
  const [, country = '', region, city = ''] = match ?? [];
  if (match === null) return null;
  const isNamed = findCountry(country) !== null && !isCode(country);
  const isCoded = region !== undefined && isCode(country) && countryOfCode(country) !== null;
  if (!isNamed && !isCoded) return null;
  return [city, region, country].filter((part) => part !== undefined).join(', ');
}

const TOWN_WORDS_MAX = 3;
/** "North Springfield" may be a town of its own; two words more are a name. */
const NAME_WORDS_MIN = 2;
/** One word before a large city is a firm's name, unless towns are named so. */
const METROPOLIS_AT_END_THOUSANDS_MIN = 100;
const TOWN_PREFIX =
  /^(?:north|south|east|west|new|old|upper|lower|great|greater|little|saint|st\.?|san|santa|fort|port|mount|lake|el|la|los|las|bad|villa|central|downtown|metro|royal|nova|nueva|nouvelle)$|^(?:north|south|east|west|new|old|upper|lower|great|greater|little|saint|st\.?|san|santa|fort|port|mount|lake|el|la|los|las|bad|villa|central|downtown|metro|royal|nova|nueva|nouvelle)\s/iu;

/** "Corvane Health Austin, TX": the town at the end of a name, if it lies in the division. */
export function townAtEnd(name: string, found: Parts): string | null {
  if (found.regionCode === null) return null;
  const words = name.split(' ');
  for (let count = TOWN_WORDS_MAX; count >= 1; count -= 1) {
    const before = words.length - count;
    if (before < 1) continue;
    const town = words.slice(-count).join(' ');
    const isName = before >= NAME_WORDS_MIN || !TOWN_PREFIX.test(name);
    const least = before >= NAME_WORDS_MIN ? 0 : METROPOLIS_AT_END_THOUSANDS_MIN;
    const lies = findCities(town).some(
      (city) =>
        city.country === found.country &&
        city.region === found.regionCode &&
        city.thousands >= least &&
        isName,
    );
    if (lies) return town;
  }
  return null;
}
