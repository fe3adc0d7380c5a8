import type { Bell } from './bell.ts';
import { followPartition } from './follow-partition.ts';
import type { PartitionStore, Slice } from './follow-partition.ts';
import type { ConsumeOptions, Handle, LogRecord } from './log.ts';
import { noSuchTopic, payloadBytes } from './log-rules.ts';
import type { Group, Lease } from './memory-log-group.ts';
import type { Topic } from './memory-log.ts';

/** One `consume` call. */
export interface Consumer {
  readonly topic: Topic;
  readonly group: Group;
  readonly bell: Bell;
  readonly options: ConsumeOptions;
  readonly isThere: () => boolean;
}

/**
 * One member's life: a loop for each partition that it holds, until the signal, `to` or an error.
 */
export async function consumeAs(consumer: Consumer, handle: Handle): Promise<void> {
  const { group, bell, options } = consumer;
  if (options.signal.aborted) return;
  const ending = new AbortController();
  const ended = new Set<number>();
  const loops = new Map<number, Promise<void>>();
  let failure: { readonly error: unknown } | undefined;

  const end = (): void => {
    ending.abort();
    bell.ring();
  };
  const follow = async (lease: Lease): Promise<void> => {
    const stop = AbortSignal.any([ending.signal, lease.stop.signal]);
    const signals = { stop, lost: lease.lost.signal, bell };
    const store = partitionStore(consumer, lease.partition);
    try {
      const how = await followPartition(store, options, signals, handle);
      if (how === 'ended') ended.add(lease.partition);
      bell.ring();
      while (!stop.aborted) await bell.wait();
      if (lease.stop.signal.aborted) group.handBack(lease);
    } catch (error) {
      failure ??= { error };
      end();
    }
  };
  const member = {
    wake: () => bell.ring(),
    onLease: (lease: Lease): void => {
      // A handler that lost the partition may still be running when the partition comes back.
      const before = loops.get(lease.partition) ?? Promise.resolve();
      loops.set(
        lease.partition,
        before.then(() => follow(lease)),
      );
    },
  };
  const finished = (): boolean =>
    options.to !== undefined &&
    [...options.to].every(
      ([partition, to]) =>
        ended.has(partition) || (group.committed.get(partition)?.next ?? 0) >= to,
    );

  group.join(member);
  options.signal.addEventListener('abort', end, { once: true });
  while (!ending.signal.aborted && !finished()) await bell.wait();
  end();
  await Promise.all(loops.values());
  group.leave(member);
  options.signal.removeEventListener('abort', end);
  if (failure !== undefined) throw failure.error;
}

function partitionStore({ topic, group, isThere }: Consumer, index: number): PartitionStore {
  const partition = topic.partitions[index];
  if (partition === undefined) throw noSuchTopic(`${topic.spec.name}/${index}`);
  const check = (): void => {
    if (!isThere()) throw noSuchTopic(topic.spec.name);
  };
  return {
    topic: topic.spec.name,
    partition: index,
    read(position, bounds): Slice {
      check();
      const { start, end } = partition;
      const all = partition.records.filter(
        ({ offset }) => offset >= position && offset < bounds.before,
      );
      const records = within(all, bounds);
      return { start, end, records, complete: records.length === all.length };
    },
    committed: () => group.committed.get(index),
    commit(progress) {
      check();
      group.committed.set(index, progress);
    },
  };
}

function within(
  records: readonly LogRecord[],
  bounds: { readonly recordsMax: number; readonly bytesMax: number },
): readonly LogRecord[] {
  let bytes = 0;
  const cut = records.findIndex((record, index) => {
    bytes += payloadBytes(record);
    return index >= bounds.recordsMax || (index > 0 && bytes > bounds.bytesMax);
  });
  return cut === -1 ? records : records.slice(0, cut);
}
