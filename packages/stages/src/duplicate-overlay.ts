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
  /** Decisions noted so far: each is one step of the index's sequence. */
  decided(): number;
  /** Notes that a posting leaves a cluster, of which `profile` remains. */
  leave(posting: IndexedPosting, cluster: IndexedCluster, profile: string): void;
  /** Notes a decision. */
  add(decided: {
    readonly posting: IndexedPosting;
    /** Where it is stored from now on; undefined: as before. */
    readonly lookups: readonly number[] | undefined;
    readonly cluster: IndexedCluster;
  }): void;
}

/** The overlay of a batch of which nothing is decided yet. */
export function createBatchOverlay(): BatchOverlay {
  const byLookup = new Map<number, IndexedPosting[]>();
  const byKey = new Map<string, { readonly posting: IndexedPosting; readonly moved: boolean }>();
  const clusters = new Map<string, IndexedCluster | undefined>();
  let decided = 0;
  return {
    candidates(query, found) {
      const fresh = new Set<IndexedPosting>();
      for (const lookups of [query.strong, query.weak, query.peers]) {
        for (const lookup of lookups) {
          for (const posting of byLookup.get(lookup) ?? []) fresh.add(posting);
        }
      }
      if (byKey.size === 0) return found.candidates;
      const known = found.candidates.flatMap((each) => {
        const decided = byKey.get(each.key);
        if (decided === undefined) return [each];
        return decided.moved ? [] : [decided.posting];
      });
      return fresh.size === 0 ? known : [...known, ...fresh];
    },
    cluster(id, found) {
      return clusters.has(id) ? clusters.get(id) : found.clusters.get(id);
    },
    decided: () => decided,
    leave(posting, cluster, profile) {
      const members = cluster.members - 1;
      const promotes = cluster.canonical.key === posting.key;
      // What the next one looks like is not known here: a claim to join it will have to ask again.
      const next = { ...posting, key: cluster.successor ?? '', features: '' };
      const canonical = promotes ? next : cluster.canonical;
      clusters.set(
        cluster.id,
        members === 0 ? undefined : { ...cluster, members, canonical, profile },
      );
    },
    add({ posting, lookups, cluster }) {
      decided++;
      byKey.set(posting.key, { posting, moved: lookups !== undefined });
      clusters.set(cluster.id, cluster);
      for (const lookup of lookups ?? []) {
        const there = byLookup.get(lookup);
        if (there === undefined) byLookup.set(lookup, [posting]);
        else there.push(posting);
      }
    },
  };
}
