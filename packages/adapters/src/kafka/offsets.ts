import type { CommittedOffset, Log, PartitionRange } from '@winnow/ports/log';
import { asPortError, protocolType } from './errors.ts';
import type { AdminConnection } from './client.ts';
import type { TopicCalls } from './topics.ts';

/** Offsets by topic, time and group. */
export function createOffsetCalls(
  admin: AdminConnection,
  topics: TopicCalls,
): Pick<Log, 'ranges' | 'offsetsAt' | 'committed' | 'deleteGroup'> {
  return {
    async ranges(topic): Promise<readonly PartitionRange[]> {
      await topics.partitions(topic);
      const offsets = await admin.use(topic, (connection) => connection.fetchTopicOffsets(topic));
      return offsets
        .map(({ partition, low, high }) => ({ partition, start: Number(low), end: Number(high) }))
        .toSorted(byPartition);
    },
    async offsetsAt(topic, timestamp) {
      await topics.partitions(topic);
      // Negative times have meanings of their own to the broker.
      const time = Math.max(0, Math.ceil(timestamp));
      const offsets = await admin.use(topic, (connection) =>
        connection.fetchTopicOffsetsByTimestamp(topic, time),
      );
      return offsets.toSorted(byPartition).map(({ offset }) => Number(offset));
    },
    async committed(groupId, topic): Promise<readonly CommittedOffset[]> {
      await topics.partitions(topic);
      const answers = await admin.use(topic, (connection) =>
        connection.fetchOffsets({ groupId, topics: [topic] }),
      );
      const partitions = answers.find((answer) => answer.topic === topic)?.partitions ?? [];
      return partitions.toSorted(byPartition).map(({ partition, offset, metadata }) => ({
        partition,
        next: Number(offset) < 0 ? undefined : Number(offset),
        note: metadata ?? '',
      }));
    },
    async deleteGroup(group) {
      await admin.use('', async (connection) => {
        try {
          await connection.deleteGroups([group]);
        } catch (error) {
          const known = [protocolType(error), asPortError(error).code];
          if (!known.includes('GROUP_ID_NOT_FOUND') && !known.includes('NOT_FOUND')) throw error;
        }
      });
    },
  };
}

function byPartition(a: { readonly partition: number }, b: { readonly partition: number }): number {
  return a.partition - b.partition;
}
