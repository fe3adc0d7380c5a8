/** One entry found in a text: where it lies and what it stands for. */
export interface LexiconHit<T> {
  readonly start: number;
  readonly end: number;
  readonly value: T;
}

/** A set of phrases that is matched in one pass over a folded (lower case) text. */
export interface Lexicon<T> {
  /**
   * All entries that begin between two offsets of `text`, leftmost first, the longest at each
   * place. They end before `end` too, or before `reach` where that is given.
   */
  scan(text: string, start: number, end: number, reach?: number): LexiconHit<T>[];
  /** The longest entry that begins exactly at `start`, or undefined. */
  matchAt(text: string, start: number): LexiconHit<T> | undefined;
}

/** A state of the trie. Most states have one way on; the first letters have many. */
interface Node<T> {
  onlyCode: number;
  onlyChild: Node<T> | undefined;
  children: Map<number, Node<T>> | undefined;
  /** Of the first states: ways on by ASCII code. */
  readonly ascii: (Node<T> | undefined)[] | undefined;
  /** What ends here; `openEnd` says whether the word may go on. */
  readonly values: { readonly value: T; readonly openEnd: boolean }[];
}

const ASCII_CODES = 128;
/** States of at most this many letters look their way on up in a table. */
const TABLE_DEPTH_MAX = 1;

const STAR = '*';
const NONE: readonly never[] = [];
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
  return (
    (code >= HIRAGANA_FIRST && code <= HANGUL_LAST) ||
    (code >= CJK_RADICALS_FIRST && code < HIRAGANA_FIRST)
  );
}

const LETTER = /\p{L}/u;
const LATIN_LETTERS = Uint8Array.from({ length: LATIN_LAST + 1 }, (_, code) => {
  const char = String.fromCharCode(code);
  return LETTER.test(char) && char === char.toLowerCase() ? 1 : 0;
});

/** Whether a code unit of folded text is a letter of a script that puts spaces between words. */
export function isWordLetter(code: number): boolean {
  if (code <= LATIN_LAST) return LATIN_LETTERS[code] === 1;
  if (isUnspaced(code)) return false;
  if (code >= 0x2000 && code < CJK_RADICALS_FIRST) return false;
  return LETTER.test(String.fromCharCode(code));
}

function createNode<T>(depth: number): Node<T> {
  const hasTable = depth <= TABLE_DEPTH_MAX;
  return {
    onlyCode: -1,
    onlyChild: undefined,
    children: undefined,
    ascii: hasTable ? Array.from({ length: ASCII_CODES }, () => undefined) : undefined,
    values: [],
  };
}

function childOf<T>(node: Node<T>, code: number): Node<T> | undefined {
  if (node.ascii !== undefined && code < ASCII_CODES) return node.ascii[code];
  if (node.onlyCode === code) return node.onlyChild;
  return node.children?.get(code);
}

function addChild<T>(node: Node<T>, code: number, child: Node<T>): void {
  if (node.ascii !== undefined && code < ASCII_CODES) {
    node.ascii[code] = child;
  } else if (node.onlyChild === undefined) {
    node.onlyCode = code;
    node.onlyChild = child;
  } else {
    node.children ??= new Map();
    node.children.set(code, child);
  }
}

function insert<T>(root: Node<T>, phrase: string, entry: { value: T; openEnd: boolean }): void {
  let node = root;
  for (let i = 0; i < phrase.length; i += 1) {
    const code = phrase.charCodeAt(i);
    let child = childOf(node, code);
    if (child === undefined) {
      child = createNode(i + 1);
      addChild(node, code, child);
    }
    node = child;
  }
  node.values.push(entry);
}

function isBoundary(text: string, left: number): boolean {
  if (left < 0 || left + 1 >= text.length) return true;
  return !(isWordLetter(text.charCodeAt(left)) && isWordLetter(text.charCodeAt(left + 1)));
}

/** Which phrases a place may begin: those at a word's boundary, those that stand anywhere. */
const AT_BOUNDARY = 1;
const INSIDE = 2;

interface Starts {
  add(phrase: string, kind: number): void;
  /** The kinds of phrases that may begin at an offset, by its two code units; 0: none. */
  at(text: string, offset: number): number;
}

/** Nearly no place begins a phrase, and two letters are enough to see that. */
function createStarts(): Starts {
  const pairs = new Uint8Array(ASCII_CODES * ASCII_CODES);
  const firsts = new Map<number, number>();
  return {
    add(phrase, kind) {
      const first = phrase.charCodeAt(0);
      const second = phrase.charCodeAt(1);
      firsts.set(first, (firsts.get(first) ?? 0) | kind);
      if (first >= ASCII_CODES) return;
      const row = first * ASCII_CODES;
      if (second < ASCII_CODES) pairs[row + second] = (pairs[row + second] ?? 0) | kind;
      else if (phrase.length === 1) {
        for (let i = row; i < row + ASCII_CODES; i += 1) pairs[i] = (pairs[i] ?? 0) | kind;
      }
    },
    at(text, offset) {
      const first = text.charCodeAt(offset);
      const second = text.charCodeAt(offset + 1);
      if (first < ASCII_CODES && second < ASCII_CODES)
        return pairs[first * ASCII_CODES + second] ?? 0;
      return firsts.get(first) ?? 0;
    },
  };
}

/**
 * Builds a matcher from phrases in lower case. A star at an end of a phrase means that the word may
 * go on there. Time to scan is the text's length times the longest phrase, whatever the number of
 * phrases.
 */
export function createLexicon<T>(
  entries: Iterable<readonly [phrase: string, value: T]>,
): Lexicon<T> {
  const bounded: Node<T> = createNode(0);
  const inside: Node<T> = createNode(0);
  const starts = createStarts();
  for (const [entry, value] of entries) {
    const openStart = entry.startsWith(STAR);
    const openEnd = entry.endsWith(STAR);
    const phrase = entry.slice(openStart ? 1 : 0, openEnd ? -1 : undefined);
    if (phrase.length === 0) continue;
    insert(openStart ? inside : bounded, phrase, { value, openEnd });
    starts.add(phrase, openStart ? INSIDE : AT_BOUNDARY);
  }

  function walk(root: Node<T>, text: string, start: number, end: number): readonly LexiconHit<T>[] {
    let best: Node<T> | undefined;
    let bestEnd = start;
    let node: Node<T> | undefined = root;
    for (let i = start; i < end; i += 1) {
      node = childOf(node, text.charCodeAt(i));
      if (node === undefined) break;
      if (node.values.length === 0) continue;
      const closes = isBoundary(text, i);
      if (closes || node.values.some(({ openEnd }) => openEnd)) {
        best = node;
        bestEnd = i + 1;
      }
    }
    if (best === undefined) return NONE;
    const closes = isBoundary(text, bestEnd - 1);
    return best.values
      .filter(({ openEnd }) => openEnd || closes)
      .map(({ value }) => ({ start, end: bestEnd, value }));
  }

  function allAt(text: string, start: number, end: number): readonly LexiconHit<T>[] {
    const code = text.charCodeAt(start);
    // Nearly no position begins a phrase: ask that first.
    const mayBegin = childOf(bounded, code) !== undefined && isBoundary(text, start - 1);
    const atBoundary = mayBegin ? walk(bounded, text, start, end) : NONE;
    const within = childOf(inside, code) !== undefined ? walk(inside, text, start, end) : NONE;
    if (within.length === 0) return atBoundary;
    return (within[0]?.end ?? start) > (atBoundary[0]?.end ?? start) ? within : atBoundary;
  }

  return {
    scan(text, start, end, reach = end) {
      const hits: LexiconHit<T>[] = [];
      let at = start;
      while (at < end) {
        const kinds = starts.at(text, at);
        if (kinds === 0 || (kinds === AT_BOUNDARY && !isBoundary(text, at - 1))) {
          at += 1;
          continue;
        }
        const found = allAt(text, at, reach);
        if (found.length === 0) {
          at += 1;
          continue;
        }
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
