import { POSTINGS_PER_LOOKUP_MAX } from './duplicate-index.ts';

/** Lists of posting numbers by lookup, each bounded: the newest stay. */
export interface LookupTable {
  /** Numbers under a lookup, oldest first. The array is good until the next call. */
  get(lookup: number): readonly number[];
  /** The number added last; 0 when there is none. */
  newest(lookup: number): number;
  add(lookup: number, posting: number): void;
  remove(lookup: number, posting: number): void;
}

const SLOTS_FIRST = 1 << 12;
const LOAD_MAX = 0.6;
/** Chunks of links: growing copies nothing. */
const LINKS_PER_CHUNK = 1 << 16;
const CHUNK_BITS = 16;
const NONE = 0;
const TWO_TO_32 = 0x1_0000_0000;
const NOBODY: readonly number[] = [];

/**
 * An open-addressing table in typed arrays: tens of millions of lookups are beyond what a `Map`
 * takes, and a list of one number is the common case. Numbers are from 1 to 2^32 - 1. A lookup whose
 * list has become empty keeps its slot until the table grows, when it is left out.
 */
export function createLookupTable(): LookupTable {
  let mask = SLOTS_FIRST - 1;
  let used = 0;
  let low = new Uint32Array(SLOTS_FIRST);
  let high = new Uint16Array(SLOTS_FIRST);
  /** First link + 1 of the list; 0 for a slot that was never used. `EMPTY`: used, list empty. */
  let heads = new Uint32Array(SLOTS_FIRST);
  const EMPTY = 0xffffffff;

  const values: Uint32Array[] = [];
  const nexts: Uint32Array[] = [];
  let links = 0;
  let freed = NONE;

  const valueOf = (link: number): number =>
    values[link >>> CHUNK_BITS]?.[link & (LINKS_PER_CHUNK - 1)] ?? 0;
  const nextOf = (link: number): number =>
    nexts[link >>> CHUNK_BITS]?.[link & (LINKS_PER_CHUNK - 1)] ?? NONE;
  const setLink = (link: number, value: number, next: number): void => {
    const [chunk, at] = [link >>> CHUNK_BITS, link & (LINKS_PER_CHUNK - 1)];
    (values[chunk] ??= new Uint32Array(LINKS_PER_CHUNK))[at] = value;
    (nexts[chunk] ??= new Uint32Array(LINKS_PER_CHUNK))[at] = next;
  };
  const newLink = (): number => {
    if (freed === NONE) return ++links;
    const link = freed;
    freed = nextOf(link);
    return link;
  };

  const slotOf = (lookup: number): number => {
    const lower = lookup >>> 0;
    const upper = Math.floor(lookup / TWO_TO_32);
    let slot = (Math.imul(lower ^ Math.imul(upper, 0x9e3779b1), 0x85ebca6b) >>> 7) & mask;
    while (heads[slot] !== NONE && (low[slot] !== lower || high[slot] !== upper)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  };

  const grow = (): void => {
    const old = { low, high, heads };
    const live = old.heads.reduce(
      (sum, head) => sum + (head === NONE || head === EMPTY ? 0 : 1),
      0,
    );
    let slots = SLOTS_FIRST;
    while (live > slots * LOAD_MAX * 0.5) slots *= 2;
    mask = slots - 1;
    low = new Uint32Array(slots);
    high = new Uint16Array(slots);
    heads = new Uint32Array(slots);
    used = live;
    for (let i = 0; i < old.heads.length; i++) {
      const head = old.heads[i] ?? NONE;
      if (head === NONE || head === EMPTY) continue;
      const [lower, upper] = [old.low[i] ?? 0, old.high[i] ?? 0];
      const slot = slotOf(upper * TWO_TO_32 + lower);
      low[slot] = lower;
      high[slot] = upper;
      heads[slot] = head;
    }
  };

  const get = (lookup: number): readonly number[] => {
    const head = heads[slotOf(lookup)] ?? NONE;
    if (head === NONE || head === EMPTY) return NOBODY;
    const found: number[] = [];
    for (let link = head; link !== NONE; link = nextOf(link)) found.push(valueOf(link));
    return found.reverse();
  };

  const newest = (lookup: number): number => {
    const head = heads[slotOf(lookup)] ?? NONE;
    return head === NONE || head === EMPTY ? 0 : valueOf(head);
  };

  const remove = (lookup: number, posting: number): void => {
    const slot = slotOf(lookup);
    const head = heads[slot] ?? NONE;
    if (head === NONE || head === EMPTY) return;
    let before = NONE;
    for (let link = head; link !== NONE; before = link, link = nextOf(link)) {
      if (valueOf(link) !== posting) continue;
      const next = nextOf(link);
      if (before === NONE) heads[slot] = next === NONE ? EMPTY : next;
      else setLink(before, valueOf(before), next);
      setLink(link, 0, freed);
      freed = link;
      return;
    }
  };

  const add = (lookup: number, posting: number): void => {
    if (used >= heads.length * LOAD_MAX) grow();
    const slot = slotOf(lookup);
    const head = heads[slot] ?? NONE;
    if (head === NONE) {
      low[slot] = lookup >>> 0;
      high[slot] = Math.floor(lookup / TWO_TO_32);
      used++;
    } else if (head !== EMPTY) {
      const there = get(lookup);
      if (there.includes(posting)) return;
      const [oldest] = there;
      if (there.length >= POSTINGS_PER_LOOKUP_MAX && oldest !== undefined) remove(lookup, oldest);
    }
    const rest = heads[slot] ?? NONE;
    const link = newLink();
    setLink(link, posting, rest === EMPTY ? NONE : rest);
    heads[slot] = link;
  };

  return { get, newest, add, remove };
}
