/** Tells apart the consumers of one group in one process, with numbers that are used again. */
export interface WorkerSlots {
  /** The lowest free number under a key. */
  take(key: string): number;
  release(key: string, slot: number): void;
}

export function createWorkerSlots(): WorkerSlots {
  const taken = new Map<string, Set<number>>();
  return {
    take(key) {
      const slots = taken.get(key) ?? new Set();
      taken.set(key, slots);
      let slot = 0;
      while (slots.has(slot)) slot += 1;
      slots.add(slot);
      return slot;
    },
    release(key, slot) {
      const slots = taken.get(key);
      slots?.delete(slot);
      if (slots?.size === 0) taken.delete(key);
    },
  };
}
