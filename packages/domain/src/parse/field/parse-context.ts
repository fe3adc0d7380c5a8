import type { IdentifiedPosting } from '@winnow/contracts/raw-posting';
import type { Section } from '@winnow/contracts/enriched-posting';
import type { SectionKind } from '@winnow/contracts/code-lists';
import type { SourceDocument } from '../document.ts';
import type { Cues } from './cues.ts';
import type { HeadBlock } from './head-block.ts';
import type { LabelledValue } from './label-lines.ts';
import type { Label } from './label-names.ts';
import type { PlaceHints } from './place-parts.ts';
import type { TextLine } from './text-lines.ts';

/** Everything the readers of fields look at. */
export interface ParseContext {
  readonly raw: IdentifiedPosting;
  readonly document: SourceDocument;
  readonly text: string;
  readonly lines: readonly TextLine[];
  readonly labels: readonly LabelledValue[];
  readonly cues: Cues;
  readonly head: HeadBlock;
  readonly hints: PlaceHints;
  readonly sections: readonly Section[];
}

/** The first value labelled so. */
export function labelled(
  context: Pick<ParseContext, 'labels'>,
  label: Label,
): LabelledValue | undefined {
  return context.labels.find((one) => one.label === label);
}

/** The section in which a position lies. */
export function sectionOf(sections: readonly Section[], position: number): Section | undefined {
  let low = 0;
  let high = sections.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const section = sections[middle];
    if (section !== undefined && section.end <= position) low = middle + 1;
    else high = middle;
  }
  const found = sections[low];
  return found !== undefined && found.start <= position ? found : undefined;
}

/** The kind of the section in which a position lies; null outside of all. */
export function sectionAt(sections: readonly Section[], position: number): SectionKind | null {
  return sectionOf(sections, position)?.kind ?? null;
}

const SENTENCE_CHARS_MAX = 400;

/** The line or sentence around a position. */
export function sentenceAround(text: string, start: number, end: number): TextLine {
  const from = Math.max(0, start - SENTENCE_CHARS_MAX);
  const before = text.slice(from, start);
  const cut = Math.max(
    before.lastIndexOf('\n'),
    before.lastIndexOf('. '),
    before.lastIndexOf('。'),
    before.lastIndexOf('; '),
  );
  const to = Math.min(text.length, end + SENTENCE_CHARS_MAX);
  const after = text.slice(end, to);
  const stop = after.search(/\n|[.;!?](?:\s|$)|。/);
  return { start: cut < 0 ? from : from + cut + 1, end: stop < 0 ? to : end + stop };
}
