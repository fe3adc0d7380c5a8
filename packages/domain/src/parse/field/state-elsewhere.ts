import type { ParseContext } from './parse-context.ts';
import { POSTAL_COUNTRIES } from './place-parts.ts';
import type { Found } from './place-lists.ts';
import { readPlace } from './read-place.ts';

const TRIES_MAX = 6;
const STATE = /^,\s(\p{Lu}[\p{L}.]{1,14}(?: \p{Lu}\p{L}{2,14})?)/u;

/**
 * A city with the state that the text names beside it elsewhere: "our Columbus office" where the
 * firm is "headquartered in Columbus, Ohio". In countries whose addresses have a state.
 */
export function withRegion(context: ParseContext, found: Found): Found {
  const { addressLocality: city, addressRegion, addressCountry } = found.value;
  if (city === null || addressRegion !== null || !POSTAL_COUNTRIES.has(addressCountry ?? ''))
    return found;
  const { text } = context;
  let at = text.indexOf(`${city}, `);
  for (let tries = 0; at >= 0 && tries < TRIES_MAX; tries += 1) {
    const end = at + city.length;
    const state = STATE.exec(text.slice(end, end + 40))?.[1];
    const read = state === undefined ? null : readPlace(`${city}, ${state}`, context.hints);
    const region = read?.place.addressRegion ?? null;
    if (region !== null && read?.place.addressCountry === addressCountry)
      return { ...found, value: { ...found.value, addressRegion: region } };
    at = text.indexOf(`${city}, `, end);
  }
  return found;
}
