/** A value to remember. */
export interface CacheEntry {
  readonly key: string;
  readonly value: Uint8Array;
}

/**
 * Remembers values for a while. It may forget at any time and nothing correct depends on a hit:
 * what is stored under a key is always the same pure function of that key. Rejects with `PortError`
 * only; callers take an outage as a miss.
 */
export interface Cache extends AsyncDisposable {
  /** False for a cache that never holds anything: callers save themselves the hashing. */
  readonly remembers: boolean;
  /** Same length and order as `keys`; undefined for a miss. */
  getMany(keys: readonly string[]): Promise<readonly (Uint8Array | undefined)[]>;
  putMany(entries: readonly CacheEntry[], options: { readonly ttlMs: number }): Promise<void>;
}
