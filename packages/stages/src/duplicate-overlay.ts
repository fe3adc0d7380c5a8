import {
  POSTINGS_PER_LOOKUP_MAX,
  type DuplicateQuery,
  type CandidateLists,
  type Found,
  type IndexedCluster,
  type IndexedPosting,
} from '@winnow/ports/duplicate-index';
import { fullOf } from '@winnow/ports/duplicate-index-rules';
import { rankCandidates } from '@winnow/ports/rank-candidates';

/** What the index would answer now. */
export interface View {
  readonly candidates: readonly IndexedPosting[];
  /** Weak lookups whose list is full. */
  readonly full: readonly number[];
}

/**
 * What the earlier postings of a call have decided and the index does not hold yet: twins within a
 * call are found, and every verdict is the same as if the postings had come one by one. Where that
 * cannot be told from what the index answered before, the overlay says so, and asks again.
 */
export interface BatchOverlay {
  /** The answer to a query after the decisions made so far; undefined where it cannot be told. */
  view(query: DuplicateQuery, found: Found): View | undefined;
  /** A cluster as it is after them. */
  cluster(id: string): IndexedCluster | undefined;
  /** Whether a cluster's first two members are known, so that somebody may join or leave it. */
  isClear(id: string): boolean;
  /** Decisions noted so far: each is one step of the index's sequence. */
  decided(): number;
  /**
   * Notes that a posting leaves a cluster, of which `profile` remains.
   */
  leave(posting: IndexedPosting, cluster: IndexedCluster, profile: string): void;
  /** Notes a decision. */
  add(decided: Decided): void;
}

interface Decided {
  readonly posting: IndexedPosting;
  readonly found: Found;
  /** Where it is stored from now on; undefined: as before. */
  readonly lookups: readonly number[] | undefined;
  /** Every lookup that it may have been stored under before; undefined: they are not known. */
  readonly lookupsBefore: readonly number[] | undefined;
  readonly cluster: IndexedCluster;
}

/** The overlay of a call of which nothing is decided yet, by all that the index has answered. */
export function createBatchOverlay(answers: readonly Found[]): BatchOverlay {
  const [only] = answers;
  return only !== undefined && answers.length === 1 ? nothingOver(only) : createOverlay(answers);
}

/** Of a call of one posting: nothing comes before it, and nothing after. */
function nothingOver(found: Found): BatchOverlay {
  return {
    view: () => found,
    cluster: (id) => found.clusters.get(id),
    isClear: () => true,
    decided: () => 0,
    leave: () => {},
    add: () => {},
  };
}

function createOverlay(answers: readonly Found[]): BatchOverlay {
  const told = once(() => collect(answers));
  /** Numbers added to the list of a lookup. */
  const added = new Map<number, number[]>();
  /** Lookups of postings that were there before: in which place they are now is not known. */
  const blurred = new Set<number>();
  let allBlurred = false;
  const byKey = new Map<string, IndexedPosting>();
  const byNumber = new Map<number, IndexedPosting>();
  const clusters = new Map<string, IndexedCluster | undefined>();
  const unclear = new Set<string>();
  let decided = 0;
  return {
    view(query, found) {
      if (byKey.size === 0) return found;
      if (allBlurred || touches(query, blurred)) return undefined;
      if (!touches(query, added)) {
        const candidates = found.candidates.map((each) => byKey.get(each.key) ?? each);
        return { candidates, full: found.full };
      }
      const { lists } = found;
      if (lists === undefined) return undefined;
      return rankAgain(query, { found, lists, added, byKey, byNumber, told: told().postings });
    },
    cluster(id) {
      return clusters.has(id) ? clusters.get(id) : told().clusters.get(id);
    },
    isClear: (id) => !unclear.has(id),
    decided: () => decided,
    leave(posting, cluster, profile) {
      const members = cluster.members - 1;
      clusters.set(cluster.id, members === 0 ? undefined : { ...cluster, members, profile });
      // Who comes next is known to the index alone.
      const { canonical, successor } = cluster;
      if (posting.key === canonical.key || posting.key === successor) unclear.add(cluster.id);
    },
    add({ posting, found, lookups, lookupsBefore, cluster }) {
      decided++;
      byKey.set(posting.key, posting);
      clusters.set(cluster.id, cluster);
      if (lookups === undefined) return;
      const number = found.seen + decided;
      byNumber.set(number, posting);
      for (const lookup of lookups) {
        const there = added.get(lookup);
        if (there === undefined) added.set(lookup, [number]);
        else there.push(number);
      }
      if (lookupsBefore === undefined) allBlurred = true;
      else if (lookupsBefore.length > 0) {
        for (const lookup of [...lookupsBefore, ...lookups]) blurred.add(lookup);
      }
    },
  };
}

interface Told {
  /** By number. */
  readonly postings: ReadonlyMap<number, IndexedPosting>;
  readonly clusters: ReadonlyMap<string, IndexedCluster>;
}

/** All postings and clusters that any of the answers tells of: they are of one moment. */
function collect(answers: readonly Found[]): Told {
  const postings = new Map<number, IndexedPosting>();
  const clusters = new Map<string, IndexedCluster>();
  const read = new Set<unknown>();
  for (const { candidates, numbers, clusters: some } of answers) {
    for (const [i, posting] of candidates.entries()) postings.set(numbers[i] ?? 0, posting);
    // An adapter may give all answers the same ones.
    if (read.has(some)) continue;
    read.add(some);
    for (const [id, cluster] of some) clusters.set(id, cluster);
  }
  return { postings, clusters };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function touches(
  { strong, weak, peers }: DuplicateQuery,
  lookups: { readonly has: (lookup: number) => boolean },
): boolean {
  const has = (lookup: number): boolean => lookups.has(lookup);
  return strong.some(has) || weak.some(has) || peers.some(has);
}

type Lists = Omit<CandidateLists, 'own'>;

interface Known {
  readonly told: ReadonlyMap<number, IndexedPosting>;
  readonly found: Found;
  readonly lists: Lists;
  readonly added: ReadonlyMap<number, readonly number[]>;
  readonly byKey: ReadonlyMap<string, IndexedPosting>;
  readonly byNumber: ReadonlyMap<number, IndexedPosting>;
}

/** Undefined where a posting comes up of which the index had not told. */
function rankAgain(query: DuplicateQuery, known: Known): View | undefined {
  const { found, lists, added, byKey, byNumber, told } = known;
  const after = (lookups: readonly number[], before: Lists['weak']): Lists['weak'] =>
    lookups.map((lookup, i) => withAdded(before[i] ?? [], added.get(lookup) ?? []));
  const weak = after(query.weak, lists.weak);
  const numbers = rankCandidates({
    strong: after(query.strong, lists.strong),
    weak,
    peers: after(query.peers, lists.peers),
    own: found.own,
  });
  const candidates: IndexedPosting[] = [];
  for (const number of numbers) {
    const posting = byNumber.get(number) ?? told.get(number);
    if (posting === undefined) return undefined;
    candidates.push(byKey.get(posting.key) ?? posting);
  }
  return { candidates, full: fullOf(query.weak, weak) };
}

/** As the index changes a list: one that is full loses its oldest. */
function withAdded(before: readonly number[], added: readonly number[]): readonly number[] {
  return added.length === 0 ? before : [...before, ...added].slice(-POSTINGS_PER_LOOKUP_MAX);
}
