/** Things by numbers that rise for ever, of which old ones go: a `Map` would hash each. */
export interface Numbered<T> {
  get(number: number): T | undefined;
  /** Undefined takes away what is there. */
  set(number: number, thing: T | undefined): void;
}

const CHUNK_NUMBERS = 1_024;

interface Chunk<T> {
  readonly things: (T | undefined)[];
  count: number;
}

/** In chunks; one that holds nothing any more is let go. */
export function createNumbered<T>(): Numbered<T> {
  const chunks = new Map<number, Chunk<T>>();
  return {
    get: (number) => chunks.get(Math.floor(number / CHUNK_NUMBERS))?.things[number % CHUNK_NUMBERS],
    set(number, thing) {
      const index = Math.floor(number / CHUNK_NUMBERS);
      let chunk = chunks.get(index);
      if (chunk === undefined) {
        if (thing === undefined) return;
        chunk = { things: Array.from({ length: CHUNK_NUMBERS }), count: 0 };
        chunks.set(index, chunk);
      }
      const at = number % CHUNK_NUMBERS;
      if (chunk.things[at] !== undefined) chunk.count--;
      if (thing !== undefined) chunk.count++;
      chunk.things[at] = thing;
      if (chunk.count === 0) chunks.delete(index);
    },
  };
}
