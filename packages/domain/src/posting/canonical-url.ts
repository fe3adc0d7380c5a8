/** Parameters by which campaigns and referrers are told apart, never postings. */
const TRACKING =
  /^(?:utm_.*|gh_src|lever-(?:source|origin|via)(?:\[\])?|source|src|ref|referrer|referer|fbclid|gclid|msclkid|mc_[ce]id|trk|trackingid|refid|_ga|_gl|igshid|li_fat_id|jobboard|jobboardid|recommended_by|sid|campaign|cid|tm_.*|iis|iisn|rx_.*|mode|embed|mobile|needsredirect)$/i;
const URL_CHARS_MAX = 2_000;

/**
 * An address without tracking parameters and fragment, by which two records of one posting are
 * known; null for none and for what is no http(s) address.
 */
export function canonicalUrl(address: string | null | undefined): string | null {
  if (address === null || address === undefined || address.length > URL_CHARS_MAX) return null;
  const match = /^(https?):\/\/([^/?#\s]+)([^?#\s]*)(?:\?([^#\s]*))?/i.exec(address.trim());
  if (match === null) return null;
  const [, scheme = '', host = '', path = '', query = ''] = match;
  const kept = query
    .split('&')
    .filter((pair) => pair !== '' && !TRACKING.test(pair.split('=')[0] ?? ''))
    .sort();
  const clean = `${scheme.toLowerCase()}://${host.toLowerCase()}${path.replace(/\/+$/, '')}`;
  return kept.length === 0 ? clean : `${clean}?${kept.join('&')}`;
}
