import type { ClusterEvent, ClusterEventCause } from '@winnow/contracts/cluster-event';
import type { Duplicate } from '@winnow/contracts/enriched-posting';
import type { IndexedCluster } from '@winnow/ports/duplicate-index';

/**
 * What a claim decided: kept beside it, so that a posting that is delivered again leaves with the
 * same verdict and causes the same events.
 */
export interface DuplicateAnswer {
  /** Undefined for a posting that went. */
  readonly duplicate: Duplicate | undefined;
  /** Whether it joined (or founded) its cluster by this. */
  readonly joined: boolean;
  readonly left: { readonly clusterId: string; readonly canonical: string | null } | undefined;
  /** Who is canonical in the cluster that was left, where that changed. */
  readonly promoted: string | undefined;
  readonly cause: ClusterEventCause;
  readonly sequence: number;
}

type Stored = readonly [
  duplicate:
    | readonly [string, string | null, Duplicate['kind'], number | null, readonly string[]]
    | null,
  joined: 0 | 1,
  left: readonly [clusterId: string, canonical: string | null] | null,
  promoted: string | null,
  cause: ClusterEventCause,
  sequence: number,
];

/** As text for the index: short, for it is kept with every posting. */
export function encodeAnswer(answer: DuplicateAnswer): string {
  const { duplicate, left } = answer;
  const stored: Stored = [
    duplicate === undefined
      ? null
      : [
          duplicate.clusterId,
          duplicate.of,
          duplicate.kind,
          duplicate.similarity,
          duplicate.related,
        ],
    answer.joined ? 1 : 0,
    left === undefined ? null : [left.clusterId, left.canonical],
    answer.promoted ?? null,
    answer.cause,
    answer.sequence,
  ];
  return JSON.stringify(stored);
}

/** Reverses `encodeAnswer`. */
export function decodeAnswer(text: string): DuplicateAnswer {
  const [duplicate, joined, left, promoted, cause, sequence] = JSON.parse(text) as Stored;
  return {
    duplicate:
      duplicate === null
        ? undefined
        : {
            clusterId: duplicate[0],
            of: duplicate[1],
            kind: duplicate[2],
            similarity: duplicate[3],
            related: [...duplicate[4]],
          },
    joined: joined === 1,
    left: left === null ? undefined : { clusterId: left[0], canonical: left[1] },
    promoted: promoted ?? undefined,
    cause,
    sequence,
  };
}

/** The events of a decision, in the order in which they happened: left, promoted, joined. */
export function eventsOf(key: string, answer: DuplicateAnswer, generation: string): ClusterEvent[] {
  const { left, promoted, duplicate, cause, sequence } = answer;
  const common = { schemaVersion: 1, cause, sequence, generation } as const;
  const unlike = { kind: null, similarity: null };
  const events: ClusterEvent[] = [];
  if (left !== undefined) {
    const { clusterId, canonical } = left;
    events.push({ ...common, ...unlike, type: 'LEFT', clusterId, key, canonical });
    if (promoted !== undefined) {
      events.push({
        ...common,
        ...unlike,
        type: 'CANONICAL_CHANGED',
        clusterId,
        key: promoted,
        canonical: promoted,
      });
    }
  }
  if (answer.joined && duplicate !== undefined) {
    const { clusterId, of, kind, similarity } = duplicate;
    events.push({
      ...common,
      type: 'JOINED',
      clusterId,
      key,
      canonical: of ?? key,
      kind,
      similarity,
    });
  }
  return events;
}

/**
 * What it means for a cluster that a member leaves it: the next in order of arrival is canonical.
 */
export function leaving(
  key: string,
  cluster: IndexedCluster | undefined,
): Pick<DuplicateAnswer, 'left' | 'promoted'> {
  if (cluster === undefined) return { left: undefined, promoted: undefined };
  const promoted = cluster.canonical.key === key ? cluster.successor : undefined;
  const canonical = cluster.canonical.key === key ? (promoted ?? null) : cluster.canonical.key;
  return { left: { clusterId: cluster.id, canonical }, promoted };
}
