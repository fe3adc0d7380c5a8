import { CLASSES, CLASS_TABLE, SEPARATOR, SPACE, WORD_CLASSES, foldInto } from './fold.ts';

/** What a scan found: `count` triples of a pattern, its start and its end, by rising start. */
export interface Hits {
  /** One after the other; what lies behind `count` triples is an older scan's. */
  readonly triples: Int32Array;
  readonly count: number;
}

/**
 * The phrases as a trie over the folded alphabet. Phrases begin where words begin, so the trie is
 * walked from each such place alone: most words leave it within a few letters, and it stays small
 * enough for a processor's second cache, which a table with the failure links of Aho and Corasick
 * (each character a step, 6 MB) does not. A walk is no longer than the longest phrase.
 */
export interface PhraseTrie {
  /**
   * Each phrase in the text. Where the word goes on after the phrase, only phrases of `growing` are
   * found. The hits are good until the next scan: their array is used again.
   */
  readonly scan: (text: string) => Hits;
}

const NODES_MAX_SHORT = 0x10000;
const HITS_AT_FIRST = 4096;
const TEXT_LENGTH_AT_FIRST = 0x10000;

type Table = Uint16Array | Int32Array;

/** The classes of all phrases, one after the other: phrase i has those from `starts[i]` on. */
interface Folded {
  readonly classes: Uint8Array;
  readonly starts: Int32Array;
}

interface Trie extends Folded {
  /**
   * Rows of one node per class, and one for `END`; 0 where no phrase goes on, as none leads back to
   * the root.
   */
  readonly children: Table;
  /** Where a node's row begins in `children`; -1 for a node that nothing follows. */
  readonly rows: Int32Array;
  /** The classes between the step into a node and its own end, as a part of `classes`. */
  readonly labelStarts: Int32Array;
  readonly labelEnds: Int32Array;
  /**
   * First phrase that ends at a node, -1 without one; `next` chains those with the same folding.
   */
  readonly firstPattern: Int32Array;
  readonly next: Int32Array;
}

function foldAll(phrases: readonly string[]): Folded {
  let bound = 0;
  for (const { length } of phrases) bound += length;
  const classes = new Uint8Array(bound);
  const starts = new Int32Array(phrases.length + 1);
  let used = 0;
  for (let index = 0; index < phrases.length; index += 1) {
    used = foldInto(phrases[index] ?? '', classes, used);
    starts[index + 1] = used;
  }
  return { classes, starts };
}

/** The phrases of `order` from `low` to `high` share their first `depth` classes; how many more? */
function sharedLength(
  { classes, starts }: Folded,
  { order, low, high, depth }: Group & { readonly order: Int32Array },
): number {
  const own = (starts[order[low] ?? 0] ?? 0) + depth;
  let shared = (starts[(order[low] ?? 0) + 1] ?? 0) - own;
  for (let place = low + 1; place < high && shared > 0; place += 1) {
    const pattern = order[place] ?? 0;
    const theirs = (starts[pattern] ?? 0) + depth;
    shared = Math.min(shared, (starts[pattern + 1] ?? 0) - theirs);
    let same = 0;
    while (same < shared && classes[own + same] === classes[theirs + same]) same += 1;
    shared = same;
  }
  return shared;
}

/** Phrases with a common beginning, which wait to become a node. */
interface Group {
  readonly low: number;
  readonly high: number;
  readonly depth: number;
}

/** 0 for a phrase that ends at `depth`, else one more than the class that it has there. */
function keyOf({ classes, starts }: Folded, pattern: number, depth: number): number {
  const at = (starts[pattern] ?? 0) + depth;
  return at === starts[pattern + 1] ? 0 : (classes[at] ?? 0) + 1;
}

const KEYS = CLASSES + 1;
/** Stands behind the end of a text: a class that no phrase has. */
const END = CLASSES;
const ROW = CLASSES + 1;

/** Orders a group's phrases by their keys, stably, and leaves in `sizes` how many have each. */
function sortByKey(
  folded: Folded,
  { low, high, depth }: Group,
  { order, sorted, sizes }: Readonly<Record<'order' | 'sorted' | 'sizes', Int32Array>>,
): void {
  sizes.fill(0);
  for (let place = low; place < high; place += 1) {
    const key = keyOf(folded, order[place] ?? 0, depth);
    sizes[key] = (sizes[key] ?? 0) + 1;
  }
  const ends = new Int32Array(KEYS);
  for (let key = 1; key < KEYS; key += 1) ends[key] = (ends[key - 1] ?? 0) + (sizes[key - 1] ?? 0);
  for (let place = low; place < high; place += 1) {
    const key = keyOf(folded, order[place] ?? 0, depth);
    const to = ends[key] ?? 0;
    sorted[to] = order[place] ?? 0;
    ends[key] = to + 1;
  }
  order.set(sorted.subarray(0, high - low), low);
}

function buildTrie(folded: Folded): Trie {
  const patterns = folded.starts.length - 1;
  // Each node but the root ends a phrase or parts two.
  const nodesMax = 2 * patterns + 2;
  const children = new (nodesMax < NODES_MAX_SHORT ? Uint16Array : Int32Array)(
    (patterns + 1) * ROW,
  );
  const rows = new Int32Array(nodesMax).fill(-1);
  const labelStarts = new Int32Array(nodesMax);
  const labelEnds = new Int32Array(nodesMax);
  const firstPattern = new Int32Array(nodesMax).fill(-1);
  const next = new Int32Array(patterns).fill(-1);
  const order = Int32Array.from(next.keys());
  const room = { order, sorted: new Int32Array(patterns), sizes: new Int32Array(KEYS) };
  const groups: Group[] = [{ low: 0, high: patterns, depth: 0 }];
  let rowsUsed = 0;
  // Breadth first, so that the nodes which texts visit most lie close together.
  for (let node = 0; node < groups.length; node += 1) {
    const { low, high, depth } = groups[node] ?? { low: 0, high: 0, depth: 0 };
    const label = node === 0 ? 0 : sharedLength(folded, { order, low, high, depth });
    const start = (folded.starts[order[low] ?? 0] ?? 0) + depth;
    labelStarts[node] = start;
    labelEnds[node] = start + label;
    if (high - low === 1) {
      firstPattern[node] = order[low] ?? -1;
      continue;
    }
    sortByKey(folded, { low, high, depth: depth + label }, room);
    let from = low + (room.sizes[0] ?? 0);
    for (let place = low; place < from; place += 1) {
      const pattern = order[place] ?? 0;
      next[pattern] = firstPattern[node] ?? -1;
      firstPattern[node] = pattern;
    }
    if (from === high) continue;
    const row = rowsUsed * ROW;
    rowsUsed += 1;
    rows[node] = row;
    for (let key = 1; key < KEYS; key += 1) {
      const size = room.sizes[key] ?? 0;
      if (size === 0) continue;
      children[row + key - 1] = groups.length;
      groups.push({ low: from, high: from + size, depth: depth + label + 1 });
      from += size;
    }
  }
  return { ...folded, children, rows, labelStarts, labelEnds, firstPattern, next };
}

function scanner(
  { classes, children, rows, labelStarts, labelEnds, firstPattern, next }: Trie,
  grows: Uint8Array,
): (text: string) => Hits {
  let triples = new Int32Array(HITS_AT_FIRST * 3);
  let room = new Uint8Array(TEXT_LENGTH_AT_FIRST);
  let used = 0;

  const report = (node: number, start: number, end: number, goesOn: boolean): void => {
    for (let pattern = firstPattern[node] ?? -1; pattern >= 0; pattern = next[pattern] ?? -1) {
      if (goesOn && grows[pattern] !== 1) continue;
      if (used + 3 > triples.length) {
        const larger = new Int32Array(triples.length * 2);
        larger.set(triples);
        triples = larger;
      }
      triples[used] = pattern;
      triples[used + 1] = start;
      triples[used + 2] = end;
      used += 3;
    }
  };

  return (text) => {
    const { length } = text;
    if (length >= room.length) room = new Uint8Array(2 * length);
    const folded = room;
    for (let index = 0; index < length; index += 1) {
      folded[index] = CLASS_TABLE[text.charCodeAt(index)] ?? SEPARATOR;
    }
    folded[length] = END;
    used = 0;
    for (let start = 0; start < length; start += 1) {
      let cls = folded[start] ?? END;
      let at = start;
      let row = 0;
      walk: for (;;) {
        const node = children[row + (folded[at] ?? END)] ?? 0;
        if (node === 0) break;
        const labelEnd = labelEnds[node] ?? 0;
        for (let place = labelStarts[node] ?? 0; ; place += 1) {
          // A run of spaces is one, and no phrase has more than one.
          if (folded[at] === SPACE) while (folded[at + 1] === SPACE) at += 1;
          at += 1;
          if (place >= labelEnd) break;
          if (folded[at] !== classes[place]) break walk;
        }
        if ((firstPattern[node] ?? -1) >= 0) {
          report(node, start, at, (folded[at] ?? END) < WORD_CLASSES);
        }
        row = rows[node] ?? -1;
        if (row < 0) break;
      }
      // No phrase begins inside a word, or with the sign that ends one ("ASP.NET" holds no ".NET").
      while (cls < WORD_CLASSES) {
        start += 1;
        cls = folded[start] ?? END;
      }
    }
    return { triples, count: used / 3 };
  };
}

/**
 * Builds the trie of some phrases; a found one is named by its place in the list. `growing` says
 * which may be found at the beginning of a longer word.
 */
export function createPhraseTrie(
  phrases: readonly string[],
  growing: (pattern: number) => boolean,
): PhraseTrie {
  const grows = new Uint8Array(phrases.length);
  for (let pattern = 0; pattern < phrases.length; pattern += 1) {
    grows[pattern] = growing(pattern) ? 1 : 0;
  }
  return { scan: scanner(buildTrie(foldAll(phrases)), grows) };
}
