/** Weights of numbers from 1 to 2^48, summed up. One is used for query after query. */
export interface Tally {
  /** Forgets all; at most so many numbers follow. */
  begin(numbersMax: number): void;
  add(number: number, weight: number): void;
  /** Takes a number out, where it is there. */
  drop(number: number): void;
  weightOf(number: number): number;
  /** Those that weigh enough: the heaviest first, among equals the lower number. */
  ranked(weightMin: number): number[];
}

const SLOTS_FIRST = 1 << 10;
/** Above it the sort of the language is quicker. */
const INSERTED_MAX = 48;

/** An open-addressing table: a `Map` for each query would be most of what ranking costs. */
export function createTally(): Tally {
  let numbers = new Float64Array(SLOTS_FIRST);
  let weights = new Float64Array(SLOTS_FIRST);
  /** Slots in use, in order of first use. */
  let used = new Uint32Array(SLOTS_FIRST);
  let count = 0;
  const slotOf = (number: number): number => {
    const mask = numbers.length - 1;
    let slot = (Math.imul(number | 0, 0x9e3779b1) >>> 12) & mask;
    while (numbers[slot] !== 0 && numbers[slot] !== number) slot = (slot + 1) & mask;
    return slot;
  };
  const weightOf = (number: number): number => weights[slotOf(number)] ?? 0;
  const isBefore = (a: number, b: number): boolean => {
    const [x, y] = [weightOf(a), weightOf(b)];
    return x === y ? a < b : x > y;
  };
  return {
    begin(numbersMax) {
      for (let i = 0; i < count; i++) numbers[used[i] ?? 0] = 0;
      count = 0;
      let size = numbers.length;
      while (size < numbersMax * 2) size *= 2;
      if (size === numbers.length) return;
      numbers = new Float64Array(size);
      weights = new Float64Array(size);
      used = new Uint32Array(size);
    },
    add(number, weight) {
      const slot = slotOf(number);
      if (numbers[slot] === number) {
        weights[slot] = (weights[slot] ?? 0) + weight;
        return;
      }
      numbers[slot] = number;
      weights[slot] = weight;
      used[count++] = slot;
    },
    drop(number) {
      const slot = slotOf(number);
      if (number > 0 && numbers[slot] === number) weights[slot] = 0;
    },
    weightOf,
    ranked(weightMin) {
      const kept: number[] = [];
      for (let i = 0; i < count; i++) {
        const slot = used[i] ?? 0;
        if ((weights[slot] ?? 0) >= weightMin) kept.push(numbers[slot] ?? 0);
      }
      if (kept.length > INSERTED_MAX) return kept.sort((a, b) => (isBefore(a, b) ? -1 : 1));
      for (let i = 1; i < kept.length; i++) {
        const number = kept[i] ?? 0;
        let at = i;
        while (at > 0 && isBefore(number, kept[at - 1] ?? 0)) kept[at] = kept[--at] ?? 0;
        kept[at] = number;
      }
      return kept;
    },
  };
}
