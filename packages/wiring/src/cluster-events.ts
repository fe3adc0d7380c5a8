import { hash } from 'node:crypto';
import type { ClusterEvent } from '@winnow/contracts/cluster-event';
import { HEADERS } from '@winnow/contracts/headers';
import { TOPICS } from '@winnow/contracts/topics';
import type { Log, NewRecord } from '@winnow/ports/log';
import { partitionOf } from '@winnow/ports/partition';

/**
 * Makes cluster events durable on their topic, keyed by cluster, so that the events of one cluster
 * keep their order. A repeated event has the id of the first.
 */
export function clusterEventsTo(log: Log): (events: readonly ClusterEvent[]) => Promise<void> {
  let partitions: number | undefined;
  return async (events) => {
    if (events.length === 0) return;
    const described = partitions ?? (await log.describeTopic(TOPICS.duplicates))?.partitions;
    const count = (partitions = described ?? 1);
    await log.append(
      TOPICS.duplicates,
      events.map((event) => recordOf(event, count)),
    );
  };
}

function recordOf(event: ClusterEvent, partitions: number): NewRecord {
  const key = Buffer.from(event.clusterId);
  const value = Buffer.from(JSON.stringify(event));
  const type = event.type.toLowerCase().replaceAll('_', '-');
  return {
    partition: partitionOf(key, partitions),
    key,
    value,
    headers: {
      [HEADERS.specVersion]: '1.0',
      [HEADERS.id]: hash('sha256', value).slice(0, 32),
      [HEADERS.type]: `winnow.cluster.${type}.v1`,
      [HEADERS.source]: `/winnow/${event.generation}`,
      [HEADERS.contentType]: 'application/json',
      [HEADERS.generation]: event.generation,
    },
  };
}
