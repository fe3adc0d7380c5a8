import { answerTo, withAnswer, type AnswerRun } from './answers.ts';
import {
  POSTINGS_PER_LOOKUP_MAX,
  type Claim,
  type Claimed,
  type DuplicateQuery,
  type Found,
  type IndexedCluster,
  type IndexedPosting,
  type Release,
} from './duplicate-index.ts';
import { rankCandidates } from './rank-candidates.ts';

/** A posting as it is kept; without a cluster it is gone, and only its answers are remembered. */
export interface Member extends Omit<IndexedPosting, 'clusterId'> {
  readonly key: string;
  /** What it is stored under its lookups as: the sequence when that was done. */
  readonly number: number;
  readonly order: number;
  readonly clusterId: string | undefined;
  readonly features: string;
  readonly lookups: readonly number[];
  readonly answers: readonly AnswerRun[];
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
  /** The sequence when it was last claimed or released. */
  readonly changed: number;
}

export interface Cluster {
  readonly members: number;
  /** Keys of the first two in order of arrival. */
  readonly canonical: string;
  readonly successor: string | undefined;
  readonly profile: string;
  /** The sequence when it last changed. */
  readonly changed: number;
}

/**
 * One namespace's state, for adapters that hold it in their hands or in a transaction. Nobody else
 * touches it during a call.
 */
export interface IndexState {
  /** Rises by one with every change. */
  sequence: number;
  memberOf(key: string): Member | undefined;
  memberAt(number: number): Member | undefined;
  /**
   * Puts a member in the place of the one with its key. Clusters are told by `enter` and `leave`.
   */
  put(member: Member): void;
  forget(member: Member): void;
  /** Numbers under a lookup, oldest first. */
  list(lookup: number): readonly number[];
  /** Number added last; 0 for none. */
  newest(lookup: number): number;
  /** Removes the oldest where the list is full. */
  add(lookup: number, number: number): void;
  remove(lookup: number, number: number): void;
  cluster(id: string): Cluster | undefined;
  /** What `keepShown` was told about a cluster, where nothing about it has changed since. */
  shown(id: string): IndexedCluster | undefined;
  keepShown(cluster: IndexedCluster): void;
  /** Makes the member the cluster's last in order, and the cluster where there is none. */
  enter(id: string, member: Member): void;
  /** Takes a member out, and the cluster away with its last. */
  leave(id: string, member: Member): void;
  describe(id: string, cluster: { readonly profile: string; readonly changed: number }): void;
}

/** What the index knows about a query. */
export function find(state: IndexState, query: DuplicateQuery): Found {
  const self = state.memberOf(query.key);
  const listsOf = (lookups: readonly number[]): (readonly number[])[] =>
    lookups.map((lookup) => state.list(lookup));
  const weak = listsOf(query.weak);
  const own = self?.number ?? 0;
  const lists = { strong: listsOf(query.strong), weak, peers: listsOf(query.peers) };
  const numbers = rankCandidates({ ...lists, own });
  const clusters = new Map<string, IndexedCluster>();
  if (query.clusterId !== undefined) noteCluster(state, query.clusterId, clusters);
  if (self?.clusterId !== undefined) noteCluster(state, self.clusterId, clusters);
  const candidates: IndexedPosting[] = [];
  const shown: number[] = [];
  for (const number of numbers) {
    const member = state.memberAt(number);
    if (member === undefined || !isLive(member)) continue;
    noteCluster(state, member.clusterId, clusters);
    candidates.push(member);
    shown.push(number);
  }
  return {
    seen: state.sequence,
    answer: self === undefined ? undefined : answerTo(query.owner, self.answers),
    latest: self?.answers.at(-1)?.answer,
    history: self?.answers ?? NO_ANSWERS,
    own,
    self: self !== undefined && isLive(self) ? self : undefined,
    candidates,
    numbers: shown,
    clusters,
    full: fullOf(query.weak, weak),
    lists: query.withLists === true ? lists : undefined,
  };
}

/** Lookups whose list has reached its limit. */
export function fullOf(
  lookups: readonly number[],
  lists: readonly (readonly number[])[],
): readonly number[] {
  let full: number[] | undefined;
  for (let i = 0; i < lookups.length; i++) {
    if ((lists[i]?.length ?? 0) >= POSTINGS_PER_LOOKUP_MAX) (full ??= []).push(lookups[i] ?? 0);
  }
  return full ?? NONE;
}

const NONE: readonly number[] = [];
const NO_ANSWERS: readonly AnswerRun[] = [];

function noteCluster(state: IndexState, id: string, clusters: Map<string, IndexedCluster>): void {
  if (clusters.has(id)) return;
  const cluster = state.shown(id) ?? showCluster(state, id);
  if (cluster !== undefined) clusters.set(id, cluster);
}

function showCluster(state: IndexState, id: string): IndexedCluster | undefined {
  const cluster = state.cluster(id);
  const canonical = cluster === undefined ? undefined : state.memberOf(cluster.canonical);
  if (cluster === undefined || canonical === undefined || !isLive(canonical)) return undefined;
  const { members, successor, profile } = cluster;
  const shown = { id, members, canonical, successor, profile };
  state.keepShown(shown);
  return shown;
}

function isLive(member: Member): member is Member & IndexedPosting {
  return member.clusterId !== undefined;
}

/**
 * What has happened in one call: later claims may rest on what was granted, not on what was not.
 */
export interface Call {
  /** The sequence before it. */
  readonly before: number;
  readonly lookups: Set<number>;
  readonly clusters: Set<string>;
  /** A claim found its cluster's id taken: what follows was decided before that was known. */
  taken: boolean;
}

/** A call in which nothing has happened yet. */
export function beginCall(state: IndexState): Call {
  return { before: state.sequence, lookups: new Set(), clusters: new Set(), taken: false };
}

/** Makes a claim true where nothing has changed that it rests on. */
export function applyClaim(state: IndexState, claim: Claim, call: Call): Claimed {
  const { query, cluster } = claim;
  const self = state.memberOf(query.key);
  const verdict = judge(state, claim, self, call);
  if (verdict !== 'granted') {
    if (verdict === 'taken') call.taken = true;
    for (const lookup of claim.lookups ?? self?.lookups ?? []) call.lookups.add(lookup);
    call.clusters.add(cluster.id);
    if (self?.clusterId !== undefined) call.clusters.add(self.clusterId);
    return verdict;
  }
  const now = ++state.sequence;
  const stays = self?.clusterId === cluster.id;
  const lookups = claim.lookups ?? self?.lookups ?? [];
  // A new number for new lookups: whoever looked there before must look again.
  const restored = self === undefined || !sameNumbers(lookups, self.lookups);
  const member: Member = {
    key: query.key,
    number: restored ? now : self.number,
    order: stays ? self.order : now,
    clusterId: cluster.id,
    features: claim.features,
    lookups,
    answers: withAnswer(self?.answers ?? [], query.owner, claim.answer),
    dueAt: claim.dueAt,
    changed: now,
  };
  if (self !== undefined && !stays) leaveCluster(state, self, claim.profileLeft, call);
  if (restored && self !== undefined) unstore(state, self);
  state.put(member);
  if (restored) for (const lookup of lookups) state.add(lookup, member.number);
  if (!stays) state.enter(cluster.id, member);
  const before = state.cluster(cluster.id);
  if (!stays || before?.profile !== cluster.profile || self.features !== claim.features) {
    state.describe(cluster.id, { profile: cluster.profile, changed: now });
  }
  return 'granted';
}

/** The rule of the port, in one place. */
function judge(
  state: IndexState,
  { query, found, cluster }: Claim,
  self: Member | undefined,
  call: Call,
): Claimed {
  if (call.taken) return 'conflict';
  if (!selfIsAsSeen(found, self, call) || !homeIsAsSeen(state, found, self, call))
    return 'conflict';
  for (const lookups of [query.strong, query.weak]) {
    for (const lookup of lookups) {
      if (call.lookups.has(lookup)) return 'conflict';
      // Nobody else was granted anything; and numbers rise: only a list with a new one matters.
      if (found.seen === call.before || state.newest(lookup) <= found.seen) continue;
      if (state.list(lookup).some((number) => isNews(number, found, call))) return 'conflict';
    }
  }
  const target = state.cluster(cluster.id);
  if (cluster.founds) {
    const own = target?.members === 1 && target.canonical === query.key;
    return target === undefined || own ? 'granted' : 'taken';
  }
  const known = target !== undefined && !call.clusters.has(cluster.id);
  return known && !isNews(target.changed, found, call) ? 'granted' : 'conflict';
}

/** Changed by somebody else after the claim's decision was made. */
function isNews(sequence: number, found: Found, call: Call): boolean {
  return sequence > found.seen && sequence <= call.before;
}

function selfIsAsSeen(found: Found, self: Member | undefined, call: Call): boolean {
  return self === undefined ? found.self === undefined : !isNews(self.changed, found, call);
}

function homeIsAsSeen(
  state: IndexState,
  found: Found,
  self: Member | undefined,
  call: Call,
): boolean {
  if (self?.clusterId === undefined) return true;
  const home = state.cluster(self.clusterId);
  if (home === undefined || call.clusters.has(self.clusterId)) return false;
  return !isNews(home.changed, found, call);
}

/** Takes a posting out where nothing has changed that this rests on. */
export function applyRelease(state: IndexState, release: Release, call: Call): Claimed {
  const { query, found, answer } = release;
  const self = state.memberOf(query.key);
  if (!selfIsAsSeen(found, self, call) || !homeIsAsSeen(state, found, self, call))
    return 'conflict';
  if (self === undefined) return 'granted';
  const changed = ++state.sequence;
  leaveCluster(state, self, release.profileLeft, call);
  unstore(state, self);
  if (answer === undefined) {
    state.forget(self);
    return 'granted';
  }
  const answers = withAnswer(self.answers, query.owner, answer);
  const gone = { clusterId: undefined, number: 0, features: '', lookups: [], answers, changed };
  state.put({ ...self, ...gone });
  return 'granted';
}

function leaveCluster(state: IndexState, member: Member, profile: string, call: Call): void {
  if (member.clusterId === undefined) return;
  call.clusters.add(member.clusterId);
  state.leave(member.clusterId, member);
  if (state.cluster(member.clusterId) === undefined) return;
  state.describe(member.clusterId, { profile, changed: state.sequence });
}

function unstore(state: IndexState, member: Member): void {
  for (const lookup of member.lookups) state.remove(lookup, member.number);
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
