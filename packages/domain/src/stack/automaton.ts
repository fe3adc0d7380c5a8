import { CLASSES, CLASS_TABLE, SPACE, WORD_CLASSES, classOf, foldPhrase } from './fold.ts';

/**
 * A flat Aho-Corasick automaton over the folded alphabet whose patterns begin at the start of a word
 * only: inside a word that began no pattern it waits in a state of its own, so that a name of one
 * letter does not fire on every such letter.
 */
export interface Automaton {
  /**
   * Calls `found(pattern, end)` for each pattern in the text, by rising end. Where the word goes on
   * after the pattern, only patterns of `growing` are found.
   */
  readonly scan: (text: string, found: (pattern: number, end: number) => void) => void;
  /** Where a pattern that ends before `end` begins, runs of spaces having been read as one. */
  readonly startOf: (text: string, pattern: number, end: number) => number;
}

/** State between words, and state inside a word that began no pattern. */
const OPEN = 0;
const SHUT = 1;

interface Trie {
  /** Per state and class the next state; 0 where no pattern goes on, as none leads back to `OPEN`. */
  readonly children: Int32Array;
  /** First pattern that ends in a state, -1 without one; `next` chains those with the same folding. */
  readonly firstPattern: Int32Array;
  readonly next: Int32Array;
  readonly states: number;
}

/** How many states the trie of some folded phrases has: sorted, each adds what its neighbour lacks. */
function countStates(folded: readonly (readonly number[])[]): number {
  const sorted = folded.map((classes) => String.fromCharCode(...classes)).toSorted();
  let states = 2;
  let previous = '';
  for (const phrase of sorted) {
    let common = 0;
    while (common < phrase.length && phrase.charCodeAt(common) === previous.charCodeAt(common)) {
      common += 1;
    }
    states += phrase.length - common;
    previous = phrase;
  }
  return states;
}

function buildTrie(folded: readonly (readonly number[])[]): Trie {
  const statesMax = countStates(folded);
  const children = new Int32Array(statesMax * CLASSES);
  const firstPattern = new Int32Array(statesMax).fill(-1);
  const next = new Int32Array(folded.length).fill(-1);
  let states = 2;
  folded.forEach((classes, pattern) => {
    let state = OPEN;
    for (const cls of classes) {
      const slot = state * CLASSES + cls;
      if (children[slot] === OPEN) children[slot] = states++;
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
  const queue = new Int32Array(states);
  let queued = 0;
  for (let cls = 0; cls < CLASSES; cls += 1) {
    const child = children[cls] ?? OPEN;
    children[SHUT * CLASSES + cls] = fallback(cls);
    if (child === OPEN) {
      children[cls] = fallback(cls);
    } else {
      fail[child] = fallback(cls);
      queue[queued++] = child;
    }
  }
  for (let head = 0; head < queued; head += 1) {
    const state = queue[head] ?? OPEN;
    const suffix = fail[state] ?? OPEN;
    output[state] = (firstPattern[suffix] ?? -1) >= 0 ? suffix : (output[suffix] ?? -1);
    const own = state * CLASSES;
    const theirs = suffix * CLASSES;
    for (let cls = 0; cls < CLASSES; cls += 1) {
      const target = children[theirs + cls] ?? OPEN;
      const child = children[own + cls] ?? OPEN;
      if (child === OPEN) {
        children[own + cls] = target;
      } else {
        fail[child] = target;
        queue[queued++] = child;
      }
    }
  }
  return output;
}

/**
 * Builds the automaton of some phrases; a found pattern is named by its place in the list. `growing`
 * says which may be found at the beginning of a longer word.
 */
export function createAutomaton(
  patterns: readonly string[],
  growing: (pattern: number) => boolean,
): Automaton {
  const folded = patterns.map(foldPhrase);
  const lengths = Int32Array.from(folded, ({ length }) => length);
  const trie = buildTrie(folded);
  const output = linkStates(trie);
  const { firstPattern, next, states } = trie;
  // Half as wide where that is enough: more of it stays in the processor's cache.
  const table = states <= 0x10000 ? Uint16Array.from(trie.children) : trie.children;
  const grows = Uint8Array.from(patterns, (_, pattern) => (growing(pattern) ? 1 : 0));
  const reports = Uint8Array.from({ length: states }, (_, state) =>
    (firstPattern[state] ?? -1) >= 0 || (output[state] ?? -1) >= 0 ? 1 : 0,
  );

  const report = (
    state: number,
    end: number,
    goesOn: boolean,
    found: (pattern: number, end: number) => void,
  ): void => {
    for (let at = state; at >= 0; at = output[at] ?? -1) {
      for (let pattern = firstPattern[at] ?? -1; pattern >= 0; pattern = next[pattern] ?? -1) {
        if (!goesOn || grows[pattern] === 1) found(pattern, end);
      }
    }
  };

  return {
    scan: (text, found) => {
      const { length } = text;
      const known = CLASS_TABLE.length;
      let state = OPEN;
      let wasSpace = false;
      for (let index = 0; index < length; index += 1) {
        const code = text.charCodeAt(index);
        const cls = code < known ? (CLASS_TABLE[code] ?? 0) : classOf(code);
        if (cls === SPACE) {
          if (wasSpace) continue;
          wasSpace = true;
        } else wasSpace = false;
        state = table[state * CLASSES + cls] ?? OPEN;
        if (reports[state] === 1) {
          const following = index + 1 < length ? classOf(text.charCodeAt(index + 1)) : SPACE;
          report(state, index + 1, following < WORD_CLASSES, found);
        }
      }
    },
    startOf: (text, pattern, end) => {
      let index = end;
      for (let left = lengths[pattern] ?? 0; left > 0; left -= 1) {
        index -= 1;
        if (classOf(text.charCodeAt(index)) !== SPACE) continue;
        while (index > 0 && classOf(text.charCodeAt(index - 1)) === SPACE) index -= 1;
      }
      return index;
    },
  };
}
