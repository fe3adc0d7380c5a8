import { POSTINGS_PER_LOOKUP_MAX } from './duplicate-index.ts';
import { createLinkedNumbers, NO_LINK, type LinkedNumbers } from './linked-numbers.ts';

/** Lists of posting numbers by lookup, each bounded: the newest stay. */
export interface LookupTable {
  /** Numbers under a lookup, oldest first. */
  get(lookup: number): readonly number[];
  /** The number added last; 0 when there is none. */
  newest(lookup: number): number;
  add(lookup: number, posting: number): void;
  remove(lookup: number, posting: number): void;
}

const NOBODY: readonly number[] = [];
/** A slot that was used and whose list is empty: the search goes on behind it. */
const EMPTY = 0xffffffff;
const PARTS = 256;

/**
 * Slots and lists in typed arrays: tens of millions of lookups are beyond what a `Map` takes. They
 * lie in parts that grow one after another, so that no single posting waits for all of them.
 */
export function createLookupTable(): LookupTable {
  const lists = createLinkedNumbers();
  const parts = Array.from({ length: PARTS }, (_, i) => createPart(lists, i / PARTS));
  const partOf = (lookup: number): LookupTable => parts[spread(lookup) & (PARTS - 1)] ?? absent();
  return {
    get: (lookup) => partOf(lookup).get(lookup),
    newest: (lookup) => partOf(lookup).newest(lookup),
    add: (lookup, posting) => partOf(lookup).add(lookup, posting),
    remove: (lookup, posting) => partOf(lookup).remove(lookup, posting),
  };
}

function absent(): never {
  throw new RangeError('a lookup is an integer');
}

const TWO_TO_32 = 0x1_0000_0000;

/** Lookups are hashes, but not of our making. */
function spread(lookup: number): number {
  const upper = (lookup / TWO_TO_32) | 0;
  const mixed = Math.imul((lookup | 0) ^ Math.imul(upper, 0x9e3779b1), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

const SLOTS_FIRST = 1 << 4;
const LOAD_MIN = 0.4;
/** Of each slot, side by side: lower and upper bits of its lookup, head of its list. */
const FIELDS = 3;
const UPPER = 1;
const HEAD = 2;

/** Where the fields of a lookup's slot begin, or those of the free one in which it would be. */
function slotOf(slots: Uint32Array, size: number, lookup: number): number {
  const lower = lookup >>> 0;
  const upper = (lookup / TWO_TO_32) | 0;
  // What lies in one part shares the lower bits.
  let slot = (spread(lookup) >>> 8) & (size - 1);
  for (;;) {
    const at = slot * FIELDS;
    const free = slots[at + HEAD] === NO_LINK;
    if (free || (slots[at] === lower && slots[at + UPPER] === upper)) return at;
    slot = (slot + 1) & (size - 1);
  }
}

function countLists(slots: Uint32Array): number {
  let lists = 0;
  for (let at = HEAD; at < slots.length; at += FIELDS) {
    if (slots[at] !== NO_LINK && slots[at] !== EMPTY) lists++;
  }
  return lists;
}

/**
 * One part: open addressing by linear probing. A lookup whose list has become empty keeps its slot
 * until the part grows, when it is left out. `turn`, from 0 to 1, says when within a doubling of
 * the whole table this part doubles.
 */
function createPart(lists: LinkedNumbers, turn: number): LookupTable {
  const loadMax = LOAD_MIN * 2 ** turn;
  let size = SLOTS_FIRST;
  let slots = new Uint32Array(size * FIELDS);
  let used = 0;
  const find = (lookup: number): number => slotOf(slots, size, lookup);
  const headAt = (at: number): number => {
    const head = slots[at + HEAD] ?? NO_LINK;
    return head === EMPTY ? NO_LINK : head;
  };
  const removeAt = (at: number, posting: number): void => {
    const head = headAt(at);
    if (head === NO_LINK) return;
    const rest = lists.without(head, posting);
    slots[at + HEAD] = rest === NO_LINK ? EMPTY : rest;
  };
  const take = (lookup: number): number => {
    const at = find(lookup);
    if (slots[at + HEAD] !== NO_LINK) return at;
    slots[at] = lookup >>> 0;
    slots[at + UPPER] = (lookup / TWO_TO_32) | 0;
    slots[at + HEAD] = EMPTY;
    used++;
    return at;
  };
  const grow = (): void => {
    const before = slots;
    const live = countLists(before);
    while (live > size * loadMax * 0.5) size *= 2;
    slots = new Uint32Array(size * FIELDS);
    used = 0;
    for (let at = 0; at < before.length; at += FIELDS) {
      const head = before[at + HEAD] ?? NO_LINK;
      if (head === NO_LINK || head === EMPTY) continue;
      slots[take((before[at + UPPER] ?? 0) * TWO_TO_32 + (before[at] ?? 0)) + HEAD] = head;
    }
  };
  return {
    get(lookup) {
      const head = headAt(find(lookup));
      return head === NO_LINK ? NOBODY : lists.oldestFirst(head);
    },
    newest(lookup) {
      const head = headAt(find(lookup));
      return head === NO_LINK ? 0 : lists.valueOf(head);
    },
    add(lookup, posting) {
      if (used >= size * loadMax) grow();
      const at = take(lookup);
      const head = headAt(at);
      if (head !== NO_LINK) {
        const there = lists.oldestFirst(head);
        if (there.includes(posting)) return;
        const [oldest] = there;
        if (oldest !== undefined && there.length >= POSTINGS_PER_LOOKUP_MAX) removeAt(at, oldest);
      }
      slots[at + HEAD] = lists.push(posting, headAt(at));
    },
    remove: (lookup, posting) => removeAt(find(lookup), posting),
  };
}
