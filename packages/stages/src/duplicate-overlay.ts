import type {
  DuplicateQuery,
  Found,
  IndexedCluster,
  IndexedPosting,
} from '@winnow/ports/duplicate-index';

/**
 * What the earlier postings of a batch have decided and the index does not hold yet: twins within a
 * batch are found, and the result is the same as if the postings had come one by one.
 */
export interface BatchOverlay {
  /** The posting's candidates as they are after the decisions made so far. */
  candidates(query: DuplicateQuery, found: Found): readonly IndexedPosting[];
  /** A cluster as it is after them. */
  cluster(id: string, found: Found): IndexedCluster | undefined;
  /** Notes a decision. */
  add(decided: {
    readonly posting: IndexedPosting;
    readonly lookups: readonly number[];
    readonly cluster: IndexedCluster;
  }): void;
}

/** The overlay of a batch of which nothing is decided yet. */
export function createBatchOverlay(): BatchOverlay {
  const byLookup = new Map<number, IndexedPosting[]>();
  const byKey = new Map<string, IndexedPosting>();
  const clusters = new Map<string, IndexedCluster>();
  return {
    candidates(query, found) {
      const fresh = new Set<IndexedPosting>();
      for (const lookups of [query.strong, query.weak, query.peers]) {
        for (const lookup of lookups) {
          for (const posting of byLookup.get(lookup) ?? []) fresh.add(posting);
        }
      }
      if (byKey.size === 0) return found.candidates;
      const known = found.candidates.filter(({ key }) => !byKey.has(key));
      return fresh.size === 0 ? known : [...known, ...fresh];
    },
    cluster(id, found) {
      return clusters.get(id) ?? found.clusters.get(id);
    },
    add({ posting, lookups, cluster }) {
      byKey.set(posting.key, posting);
      clusters.set(cluster.id, cluster);
      for (const lookup of lookups) {
        const there = byLookup.get(lookup);
        if (there === undefined) byLookup.set(lookup, [posting]);
        else there.push(posting);
      }
    },
  };
}
