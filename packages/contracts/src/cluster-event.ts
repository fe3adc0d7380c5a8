import { z } from 'zod';
import { DUPLICATE_KINDS } from './code-lists.ts';

/** The version of the cluster events this package reads and writes. */
export const CLUSTER_EVENT_SCHEMA_VERSION = 1;

export const CLUSTER_EVENT_TYPES = ['JOINED', 'LEFT', 'CANONICAL_CHANGED'] as const;
export type ClusterEventType = (typeof CLUSTER_EVENT_TYPES)[number];

/** Why: a posting is new or came back, has other content, has been withdrawn, or is over. */
export const CLUSTER_EVENT_CAUSES = ['POSTED', 'UPDATED', 'REMOVED', 'EXPIRED'] as const;
export type ClusterEventCause = (typeof CLUSTER_EVENT_CAUSES)[number];

/**
 * What happened to a cluster of postings of one job, on `postings.duplicates.v1` under the
 * cluster's id. Clusters can be rebuilt from these alone: members are the keys that joined and have
 * not left, and the canonical one joined first. Events may come again; one whose `sequence` is
 * below that of an event already applied to the same key of the same cluster is a repeat.
 */
export const ClusterEvent = z.object({
  schemaVersion: z.literal(CLUSTER_EVENT_SCHEMA_VERSION),
  type: z.enum(CLUSTER_EVENT_TYPES),
  clusterId: z.string(),
  /** `<source>/<id>` of the posting that joined, left or became canonical. */
  key: z.string(),
  /** The canonical member's key when the event was made; null when there is none any more. */
  canonical: z.string().nullable(),
  /** How a posting that joined relates to the canonical one; null for the founder. */
  kind: z.enum(DUPLICATE_KINDS).nullable(),
  similarity: z.number().nullable(),
  cause: z.enum(CLUSTER_EVENT_CAUSES),
  /** State of the index that the decision was made on; rises. */
  sequence: z.int().nonnegative(),
  generation: z.string(),
});
export type ClusterEvent = z.infer<typeof ClusterEvent>;
