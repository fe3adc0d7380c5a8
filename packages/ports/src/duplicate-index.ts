import type { AnswerRun } from './answers.ts';

/**
 * Where a claim comes from: a record of the raw topic. `stream` names one partition of one
 * incarnation of it, so that a topic that was made again is not taken for its predecessor.
 */
export interface Owner {
  readonly stream: string;
  readonly offset: number;
}

/** A posting to look up. Lookups are integers from 0 to 2^48 - 1. */
export interface DuplicateQuery {
  /** The posting's key. Keys are distinct within a call. */
  readonly key: string;
  readonly owner: Owner;
  /** A posting stored under one of these is a candidate before any other. */
  readonly strong: readonly number[];
  /** Postings stored under more of these, and under rarer ones, come first. */
  readonly weak: readonly number[];
  /** A sample of postings that is given out too, but on which no claim rests. */
  readonly peers: readonly number[];
  /** A cluster to be told about besides those of what is found, for who knows where to go. */
  readonly clusterId?: string;
  /** What the candidates were ranked from is asked for too. */
  readonly withLists?: boolean;
}

/** A live posting, as it was last claimed. */
export interface IndexedPosting {
  readonly key: string;
  readonly clusterId: string;
  /** Order of arrival in its cluster and in the index: lower came first. */
  readonly order: number;
  readonly features: string;
}

/** A cluster with at least one live member. */
export interface IndexedCluster {
  readonly id: string;
  readonly members: number;
  /** The member that came first. */
  readonly canonical: IndexedPosting;
  /** The key of the member that came second: canonical once the first has left. */
  readonly successor: string | undefined;
  readonly profile: string;
}

/** What the index answered to a query; a claim hands it back, for it rests on it. */
export interface Found {
  /** The state of the namespace that this is an answer from. */
  readonly seen: number;
  /** What was claimed for this very owner before, or the oldest remembered for a later one. */
  readonly answer: string | undefined;
  /** What was claimed for the posting last, whoever owned it. */
  readonly latest: string | undefined;
  /** All that is remembered of the posting's owners, oldest first. */
  readonly history: readonly AnswerRun[];
  /** What the posting is stored as in lists; 0 when it is not there. */
  readonly own: number;
  /** The posting itself, where it is live. */
  readonly self: IndexedPosting | undefined;
  /** Others, at most `CANDIDATES_MAX`, the most promising first. */
  readonly candidates: readonly IndexedPosting[];
  /** What these are stored as in lists, in the same order. */
  readonly numbers: readonly number[];
  /** The clusters of all of these. */
  readonly clusters: ReadonlyMap<string, IndexedCluster>;
  /** Those of the weak lookups whose list has reached `POSTINGS_PER_LOOKUP_MAX`. */
  readonly full: readonly number[];
  /** Undefined unless it was asked for. */
  readonly lists: Omit<CandidateLists, 'own'> | undefined;
}

/** Numbers of postings as the index has them under the lookups of one query, oldest first. */
export interface CandidateLists {
  readonly strong: readonly (readonly number[])[];
  readonly weak: readonly (readonly number[])[];
  readonly peers: readonly (readonly number[])[];
  /** The posting itself; 0 when it is not there. */
  readonly own: number;
}

/** A decision to be made true. */
export interface Claim {
  readonly query: DuplicateQuery;
  readonly found: Found;
  /** Lookups under which the posting is stored from now on; undefined: as before. */
  readonly lookups: readonly number[] | undefined;
  readonly features: string;
  readonly cluster: {
    readonly id: string;
    /** It must not exist yet: this posting founds it. */
    readonly founds: boolean;
    /** The cluster's profile with this posting in it. */
    readonly profile: string;
  };
  /**
   * The profile that remains in the cluster which the posting leaves; ignored when it leaves none.
   */
  readonly profileLeft: string;
  /** What to answer when this owner asks again. */
  readonly answer: string;
  /** Milliseconds since the epoch from which on the posting is due. */
  readonly dueAt: number;
}

/**
 * `granted`: it is so now. `conflict`: what the decision rests on has changed; ask again. `taken`:
 * the cluster to be founded exists.
 */
export type Claimed = 'granted' | 'conflict' | 'taken';

/** A posting that goes. With an answer its owner is remembered; without, nothing of it is. */
export interface Release {
  readonly query: DuplicateQuery;
  readonly found: Found;
  readonly profileLeft: string;
  readonly answer: string | undefined;
}

/** Candidates of one query. */
export const CANDIDATES_MAX = 24;

/** Of those, found under weak lookups alone. */
export const WEAK_CANDIDATES_MAX = 10;

/** Peers of one peer lookup that are given out: the newest. */
export const PEERS_MAX = 6;

/** Postings stored under one lookup: the newest ones. A hot shingle cannot grow without limit. */
export const POSTINGS_PER_LOOKUP_MAX = 12;

/** Lookups of one posting. */
export const LOOKUPS_MAX = 40;

/** Runs of offsets whose answer is remembered for one posting. */
export const ANSWERS_MAX = 4;

/**
 * Finds postings like a given one, and keeps which cluster each is in. Namespaces know nothing of
 * each other. Opaque texts (`features`, `profile`) consist of code units below 256, a byte each;
 * keys, cluster ids and answers are any text.
 *
 * A decision is made outside, on what `candidates` answered, and becomes true by `claim`, which
 * checks in the same atomic step that nothing has changed that the decision rests on: no posting
 * has been stored under the query's strong or weak lookups, the posting itself has not been claimed
 * or released, its cluster and the one it joins are as they were. Of two twins that are decided at
 * the same moment one is granted and the other asks again. Claims of one call are tried in order,
 * may join what earlier ones of the call have founded, and conflict when they rest on one that did.
 *
 * A claim remembers its owner: whoever asks for the same owner again gets the answer that was
 * claimed. Rejects with `PortError` only; an outage is retriable, and what was being claimed then
 * is found out by asking again.
 */
export interface DuplicateIndex extends AsyncDisposable {
  /**
   * Postings that are best decided in one call: 1 where a call costs nothing but what it does.
   */
  readonly postingsPerCall: number;
  /**
   * Marks a namespace as in use, where it is not yet: what is missing in it from now on was never
   * claimed, or was released.
   */
  begin(namespace: string): Promise<void>;
  /** Whether the namespace's mark is there: false once all of it was lost, or dropped. */
  hasBegun(namespace: string): Promise<boolean>;
  /** Same length and order as `queries`; all answers are of one moment. */
  candidates(namespace: string, queries: readonly DuplicateQuery[]): Promise<readonly Found[]>;
  /** Same length and order as `claims`. */
  claim(namespace: string, claims: readonly Claim[]): Promise<readonly Claimed[]>;
  /** Same length and order as `releases`; never `taken`. A posting that is not there is granted. */
  release(namespace: string, releases: readonly Release[]): Promise<readonly Claimed[]>;
  /** Keys of live postings that are due at `time` (ms since the epoch), in no order. */
  due(
    namespace: string,
    options: { readonly time: number; readonly keysMax: number },
  ): Promise<readonly string[]>;
  /** Live postings. */
  count(namespace: string): Promise<number>;
  dropNamespace(namespace: string): Promise<void>;
}
