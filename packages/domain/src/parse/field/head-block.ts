import type { SourceDocument } from '../document.ts';
import { headingKind } from '../section/heading-kind.ts';
import { opensText } from '../section/heading-marks.ts';
import type { Cue, Cues } from './cues.ts';
import type { LabelledValue } from './label-lines.ts';
import type { PlaceHints } from './place-parts.ts';
import { isArea } from './gazetteer.ts';
import { readPlace } from './read-place.ts';
import { namesRole } from './role-words.ts';
import { isRoleLead } from './title-shape.ts';
import { bulletLength, type TextLine } from './text-lines.ts';

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

/** A piece of a head line; a span of the text. */
export interface HeadSegment extends TextLine {
  readonly kind: SegmentKind;
  readonly text: string;
  /** Index of the line among the head's lines. */
  readonly line: number;
  /** A role that is the title without the rest of its line. */
  readonly isAlone?: boolean;
}

/** The block of title, employer, place and pay lines at the top of a text. */
export interface HeadBlock {
  readonly end: number;
  readonly segments: readonly HeadSegment[];
  /** Whether the first line is a post in one line: `Company | Role | Place | …`. */
  readonly oneLine: boolean;
}

export interface HeadInput {
  readonly document: SourceDocument;
  readonly lines: readonly TextLine[];
  readonly labels: readonly LabelledValue[];
  readonly cues: Cues;
  readonly hints: PlaceHints;
}

const LINES_MAX = 24;
const LINE_CHARS_MAX = 140;
const ONE_LINE_CHARS_MAX = 400;
const SENTENCE_CHARS_MIN = 35;
const PROSE_CHARS_MIN = 40;
const ABBREVIATED_END =
  /(?:Inc|Ltd|Co|Corp|o\.o|r\.o|a\.s|B\.V|N\.V|S\.A|p\.A|r\.l|D\.C|U\.S|U\.K|e\.V|approx|yr|hr|Jr|Sr|mies|godz|mtl|mån|std|netto|p\.a|ca)\.$/u;
const SEGMENTS_MAX = 14;
const PAY =
  /(?:[$€£¥₹₩₽₪฿₫₱]|\b(?:USD|EUR|GBP|CHF|PLN|SEK|NOK|DKK|CZK|CAD|AUD|INR|JPY|BRL|zł|kr|Kč)\b)\s?\d|\d\s?(?:[$€£¥₹]|k\b|(?:USD|EUR|GBP|CHF|PLN|SEK|NOK|DKK|CZK|CAD|AUD|INR|kr|zł|Kč|万円|円)(?![\p{L}]))/iu;
const HOURS =
  /^\d{1,3}(?:[.,]\d)?(?:\s?(?:-|–|bis|to|à|tot)\s?\d{1,3})?\s?(?:%|std|stunden|hours?|hrs?|h|uur|timer|tim|heures|horas|ore|godz|h\/w)(?![\p{L}])/iu;
const URL =
  /^(?:https?:\/\/|www\.)\S+$|^[\w.-]{1,60}\.(?:com|io|org|net|ai|dev|co|de|fr|se|nl|eu|jobs)(?:\/\S*)?$/i;
const SEPARATOR = /\s*\|\s*|\s+[•·∙●‧⋅◦]\s+|\s+[–—]\s+|\s+-\s+|\s+::\s+|\t+|\s+\/\/\s+/g;

function coverage(cues: readonly Cue[], { start, end }: TextLine): number {
  let covered = 0;
  for (const cue of cues) {
    if (cue.start >= end) break;
    if (cue.end > start) covered += Math.min(cue.end, end) - Math.max(cue.start, start);
  }
  return covered / Math.max(1, end - start);
}

/** Whether a word for a role stands outside of the words for terms, or is itself one: `Summer Intern`. */
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

/** What a piece of a head line says. */
export function segmentKind(
  text: string,
  span: TextLine,
  { cues, hints }: Pick<HeadInput, 'cues' | 'hints'>,
): SegmentKind {
  if (isArea(text)) return 'workplace';
  if (URL.test(text)) return 'url';
  if (PAY.test(text)) return 'pay';
  if (HOURS.test(text)) return 'employment';
  const remote = coverage(cues.of('workplace'), span);
  const terms = [...cues.of('employment'), ...cues.of('contract')].filter(
    (cue) => cue.start < span.end && cue.end > span.start,
  );
  const role = namesRole(text);
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
  if (remote > 0.3 || /\bremote\b/i.test(text)) return role && remote < 0.4 ? 'role' : 'workplace';
  return role ? 'role' : 'name';
}

function splitLine(text: string, line: TextLine): readonly TextLine[] {
  const written = text.slice(line.start, line.end);
  const pieces: TextLine[] = [];
  let from = 0;
  const separator = new RegExp(SEPARATOR.source, SEPARATOR.flags);
  for (let match = separator.exec(written); match !== null; match = separator.exec(written)) {
    if (match[0].length === 0) break;
    if (pieces.length >= SEGMENTS_MAX) break;
    if (match.index > from)
      pieces.push({ start: line.start + from, end: line.start + match.index });
    from = match.index + match[0].length;
  }
  if (from < written.length) pieces.push({ start: line.start + from, end: line.end });
  return pieces;
}

/** "Recife - PE": a code of a division belongs to the city before it. */
function withCodes(
  text: string,
  pieces: readonly TextLine[],
  hints: PlaceHints,
): readonly TextLine[] {
  const joined: TextLine[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const code = text.slice(piece.start, piece.end);
    if (last !== undefined && /^[A-Z]{2,3}$/.test(code)) {
      const read = readPlace(`${text.slice(last.start, last.end)}, ${code}`, hints);
      if (read !== null && read.confidence >= 0.9 && read.place.addressLocality !== null) {
        joined[joined.length - 1] = { start: last.start, end: piece.end };
        continue;
      }
    }
    joined.push(piece);
  }
  return joined;
}

/** Whether prose or a list follows a line: it heads them. */
function beforeProse(text: string, lines: readonly TextLine[], index: number): boolean {
  const next = lines.slice(index + 1, index + 4).find((line) => line.end > line.start);
  if (next === undefined) return false;
  const written = text.slice(next.start, Math.min(next.end, next.start + 200));
  return written.length > PROSE_CHARS_MIN || /[.!]$/.test(written) || bulletLength(written) > 0;
}

/** Whether a line can be part of the head: short, no sentence, no heading of a section. */
function belongsToHead(input: HeadInput, index: number, labelled: ReadonlySet<number>): boolean {
  const { document, lines } = input;
  const line = lines[index];
  if (line === undefined) return false;
  const text = document.text.slice(line.start, line.end);
  if (opensText(text)) return false;
  if (labelled.has(index)) return true;
  const pipes = text.split(' | ').length;
  if (pipes >= 3) return line.end - line.start <= ONE_LINE_CHARS_MAX;
  if (text.length > LINE_CHARS_MAX) return false;
  if (/[.!?。]$/.test(text) && text.length > SENTENCE_CHARS_MIN && !ABBREVIATED_END.test(text))
    return false;
  if (bulletLength(text) > 0) return false;
  const heading = headingKind(text);
  if (heading?.exact === true) return labelled.has(index + 1) && heading.kind === 'OTHER';
  const marked = document.headings.some((one) => one.start === line.start);
  if (heading !== null && (marked || text.endsWith(':') || text === text.toUpperCase()))
    return false;
  if (heading !== null && index > 0 && beforeProse(document.text, lines, index)) return false;
  return !(marked && index > 1 && !namesRole(text));
}

/** The pieces of a lead, and whether its first one is the title by itself. */
interface Lead {
  readonly pieces: readonly TextLine[];
  readonly isAlone: boolean;
}
const NO_LEAD: Lead = { pieces: [], isAlone: false };
const LEAD_CHARS_MAX = 300;
const LEAD_SENTENCE_CHARS_MAX = 140;
/** A sentence ends behind a word of some length, not behind "kat." or "St.". */
const SENTENCE_END = /(?<=\p{L}{4}|\p{Lu}\.\p{Lu}|[\d)%])[.!?。](?=\s|$)/u;

/**
 * The pieces of a first line that is a sentence, or many, but begins with a role and a dash, comma
 * or stop: `Warehouse Operative, Larch Ltd, Coventry. You will …`. None for any other sentence.
 */
function leadOf(text: string, line: TextLine): Lead {
  const written = text.slice(line.start, Math.min(line.end, line.start + LEAD_CHARS_MAX));
  const stop = SENTENCE_END.exec(written);
  let length = stop?.index ?? written.length;
  if (/\p{Lu}\.\p{Lu}$/u.test(written.slice(0, length))) length += 1;
  if (length > LEAD_SENTENCE_CHARS_MAX) {
    const separator = new RegExp(SEPARATOR.source).exec(written);
    length = separator?.index ?? length;
  }
  const pieces = splitLine(text, { start: line.start, end: line.start + length });
  const [first, ...rest] = pieces;
  if (first === undefined) return NO_LEAD;
  const comma = text.slice(first.start, first.end).search(/,\s|(?<=[^\x00-\u3000])[（(]/u);
  const cut = comma < 0 ? first.end : first.start + comma;
  if (!isRoleLead(text.slice(first.start, cut))) return NO_LEAD;
  if (comma < 0) return { pieces, isAlone: false };
  const behind = text.charAt(cut) === ',' ? cut + 2 : cut;
  const parted = [{ start: first.start, end: cut }, { start: behind, end: first.end }, ...rest];
  return { pieces: parted, isAlone: true };
}

/** `Acme - Senior Engineer - Boulder, CO - ONSITE`: a name, a role and more, whatever parts them. */
function isOneLine(segments: readonly HeadSegment[]): boolean {
  const kinds = segments.map((segment) => segment.kind);
  const beside = kinds.some((kind) =>
    ['place', 'workplace', 'employment', 'pay', 'url'].includes(kind),
  );
  return kinds.length >= 3 && kinds[0] === 'name' && kinds.includes('role') && beside;
}

/** The pieces of a head line, each with what it says. */
function segmentsOf(
  input: HeadInput,
  pieces: readonly TextLine[],
  { line, oneLine }: { readonly line: number; readonly oneLine: boolean },
): HeadSegment[] {
  return pieces.map((piece, index) => {
    const text = input.document.text.slice(piece.start, piece.end);
    const kind = segmentKind(text, piece, input);
    // A post in one line begins with a name, though a town may have it too.
    const named = oneLine && line === 0 && index === 0 && kind === 'place' && !/[,\d]/.test(text);
    return { ...piece, kind: named ? 'name' : kind, text, line };
  });
}

/** Reads the block of title, employer, place and pay lines at the top of a text. */
export function headBlock(input: HeadInput): HeadBlock {
  const { document, lines, labels } = input;
  const labelled = new Set(labels.map((label) => label.line));
  const segments: HeadSegment[] = [];
  let end = 0;
  let oneLine = false;
  let count = 0;
  for (let index = 0; index < lines.length && count < LINES_MAX; index += 1) {
    const line = lines[index];
    if (line === undefined || line.start === line.end) continue;
    const belongs = belongsToHead(input, index, labelled);
    if (!belongs && count > 0) break;
    const text = document.text.slice(line.start, line.end);
    if (belongs && count === 0 && text.split(/\s\|\s|\|/).length >= 3) oneLine = true;
    let own: HeadSegment[] = [];
    if (labelled.has(index)) own = [{ ...line, kind: 'label', text, line: count }];
    else if (belongs) {
      const pieces = withCodes(document.text, splitLine(document.text, line), input.hints);
      own = segmentsOf(input, pieces, { line: count, oneLine });
    }
    if (count === 0 && !oneLine && !own.some(({ kind }) => kind === 'role' || kind === 'label')) {
      const { pieces, isAlone } = leadOf(document.text, line);
      if (pieces.length > 0) own = segmentsOf(input, pieces, { line: 0, oneLine });
      if (own[0] !== undefined && isAlone) own[0] = { ...own[0], kind: 'role', isAlone };
    }
    if (own.length === 0) break;
    segments.push(...own);
    count += 1;
    if (count === 1 && isOneLine(segments)) oneLine = true;
    end = belongs ? line.end : (own.at(-1)?.end ?? end);
    // "Registered Nurse - Nights!" is a whole line: what follows it may be head, too.
    if (!belongs && line.end - end > 1) break;
  }
  return { end, segments, oneLine };
}
