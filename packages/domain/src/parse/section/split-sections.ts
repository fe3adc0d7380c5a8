import type { Section } from '@winnow/contracts/enriched-posting';
import type { SectionKind } from '@winnow/contracts/code-lists';
import type { SourceDocument } from '../document.ts';
import type { Cue } from '../field/cues.ts';
import type { LabelledValue } from '../field/label-lines.ts';
import { bulletLength, type TextLine } from '../field/text-lines.ts';
import { isBackground, isMission } from './heading-kind.ts';
import { headingMarks, type Mark } from './heading-marks.ts';
import { kindOfProse, linesWithin, listsOffers } from './prose-kind.ts';
import { runInName, splitTails } from './split-tails.ts';

/** What the sections of a text are found from. */
export interface SectionInput {
  readonly document: SourceDocument;
  readonly lines: readonly TextLine[];
  readonly labels: readonly LabelledValue[];
  /** Where the block of title, place and pay lines at the top ends. */
  readonly headEnd: number;
  /** Cues of what a sentence is about (topic `sentence`). */
  readonly sentences: readonly Cue[];
  /** Cues of what is given beside pay (topic `benefit`). */
  readonly offers: readonly Cue[];
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text.charAt(at - 1))) at -= 1;
  return at;
}

const WORD = /[\p{L}\p{N}]/u;

/** Whether a span holds more than the punctuation that a line before it left over. */
function hasWords(text: string, start: number, end: number): boolean {
  return end - start > 3 || WORD.test(text.slice(start, end));
}

/**
 * Joins neighbours of one kind. The first says the heading: a later one stands inside the section.
 */
function merge(sections: readonly Section[], text: string): readonly Section[] {
  const merged: Section[] = [];
  for (const section of sections) {
    const end = trimmedEnd(text, section.start, section.end);
    if (end <= section.start || !hasWords(text, section.start, end)) continue;
    const last = merged.at(-1);
    if (last !== undefined && last.kind === section.kind) {
      merged[merged.length - 1] = { ...last, end };
    } else merged.push({ ...section, end });
  }
  return merged;
}

/** Sections of a stretch of text without headings, told by the cues of its sentences. */
function proseSections(input: SectionInput, { start, end }: TextLine): readonly Section[] {
  const { text } = input.document;
  return kindOfProse(input, { start, end }).map(({ kind, start: from, end: to, sure }) => ({
    kind,
    heading: sure ? runInName(text, { start: from, end: to }) : null,
    start: from,
    end: to,
  }));
}

/** Where the first block under a heading ends: prose, or a list with the prose that leads to it. */
function firstBlockEnd(input: SectionInput, { start, end }: TextLine): number {
  const { document } = input;
  const within = linesWithin(input.lines, { start, end });
  let content = -1;
  for (const [index, line] of within.entries()) {
    const next = within[index + 1];
    if (line.start < line.end) content = line.end;
    else if (content >= 0 && next !== undefined && next.start < next.end) {
      const written = document.text.slice(next.start, Math.min(next.end, next.start + 8));
      if (bulletLength(written) === 0) return content;
    }
  }
  return end;
}

function votedKind(input: SectionInput, span: TextLine): SectionKind | null {
  if (listsOffers(input, span)) return 'BENEFITS';
  const votes = new Map<SectionKind, number>();
  for (const { kind, start, end, sure } of kindOfProse(input, span)) {
    if (sure) votes.set(kind, (votes.get(kind) ?? 0) + end - start);
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1]);
  return best?.[0] ?? null;
}

function beginsWithList(input: SectionInput, body: TextLine): boolean {
  const first = linesWithin(input.lines, body).find(
    (line) => line.end > line.start && line.start >= body.start,
  );
  if (first === undefined) return false;
  return bulletLength(input.document.text.slice(first.start, first.start + 8)) > 0;
}

/** What a section is about: by its heading, else by its first block, which the heading is over. */
function kindOfMark(
  input: SectionInput,
  mark: Mark,
  end: number,
  previous: SectionKind | null,
): SectionKind {
  const body = { start: mark.bodyStart, end };
  const heading = mark.heading ?? '';
  if (isMission(heading) && !mark.inline && beginsWithList(input, body)) return 'RESPONSIBILITIES';
  if (isBackground(heading) && !beginsWithList(input, body)) return 'ABOUT_COMPANY';
  if (mark.kind !== null && !mark.open) return mark.kind;
  const first = { start: mark.bodyStart, end: firstBlockEnd(input, body) };
  if (mark.kind !== null) return listsOffers(input, first) ? 'BENEFITS' : mark.kind;
  return votedKind(input, first) ?? votedKind(input, body) ?? previous ?? 'OTHER';
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
      marks.push({ kind, heading, start, bodyStart: start, inline: false, open: false });
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
    const pieces = splitTails(input, { mark, kind, end });
    sections.push(...pieces);
    previous = pieces.at(-1)?.kind ?? kind;
  });
  return merge(sections, text);
}
