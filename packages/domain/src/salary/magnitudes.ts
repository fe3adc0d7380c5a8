import data from '../../data/salary-magnitudes.json' with { type: 'json' };
import { createLexicon } from './lexicon.ts';

/** A word or letter that multiplies the number before it. */
export interface Magnitude {
  readonly factor: number;
  /** The currency (ISO 4217) of which the word is a sign by itself; null: any. */
  readonly currency: string | null;
}

const magnitudes = createLexicon<Magnitude>(
  data.magnitudes.flatMap(({ factor, currency, words }) =>
    words.map((word): [string, Magnitude] => [word, { factor, currency }]),
  ),
);

/** The magnitude word that begins at `at`, if any. */
export function magnitudeAt(
  folded: string,
  at: number,
): { readonly end: number; readonly magnitude: Magnitude; readonly word: string } | undefined {
  const hit = magnitudes.matchAt(folded, at);
  if (hit === undefined) return undefined;
  return { end: hit.end, magnitude: hit.value, word: folded.slice(hit.start, hit.end) };
}
