import type { Section } from '@winnow/contracts/enriched-posting';
import type { SectionKind } from '@winnow/contracts/code-lists';
import type { SourceDocument } from '../document.ts';
import type { Cue } from '../field/cues.ts';
import type { LabelledValue } from '../field/label-lines.ts';
import { bulletLength, type TextLine } from '../field/text-lines.ts';
import { headingKind } from './heading-kind.ts';
import { kindOfProse } from './prose-kind.ts';

/** What the sections of a text are found from. */
export interface SectionInput {
  readonly document: SourceDocument;
  readonly lines: readonly TextLine[];
  readonly labels: readonly LabelledValue[];
  /** Where the block of title, place and pay lines at the top ends. */
  readonly headEnd: number;
  /** Cues of what a sentence is about (topic `sentence`). */
  readonly sentences: readonly Cue[];
}

interface Mark {
  readonly kind: SectionKind | null;
  readonly heading: string | null;
  readonly start: number;
  /** Where the section's own text begins. */
  readonly bodyStart: number;
}

const HEADING_CHARS_MAX = 90;
const HEADING_WORDS_MAX = 12;
const INLINE_CHARS_MAX = 45;
const INLINE_BODY_CHARS_MIN = 25;
/** Kinds that a `Name: text` line may open; others are labels of a single value. */
const INLINE_KINDS: ReadonlySet<SectionKind> = new Set([
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
const ITEM_NAME =
  /^(?:languages?|experience|education|skills?|tools?|technolog\w+|frameworks?|background|certifi\w+|sprach\w*|langues?|idiomas|lingue|talen|erfahrung|ausbildung|stack|technical skills|soft skills|hard skills)$/i;

/** Openings that make a heading of a line even where none is blank before it. */
const NAMED_OPENING = /^(?:about|over|über|om|sobre|à propos|acerca|chi|qui|why|warum|who)\s/iu;

function isCapitals(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  return (
    letters.length >= 3 && letters === letters.toUpperCase() && letters !== letters.toLowerCase()
  );
}

function isTitleCase(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => /^\p{L}/u.test(word) && word.length > 3);
  return words.length > 0 && words.every((word) => /^\p{Lu}/u.test(word));
}

interface LineContext {
  readonly text: string;
  readonly marked: boolean;
  readonly blankBefore: boolean;
  readonly blankAfter: boolean;
  readonly bulletAfter: boolean;
  readonly longAfter: boolean;
}

/** Whether a line is a heading, and of what kind; `null` in `kind` for one that is not known. */
function headingOf(line: LineContext): { kind: SectionKind | null } | null {
  const { text, marked } = line;
  if (text.length > HEADING_CHARS_MAX || text === '') return null;
  const bullet = bulletLength(text);
  // An emoji or arrow before a line is a bullet or the mark of a heading: what follows tells.
  const bare = text.slice(bullet);
  if (bare.split(/\s+/).length > HEADING_WORDS_MAX) return null;
  const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/.test(bare);
  const mayOpen = japanese || (line.blankBefore && line.bulletAfter);
  const numbered = /^\d|^[a-z][.)]/i.test(text);
  if (bullet > 0 && !marked && !numbered && !mayOpen) return null;
  const found = headingKind(bare);
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
    return strong || line.blankBefore || follows || line.blankAfter ? { kind: found.kind } : null;
  }
  if (
    found !== null &&
    (strong ||
      (follows &&
        !sentence &&
        isTitleCase(bare) &&
        (line.blankBefore || NAMED_OPENING.test(bare))) ||
      (line.bulletAfter && !sentence) ||
      (bare.endsWith('?') && follows))
  ) {
    return { kind: found.kind };
  }
  if (strong && !sentence && (marked || (line.blankBefore && follows)) && bare.length <= 60)
    return { kind: null };
  return null;
}

function contextOf(input: SectionInput, index: number, marked: boolean): LineContext {
  const { lines, document } = input;
  const line = lines[index] ?? { start: 0, end: 0 };
  const before = lines[index - 1];
  const after = lines[index + 1];
  const blankAfter = after !== undefined && after.start === after.end;
  const next = blankAfter ? lines[index + 2] : after;
  const nextText =
    next === undefined ? '' : document.text.slice(next.start, Math.min(next.end, next.start + 120));
  return {
    text: document.text.slice(line.start, line.end),
    marked,
    blankBefore: before === undefined || before.start === before.end,
    blankAfter,
    bulletAfter: bulletLength(nextText) > 0,
    longAfter: nextText.length > 50 || (nextText.length > 25 && /[.!。]$/.test(nextText)),
  };
}

function inlineMark(text: string, line: TextLine, open: Mark | undefined): Mark | null {
  const head = text.slice(line.start, Math.min(line.end, line.start + INLINE_CHARS_MAX + 1));
  const colon = head.search(/[:：]/);
  if (colon <= 2 || line.end - line.start - colon < INLINE_BODY_CHARS_MIN) return null;
  const name = head.slice(0, colon);
  const found = headingKind(name.slice(bulletLength(name)));
  if (found === null || !found.exact || !INLINE_KINDS.has(found.kind)) return null;
  if (bulletLength(name) > 0) return null;
  const within =
    open !== undefined && open.kind !== null && open.heading !== null && open.heading !== name;
  if (within && ITEM_NAME.test(name.trim())) return null;
  return {
    kind: found.kind,
    heading: name.trim(),
    start: line.start,
    bodyStart: line.start + colon + 1,
  };
}

function isLabelLine(input: SectionInput): (index: number) => boolean {
  const labelled = new Set<number>();
  for (const { line } of input.labels) labelled.add(line);
  return (index) => labelled.has(index);
}

function headingMarks(input: SectionInput): readonly Mark[] {
  const { document, lines, headEnd } = input;
  const marked = new Set(document.headings.map((heading) => heading.start));
  const ranges = document.headings;
  const labelLine = isLabelLine(input);
  const marks: Mark[] = [];
  let range = 0;
  lines.forEach((line, index) => {
    if (line.start === line.end || line.start < headEnd) return;
    while (range < ranges.length && (ranges[range]?.end ?? 0) <= line.start) range += 1;
    const within = ranges[range];
    const isMarked =
      marked.has(line.start) ||
      (within !== undefined && within.start <= line.start && within.end >= line.end);
    const found =
      labelLine(index) && !isMarked ? null : headingOf(contextOf(input, index, isMarked));
    if (found !== null && !(labelLine(index + 1) && found.kind === 'OTHER')) {
      const heading = document.text.slice(line.start, line.end);
      marks.push({
        kind: found.kind,
        heading: cleanHeading(heading),
        start: line.start,
        bodyStart: line.end,
      });
      return;
    }
    const inline = labelLine(index) ? null : inlineMark(document.text, line, marks.at(-1));
    if (inline !== null) marks.push(inline);
  });
  return marks;
}

function cleanHeading(text: string): string {
  return text
    .slice(/^\d/.test(text) ? 0 : bulletLength(text))
    .replace(/\s*[:：]\s*$/, '')
    .replace(/^(?:#+|\*\*|=+)\s*|\s*(?:\*\*|=+|#+)$/g, '')
    .trim();
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text.charAt(at - 1))) at -= 1;
  return at;
}

/** Joins neighbours of one kind; the first keeps its heading. */
function merge(sections: readonly Section[], text: string): readonly Section[] {
  const merged: Section[] = [];
  for (const section of sections) {
    const end = trimmedEnd(text, section.start, section.end);
    if (end <= section.start) continue;
    const last = merged.at(-1);
    if (last !== undefined && last.kind === section.kind) {
      merged[merged.length - 1] = { ...last, heading: last.heading ?? section.heading, end };
    } else merged.push({ ...section, end });
  }
  return merged;
}

/** Sections of a stretch of text without headings, told by the cues of its sentences. */
function proseSections(input: SectionInput, { start, end }: TextLine): readonly Section[] {
  return kindOfProse(input, { start, end }).map(({ kind, start: from, end: to }) => ({
    kind,
    heading: null,
    start: from,
    end: to,
  }));
}

function kindOfMark(
  input: SectionInput,
  mark: Mark,
  end: number,
  previous: SectionKind | null,
): SectionKind {
  if (mark.kind !== null) return mark.kind;
  const prose = kindOfProse(input, { start: mark.bodyStart, end });
  const votes = new Map<SectionKind, number>();
  for (const { kind, start, end: to, sure } of prose) {
    if (sure) votes.set(kind, (votes.get(kind) ?? 0) + to - start);
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1]);
  return best?.[0] ?? previous ?? 'OTHER';
}

/**
 * The sections of a text, in order, none overlapping: spans of the text with their headings. The
 * block of title, place and pay lines at the top is in none.
 */
export function splitSections(input: SectionInput): readonly Section[] {
  const { text, labelled } = input.document;
  const marks: Mark[] = headingMarks(input).filter(
    (mark) =>
      !labelled.some(
        (one) => mark.kind === null && mark.start >= one.start && mark.start < one.end,
      ),
  );
  for (const { kind, heading, start } of labelled) {
    if (!marks.some((mark) => mark.start === start && mark.kind !== null)) {
      const at = marks.findIndex((mark) => mark.start === start);
      if (at >= 0) marks.splice(at, 1);
      marks.push({ kind, heading, start, bodyStart: start });
    }
  }
  marks.sort((a, b) => a.start - b.start);
  const sections: Section[] = [];
  const first = marks[0]?.start ?? text.length;
  if (first > input.headEnd)
    sections.push(...proseSections(input, { start: input.headEnd, end: first }));
  let previous: SectionKind | null = null;
  marks.forEach((mark, index) => {
    const end = marks[index + 1]?.start ?? text.length;
    const kind = kindOfMark(input, mark, end, previous);
    sections.push({ kind, heading: mark.heading, start: mark.start, end });
    previous = kind;
  });
  return merge(sections, text);
}
