import { hash32 } from './hash.ts';
import { takeTerms, type TitleTerms } from './terms.ts';
import { fold, foldWords, WORDS } from './words.ts';

/** A title taken apart: what the role is, how high it stands, and under which terms. */
export interface TitlePrint {
  /** Hashes of the words that name the role, ascending; empty when there is no title. */
  readonly role: readonly number[];
  /** Bit set of levels named (`LEVEL_BITS`) and grades (II, 3, …) above them. */
  readonly level: number;
  readonly terms: TitleTerms;
}

/** Characters of a title that are read. */
const TITLE_CHARS_MAX = 300;
/** Words of a role that are kept: the first ones name it. */
const ROLE_WORDS_MAX = 12;

const LEVELS = Object.keys(WORDS.levels) as (keyof typeof WORDS.levels)[];
const LEVEL_OF = new Map(
  LEVELS.flatMap((level, bit) =>
    WORDS.levels[level].map((word) => [fold(word), 1 << bit] as const),
  ),
);
const GRADE_SHIFT = LEVELS.length;
const GRADES_PER_NUMERAL = 6;
const GRADE_OF = new Map(
  WORDS.grades.map((word, i) => [word, 1 << (GRADE_SHIFT + (i % GRADES_PER_NUMERAL))] as const),
);
/** Without a word for it, a title is of this level: "mid-level engineer" is "engineer". */
const MID_BIT = 1 << LEVELS.indexOf('MID');

const NOISE = new Set(WORDS.titleNoise.map(fold));
const SYNONYMS: ReadonlyMap<string, string> = new Map(
  Object.entries(WORDS.titleSynonyms).map(([word, same]) => [fold(word), same]),
);

/**
 * `(m/w/d)`, `(f/h)`, `(all genders)`, `:in`, `*in`, `/in`, `(in)`: who may apply, not what for.
 */
const GENDER_MARKS =
  /\((?:[a-z]{1,6}[/|,*.\s]{0,2}){1,4}\)|[:*_/]-?(?:in|innen|frau|e|se|euse|trice)\b|\(in\)/g;
const GENDER_GROUP =
  /^\((?:[mwdfxhikvngea]|div|gn|all|genders?)(?:[/|,*.\s]{1,2}(?:[mwdfxhikvngea]|div|gn|genders?)){0,4}\)$/;

/** Role, level and terms of a title. Words of `places` are not part of a role. */
export function printTitle(title: string, places: ReadonlySet<string> = NO_WORDS): TitlePrint {
  const folded = fold(title.slice(0, TITLE_CHARS_MAX)).replace(GENDER_MARKS, (mark) =>
    !mark.startsWith('(') || mark === '(in)' || GENDER_GROUP.test(mark) ? ' ' : mark,
  );
  let level = 0;
  const role: string[] = [];
  const terms = takeTerms(foldWords(folded));
  const { words } = terms;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const named = LEVEL_OF.get(word);
    const grade = i > 0 ? GRADE_OF.get(word) : undefined;
    if (named !== undefined) level |= named;
    else if (grade !== undefined && i + 1 >= words.length - 1) level |= grade;
    else if (!NOISE.has(word) && !places.has(word)) role.push(word);
  }
  const hashes = new Set(
    joinPairs(role)
      .slice(0, ROLE_WORDS_MAX)
      .map((word) => hash32(word)),
  );
  // A title of levels alone ("Lead", "Trainee") names its role by them.
  if (hashes.size === 0) for (const word of foldWords(folded)) hashes.add(hash32(word));
  return { role: [...hashes].sort((a, b) => a - b), level: level & ~MID_BIT, terms };
}

const NO_WORDS: ReadonlySet<string> = new Set();

/** Words in their common form; compounds written apart ("back end") become one word. */
function joinPairs(words: readonly string[]): string[] {
  const common = words.map(commonForm);
  const joined: string[] = [];
  for (let i = 0; i < common.length; i++) {
    const word = common[i] ?? '';
    const pair = word + (common[i + 1] ?? ' ');
    const isPair = PAIRS.has(pair);
    joined.push(isPair ? pair : word);
    if (isPair) i++;
  }
  return joined;
}

/** German and Romance feminines, plurals: one role, whoever holds it. */
const FEMININE: readonly (readonly [suffix: string, common: string])[] = [
  ['erinnen', 'er'],
  ['erin', 'er'],
  ['eurin', 'eur'],
  ['orin', 'or'],
  ['istin', 'ist'],
  ['euse', 'eur'],
  ['trice', 'teur'],
  ['dora', 'dor'],
  ['tora', 'tor'],
];
const STEM_CHARS_MIN = 4;
const PAIRS = new Set(WORDS.titlePairs.map((pair) => pair.split(' ').map(commonForm).join('')));

function commonForm(word: string): string {
  return SYNONYMS.get(word) ?? SYNONYMS.get(stem(word)) ?? stem(word);
}

function stem(word: string): string {
  for (const [suffix, common] of FEMININE) {
    if (word.endsWith(suffix) && word.length - suffix.length >= STEM_CHARS_MIN - 1) {
      return word.slice(0, -suffix.length) + common;
    }
  }
  const plural = word.endsWith('s') && !word.endsWith('ss') && word.length > STEM_CHARS_MIN;
  return plural ? word.slice(0, -1) : word;
}

/** How two roles relate. `PART`: one says all that the other says, and more. */
export type RoleRelation = 'SAME' | 'PART' | 'SIMILAR' | 'DIFFERENT' | 'UNKNOWN';

/** Words that both share, in the share of all, from which on roles are alike. */
const SIMILAR_SHARE_MIN = 0.6;

/** Both are a dozen words at most: quicker than any set. */
function countShared(a: readonly number[], b: readonly number[]): number {
  let both = 0;
  for (const word of b) if (a.includes(word)) both++;
  return both;
}

/** Compares the words of two roles. */
export function relateRoles(a: readonly number[], b: readonly number[]): RoleRelation {
  if (a.length === 0 || b.length === 0) return 'UNKNOWN';
  const both = countShared(a, b);
  if (both === a.length && both === b.length) return 'SAME';
  if (both === a.length || both === b.length) return 'PART';
  return both / (a.length + b.length - both) >= SIMILAR_SHARE_MIN ? 'SIMILAR' : 'DIFFERENT';
}
