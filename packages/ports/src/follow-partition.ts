import type { Bell } from './bell.ts';
import { BATCH_BYTES_MAX_DEFAULT } from './log.ts';
import type { ConsumeOptions, Handle, LogRecord, Progress } from './log.ts';
import { checkProgress } from './log-rules.ts';

/** What a partition holds from a position on. */
export interface Slice {
  /** The offsets that the partition holds: `start` inclusive, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly records: readonly LogRecord[];
  /** No other record lies between these and the bound that was asked for. */
  readonly complete: boolean;
}

/** What a slice may hold at most. A first record above `bytesMax` is read all the same. */
export interface ReadBounds {
  /** Exclusive. */
  readonly before: number;
  readonly recordsMax: number;
  readonly bytesMax: number;
}

/** One partition, as a log that can be looked at without waiting keeps it. */
export interface PartitionStore {
  readonly topic: string;
  readonly partition: number;
  /** The records at or above `position` and below `before`, within the bounds. */
  read(position: number, bounds: ReadBounds): Slice;
  committed(): Progress | undefined;
  commit(progress: Progress): void;
}

/** What ends a loop over a partition. */
export interface PartitionSignals {
  /** Finish the batch in hand, then return. */
  readonly stop: AbortSignal;
  /** The partition is somebody else's: what the handler still does is not committed. */
  readonly lost: AbortSignal;
  /** Rung when there may be more to read, and after each of the two signals. */
  readonly bell: Bell;
}

/**
 * Hands one partition's records to `handle`, batch after batch, and commits what it resolves to.
 * Resolves to whether `options.to` was reached; rejects with the handler's error.
 */
export async function followPartition(
  store: PartitionStore,
  options: ConsumeOptions,
  signals: PartitionSignals,
  handle: Handle,
): Promise<'ended' | 'stopped'> {
  const { topic, partition } = store;
  const { stop, lost, bell } = signals;
  if (options.to !== undefined && !options.to.has(partition)) return 'ended';
  const before = options.to?.get(partition) ?? Number.MAX_SAFE_INTEGER;
  const recordsMax = options.batchRecordsMax;
  const bytesMax = options.batchBytesMax ?? BATCH_BYTES_MAX_DEFAULT;
  const commit = committer(store);
  let position = await beginning(store, options);

  const deliver = async (slice: Slice, next: number): Promise<void> => {
    const { records, end } = slice;
    const batch = { topic, partition, records, first: position, next, end, signal: lost };
    const progress = (await handle(batch)) ?? { next };
    if (lost.aborted) return;
    checkProgress(progress);
    commit(progress);
    position = next;
  };

  while (!stop.aborted && !lost.aborted) {
    if (position >= before) return 'ended';
    const slice = store.read(position, { before, recordsMax, bytesMax });
    const { start, end, records, complete } = slice;
    if (position < start || position > end) {
      options.onReset?.({ topic, partition, wanted: position, start });
      position = start;
      continue;
    }
    const next = complete ? Math.min(end, before) : (records.at(-1)?.offset ?? position) + 1;
    if (next > position) await deliver(slice, next);
    else if (!(await bell.wait(options.tickMs)) && !stop.aborted) await deliver(slice, position);
  }
  return 'stopped';
}

/**
 * Where to begin: what `startAt` says, else what is committed, else `from`, else the log's start.
 */
async function beginning(store: PartitionStore, options: ConsumeOptions): Promise<number> {
  const { partition } = store;
  const asked = await options.startAt?.(partition);
  if (asked !== undefined) return asked;
  const known = store.committed()?.next ?? options.from?.get(partition);
  return known ?? store.read(0, { before: 0, recordsMax: 1, bytesMax: 1 }).start;
}

/** Commits, unless just that is committed already. */
function committer(store: PartitionStore): (progress: Progress) => void {
  let last = store.committed();
  return (progress) => {
    if (last?.next === progress.next && (last.note ?? '') === (progress.note ?? '')) return;
    store.commit(progress);
    last = progress;
  };
}
