import phrases from '../../data/salary-phrases.json' with { type: 'json' };
import { isUnspaced, isWordLetter } from './lexicon.ts';
import { PATTERNS } from './phrase-patterns.ts';

/** Which end of a range a word leaves open: "from" the upper one, "up to" the lower one. */
export type OpenEnd = 'max' | 'min';

const SPACE = 0x20;
const COLON = 0x3a;
const APOSTROPHE = 0x27;

/** Start of the word that ends at `end`. */
function wordStart(text: string, end: number): number {
  let start = end;
  while (start > 0) {
    const code = text.charCodeAt(start - 1);
    if (!isWordLetter(code) && code !== APOSTROPHE) break;
    start -= 1;
  }
  return start;
}

const lastWords = new Set<string>();
const lastSigns = new Set<number>();
for (const phrase of [
  ...phrases.opensAtBefore,
  ...phrases.opensToBefore,
  ...phrases.qualifierTails,
]) {
  const start = wordStart(phrase, phrase.length);
  if (start < phrase.length) lastWords.add(phrase.slice(start));
  else lastSigns.add(phrase.charCodeAt(phrase.length - 1));
}
/** The patterns have these beside the phrases. */
const MORE_SIGNS = ['+', '起', '~', '至'];
const firstLetters = new Set(
  [...phrases.opensAtAfter, ...phrases.opensToAfter, ...MORE_SIGNS].map((phrase) =>
    phrase.charCodeAt(0),
  ),
);

/** Whether a text ends as one with an opening word does: most do not, and the patterns are long. */
function mayOpen(before: string): boolean {
  let end = before.length;
  while (end > 0) {
    const code = before.charCodeAt(end - 1);
    if (code !== SPACE && code !== COLON) break;
    end -= 1;
  }
  if (end === 0) return false;
  const start = wordStart(before, end);
  if (start < end) return lastWords.has(before.slice(start, end));
  const last = before.charCodeAt(end - 1);
  return lastSigns.has(last) || isUnspaced(last);
}

/** The end that the words in front of an amount leave open; null where they leave none. */
export function openedBefore(before: string): OpenEnd | null {
  if (!mayOpen(before)) return null;
  if (PATTERNS.opensAtBefore.test(before)) return 'max';
  return PATTERNS.opensToBefore.test(before) ? 'min' : null;
}

function matchesAt(pattern: RegExp, folded: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(folded);
}

/** The end that the words behind an amount leave open; null where they leave none. */
export function openedBehind(folded: string, end: number): OpenEnd | null {
  let at = end;
  if (folded[at] === ')') at += 1;
  while (folded[at] === ' ' || folded[at] === '(') at += 1;
  if (!firstLetters.has(folded.charCodeAt(at))) return null;
  if (matchesAt(PATTERNS.opensAtAfter, folded, end)) return 'max';
  return matchesAt(PATTERNS.opensToAfter, folded, end) ? 'min' : null;
}
