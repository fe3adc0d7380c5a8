import { POSTINGS_PER_LOOKUP_MAX } from './duplicate-index.ts';
import { createLinkedNumbers, NO_LINK } from './linked-numbers.ts';

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

/**
 * Slots and lists in typed arrays: tens of millions of lookups are beyond what a `Map` takes. A
 * lookup whose list has become empty keeps its slot until the table grows, when it is left out.
 */
export function createLookupTable(): LookupTable {
  let slots = createSlots(SLOTS_FIRST);
  const lists = createLinkedNumbers();
  const headAt = (slot: number): number => {
    const head = slots.heads[slot] ?? NO_LINK;
    return head === EMPTY ? NO_LINK : head;
  };
  const listAt = (slot: number): readonly number[] => {
    const head = headAt(slot);
    if (head === NO_LINK) return NOBODY;
    const found: number[] = [];
    for (let link = head; link !== NO_LINK; link = lists.nextOf(link)) {
      found.push(lists.valueOf(link));
    }
    return found.reverse();
  };
  const removeAt = (slot: number, posting: number): void => {
    const head = headAt(slot);
    if (head === NO_LINK) return;
    const rest = lists.without(head, posting);
    slots.heads[slot] = rest === NO_LINK ? EMPTY : rest;
  };
  return {
    get: (lookup) => listAt(slots.find(lookup)),
    newest(lookup) {
      const head = headAt(slots.find(lookup));
      return head === NO_LINK ? 0 : lists.valueOf(head);
    },
    add(lookup, posting) {
      if (slots.isFull()) slots = slots.grown();
      const slot = slots.take(lookup);
      const there = listAt(slot);
      if (there.includes(posting)) return;
      const [oldest] = there;
      if (oldest !== undefined && there.length >= POSTINGS_PER_LOOKUP_MAX) removeAt(slot, oldest);
      slots.heads[slot] = lists.push(posting, headAt(slot));
    },
    remove: (lookup, posting) => removeAt(slots.find(lookup), posting),
  };
}

const SLOTS_FIRST = 1 << 12;
const LOAD_MAX = 0.6;
const TWO_TO_32 = 0x1_0000_0000;

/** An open-addressing table of lookups, by linear probing. */
interface Slots {
  /** Head of the list of each slot; `NO_LINK` in one that was never used. */
  readonly heads: Uint32Array;
  /** The slot of a lookup, or the free one in which it would be. */
  find(lookup: number): number;
  /** The slot of a lookup, which is its own from now on. */
  take(lookup: number): number;
  isFull(): boolean;
  /** A table with room, without the empty lists. */
  grown(): Slots;
}

function createSlots(size: number): Slots {
  const low = new Uint32Array(size);
  const high = new Uint16Array(size);
  const heads = new Uint32Array(size);
  const mask = size - 1;
  let used = 0;
  const find = (lookup: number): number => {
    const lower = lookup >>> 0;
    const upper = Math.floor(lookup / TWO_TO_32);
    let slot = (Math.imul(lower ^ Math.imul(upper, 0x9e3779b1), 0x85ebca6b) >>> 7) & mask;
    while (heads[slot] !== NO_LINK && (low[slot] !== lower || high[slot] !== upper)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  };
  const take = (lookup: number): number => {
    const slot = find(lookup);
    if (heads[slot] !== NO_LINK) return slot;
    low[slot] = lookup >>> 0;
    high[slot] = Math.floor(lookup / TWO_TO_32);
    heads[slot] = EMPTY;
    used++;
    return slot;
  };
  const grown = (): Slots => {
    const live = heads.reduce((sum, head) => sum + (head === NO_LINK || head === EMPTY ? 0 : 1), 0);
    let wanted = SLOTS_FIRST;
    while (live > wanted * LOAD_MAX * 0.5) wanted *= 2;
    const next = createSlots(wanted);
    for (let i = 0; i < size; i++) {
      const head = heads[i] ?? NO_LINK;
      if (head === NO_LINK || head === EMPTY) continue;
      next.heads[next.take((high[i] ?? 0) * TWO_TO_32 + (low[i] ?? 0))] = head;
    }
    return next;
  };
  return { heads, find, take, isFull: () => used >= size * LOAD_MAX, grown };
}
