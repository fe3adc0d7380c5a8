import type { Cache } from './cache.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './system-clock.ts';

export interface MemoryCacheOptions {
  /** Above it the entry that was used longest ago is forgotten. */
  readonly entriesMax: number;
  readonly clock?: Pick<Clock, 'now'>;
}

interface Remembered {
  readonly value: Uint8Array;
  readonly expiresAt: number;
}

/** Remembers within the process. A `Map` keeps its order: the least recently used comes first. */
export function createMemoryCache(options: MemoryCacheOptions): Cache {
  const { entriesMax, clock = systemClock } = options;
  const entries = new Map<string, Remembered>();

  const get = (key: string, now: number): Uint8Array | undefined => {
    const entry = entries.get(key);
    if (entry === undefined) return undefined;
    entries.delete(key);
    if (entry.expiresAt <= now) return undefined;
    entries.set(key, entry);
    return entry.value.slice();
  };

  return {
    remembers: true,
    async getMany(keys) {
      const now = clock.now();
      return keys.map((key) => get(key, now));
    },
    async putMany(added, { ttlMs }) {
      const expiresAt = clock.now() + ttlMs;
      for (const { key, value } of added) {
        entries.delete(key);
        entries.set(key, { value: Uint8Array.from(value), expiresAt });
      }
      for (const key of entries.keys()) {
        if (entries.size <= entriesMax) break;
        entries.delete(key);
      }
    },
    async [Symbol.asyncDispose]() {
      entries.clear();
    },
  };
}
