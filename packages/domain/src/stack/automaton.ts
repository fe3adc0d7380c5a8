import { CLASSES, SPACE, WORD_CLASSES, classOf, foldPhrase } from './fold.ts';

/**
 * A flat Aho-Corasick automaton over the folded alphabet whose patterns begin at the start of a word
 * only: inside a word that began no pattern it waits in a state of its own, so that a name of one
 * letter does not fire on every such letter.
 */
export interface Automaton {
  /** Calls `found(pattern, start, end)` for each pattern in the text, by rising end. */
  readonly scan: (
    text: string,
    found: (pattern: number, start: number, end: number) => void,
  ) => void;
}

/** State between words, and state inside a word that began no pattern. */
const OPEN = 0;
const SHUT = 1;

interface Trie {
  readonly children: Int32Array;
  /** First pattern that ends in a state, -1 without one; `next` chains those with the same folding. */
  readonly firstPattern: Int32Array;
  readonly next: Int32Array;
  readonly states: number;
}

function buildTrie(patterns: readonly string[]): Trie {
  const folded = patterns.map(foldPhrase);
  const statesMax = folded.reduce((sum, { length }) => sum + length, 2);
  const children = new Int32Array(statesMax * CLASSES).fill(-1);
  const firstPattern = new Int32Array(statesMax).fill(-1);
  const next = new Int32Array(patterns.length).fill(-1);
  let states = 2;
  folded.forEach((classes, pattern) => {
    let state = OPEN;
    for (const cls of classes) {
      const slot = state * CLASSES + cls;
      if (children[slot] === -1) children[slot] = states++;
      state = children[slot] ?? OPEN;
    }
    next[pattern] = firstPattern[state] ?? -1;
    firstPattern[state] = pattern;
  });
  return { children, firstPattern, next, states };
}

/** Where reading goes on when no pattern does: between words, or inside a word that began none. */
function fallback(cls: number): number {
  return cls < WORD_CLASSES ? SHUT : OPEN;
}

/** Fills the missing transitions, breadth first; returns per state the longest suffix with a pattern. */
function linkStates({ children, firstPattern, states }: Trie): Int32Array {
  const fail = new Int32Array(states);
  const output = new Int32Array(states).fill(-1);
  const queue: number[] = [];
  for (let cls = 0; cls < CLASSES; cls += 1) {
    const child = children[cls] ?? -1;
    children[SHUT * CLASSES + cls] = fallback(cls);
    if (child === -1) {
      children[cls] = fallback(cls);
    } else {
      fail[child] = fallback(cls);
      queue.push(child);
    }
  }
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head] ?? OPEN;
    const suffix = fail[state] ?? OPEN;
    output[state] = (firstPattern[suffix] ?? -1) >= 0 ? suffix : (output[suffix] ?? -1);
    for (let cls = 0; cls < CLASSES; cls += 1) {
      const slot = state * CLASSES + cls;
      const target = children[suffix * CLASSES + cls] ?? OPEN;
      const child = children[slot] ?? -1;
      if (child === -1) {
        children[slot] = target;
      } else {
        fail[child] = target;
        queue.push(child);
      }
    }
  }
  return output;
}

/** Where a pattern that ends before `end` begins, runs of spaces having been read as one. */
function startOf(text: string, end: number, length: number): number {
  let index = end;
  for (let left = length; left > 0; left -= 1) {
    index -= 1;
    if (classOf(text.charCodeAt(index)) !== SPACE) continue;
    while (index > 0 && classOf(text.charCodeAt(index - 1)) === SPACE) index -= 1;
  }
  return index;
}

/** Builds the automaton of some phrases; a found pattern is named by its place in the list. */
export function createAutomaton(patterns: readonly string[]): Automaton {
  const trie = buildTrie(patterns);
  const output = linkStates(trie);
  const { firstPattern, next } = trie;
  // State numbers are kept multiplied, which saves a multiplication per character.
  const table = trie.children.subarray(0, trie.states * CLASSES).map((state) => state * CLASSES);
  const lengths = patterns.map((pattern) => foldPhrase(pattern).length);
  const reports = Uint8Array.from({ length: trie.states }, (_, state) =>
    (firstPattern[state] ?? -1) >= 0 || (output[state] ?? -1) >= 0 ? 1 : 0,
  );

  const report = (
    text: string,
    state: number,
    end: number,
    found: (pattern: number, start: number, end: number) => void,
  ): void => {
    for (let at = state; at >= 0; at = output[at] ?? -1) {
      for (let pattern = firstPattern[at] ?? -1; pattern >= 0; pattern = next[pattern] ?? -1) {
        found(pattern, startOf(text, end, lengths[pattern] ?? 0), end);
      }
    }
  };

  return {
    scan: (text, found) => {
      let slot = OPEN;
      let wasSpace = false;
      for (let index = 0; index < text.length; index += 1) {
        const cls = classOf(text.charCodeAt(index));
        const isSpace = cls === SPACE;
        if (isSpace && wasSpace) continue;
        wasSpace = isSpace;
        slot = table[slot + cls] ?? OPEN;
        const state = slot / CLASSES;
        if (reports[state] === 1) report(text, state, index + 1, found);
      }
    },
  };
}
