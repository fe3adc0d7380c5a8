import { CLASSES, CLASS_TABLE, SPACE, WORD_CLASSES, classOf, foldPhrase } from './fold.ts';

/** What a scan found: `count` pairs of a pattern and where it ends, by rising end. */
export interface Hits {
  /** Pattern and end, one after the other; what lies behind `count` pairs is an older scan's. */
  readonly pairs: Int32Array;
  readonly count: number;
}

/**
 * A flat Aho-Corasick automaton over the folded alphabet whose patterns begin at the start of a
 * word only: inside a word that began no pattern it waits in a state of its own, so that a name of
 * one letter does not fire on every such letter.
 */
export interface Automaton {
  /**
   * Each pattern in the text. Where the word goes on after the pattern, only patterns of `growing`
   * are found. The hits are good until the next scan: their array is used again.
   */
  readonly scan: (text: string) => Hits;
  /** Where a pattern that ends before `end` begins, runs of spaces having been read as one. */
  readonly startOf: (text: string, pattern: number, end: number) => number;
}

/** State between words, and state inside a word that began no pattern. */
const OPEN = 0;
const SHUT = 1;
const STATES_MAX_SHORT = 0x10000;
const HITS_AT_FIRST = 4096;

type Table = Uint16Array | Int32Array;

interface Trie {
  /**
   * Per state and class the next state; 0 where no pattern goes on, as none leads back to `OPEN`.
   * States are numbered breadth first, so that those which texts visit most lie close together.
   */
  readonly children: Table;
  readonly parent: Int32Array;
  /** The class that leads from the parent to the state. */
  readonly cls: Uint8Array;
  /**
   * First pattern that ends in a state, -1 without one; `next` chains those with the same folding.
   */
  readonly firstPattern: Int32Array;
  readonly next: Int32Array;
  readonly states: number;
}

/** The classes of all phrases, one after the other: phrase i has those from `starts[i]` on. */
interface Folded {
  readonly classes: Uint8Array;
  readonly starts: Int32Array;
}

function foldAll(phrases: readonly string[]): Folded {
  const bound = phrases.reduce((sum, { length }) => sum + length, 0);
  const classes = new Uint8Array(bound);
  const starts = new Int32Array(phrases.length + 1);
  let used = 0;
  phrases.forEach((phrase, index) => {
    for (const cls of foldPhrase(phrase)) classes[used++] = cls;
    starts[index + 1] = used;
  });
  return { classes, starts };
}

/** Null where the states outgrow the table's numbers. */
function buildTrie({ classes, starts }: Folded, short: boolean): Trie | null {
  const patterns = starts.length - 1;
  const bound = (starts[patterns] ?? 0) + 2;
  const statesMax = short ? Math.min(bound, STATES_MAX_SHORT) : bound;
  const children = new (short ? Uint16Array : Int32Array)(statesMax * CLASSES);
  const parent = new Int32Array(statesMax);
  const cls = new Uint8Array(statesMax);
  const firstPattern = new Int32Array(statesMax).fill(-1);
  const next = new Int32Array(patterns).fill(-1);
  const reached = new Int32Array(patterns);
  // All phrases grow by one character at a time; those that go on move to the front.
  const open = Int32Array.from(next.keys());
  let states = 2;
  for (let depth = 0, left = patterns; left > 0; depth += 1) {
    let longer = 0;
    for (let at = 0; at < left; at += 1) {
      const pattern = open[at] ?? 0;
      const state = reached[pattern] ?? OPEN;
      const place = (starts[pattern] ?? 0) + depth;
      if (place === starts[pattern + 1]) {
        next[pattern] = firstPattern[state] ?? -1;
        firstPattern[state] = pattern;
        continue;
      }
      const step = classes[place] ?? 0;
      const slot = state * CLASSES + step;
      if (children[slot] === OPEN) {
        if (states === statesMax) return null;
        parent[states] = state;
        cls[states] = step;
        children[slot] = states++;
      }
      reached[pattern] = children[slot] ?? OPEN;
      open[longer++] = pattern;
    }
    left = longer;
  }
  return { children, parent, cls, firstPattern, next, states };
}

/** Where reading goes on when no pattern does: between words, or inside a word that began none. */
function fallback(cls: number): number {
  return cls < WORD_CLASSES ? SHUT : OPEN;
}

/**
 * Fills the missing transitions, breadth first; returns per state the longest suffix with a
 * pattern.
 */
function linkStates({ children, parent, cls, firstPattern, states }: Trie): Int32Array {
  const fail = new Int32Array(states);
  const output = new Int32Array(states).fill(-1);
  for (let step = 0; step < CLASSES; step += 1) {
    children[SHUT * CLASSES + step] = fallback(step);
    if (children[step] === OPEN) children[step] = fallback(step);
  }
  for (let state = 2; state < states; state += 1) {
    const from = parent[state] ?? OPEN;
    const step = cls[state] ?? 0;
    const suffix =
      from === OPEN ? fallback(step) : (children[(fail[from] ?? OPEN) * CLASSES + step] ?? OPEN);
    fail[state] = suffix;
    output[state] = (firstPattern[suffix] ?? -1) >= 0 ? suffix : (output[suffix] ?? -1);
    const own = state * CLASSES;
    const theirs = suffix * CLASSES;
    for (let at = 0; at < CLASSES; at += 1) {
      if (children[own + at] === OPEN) children[own + at] = children[theirs + at] ?? OPEN;
    }
  }
  return output;
}

function scanner(
  { children: table, firstPattern, next, states }: Trie,
  output: Int32Array,
  grows: Uint8Array,
): (text: string) => Hits {
  const reports = new Uint8Array(states);
  for (let state = 0; state < states; state += 1) {
    reports[state] = (firstPattern[state] ?? -1) >= 0 || (output[state] ?? -1) >= 0 ? 1 : 0;
  }
  let pairs = new Int32Array(HITS_AT_FIRST);
  let used = 0;

  const report = (state: number, end: number, goesOn: boolean): void => {
    for (let at = state; at >= 0; at = output[at] ?? -1) {
      for (let pattern = firstPattern[at] ?? -1; pattern >= 0; pattern = next[pattern] ?? -1) {
        if (goesOn && grows[pattern] !== 1) continue;
        if (used + 2 > pairs.length) {
          const larger = new Int32Array(pairs.length * 2);
          larger.set(pairs);
          pairs = larger;
        }
        pairs[used] = pattern;
        pairs[used + 1] = end;
        used += 2;
      }
    }
  };

  return (text) => {
    const { length } = text;
    let state = OPEN;
    let wasSpace = false;
    used = 0;
    for (let index = 0; index < length; index += 1) {
      const cls = CLASS_TABLE[text.charCodeAt(index)] ?? 0;
      if (cls === SPACE) {
        if (wasSpace) continue;
        wasSpace = true;
      } else wasSpace = false;
      state = table[state * CLASSES + cls] ?? OPEN;
      if (reports[state] === 1) {
        const following = index + 1 < length ? classOf(text.charCodeAt(index + 1)) : SPACE;
        report(state, index + 1, following < WORD_CLASSES);
      }
    }
    return { pairs, count: used / 2 };
  };
}

/**
 * Builds the automaton of some phrases; a found pattern is named by its place in the list.
 * `growing` says which may be found at the beginning of a longer word.
 */
export function createAutomaton(
  patterns: readonly string[],
  growing: (pattern: number) => boolean,
): Automaton {
  const folded = foldAll(patterns);
  const { classes, starts } = folded;
  const spaced = new Uint8Array(patterns.length);
  const grows = new Uint8Array(patterns.length);
  for (let pattern = 0; pattern < patterns.length; pattern += 1) {
    const own = classes.subarray(starts[pattern], starts[pattern + 1]);
    spaced[pattern] = own.includes(SPACE) ? 1 : 0;
    grows[pattern] = growing(pattern) ? 1 : 0;
  }
  const trie = buildTrie(folded, true) ?? buildTrie(folded, false);
  if (trie === null) throw new RangeError('more states than characters');
  const output = linkStates(trie);
  return {
    scan: scanner(trie, output, grows),
    startOf: (text, pattern, end) => {
      const length = (starts[pattern + 1] ?? 0) - (starts[pattern] ?? 0);
      if (spaced[pattern] !== 1) return end - length;
      let index = end;
      for (let left = length; left > 0; left -= 1) {
        index -= 1;
        if (classOf(text.charCodeAt(index)) !== SPACE) continue;
        while (index > 0 && classOf(text.charCodeAt(index - 1)) === SPACE) index -= 1;
      }
      return index;
    },
  };
}
