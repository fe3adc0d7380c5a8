import type { TextLine } from './text-lines.ts';

const NAME_AND_PLACE = /^\. (\p{Lu}[^.,]{2,40}, \p{Lu}[\p{L} ]{2,24}(?:, [A-Z]{2})?)\. /u;

/** "Warehouse Lead. Dorset Grocers, Allentown PA. …": a second sentence of a name and a place. */
export function nextSentence(text: string, { start, end }: TextLine): readonly TextLine[] {
  const named = NAME_AND_PLACE.exec(text.slice(start, Math.min(end, start + 90)))?.[1];
  return named === undefined ? [] : [{ start: start + 2, end: start + 2 + named.length }];
}
