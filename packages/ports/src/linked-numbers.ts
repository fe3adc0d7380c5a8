/**
 * Singly linked lists of numbers from 1 to 2^32 - 1 in typed arrays. A list is named by its head.
 */
export interface LinkedNumbers {
  valueOf(link: number): number;
  /** The next link; `NO_LINK` at the end. */
  nextOf(link: number): number;
  /** The values of a list, the one pushed last at the end. */
  oldestFirst(head: number): number[];
  /** A list with the value before those of `rest`. */
  push(value: number, rest: number): number;
  /** Takes a value out of a list, and gives the list without it. */
  without(head: number, value: number): number;
}

export const NO_LINK = 0;

const CHUNK_BITS = 16;
/** Links are kept in chunks: growing copies nothing. */
const LINKS_PER_CHUNK = 1 << CHUNK_BITS;

export function createLinkedNumbers(): LinkedNumbers {
  /** Value and next link of each, side by side. */
  const chunks: Uint32Array[] = [];
  let links = 0;
  let freed = NO_LINK;
  const at = (link: number): number => (link & (LINKS_PER_CHUNK - 1)) * 2;
  const valueOf = (link: number): number => chunks[link >>> CHUNK_BITS]?.[at(link)] ?? 0;
  const nextOf = (link: number): number => chunks[link >>> CHUNK_BITS]?.[at(link) + 1] ?? NO_LINK;
  const set = (link: number, value: number, next: number): void => {
    const chunk = (chunks[link >>> CHUNK_BITS] ??= new Uint32Array(LINKS_PER_CHUNK * 2));
    chunk[at(link)] = value;
    chunk[at(link) + 1] = next;
  };
  return {
    valueOf,
    nextOf,
    oldestFirst(head) {
      let count = 1;
      for (let link = nextOf(head); link !== NO_LINK; link = nextOf(link)) count++;
      // Most lists have one, and an array that grows takes room for many.
      if (count === 1) return [valueOf(head)];
      const values = Array<number>(count);
      for (let link = head; link !== NO_LINK; link = nextOf(link)) values[--count] = valueOf(link);
      return values;
    },
    push(value, rest) {
      let link = freed;
      if (link === NO_LINK) link = ++links;
      else freed = nextOf(link);
      set(link, value, rest);
      return link;
    },
    without(head, value) {
      let before = NO_LINK;
      for (let link = head; link !== NO_LINK; before = link, link = nextOf(link)) {
        if (valueOf(link) !== value) continue;
        const next = nextOf(link);
        if (before !== NO_LINK) set(before, valueOf(before), next);
        set(link, 0, freed);
        freed = link;
        return before === NO_LINK ? next : head;
      }
      return head;
    },
  };
}
