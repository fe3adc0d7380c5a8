import type { Cue, Cues } from './cues.ts';
import { isArea } from './gazetteer.ts';
import type { PlaceHints } from './place-parts.ts';
import { readPlace } from './read-place.ts';
import { namesRole } from './role-words.ts';
import type { TextLine } from './text-lines.ts';

/**
 * What a piece of the head says. `name` is a name of anything, often the employer's; `note` what a
 * post in one line says besides: funding, visas, fields of work.
 */
export type SegmentKind =
  | 'role'
  | 'place'
  | 'workplace'
  | 'employment'
  | 'pay'
  | 'url'
  | 'name'
  | 'note'
  | 'label';

const PAY =
  /(?:[$€£¥₹₩₽₪฿₫₱]|\b(?:USD|EUR|GBP|CHF|PLN|SEK|NOK|DKK|CZK|CAD|AUD|INR|JPY|BRL|zł|kr|Kč)\b)\s?\d|\d\s?(?:[$€£¥₹]|k(?![\p{L}\p{N}])|(?:USD|EUR|GBP|CHF|PLN|SEK|NOK|DKK|CZK|CAD|AUD|INR|kr|zł|Kč|万円|円|LPA|lakhs?)(?![\p{L}]))/iu;
/** Money that a firm has or makes, which stands in brackets behind its name. */
const FUNDING =
  /(?<!\p{L})(?:raised|series [a-h]|seed|fund(?:ed|ing)|backed|valuation|revenue|ARR|YC)(?!\p{L})/iu;
const BRACKETS = /\([^)]*\)/g;
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

/** Words between terms: "Full time and interns" names no role. */
const JOINED =
  /(?<!\p{L})(?:and|or|und|oder|et|ou|y|o|remote|on-?site|hybrid|visas?|ok|welcome|also|only|too|interns?|internships?|stages?)(?!\p{L})/giu;

/**
 * Whether a word for a role stands outside of the words for terms, or is itself one: `Summer
 * Intern`.
 */
function roleBeside(text: string, span: TextLine, terms: readonly Cue[]): boolean {
  let rest = text;
  let others = text;
  const blank = (from: string, { start, end }: Cue): string => {
    const at = Math.max(0, start - span.start);
    const until = Math.max(at, Math.min(end, span.end) - span.start);
    return from.slice(0, at) + ' '.repeat(until - at) + from.slice(until);
  };
  for (const term of terms) {
    rest = blank(rest, term);
    if (term.value !== 'INTERN') others = blank(others, term);
  }
  const interns = terms.some(({ value }) => value === 'INTERN');
  if (interns && /\p{L}/u.test(others.replace(JOINED, ' '))) return true;
  return namesRole(rest);
}

const OR = /\s(?:or|and|oder|und|ou|et|o|y|e|of|en|lub|eller|i|og|och|tai|nebo|&)\s|\s?[/;]\s?/iu;

/** "Ventura County" beside a city. */
const DISTRICT = /^\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)? (?:County|Area|Region|Valley)$/u;

/** "Madrid or Barcelona" */
function isPlaceList(text: string, hints: PlaceHints): boolean {
  const pieces = text.split(OR);
  return (
    pieces.length > 1 &&
    pieces.length < 8 &&
    pieces.every(
      (piece) => (readPlace(piece, hints)?.confidence ?? 0) >= 0.9 || DISTRICT.test(piece),
    ) &&
    !pieces.every((piece) => DISTRICT.test(piece))
  );
}

/** Words of terms: a piece of nothing else names no role, though it seeks interns. */
const TERM_WORDS = new Set(
  (
    'full time full-time fulltime part part-time parttime intern interns internship internships contract contractor ' +
    'contractors permanent remote onsite on-site site on visa visas h1b h-1b ok too also only welcome and or & summer'
  ).split(' '),
);
const WORDS_MAX = 8;

/** "Full time and interns", "INTERNS, VISA": who may come and how. */
function seeksInterns(text: string): boolean {
  const words = text.toLowerCase().split(/[\s,/+]+/);
  if (words.length > WORDS_MAX || !words.every((word) => TERM_WORDS.has(word))) return false;
  const interns = words.filter((word) => word.startsWith('intern'));
  return (
    interns.some((word) => word.endsWith('s')) || (interns.length > 0 && /\bINTERN\b/.test(text))
  );
}

/** "Based in Ghent", "Ghent based" */
const BASED = /^\s*(?:(?:is |are )?based in|located in|in)\s(?=\p{Lu})|[\s-]based\s*$/iu;

/** "Remote sensing", "distributed systems": cues that only take the words away from others. */
const NO_WORKPLACE = '-';

/** "City of Visalia" is who employs rather than where. */
const MUNICIPALITY =
  /^(?:the )?(?:city|county|town|village|borough|state|commonwealth) of \p{Lu}/iu;

/** What a piece of a head line says. */
export function segmentKind(
  text: string,
  span: TextLine,
  { cues, hints }: { readonly cues: Cues; readonly hints: PlaceHints },
): SegmentKind {
  if (isArea(text)) return 'workplace';
  if (MUNICIPALITY.test(text)) return 'name';
  if (URL.test(text)) return 'url';
  const bare = text.replace(BRACKETS, ' ').replace(BASED, '').trim();
  // "Admin Executive (up to $3.2k)", "Acme (raised $20M)": what is in brackets is said beside.
  const isBeside = !PAY.test(bare) && (FUNDING.test(text) || namesRole(bare));
  if (PAY.test(text) && !isBeside) return 'pay';
  if (HOURS.test(text) || seeksInterns(text)) return 'employment';
  const workplace = cues.of('workplace').filter(({ value }) => value !== NO_WORKPLACE);
  const remote = coverage(workplace, span);
  const terms = [...cues.of('employment'), ...cues.of('contract')].filter(
    (cue) => cue.start < span.end && cue.end > span.start,
  );
  // "Nimbus (https://nimbus.dev)" is no dev.
  const role = namesRole(text.replace(ADDRESS, ' '));
  if (coverage(terms, span) > 0.5)
    return role && roleBeside(text, span, terms) ? 'role' : 'employment';
  if (remote > 0.6) return 'workplace';
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
