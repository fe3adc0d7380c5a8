import { finish, join48, mixWord } from './hash.ts';
import { createTokenBuffer, readTokens } from './text-tokens.ts';

/**
 * The smallest `SKETCH_HASHES_MAX` hashes of a text's shingles (bottom-k MinHash: Broder 1997), in
 * ascending order. A text with fewer distinct shingles is held whole, so that a snippet's share in
 * a longer text can be told; and shingles found to be boilerplate can be taken out afterwards.
 */
export type Sketch = readonly number[];

/** Swept in docs/duplicates.md: more adds memory and nothing measurable. */
export const SKETCH_HASHES_MAX = 80;

/** Hashes are below this, three bytes each: among 2 000 shingles one in 8 000 meets another's. */
export const SHINGLE_HASH_LIMIT = 1 << 24;

/**
 * Words that make a shingle. Three survive rewording best (research: .58 against .43 with five).
 */
const WORDS_PER_SHINGLE = 3;
/** Characters that make a shingle in a script without spaces: about three words. */
const CHARACTERS_PER_SHINGLE = 5;

/** What a text is recognised by. */
export interface TextPrint {
  /** 48 bits over all tokens in order: equal texts but for case, space and punctuation. */
  readonly exact: number;
  readonly words: number;
  readonly sketch: Sketch;
}

const tokens = createTokenBuffer();
let shingles = new Int32Array(0);

/** Exact hash and sketch of a text. A text shorter than a shingle is one shingle. */
export function printText(text: string): TextPrint {
  readTokens(text, tokens);
  const { count, hashes, single } = tokens;
  if (shingles.length < count + 1) shingles = new Int32Array(hashes.length);
  let low = 0;
  let high = 0x5bd1e995;
  let made = 0;
  let run = 0;
  for (let i = 0; i < count; i++) {
    const hash = hashes[i] ?? 0;
    low = mixWord(low, hash);
    high = mixWord(high, ~hash);
    run = single[i] === 1 ? run + 1 : 0;
    const width = run > 0 ? CHARACTERS_PER_SHINGLE : WORDS_PER_SHINGLE;
    if (run > 0 && run < CHARACTERS_PER_SHINGLE && i + 1 >= CHARACTERS_PER_SHINGLE) continue;
    if (i + 1 < width) continue;
    let shingle = width;
    for (let j = i + 1 - width; j <= i; j++) shingle = mixWord(shingle, hashes[j] ?? 0);
    shingles[made++] = finish(shingle) >>> 8;
  }
  if (made === 0 && count > 0) shingles[made++] = finish(low) >>> 8;
  const exact = join48(finish(low ^ count), finish(high ^ count));
  return { exact, words: count, sketch: smallest(shingles, made) };
}

/** How many times as many values as wanted are sorted: fewer than wanted below it is rare. */
const SORTED_RATIO = 1.5;

/** The smallest distinct ones of the first values, ascending. Only what can be is sorted. */
function smallest(values: Int32Array, count: number): number[] {
  const wanted = SKETCH_HASHES_MAX * SORTED_RATIO;
  if (count > wanted) {
    const limit = ((SHINGLE_HASH_LIMIT * wanted) / count) | 0;
    let kept = 0;
    // In front, in the place of what is too large for it: nothing is lost if these are too few.
    for (let i = 0; i < count; i++) {
      const value = values[i] ?? 0;
      if (value >= limit) continue;
      values[i] = values[kept] ?? 0;
      values[kept++] = value;
    }
    sortSpread(values, kept, limit);
    const distinct = firstDistinct(values.subarray(0, kept));
    if (distinct.length === SKETCH_HASHES_MAX) return distinct;
  }
  return firstDistinct(values.subarray(0, count).sort());
}

const BUCKETS = 128;
const bucketEnds = new Int32Array(BUCKETS);
let sorted = new Int32Array(0);
/** Beyond it values are not spread as hashes are. */
const SPREAD_MAX = 4 * SKETCH_HASHES_MAX;

/** Sorts the first values, which lie evenly below `limit`: each nearly at its place at once. */
function sortSpread(values: Int32Array, count: number, limit: number): void {
  if (count > SPREAD_MAX) {
    values.subarray(0, count).sort();
    return;
  }
  if (sorted.length < SPREAD_MAX) sorted = new Int32Array(SPREAD_MAX);
  const scale = BUCKETS / limit;
  bucketEnds.fill(0);
  for (let i = 0; i < count; i++) {
    const bucket = ((values[i] ?? 0) * scale) | 0;
    bucketEnds[bucket] = (bucketEnds[bucket] ?? 0) + 1;
  }
  for (let i = 1; i < BUCKETS; i++) {
    bucketEnds[i] = (bucketEnds[i] ?? 0) + (bucketEnds[i - 1] ?? 0);
  }
  for (let i = 0; i < count; i++) {
    const value = values[i] ?? 0;
    const bucket = (value * scale) | 0;
    const at = (bucketEnds[bucket] ?? 0) - 1;
    bucketEnds[bucket] = at;
    sorted[at] = value;
  }
  for (let i = 0; i < count; i++) {
    const value = sorted[i] ?? 0;
    let at = i;
    for (; at > 0 && (values[at - 1] ?? 0) > value; at--) values[at] = values[at - 1] ?? 0;
    values[at] = value;
  }
}

function firstDistinct(ascending: Int32Array): number[] {
  const distinct: number[] = [];
  let last = -1;
  for (let i = 0; i < ascending.length && distinct.length < SKETCH_HASHES_MAX; i++) {
    const value = ascending[i] ?? 0;
    if (value !== last) distinct.push(value);
    last = value;
  }
  return distinct;
}

/** How two texts overlap, estimated on the shingles that both sketches are sure about. */
export interface Overlap {
  /** Shared shingles in the share of all. */
  readonly jaccard: number;
  /** Shared shingles in the share of the smaller text's. */
  readonly containment: number;
  /** Shingles of the smaller side that the estimate rests on. */
  readonly sample: number;
}

const NOTHING: Overlap = { jaccard: 0, containment: 0, sample: 0 };

/** Compares two sketches, leaving out the shingles in `ignored`. */
export function overlapOf(a: Sketch, b: Sketch, ignored?: ReadonlySet<number>): Overlap {
  const limit = Math.min(knownBelow(a), knownBelow(b));
  return ignored === undefined ? overlapUpTo(limit, a, b) : overlapWithout(ignored, limit, a, b);
}

/** Of all shingles: most comparisons are of this kind, and every candidate is compared. */
function overlapUpTo(limit: number, a: Sketch, b: Sketch): Overlap {
  const inA = countUpTo(a, limit);
  const inB = countUpTo(b, limit);
  let both = 0;
  for (let i = 0, j = 0; i < inA && j < inB;) {
    const x = a[i] ?? 0;
    const y = b[j] ?? 0;
    if (x === y) both++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return overlap(inA, inB, both);
}

function countUpTo(sketch: Sketch, limit: number): number {
  let count = sketch.length;
  while (count > 0 && (sketch[count - 1] ?? 0) > limit) count--;
  return count;
}

function overlap(inA: number, inB: number, both: number): Overlap {
  const sample = Math.min(inA, inB);
  if (sample === 0) return NOTHING;
  return { jaccard: both / (inA + inB - both), containment: both / sample, sample };
}

function overlapWithout(
  ignored: ReadonlySet<number>,
  limit: number,
  a: Sketch,
  b: Sketch,
): Overlap {
  let inA = 0;
  let inB = 0;
  let both = 0;
  let i = 0;
  let j = 0;
  for (;;) {
    const x = a[i] ?? SHINGLE_HASH_LIMIT;
    const y = b[j] ?? SHINGLE_HASH_LIMIT;
    const value = x < y ? x : y;
    if (value > limit || value === SHINGLE_HASH_LIMIT) break;
    if (x === value) i++;
    if (y === value) j++;
    if (ignored.has(value)) continue;
    if (x === value) inA++;
    if (y === value) inB++;
    if (x === y) both++;
  }
  return overlap(inA, inB, both);
}

/** A full sketch knows nothing above its largest hash; one that is not full knows all. */
function knownBelow(sketch: Sketch): number {
  if (sketch.length < SKETCH_HASHES_MAX) return SHINGLE_HASH_LIMIT;
  return sketch[sketch.length - 1] ?? 0;
}
