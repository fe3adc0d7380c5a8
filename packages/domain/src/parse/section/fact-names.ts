import type { SectionKind } from '@winnow/contracts/code-lists';
import type { SourceDocument } from '../document.ts';
import { bulletLength, type TextLine } from '../field/text-lines.ts';
import { headingKind } from './heading-kind.ts';

const FACT_CHARS_MAX = 60;
const FACT_NAME = /^\p{L}[^:：.!?]{1,38}[:：]$/u;
/** Kinds whose names are also names of single facts. */
const FACT_KINDS: ReadonlySet<SectionKind | null> = new Set([
  null,
  'ROLE_SUMMARY',
  'COMPENSATION',
  'OTHER',
  'ABOUT_COMPANY',
]);

interface Lines {
  readonly document: SourceDocument;
  readonly lines: readonly TextLine[];
}

/** The first line with something in it from an index on. */
function lineFrom({ document, lines }: Lines, from: number): { text: string; index: number } {
  let index = from;
  while (index < lines.length && lines[index]?.start === lines[index]?.end) index += 1;
  const { start, end } = lines[index] ?? { start: 0, end: 0 };
  return { text: document.text.slice(start, Math.min(end, start + FACT_CHARS_MAX + 1)), index };
}

/**
 * Whether a line that would be the heading of a section names a single fact, with its value and
 * the next name below it: `Experience level: / Senior / Role: / …`, as boards file their ads.
 */
export function isFactName(input: Lines, index: number, kind: SectionKind | null): boolean {
  const { text } = lineFrom(input, index);
  if (!FACT_NAME.test(text)) return false;
  if (!FACT_KINDS.has(kind) && headingKind(text)?.exact === true) return false;
  const value = lineFrom(input, index + 1);
  if (value.text === '' || value.text.length > FACT_CHARS_MAX) return false;
  if (bulletLength(value.text) > 0 || /[.!?:：]$/.test(value.text)) return false;
  if (FACT_NAME.test(lineFrom(input, value.index + 1).text)) return true;
  // The last of several.
  const before = input.lines[index - 2];
  return (
    FACT_KINDS.has(kind) &&
    before !== undefined &&
    FACT_NAME.test(input.document.text.slice(before.start, before.end)) &&
    lineFrom(input, index - 1).text.length <= FACT_CHARS_MAX
  );
}
