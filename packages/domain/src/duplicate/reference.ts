import { hash48 } from './hash.ts';

/** Characters of a reference or an address that are read. */
const REFERENCE_CHARS_MAX = 200;
const URL_CHARS_MAX = 2_000;

/** Digits from which on a number alone is a reference, whatever letters stand before it. */
const DIGITS_MIN = 4;

/**
 * A requisition id as 48 bits; 0 when there is none. "REQ-0012345", "R12345" and "12345" are one:
 * systems put their own letters before the employer's number.
 */
export function printReference(id: string | null): number {
  const compact = (id ?? '')
    .slice(0, REFERENCE_CHARS_MAX)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  if (compact === '') return 0;
  const digits = /^[A-Z]{0,6}?0*([1-9]\d*)$/.exec(compact)?.[1] ?? '';
  return hash48(digits.length >= DIGITS_MIN ? digits : compact);
}

/** Parameters that say how a reader came to a page, not which page it is. */
const TRACKING =
  /^(?:utm_|gh_src|gclid|fbclid|msclkid|mc_|lever-|ref$|refid|source$|src$|trk|tracking|trackingid|campaign|cid$|sid$|session|from$|fccid|vjs|tk$|jobboard|_ga|igshid|yclid|rx_|spm$)/;

/** An address without scheme, `www.`, tracking and fragment as 48 bits; 0 when there is none. */
export function printUrl(url: string | null): number {
  const match = /^https?:\/\/([^/?#\s]+)([^?#\s]*)(?:\?([^#\s]*))?/i.exec(
    (url ?? '').trim().slice(0, URL_CHARS_MAX),
  );
  if (match === null) return 0;
  const [, host = '', path = '', query = ''] = match;
  const kept = query
    .split('&')
    .filter((pair) => pair !== '' && !TRACKING.test(pair.toLowerCase()))
    .sort();
  const place = path.replace(/\/+$/, '').replace(/\/(?:apply|application)$/i, '');
  // A bare host or its front page is no posting's address.
  if (place === '' && kept.length === 0) return 0;
  return hash48(`${host.toLowerCase().replace(/^www\./, '')}${place}?${kept.join('&')}`);
}
