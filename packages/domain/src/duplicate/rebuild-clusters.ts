import type { ClusterEvent } from '@winnow/contracts/cluster-event';

/** A cluster as its events tell it. */
export interface RebuiltCluster {
  /** Keys in the order in which they joined: the first is canonical. */
  readonly members: readonly string[];
}

/**
 * Clusters from their events, in the order in which those lie on their topic. A repeat (an event
 * below the sequence of what is known of the same key in the same cluster) changes nothing.
 */
export function rebuildClusters(
  events: Iterable<ClusterEvent>,
): ReadonlyMap<string, RebuiltCluster> {
  const clusters = new Map<string, Map<string, { sequence: number; joined: boolean }>>();
  for (const { type, clusterId, key, sequence } of events) {
    // Who is canonical follows from who joined and who left.
    if (type === 'CANONICAL_CHANGED') continue;
    const known =
      clusters.get(clusterId) ?? new Map<string, { sequence: number; joined: boolean }>();
    clusters.set(clusterId, known);
    const before = known.get(key);
    if (before !== undefined && sequence < before.sequence) continue;
    const joined = type === 'JOINED';
    if (before?.joined === joined) {
      before.sequence = sequence;
      continue;
    }
    known.delete(key);
    known.set(key, { sequence, joined });
  }
  const rebuilt = new Map<string, RebuiltCluster>();
  for (const [id, known] of clusters) {
    const members = [...known].filter(([, { joined }]) => joined).map(([key]) => key);
    if (members.length > 0) rebuilt.set(id, { members });
  }
  return rebuilt;
}
