/** One entry found in a text: where it lies and what it stands for. */
export interface LexiconHit<T> {
  readonly start: number;
  readonly end: number;
  readonly value: T;
}

/** A set of phrases that is matched in one pass over a folded (lower case) text. */
export interface Lexicon<T> {
  /** All entries that lie in `text` between two offsets, leftmost first, the longest at each place. */
  scan(text: string, start: number, end: number): LexiconHit<T>[];
  /** The longest entry that begins exactly at `start`, or undefined. */
  matchAt(text: string, start: number): LexiconHit<T> | undefined;
}

interface Node<T> {
  readonly children: Map<number, Node<T>>;
  /** What ends here; `openEnd` says whether the word may go on. */
  values: { readonly value: T; readonly openEnd: boolean }[];
}

const STAR = '*';
const HIRAGANA_FIRST = 0x3040;
const THAI_FIRST = 0x0e00;
const THAI_LAST = 0x0e7f;
const HANGUL_LAST = 0xd7af;
const CJK_RADICALS_FIRST = 0x2e80;
/** Letters are compared up to here by a table; beyond it nearly everything is a letter. */
const LATIN_LAST = 0x24f;

/** Scripts that put no spaces between words: an entry in one needs no boundary. */
export function isUnspaced(code: number): boolean {
  if (code < THAI_FIRST) return false;
  if (code <= THAI_LAST) return true;
  return (code >= HIRAGANA_FIRST && code <= HANGUL_LAST) || (code >= CJK_RADICALS_FIRST && code < HIRAGANA_FIRST);
}

const LETTER = /\p{L}/u;

/** Whether a code unit of folded text is a letter of a script that puts spaces between words. */
export function isWordLetter(code: number): boolean {
  if (code < 0x61) return false;
  if (code <= 0x7a) return true;
  if (code < 0xaa) return false;
  if (code > LATIN_LAST && isUnspaced(code)) return false;
  if (code >= 0x2000 && code < CJK_RADICALS_FIRST) return false;
  return LETTER.test(String.fromCharCode(code));
}

function insert<T>(root: Node<T>, phrase: string, entry: { value: T; openEnd: boolean }): void {
  let node = root;
  for (let i = 0; i < phrase.length; i += 1) {
    const code = phrase.charCodeAt(i);
    let child = node.children.get(code);
    if (child === undefined) {
      child = { children: new Map(), values: [] };
      node.children.set(code, child);
    }
    node = child;
  }
  node.values.push(entry);
}

function isBoundary(text: string, left: number): boolean {
  if (left < 0 || left + 1 >= text.length) return true;
  return !(isWordLetter(text.charCodeAt(left)) && isWordLetter(text.charCodeAt(left + 1)));
}

/**
 * Builds a matcher from phrases in lower case. A star at an end of a phrase means that the word may
 * go on there. Time to scan is the text's length times the longest phrase, whatever the number of
 * phrases.
 */
export function createLexicon<T>(entries: Iterable<readonly [phrase: string, value: T]>): Lexicon<T> {
  const bounded: Node<T> = { children: new Map(), values: [] };
  const inside: Node<T> = { children: new Map(), values: [] };
  for (const [entry, value] of entries) {
    const openStart = entry.startsWith(STAR);
    const openEnd = entry.endsWith(STAR);
    const phrase = entry.slice(openStart ? 1 : 0, openEnd ? -1 : undefined);
    if (phrase.length === 0) continue;
    insert(openStart ? inside : bounded, phrase, { value, openEnd });
  }

  function walk(root: Node<T>, text: string, start: number, end: number): LexiconHit<T>[] {
    let found: LexiconHit<T>[] = [];
    let node: Node<T> | undefined = root;
    for (let i = start; i < end; i += 1) {
      node = node.children.get(text.charCodeAt(i));
      if (node === undefined) break;
      if (node.values.length === 0) continue;
      const closes = isBoundary(text, i);
      const here = node.values.filter((entry) => entry.openEnd || closes);
      if (here.length > 0) found = here.map(({ value }) => ({ start, end: i + 1, value }));
    }
    return found;
  }

  function allAt(text: string, start: number, end: number): LexiconHit<T>[] {
    const atBoundary = isBoundary(text, start - 1) ? walk(bounded, text, start, end) : [];
    const within = inside.children.size > 0 ? walk(inside, text, start, end) : [];
    if (within.length === 0) return atBoundary;
    const reach = (hits: LexiconHit<T>[]): number => hits[0]?.end ?? start;
    return reach(within) > reach(atBoundary) ? within : atBoundary;
  }

  return {
    scan(text, start, end) {
      const hits: LexiconHit<T>[] = [];
      let at = start;
      while (at < end) {
        const found = allAt(text, at, end);
        hits.push(...found);
        at = found[0]?.end ?? at + 1;
      }
      return hits;
    },
    matchAt(text, start) {
      return allAt(text, start, text.length)[0];
    },
  };
}
