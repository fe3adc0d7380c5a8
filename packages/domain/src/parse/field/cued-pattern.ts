import type { Cue } from './cues.ts';

/**
 * What a reader looks for in running text, and the phrases with which every match of it begins. All
 * phrases are found by the one pass that finds the cues; the pattern is tried where one of its own
 * stands, and a text without them costs its reader nothing.
 */
export interface CuedPattern {
  /** The topic of its phrases among the cues. */
  readonly topic: string;
  /** Sticky: it matches where it is tried or not at all. */
  readonly pattern: RegExp;
}

/** A phrase that a reader declares beside its pattern; `*` at an end as in the dictionaries. */
interface Opening {
  readonly topic: string;
  /** BCP 47 primary subtag, or `*` for any language. */
  readonly language: string;
  readonly phrase: string;
}

const declared: Opening[] = [];
const patterns: CuedPattern[] = [];

/** All patterns, for the test that none of their phrases is missing. */
export function cuedPatterns(): readonly CuedPattern[] {
  return patterns;
}

/** The phrases of all patterns, in the order of their making. */
export function declaredOpenings(): readonly Opening[] {
  return declared;
}

/**
 * Declares the phrases (`|` between them, `*` at an end that may lie within a word) that a reader
 * asks for by their topic; those of one language (BCP 47) are found where that is read. To be
 * called while modules load: the pass is built at its first use.
 */
export function declareOpenings(topic: string, phrases: string, language = '*'): string {
  for (const phrase of phrases.split('|')) declared.push({ topic, language, phrase });
  return topic;
}

/**
 * A pattern that is tried where one of `phrases` (`|` between them) stands, be it within a word, or
 * one of `words` as a whole one. Every match must begin with one of them, in any case and with or
 * without marks on its letters.
 */
export function cuedPattern(
  topic: string,
  phrases: string,
  pattern: RegExp,
  words: string | null = null,
): CuedPattern {
  const flags = pattern.flags.replace('g', '');
  const sticky = new RegExp(pattern.source, `${flags}y`);
  const open = `*${phrases.replaceAll('|', '*|*')}*`;
  const cued = { topic: declareOpenings(topic, open), pattern: sticky };
  if (words !== null) declareOpenings(topic, words);
  patterns.push(cued);
  return cued;
}

/** The matches of a pattern in a text whose cues are known, in order, none within another. */
export function* cuedMatches(
  { topic, pattern }: CuedPattern,
  text: string,
  cues: { readonly all: (topic: string) => readonly Cue[] },
): Generator<RegExpExecArray> {
  let from = 0;
  for (const { start } of cues.all(topic)) {
    if (start < from) continue;
    if (start >= text.length) return;
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (match === null) {
      from = start + 1;
      continue;
    }
    from = start + match[0].length;
    yield match;
  }
}
