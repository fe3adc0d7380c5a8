import type { SourceDocument } from '../document.ts';
import { forumSegments, isForumLine } from './forum-line.ts';
import { headingKind } from '../section/heading-kind.ts';
import { opensText, TEXT_KINDS } from '../section/heading-marks.ts';
import type { Cues } from './cues.ts';
import type { LabelledValue } from './label-lines.ts';
import { isTermOfWork } from './name-words.ts';
import { isPageButton, isPageLine } from './page-lines.ts';
import type { PlaceHints } from './place-parts.ts';
import { namesRole } from './role-words.ts';
import { type SegmentKind, segmentKind } from './segment-kind.ts';
import { isHiringLine, isRoleLead } from './title-shape.ts';
import { firstSeparator, isPartedByStops, splitHeadLine, withCodes } from './split-head-line.ts';
import { nextSentence } from './next-sentence.ts';
import { withTownName } from './town-name.ts';
import { bulletLength, type TextLine } from './text-lines.ts';

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

/** A post's line may end with a stop. */
const PARTED = /\s[-–—]{1,2}\s.*\s[-–—]{1,2}\s/u;
const LINES_MAX = 24;
/** Lines of facts and of the page itself, which do not count as the head's. */
const FACT_LINES_MAX = 120;
/** A label at the beginning of a line has its value this near. */
const PIPED_LABEL_CHARS = 30;
const LINE_CHARS_MAX = 140;
const ONE_LINE_CHARS_MAX = 400;
const SENTENCE_CHARS_MIN = 35;
/** What stands behind the last piece is more than a mark. */
const GLUED_CHARS_MIN = 12;
const PROSE_CHARS_MIN = 40;
const ABBREVIATED_END =
  /(?:Inc|Ltd|Co|Corp|o\.o|r\.o|a\.s|B\.V|N\.V|S\.A|p\.A|r\.l|D\.C|U\.S|U\.K|e\.V|approx|yr|hr|Jr|Sr|mies|godz|mtl|mån|std|netto|p\.a|ca)\.$/u;
/** A sentence ends and another begins: prose, however the line ends. */
const TWO_SENTENCES = /\p{Ll}{4}[.!?] [\p{Lu}$€£]/u;
const BESIDE_LABEL: ReadonlySet<SegmentKind> = new Set(['place', 'workplace', 'employment', 'pay']);

/** The pieces of a line with a label: "Standort: Stuttgart | Vollzeit" says more than the place. */
function labelSegments(input: HeadInput, line: TextLine, at: { line: number; index: number }) {
  const own = input.labels.filter((label) => label.line === at.index);
  // A label on a line of its own.
  if (own.length === 0) {
    const text = input.document.text.slice(line.start, line.end);
    return [{ ...line, kind: 'label' as const, text, line: at.line }];
  }
  const pieces = splitHeadLine(input.document.text, line, input.hints).flatMap((piece) => {
    // "Full time. Location: Bergen"
    const label = own.find(({ start }) => start > piece.start && start < piece.end);
    const stop = input.document.text.slice(piece.start, label?.start ?? piece.start).indexOf('. ');
    if (stop <= 0) return [piece];
    const at = piece.start + stop;
    return [
      { start: piece.start, end: at },
      { start: at + 2, end: piece.end },
    ];
  });
  return pieces.map((piece): HeadSegment => {
    const text = input.document.text.slice(piece.start, piece.end);
    const named = own.some(({ start, end }) => start < piece.end && end > piece.start);
    const kind = named ? 'label' : segmentKind(text, piece, input);
    return { ...piece, kind: BESIDE_LABEL.has(kind) ? kind : 'label', text, line: at.line };
  });
}

/** Whether prose or a list follows a line: it heads them. */
function beforeProse(text: string, lines: readonly TextLine[], index: number): boolean {
  const next = lines.slice(index + 1, index + 4).find((line) => line.end > line.start);
  if (next === undefined) return false;
  const written = text.slice(next.start, Math.min(next.end, next.start + 200));
  return written.length > PROSE_CHARS_MIN || /[.!]$/.test(written) || bulletLength(written) > 0;
}

/** Of the first line the pieces are head, though the text is glued to the last of them. */
function isFirst(lines: readonly TextLine[], index: number): boolean {
  return lines.slice(0, index).every((line) => line.end === line.start);
}

/** Whether a fact in two lines stands right below a line. */
function heads(index: number, { labelLine }: LabelledValue): boolean {
  return labelLine !== undefined && labelLine > index && labelLine - index <= 2;
}

/** Whether a line is the page's own, and no heading of the text that follows. */
function isPageOwn(text: string, lines: readonly TextLine[], index: number): boolean {
  const line = lines[index];
  if (line === undefined) return false;
  const written = text.slice(line.start, line.end);
  if (!isPageLine(written)) return false;
  const heading = headingKind(written);
  if (heading?.exact !== true || !beforeProse(text, lines, index)) return true;
  return isPageButton(heading.kind, written, text, line.end);
}

/** A board's fact, though "Hybrid working" may stand over a text as well. */
const WORKPLACE_LINE = /^(?:hybrid|remote|on-?site|in-office|flexible)(?: work(?:ing|place)?)?$/iu;

/** Whether a line can be part of the head: short, no sentence, no heading of a section. */
function belongsToHead(input: HeadInput, index: number, labelled: ReadonlySet<number>): boolean {
  const { document, lines } = input;
  const line = lines[index];
  if (line === undefined) return false;
  const text = document.text.slice(line.start, line.end);
  const isDeadline = input.labels.some((one) => one.line === index && one.label === 'deadline');
  if (opensText(text) && !isDeadline) return false;
  if (labelled.has(index)) return true;
  const pipes = text.split(' | ').length;
  if (pipes >= 3) return text.length <= ONE_LINE_CHARS_MAX || isFirst(lines, index);
  if (text.length > LINE_CHARS_MAX) return false;
  if (isPartedByStops(text, input.hints) && isFirst(lines, index)) return true;
  const isParted = PARTED.test(text) && isFirst(lines, index);
  if (
    /[.!?。]$/.test(text) &&
    text.length > SENTENCE_CHARS_MIN &&
    !isParted &&
    !ABBREVIATED_END.test(text)
  )
    return false;
  if (text.length > PROSE_CHARS_MIN && TWO_SENTENCES.test(text)) return false;
  if (bulletLength(text) > 0) return false;
  const heading = headingKind(text);
  if (WORKPLACE_LINE.test(text) && !beforeProse(document.text, lines, index)) return true;
  if (heading?.exact === true) {
    if (labelled.has(index + 1) && heading.kind === 'OTHER') return true;
    // "Contract" right below "On-site" is a term.
    const above = lines[index - 1];
    const isBelow = above !== undefined && above.end > above.start;
    if (heading.kind === 'OTHER' && isBelow && isTermOfWork(text)) return true;
    // "Job summary" over a block of facts heads no text.
    return !TEXT_KINDS.has(heading.kind) && input.labels.some((one) => heads(index, one));
  }
  const marked = document.headings.some((one) => one.start === line.start);
  if (heading !== null && (marked || text.endsWith(':') || text === text.toUpperCase()))
    return false;
  if (heading !== null && index > 0 && beforeProse(document.text, lines, index)) return false;
  return !(marked && index > 1 && !namesRole(text));
}

/** "Deschutes County is hiring a Deputy Assessor!" above lines of facts: a title like any other. */
function isOverFacts(input: HeadInput, index: number, labelled: ReadonlySet<number>): boolean {
  const { document, lines } = input;
  const line = lines[index];
  if (line === undefined || line.end - line.start > LINE_CHARS_MAX) return false;
  const next = lines.findIndex((one, at) => at > index && one.end > one.start);
  return labelled.has(next) && isHiringLine(document.text.slice(line.start, line.end));
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
function leadOf(text: string, line: TextLine, hints: PlaceHints): Lead {
  const written = text.slice(line.start, Math.min(line.end, line.start + LEAD_CHARS_MAX));
  const stop = SENTENCE_END.exec(written);
  let length = stop?.index ?? written.length;
  if (/\p{Lu}\.\p{Lu}$/u.test(written.slice(0, length))) length += 1;
  if (length > LEAD_SENTENCE_CHARS_MAX) {
    const separator = firstSeparator(written);
    length = separator < 0 ? length : separator;
  }
  const own = splitHeadLine(text, { start: line.start, end: line.start + length }, hints);
  const pieces = [...own, ...nextSentence(text, { start: line.start + length, end: line.end })];
  const [first, ...rest] = pieces;
  if (first === undefined) return NO_LEAD;
  const comma = text
    .slice(first.start, first.end)
    .search(/,\s(?![A-Z]{2}(?!\p{L}))|(?<=[^\x00-\u3000])[（(]/u);
  const cut = comma < 0 ? first.end : first.start + comma;
  if (!isRoleLead(text.slice(first.start, cut))) return NO_LEAD;
  if (comma < 0) return { pieces, isAlone: false };
  const behind = text.charAt(cut) === ',' ? cut + 2 : cut;
  const parted = [{ start: first.start, end: cut }, { start: behind, end: first.end }, ...rest];
  return { pieces: parted, isAlone: true };
}

/** The pieces of a head line, each with what it says. */
function segmentsOf(
  input: HeadInput,
  pieces: readonly TextLine[],
  line: number,
): readonly HeadSegment[] {
  return pieces.map((piece) => {
    const text = input.document.text.slice(piece.start, piece.end);
    return { ...piece, kind: segmentKind(text, piece, input), text, line };
  });
}

function beginsWithLabel(
  labels: readonly LabelledValue[],
  index: number,
  { start }: TextLine,
): boolean {
  return labels.some((one) => one.line === index && one.start - start < PIPED_LABEL_CHARS);
}

/** Reads the block of title, employer, place and pay lines at the top of a text. */
export function headBlock(input: HeadInput): HeadBlock {
  const { document, lines, labels } = input;
  const labelled = new Set(labels.flatMap(({ line, labelLine }) => [line, labelLine ?? line]));
  const segments: HeadSegment[] = [];
  let end = 0;
  let oneLine = false;
  let count = 0;
  let facts = 0;
  for (let index = 0; index < lines.length && count - facts < LINES_MAX; index += 1) {
    const line = lines[index];
    if (line === undefined || line.start === line.end) continue;
    if (facts > FACT_LINES_MAX) break;
    if (!labelled.has(index) && isPageOwn(document.text, lines, index)) {
      end = line.end;
      continue;
    }
    const belongs =
      belongsToHead(input, index, labelled) || (count === 0 && isOverFacts(input, index, labelled));
    if (!belongs && count > 0) break;
    const text = document.text.slice(line.start, line.end);
    if (belongs && count === 0 && text.split(/\s\|\s|\|/).length >= 3) oneLine = true;
    let own: readonly HeadSegment[] = [];
    // "Acme | Engineer | Remote: Spain" is a post's line with a label in it.
    const isFact = labelled.has(index) && !(oneLine && !beginsWithLabel(labels, index, line));
    if (isFact || (belongs && headingKind(text)?.exact === true)) {
      own = labelSegments(input, line, { line: count, index });
      facts += 1;
    } else if (belongs) {
      const pieces = withCodes(
        document.text,
        splitHeadLine(document.text, line, input.hints),
        input.hints,
      );
      own = segmentsOf(input, pieces, count);
    }
    if (count === 0 && !oneLine && !own.some(({ kind }) => kind === 'role' || kind === 'label')) {
      const { pieces, isAlone } = leadOf(document.text, line, input.hints);
      if (pieces.length > 0) own = segmentsOf(input, pieces, 0);
      const [first, ...rest] = own;
      if (first !== undefined && isAlone) own = [{ ...first, kind: 'role', isAlone }, ...rest];
    }
    if (own.length === 0) break;
    const first = { text: document.text, segments: own, hints: input.hints };
    if (count === 0 && belongs && (oneLine || isForumLine(first))) {
      oneLine = true;
      own = forumSegments(first);
    }
    segments.push(...own);
    count += 1;
    const last = own.at(-1)?.end ?? end;
    end = belongs && line.end - last < GLUED_CHARS_MIN ? line.end : last;
    // "Registered Nurse - Nights!" is a whole line: what follows it may be head, too.
    if (!belongs && line.end - end > 1) break;
  }
  return {
    end,
    segments: segments.map((one) => withTownName(one, segments, input.hints)),
    oneLine,
  };
}
