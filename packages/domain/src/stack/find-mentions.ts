import { CJK_CUES, type CuePhrase } from './cues.ts';
import { isWordCode } from './fold.ts';
import { insideLink } from './inside-link.ts';
import type { Technology } from './technology.ts';
import { vocabulary, type Pattern, type Strength } from './vocabulary.ts';
import { readVersion } from './read-version.ts';
import { wordEnd } from './word-endings.ts';

/** A place where a technology is named, or a name-like token that is none (`technology` null). */
export interface Mention {
  readonly technology: Technology | null;
  readonly strength: Strength;
  readonly start: number;
  /** End of the name itself; what follows up to `end` is its version. */
  readonly nameEnd: number;
  readonly end: number;
  readonly version: string | null;
  /** Whether an ambiguous name is written exactly as its owner writes it. */
  readonly exactCase: boolean;
}

export interface CueHit {
  readonly cue: CuePhrase;
  readonly start: number;
  readonly end: number;
}

/** Where the registry's context words stand, by word in lower case, each by rising start. */
export type NearWords = ReadonlyMap<string, readonly number[]>;

export interface Findings {
  /** By rising start, none overlapping another. */
  readonly mentions: readonly Mention[];
  readonly cues: readonly CueHit[];
  readonly near: NearWords;
}

const BLANK_OR_HYPHEN = /[\s\u00a0\u2010-\u2015-]/;

/** Spaces, hyphens and line breaks inside a name do not tell one spelling from another. */
function sameCase(written: string, phrase: string): boolean {
  if (written === phrase) return true;
  return (
    BLANK_OR_HYPHEN.test(written) &&
    written.replace(/[\s\u00a0\u2010-\u2015-]+/g, ' ') === phrase.replace(/-/g, ' ')
  );
}

const PLUS = 0x2b;
const HASH = 0x23;
const DOT = 0x2e;
const AT = 0x40;
const AMPERSAND = 0x26;
const UNDERSCORE = 0x5f;

/** Whether the signs before a name make it a part of something else. */
function startsFresh(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  if (start === 0) return true;
  if (before === AT || before === UNDERSCORE) return false;
  if (before === DOT) return start === 1 || !isWordCode(text.charCodeAt(start - 2));
  return !isWordCode(before) && before !== 0xb0;
}

/**
 * Whether the signs after a name leave it what it is: not `C` of `C++`, not `redis` of `redis.io`.
 */
function endsFresh(text: string, end: number): boolean {
  const after = text.charCodeAt(end);
  const next = text.charCodeAt(end + 1);
  if (after === HASH || after === UNDERSCORE || after === AT) return false;
  if (after === PLUS) return next !== PLUS;
  if (after === AMPERSAND) return !isWordCode(next);
  if (after !== DOT || !isWordCode(next)) return true;
  // "Uses React.We are" has lost its space; "react.dev" is an address.
  return /^\.[A-Z][a-z]/.test(text.slice(end, end + 3));
}

/** Shorter ambiguous names are not told inside a longer word. */
const INFLECTED_LENGTH_MIN = 4;

interface Reader {
  readonly text: string;
  readonly language: string | null;
}

function readName(
  { text, language }: Reader,
  pattern: Extract<Pattern, { kind: 'name' }>,
  start: number,
  end: number,
): Mention | null {
  if (!startsFresh(text, start)) return null;
  const { technology, strength } = pattern;
  const exactCase = strength === 'strong' || sameCase(text.slice(start, end), pattern.phrase);
  if (strength === 'exact' && !exactCase) return null;
  const { version, end: versionEnd } = readVersion(text, end);
  const ending = wordEnd({
    text,
    end: versionEnd,
    language,
    glued: versionEnd === end && (strength !== 'weak' || end - start >= INFLECTED_LENGTH_MIN),
  });
  if (ending === null || !endsFresh(text, ending)) return null;
  if (insideLink(text, start, end)) return null;
  return { technology, strength, start, nameEnd: end, end: ending, version, exactCase };
}

function asToken(text: string, start: number, end: number): Mention | null {
  if (isWordCode(text.charCodeAt(end)) || !startsFresh(text, start)) return null;
  return {
    technology: null,
    strength: 'strong',
    start,
    nameEnd: end,
    end,
    version: null,
    exactCase: true,
  };
}

const RANK: Readonly<Record<Strength, number>> = { strong: 0, exact: 1, weak: 3 };

function rank({ technology, strength, exactCase }: Mention): number {
  if (technology === null) return 2;
  return RANK[strength] + (exactCase ? 0 : 1);
}

/** Leftmost, then longest, then surest; a token that is no technology swallows what it holds. */
function withoutOverlaps(found: readonly Mention[]): readonly Mention[] {
  const sorted = found.toSorted(
    (a, b) => a.start - b.start || b.nameEnd - a.nameEnd || rank(a) - rank(b),
  );
  const kept: Mention[] = [];
  let end = -1;
  for (const mention of sorted) {
    if (mention.start < end) continue;
    kept.push(mention);
    end = mention.end;
  }
  return kept;
}

function spoken(cue: CuePhrase, language: string | null): boolean {
  if (cue.languages === null || language === null) return true;
  return cue.languages.includes('en') || cue.languages.includes(language);
}

function cjkCues(text: string): CueHit[] {
  const hits: CueHit[] = [];
  for (const cue of CJK_CUES) {
    const { length } = cue.phrase;
    for (let at = text.indexOf(cue.phrase); at >= 0; at = text.indexOf(cue.phrase, at + length)) {
      hits.push({ cue, start: at, end: at + length });
    }
  }
  return hits;
}

/** Whether it depends on the words around a name what it is. */
function asksAround({ technology, strength }: Mention): boolean {
  return (
    strength !== 'strong' || technology?.against !== undefined || technology?.shared !== undefined
  );
}

const NOTHING: Findings = { mentions: [], cues: [], near: new Map() };

/** Reads a text once for names, look-alikes and wording. `language` is a BCP 47 primary subtag. */
export function findMentions(text: string, language: string | null): Findings {
  const { patterns, isWording, trie } = vocabulary();
  const found: Mention[] = [];
  const reader = { text, language };
  const { triples, count } = trie.scan(text);
  let named = false;
  let asked = false;
  for (let hit = 0; hit < count; hit += 1) {
    const index = triples[hit * 3] ?? 0;
    if (isWording[index] === 1) continue;
    const end = triples[hit * 3 + 2] ?? 0;
    const pattern = patterns[index];
    if (pattern?.kind === 'name') {
      const mention = readName(reader, pattern, triples[hit * 3 + 1] ?? 0, end);
      if (mention === null) continue;
      found.push(mention);
      named = true;
      asked ||= asksAround(mention);
    } else if (pattern?.kind === 'mask') {
      const token = asToken(text, triples[hit * 3 + 1] ?? 0, end);
      if (token !== null) found.push(token);
    }
  }
  // Most texts of other trades end here: without a name nobody asks for the wording.
  if (!named) return NOTHING;
  const cues: CueHit[] = [];
  const near = new Map<string, number[]>();
  for (let hit = 0; hit < count; hit += 1) {
    const index = triples[hit * 3] ?? 0;
    if (isWording[index] !== 1) continue;
    const end = triples[hit * 3 + 2] ?? 0;
    const pattern = patterns[index];
    if (pattern?.kind === 'cue') {
      if (!spoken(pattern.cue, language)) continue;
      cues.push({ cue: pattern.cue, start: triples[hit * 3 + 1] ?? 0, end });
    } else if (asked && pattern?.kind === 'near') {
      const start = triples[hit * 3 + 1] ?? 0;
      const starts = near.get(pattern.phrase);
      if (starts === undefined) near.set(pattern.phrase, [start]);
      else starts.push(start);
    }
  }
  if (language === 'ja') cues.push(...cjkCues(text));
  return { mentions: withoutOverlaps(found), cues: longestCues(cues), near };
}

/** Kinds that a longer phrase outdoes: "not required but a plus" is no denial. */
const SWALLOWED = new Set(['must', 'should', 'plus', 'use', 'not', 'migrate']);

/** Of cues that begin at one place the longest of each kind, by rising start. */
function longestCues(cues: readonly CueHit[]): readonly CueHit[] {
  const sorted = cues.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const kept: CueHit[] = [];
  for (const hit of sorted) {
    const holder = kept.at(-1);
    const inside = holder !== undefined && hit.end <= holder.end && hit.start >= holder.start;
    const longer = inside && holder.end - holder.start > hit.end - hit.start;
    const outdone = SWALLOWED.has(hit.cue.kind) && SWALLOWED.has(holder?.cue.kind ?? 'noun');
    if (inside && ((longer && outdone) || holder.cue.kind === hit.cue.kind)) continue;
    kept.push(hit);
  }
  return kept;
}
