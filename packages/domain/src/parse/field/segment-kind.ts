import type { Cue, Cues } from './cues.ts';
import { isArea } from './gazetteer.ts';
import type { PlaceHints } from './place-parts.ts';
import { readPlace } from './read-place.ts';
import { namesRole } from './role-words.ts';
import type { TextLine } from './text-lines.ts';

/** What a piece of the head says. `name` is a name of anything: often the employer's. */
export type SegmentKind =
  | 'role'
  | 'place'
  | 'workplace'
  | 'employment'
  | 'pay'
  | 'url'
  | 'name'
  | 'label';

const PAY =
  /(?:[$€£¥₹₩₽₪฿₫₱]|\b(?:USD|EUR|GBP|CHF|PLN|SEK|NOK|DKK|CZK|CAD|AUD|INR|JPY|BRL|zł|kr|Kč)\b)\s?\d|\d\s?(?:[$€£¥₹]|k(?![\p{L}\p{N}])|(?:USD|EUR|GBP|CHF|PLN|SEK|NOK|DKK|CZK|CAD|AUD|INR|kr|zł|Kč|万円|円)(?![\p{L}]))/iu;
const HOURS =
  /^\d{1,3}(?:[.,]\d)?(?:\s?(?:-|–|bis|to|à|tot)\s?\d{1,3})?\s?(?:%|std|stunden|hours?|hrs?|h|uur|timer|tim|heures|horas|ore|godz|h\/w)(?![\p{L}])/iu;
const URL =
  /^(?:https?:\/\/|www\.)\S+$|^[\w.-]{1,60}\.(?:com|io|org|net|ai|dev|co|de|fr|se|nl|eu|jobs)(?:\/\S*)?$/i;
const ADDRESS =
  /(?:https?:\/\/|www\.)\S{1,200}|[\w-]{1,40}\.(?:com|io|org|net|ai|dev|co|app)(?![\w])/giu;
function coverage(cues: readonly Cue[], { start, end }: TextLine): number {
  let covered = 0;
  for (const cue of cues) {
    if (cue.start >= end) break;
    if (cue.end > start) covered += Math.min(cue.end, end) - Math.max(cue.start, start);
  }
  return covered / Math.max(1, end - start);
}

/**
 * Whether a word for a role stands outside of the words for terms, or is itself one: `Summer
 * Intern`.
 */
function roleBeside(text: string, span: TextLine, terms: readonly Cue[]): boolean {
  let rest = text;
  for (const { start, end, value } of terms) {
    if (value === 'INTERN' && text.trim().split(' ').length > 1) return true;
    const from = Math.max(0, start - span.start);
    rest =
      rest.slice(0, from) +
      ' '.repeat(Math.max(0, Math.min(end, span.end) - span.start - from)) +
      rest.slice(Math.max(from, end - span.start));
  }
  return namesRole(rest);
}

const OR = /\s(?:or|and|oder|und|ou|et|o|y|e|of|en|lub|eller|i|og|och|tai|nebo|&)\s|\s?[/;]\s?/iu;

/** "Madrid or Barcelona" */
function isPlaceList(text: string, hints: PlaceHints): boolean {
  const pieces = text.split(OR);
  return (
    pieces.length > 1 &&
    pieces.length < 8 &&
    pieces.every((piece) => (readPlace(piece, hints)?.confidence ?? 0) >= 0.9)
  );
}

/** What a piece of a head line says. */
export function segmentKind(
  text: string,
  span: TextLine,
  { cues, hints }: { readonly cues: Cues; readonly hints: PlaceHints },
): SegmentKind {
  if (isArea(text)) return 'workplace';
  if (URL.test(text)) return 'url';
  if (PAY.test(text)) return 'pay';
  if (HOURS.test(text)) return 'employment';
  const remote = coverage(cues.of('workplace'), span);
  const terms = [...cues.of('employment'), ...cues.of('contract')].filter(
    (cue) => cue.start < span.end && cue.end > span.start,
  );
  // "Nimbus (https://nimbus.dev)" is no dev.
  const role = namesRole(text.replace(ADDRESS, ' '));
  if (coverage(terms, span) > 0.5)
    return role && roleBeside(text, span, terms) ? 'role' : 'employment';
  if (remote > 0.6) return 'workplace';
  const bare = text.replace(/\([^)]*\)/g, ' ').trim();
  const place = readPlace(bare === '' ? text : bare, hints);
  const named = place?.place.addressLocality ?? null;
  const first = bare.split(/,|\s[-–—]\s/)[0] ?? bare;
  // "Acme Robotics, Pittsburgh" begins with a name, "75008 Paris, France" with a place.
  if (named !== null && bare.includes(',') && !first.includes(named)) return role ? 'role' : 'name';
  if (place !== null && place.confidence >= 0.7 && !(role && named === null)) return 'place';
  if (place === null && !role && isPlaceList(bare, hints)) return 'place';
  if (remote > 0.3 || /\bremote\b/i.test(text)) return role && remote < 0.4 ? 'role' : 'workplace';
  return role ? 'role' : 'name';
}
