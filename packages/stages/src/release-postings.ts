import type { ClusterEvent, ClusterEventCause } from '@winnow/contracts/cluster-event';
import { decodeFeatures } from '@winnow/domain/duplicate/features';
import {
  decodeProfile,
  encodeProfile,
  headOf,
  withoutMember,
} from '@winnow/domain/duplicate/profile';
import type {
  DuplicateIndex,
  DuplicateQuery,
  Found,
  Owner,
  Release,
} from '@winnow/ports/duplicate-index';
import {
  decodeAnswer,
  encodeAnswer,
  eventsOf,
  leaving,
  type DuplicateAnswer,
} from './duplicate-answer.ts';

export interface ReleaseOptions {
  readonly duplicates: DuplicateIndex;
  readonly namespace: string;
  readonly generation: string;
  readonly onEvents: (events: readonly ClusterEvent[]) => Promise<void>;
  readonly cause: ClusterEventCause;
  readonly signal: AbortSignal;
}

/** A posting that goes; without an owner (it is over, nobody withdrew it) nothing is remembered. */
export interface LeavingPosting {
  readonly key: string;
  readonly owner?: Owner;
}

/** Offsets begin at 0: nobody was answered under this one. */
const NOBODY: Owner = { stream: '', offset: 0 };

/**
 * Takes postings with distinct keys out of their clusters and says so in events. A posting that is
 * not there is passed over; a withdrawal that is delivered again causes the same events again.
 */
export async function releasePostings(
  postings: readonly LeavingPosting[],
  options: ReleaseOptions,
): Promise<void> {
  const { duplicates, namespace, generation } = options;
  const events: ClusterEvent[][] = postings.map(() => []);
  let open = postings.map((posting, index) => ({ posting, index }));
  while (open.length > 0) {
    const queries = open.map(({ posting }) => queryOf(posting));
    const found = await duplicates.candidates(namespace, queries);
    const going: { at: (typeof open)[number]; release: Release; answer: DuplicateAnswer }[] = [];
    for (const [i, at] of open.entries()) {
      const [query, known] = [queries[i], found[i]];
      if (query === undefined || known === undefined) continue;
      if (known.answer !== undefined) {
        const before = decodeAnswer(known.answer);
        const again = before.duplicate === undefined;
        if (again) events[at.index] = eventsOf(at.posting.key, before, generation);
        continue;
      }
      const gone = leavingAnswer(known, options.cause);
      if (gone === undefined) continue;
      const answer = at.posting.owner === undefined ? undefined : encodeAnswer(gone.answer);
      const release = { query, found: known, profileLeft: gone.profileLeft, answer };
      going.push({ at, release, answer: gone.answer });
    }
    options.signal.throwIfAborted();
    if (going.length === 0) break;
    const releases = going.map(({ release }) => release);
    const results = await duplicates.release(namespace, releases);
    // Of several that leave one cluster, each rests on what the one before has left.
    const again: typeof open = [];
    for (const [i, { at, answer }] of going.entries()) {
      const granted = results[i] === 'granted';
      if (granted) events[at.index] = eventsOf(at.posting.key, answer, generation);
      else again.push(at);
    }
    open = again;
  }
  await options.onEvents(events.flat());
}

function queryOf({ key, owner = NOBODY }: LeavingPosting): DuplicateQuery {
  return { key, owner, strong: [], weak: [], peers: [] };
}

/** What it means that the posting goes; undefined when it is not in any cluster. */
function leavingAnswer(
  { self, clusters, seen }: Found,
  cause: ClusterEventCause,
): { readonly answer: DuplicateAnswer; readonly profileLeft: string } | undefined {
  const cluster = self === undefined ? undefined : clusters.get(self.clusterId);
  if (self === undefined || cluster === undefined) return undefined;
  const features = decodeFeatures(self.features);
  const profile = decodeProfile(cluster.profile);
  const left = features === undefined ? profile : withoutMember(profile, headOf(features));
  return {
    answer: {
      duplicate: undefined,
      joined: false,
      ...leaving(self.key, cluster),
      cause,
      sequence: seen,
    },
    profileLeft: encodeProfile(left),
  };
}

/** Postings that are released in one call. */
const EXPIRE_BATCH_POSTINGS = 500;

/**
 * Lets go of every posting that is due at `time` (ms since the epoch): past its `validThrough`, or
 * not seen for as long as its source's are kept. Resolves to their number.
 */
export async function expirePostings(
  time: number,
  options: Omit<ReleaseOptions, 'cause'>,
): Promise<number> {
  let expired = 0;
  for (;;) {
    const due = { time, keysMax: EXPIRE_BATCH_POSTINGS };
    const keys = await options.duplicates.due(options.namespace, due);
    if (keys.length === 0) return expired;
    await releasePostings(
      keys.map((key) => ({ key })),
      { ...options, cause: 'EXPIRED' },
    );
    expired += keys.length;
  }
}
