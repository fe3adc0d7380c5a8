import type { SectionKind } from '@winnow/contracts/code-lists';
import type { SourceDocument } from '../document.ts';
import type { LabelledValue } from '../field/label-lines.ts';
import { isSpaceCode } from '../text/char-class.ts';
import { bulletLength, type TextLine } from '../field/text-lines.ts';
import { isPageButton } from '../field/page-lines.ts';
import { isFactName } from './fact-names.ts';
import { headingKind, isOpenHeading } from './heading-kind.ts';

/** What the headings of a text are found from. */
export interface HeadingInput {
  readonly document: SourceDocument;
  readonly lines: readonly TextLine[];
  readonly labels: readonly LabelledValue[];
  /** Where the block of title, place and pay lines at the top ends. */
  readonly headEnd: number;
}

/** Where a section opens: by a heading line of its own, or by `Name: text`. */
export interface Mark {
  readonly kind: SectionKind | null;
  readonly heading: string | null;
  readonly start: number;
  /** Where the section's own text begins. */
  readonly bodyStart: number;
  /** Its text begins on the line of its name. */
  readonly inline: boolean;
  /** The heading fits what is asked as well as what is offered: the text under it decides. */
  readonly open: boolean;
}

const HEADING_CHARS_MAX = 90;
const HEADING_WORDS_MAX = 12;
const INLINE_CHARS_MAX = 45;
/** Within running text, less after a `Name:` is a value, not a section. */
const INLINE_BODY_CHARS_MIN = 25;
/** Labels whose value is a list that makes a section; the others have a single value. */
const SECTION_LABELS: ReadonlySet<string> = new Set(['benefits', 'deadline']);
/** Kinds that a `Name: text` line may open; others are labels of a single value. */
export const INLINE_KINDS: ReadonlySet<SectionKind> = new Set([
  'RESPONSIBILITIES',
  'REQUIREMENTS',
  'PREFERRED',
  'BENEFITS',
  'TECH_STACK',
  'ABOUT_COMPANY',
  'ABOUT_TEAM',
  'APPLICATION',
  'ROLE_SUMMARY',
  'LEGAL_EEO',
  'COMPENSATION',
]);
/** A name of these within a list is one of its items, not the opening of a section. */
export const ITEM_NAME =
  /^(?:languages?|experience|education|skills?|tools?|technolog\w+|frameworks?|background|certifi\w+|sprach\w*|langues?|idiomas|lingue|talen|erfahrung|ausbildung|stack|technical skills|soft skills|hard skills)$/i;

function isCapitals(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x61 && code <= 0x7a) return false;
  }
  const letters = text.replace(/[^\p{L}]/gu, '');
  return (
    letters.length >= 3 && letters === letters.toUpperCase() && letters !== letters.toLowerCase()
  );
}

function isTitleCase(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => /^\p{L}/u.test(word) && word.length > 3);
  return words.length > 0 && words.every((word) => /^\p{Lu}/u.test(word));
}

/** Stretches between white space, those at the edges included. */
function countWords(text: string): number {
  let words = 1;
  for (let index = 0; index < text.length; index += 1) {
    const begins = index === 0 || !isSpaceCode(text.charCodeAt(index - 1));
    if (begins && isSpaceCode(text.charCodeAt(index))) words += 1;
  }
  return words;
}

interface LineContext {
  readonly text: string;
  readonly marked: boolean;
  readonly blankBefore: boolean;
  readonly blankAfter: boolean;
  readonly bulletAfter: boolean;
  readonly longAfter: boolean;
  /** A numbered line right above or below another one is an item of a list. */
  readonly itemBefore: boolean;
  readonly itemAfter: boolean;
}

const NUMBERED = /^\d{1,2}[.)]\s/;
/** Scripts whose words are a few characters long and stand without spaces. */
const DENSE = /[\u3040-\u30ff\u4e00-\u9fff]/;
/** A heading of such a script alone on its line is one, whatever stands around it. */
const DENSE_HEADING_CHARS_MIN = 2;
/** As many of its characters say as much as two and a half Latin ones. */
const DENSITY = 2.5;

/** Whether a line is a heading, and of what kind; `null` in `kind` for one that is not known. */
function headingOf(line: LineContext): { kind: SectionKind | null } | null {
  const { text, marked } = line;
  const bullet = bulletLength(text);
  // An emoji or arrow before a line is a bullet or the mark of a heading: what follows tells.
  const bare = text.slice(bullet);
  if (countWords(bare) > HEADING_WORDS_MAX) return null;
  const japanese = DENSE.test(bare);
  const mayOpen = japanese || (line.blankBefore && line.bulletAfter);
  const numbered = /^\d|^[a-z][.)]/i.test(text);
  if (bullet > 0 && !marked && !numbered && !mayOpen) return null;
  if (NUMBERED.test(text) && line.itemAfter && !marked) return null;
  const found = headingKind(bare);
  if (NUMBERED.test(text) && line.itemBefore && !marked && found?.exact !== true) return null;
  const opens = found?.exact === true && mayOpen && (japanese || bare.includes(' '));
  if (bullet > 0 && !numbered && !marked && !opens) return null;
  const colon = /[:：]\s*$/.test(bare);
  const sentence = /[.!;,]$/.test(bare) && !bare.endsWith('...');
  const strong =
    (japanese && found?.exact === true) ||
    marked ||
    colon ||
    isCapitals(bare) ||
    /^(?:#|\*\*|={2}|【|■|◆|▼|●|\[)/.test(text);
  const follows = line.bulletAfter || line.longAfter;
  if (found?.exact === true && (!sentence || strong || bare.length <= 40)) {
    const dense = DENSE.test(bare) && bare.length >= DENSE_HEADING_CHARS_MIN && bullet === 0;
    return strong || dense || line.blankBefore || follows || line.blankAfter
      ? { kind: found.kind }
      : null;
  }
  if (
    found !== null &&
    (strong ||
      (follows && !sentence && isTitleCase(bare) && (line.blankBefore || bare.length <= 40)) ||
      (line.bulletAfter && !sentence) ||
      (bare.endsWith('?') && follows))
  ) {
    return { kind: found.kind };
  }
  if (strong && !sentence && (marked || (line.blankBefore && follows)) && bare.length <= 60)
    return { kind: null };
  return null;
}

function contextOf(input: HeadingInput, index: number, marked: boolean): LineContext {
  const { lines, document } = input;
  const line = lines[index] ?? { start: 0, end: 0 };
  const before = lines[index - 1];
  const after = lines[index + 1];
  const blankAfter = after !== undefined && after.start === after.end;
  const next = blankAfter ? lines[index + 2] : after;
  const nextText =
    next === undefined ? '' : document.text.slice(next.start, Math.min(next.end, next.start + 120));
  const length = DENSE.test(nextText) ? nextText.length * DENSITY : nextText.length;
  const previousText =
    before === undefined
      ? ''
      : document.text.slice(before.start, Math.min(before.end, before.start + 8));
  return {
    text: document.text.slice(line.start, line.end),
    marked,
    blankBefore: before === undefined || before.start === before.end,
    blankAfter,
    bulletAfter: bulletLength(nextText) > 0,
    longAfter: length > 50 || (length > 25 && /[.!。]$/.test(nextText)),
    itemBefore: NUMBERED.test(previousText),
    itemAfter: !blankAfter && NUMBERED.test(nextText),
  };
}

/** Whether a line stands by itself: after an empty line, a list, a fact or another `Name: text`. */
function standsAlone(
  input: HeadingInput,
  index: number,
  { last, labelled }: { last: Mark | undefined; labelled: ReadonlyMap<number, boolean> },
): boolean {
  if (labelled.has(index - 1)) return true;
  const before = input.lines[index - 1];
  if (before === undefined || before.start === before.end) return true;
  if (last?.inline === true && last.start === before.start) return true;
  const written = input.document.text.slice(before.start, Math.min(before.end, before.start + 8));
  return bulletLength(written) > 0;
}

/** Kinds that a line in the block at the top names only where the text itself begins. */
export const TEXT_KINDS: ReadonlySet<SectionKind> = new Set([
  'RESPONSIBILITIES',
  'REQUIREMENTS',
  'PREFERRED',
  'APPLICATION',
]);

/**
 * Whether a line of the block at the top is a section in one line: `Must haves: 5 years selling.`
 */
export function opensText(line: string): boolean {
  const colon = line.slice(0, INLINE_CHARS_MAX + 1).search(/[:：]/);
  if (colon <= 1) return false;
  const name = line.slice(0, colon).trim();
  const found = ITEM_NAME.test(name) ? null : headingKind(name);
  return found?.exact === true && TEXT_KINDS.has(found.kind);
}

function inlineMark(
  input: HeadingInput,
  index: number,
  around: { last: Mark | undefined; labelled: ReadonlyMap<number, boolean> },
): Mark | null {
  const { last } = around;
  const { text } = input.document;
  const line = input.lines[index] ?? { start: 0, end: 0 };
  const head = text.slice(line.start, Math.min(line.end, line.start + INLINE_CHARS_MAX + 1));
  const colon = head.search(/[:：]/);
  if (colon <= 1) return null;
  const name = head.slice(0, colon);
  if (bulletLength(name) > 0) return null;
  const found = headingKind(name);
  if (found === null || !found.exact || !INLINE_KINDS.has(found.kind)) return null;
  const long = line.end - line.start - colon >= INLINE_BODY_CHARS_MIN;
  if (!long && !standsAlone(input, index, around)) return null;
  const within =
    last !== undefined && last.kind !== null && last.heading !== null && last.heading !== name;
  if (within && ITEM_NAME.test(name.trim())) return null;
  return {
    kind: found.kind,
    heading: name.trim(),
    start: line.start,
    bodyStart: line.start + colon + 1,
    inline: true,
    open: false,
  };
}

/** The lines that are `Label: value`, with whether the label is that of a section as well. */
function labelledLines(input: HeadingInput): ReadonlyMap<number, boolean> {
  const labelled = new Map<number, boolean>();
  for (const { line, label, labelLine } of input.labels) {
    const section = SECTION_LABELS.has(label) && labelLine === undefined;
    labelled.set(line, section && labelled.get(line) !== false);
    if (labelLine !== undefined) labelled.set(labelLine, false);
  }
  return labelled;
}

/** The places of a text where a section opens by name, in order. */
export function headingMarks(input: HeadingInput): readonly Mark[] {
  const { document, lines, headEnd } = input;
  const marked = new Set(document.headings.map((heading) => heading.start));
  const ranges = document.headings;
  const labelled = labelledLines(input);
  const marks: Mark[] = [];
  let range = 0;
  lines.forEach((line, index) => {
    if (line.start === line.end || line.start < headEnd) return;
    while (range < ranges.length && (ranges[range]?.end ?? 0) <= line.start) range += 1;
    const within = ranges[range];
    const isMarked =
      marked.has(line.start) ||
      (within !== undefined && within.start <= line.start && within.end >= line.end);
    const isHeading =
      line.end - line.start <= HEADING_CHARS_MAX && (isMarked || !labelled.has(index));
    const read = isHeading ? headingOf(contextOf(input, index, isMarked)) : null;
    const written = document.text.slice(line.start, line.end);
    const isOfPage = read !== null && isPageButton(read.kind, written, document.text, line.end);
    const found = isOfPage ? null : read;
    const isFact = found !== null && isFactName(input, index, found.kind);
    if (found !== null && !isFact && !(labelled.has(index + 1) && found.kind === 'OTHER')) {
      const heading = document.text.slice(line.start, line.end);
      marks.push({
        kind: found.kind,
        heading: cleanHeading(heading),
        start: line.start,
        bodyStart: line.end,
        inline: false,
        open: isOpenHeading(heading),
      });
      return;
    }
    const around = { last: marks.at(-1), labelled };
    const label = labelled.get(index);
    const opens = label === undefined || (label && standsAlone(input, index, around));
    const inline = opens ? inlineMark(input, index, around) : null;
    if (inline !== null) marks.push(inline);
  });
  return marks;
}

function cleanHeading(text: string): string {
  return text
    .slice(/^\d/.test(text) ? 0 : bulletLength(text))
    .replace(/\s*[:：][\s*]*$/, '')
    .replace(/^(?:#+|\*\*|=+)\s*|\s*(?:\*\*|=+|#+)$/g, '')
    .trim();
}
