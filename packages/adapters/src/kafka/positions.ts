import type { CommittedOffset, PartitionRange, Progress } from '@winnow/ports/log';
import type { ConsumerContext } from './consumer.ts';

/** Where a partition that was just assigned is read from. */
export interface Position {
  readonly start: number;
  readonly end: number;
  readonly committed: Progress | undefined;
}

/** What the brokers say of a group's offsets and a topic's ends. */
export interface KnownOffsets {
  readonly commits: readonly CommittedOffset[];
  readonly ranges: readonly PartitionRange[];
}

/** Asks the brokers; rejects with a `PortError`. */
export async function askOffsets({
  topic,
  options,
  offsets,
}: ConsumerContext): Promise<KnownOffsets> {
  const [commits, ranges] = await Promise.all([
    offsets.committed(options.group, topic),
    offsets.ranges(topic),
  ]);
  return { commits, ranges };
}

/**
 * What `startAt` says, else what is committed, else `from`, else the start. A position that the log
 * does not hold is moved to the log's start, and said: kafkajs would move it in silence.
 */
export async function findPositions(
  { topic, options }: ConsumerContext,
  partitions: Iterable<number>,
  { commits, ranges }: KnownOffsets,
): Promise<ReadonlyMap<number, Position>> {
  const position = async (partition: number): Promise<[number, Position]> => {
    const { start: low, end } = ranges[partition] ?? { start: 0, end: 0 };
    const commit = commits[partition];
    const asked = await options.startAt?.(partition);
    const wanted = asked ?? commit?.next ?? options.from?.get(partition) ?? low;
    const there = wanted >= low && wanted <= end;
    if (!there) options.onReset?.({ topic, partition, wanted, start: low });
    const committed =
      commit?.next === undefined ? undefined : { next: commit.next, note: commit.note };
    return [partition, { start: there ? wanted : low, end, committed }];
  };
  return new Map(await Promise.all([...partitions].map(position)));
}
