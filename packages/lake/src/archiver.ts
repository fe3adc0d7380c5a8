import { enrichedTopic } from '@winnow/contracts/topics';
import { retrying } from '@winnow/pipeline/retry';
import type { Clock } from '@winnow/ports/clock';
import type { ConsumeOptions, Log } from '@winnow/ports/log';
import type { ObjectStore } from '@winnow/ports/object-store';
import type { ObserveArchiver } from './archiver-events.ts';
import type { Chain } from './chain.ts';
import { checkChain } from './check-chain.ts';
import { ensureCurrent } from './current-generations.ts';
import { encodeObject } from './encode-object.ts';
import { LakeError } from './lake-error.ts';
import { loadChain } from './load-chain.ts';
import { createPartitionArchiver, type PartitionArchiver } from './partition-archiver.ts';

export interface ArchiverOptions {
  readonly log: Log;
  readonly objects: ObjectStore;
  readonly clock: Clock;
  readonly generation: string;
  /** The enriched topic to archive. Default: the generation's own. */
  readonly topic?: string;
  readonly group: string;
  /** Records handed over at once. Default 500. */
  readonly batchRecordsMax?: number;
  /** An object is written when so many records wait, … Default 50 000. */
  readonly flushRecordsMax?: number;
  /** … or so many bytes of keys and values, … Default 64 MiB. Each partition may hold as much. */
  readonly flushBytesMax?: number;
  /** … or when the first of them has waited so long. Default 5 000 ms. */
  readonly flushMsMax?: number;
  /** For how long a store that fails is tried again. Default 60 000 ms. */
  readonly retryMsMax?: number;
  readonly observe?: ObserveArchiver;
}

export interface ArchiverRun {
  /** Ends the run: what is in memory is written, then `run` resolves. */
  readonly signal: AbortSignal;
  /**
   * Offsets of the enriched topic, by partition, at which to end, exclusive: everything below is in
   * the lake when `run` resolves. Partitions that are not named are not read.
   */
  readonly to?: ReadonlyMap<number, number>;
}

export interface Archiver {
  /**
   * Archives until the signal or `to`. Rejects with `LakeError` where log and lake contradict each
   * other, with `PortError` where the world is broken for longer than `retryMsMax`.
   */
  run(run: ArchiverRun): Promise<void>;
}

export const FLUSH_RECORDS_MAX_DEFAULT = 50_000;
export const FLUSH_BYTES_MAX_DEFAULT = 64 * 1024 * 1024;
export const FLUSH_MS_MAX_DEFAULT = 5_000;
const BATCH_RECORDS_MAX_DEFAULT = 500;
const RETRY_MS_MAX_DEFAULT = 60_000;
/** An idle partition is looked at so many times within `flushMsMax`. */
const TICKS_PER_FLUSH = 5;

/**
 * The sink of every deployment: reads the enriched topic of a generation and writes it to the lake,
 * each record exactly once from the raw topic on. Any number may run at once, also by mistake: each
 * object is written where the one before it ends, and only if nobody has. See `docs/lake.md`.
 */
export function createArchiver(options: ArchiverOptions): Archiver {
  return { run: (run) => archive(options, run) };
}

async function archive(options: ArchiverOptions, run: ArchiverRun): Promise<void> {
  const { log, objects, generation, group } = options;
  const { signal, to } = run;
  const topic = options.topic ?? enrichedTopic(generation);
  const partitions = new Map<number, PartitionArchiver>();
  /** An error of ours inside a callback of the log, which may wrap or swallow it. */
  let failure: LakeError | undefined;
  const guarded = async <T>(effect: () => Promise<T>): Promise<T> => {
    try {
      if (failure !== undefined) throw failure;
      return await effect();
    } catch (error) {
      if (error instanceof LakeError) failure ??= error;
      throw error;
    }
  };

  const consumeOptions: ConsumeOptions = {
    group,
    batchRecordsMax: options.batchRecordsMax ?? BATCH_RECORDS_MAX_DEFAULT,
    signal,
    tickMs: tickMsOf(options),
    ...(to === undefined ? {} : { to }),
    startAt: (partition) =>
      guarded(async () => {
        const archiver = await openPartition(options, run, topic, partition);
        partitions.set(partition, archiver);
        return archiver.position();
      }),
    onReset: ({ partition, wanted, start }) => partitions.get(partition)?.reset(wanted, start),
  };
  await insist(options, signal, () => ensureCurrent(objects));
  if (to !== undefined) await insist(options, signal, () => forgetCommitsAhead(options, topic, to));
  try {
    await log.consume(topic, consumeOptions, (batch) =>
      guarded(async () => {
        const archiver = partitions.get(batch.partition);
        if (archiver !== undefined) return archiver.take(batch);
        throw new RangeError(`partition ${batch.partition} was never assigned`);
      }),
    );
    for (const archiver of partitions.values()) {
      await archiver.finish(to === undefined || signal.aborted ? 'stop' : 'end');
    }
  } catch (error) {
    throw failure ?? error;
  }
}

async function openPartition(
  options: ArchiverOptions,
  { signal, to }: ArchiverRun,
  topic: string,
  partition: number,
): Promise<PartitionArchiver> {
  const { log, objects, clock, generation, group } = options;
  const committed = await log.committed(group, topic);
  const hint = committed.find((each) => each.partition === partition)?.note ?? '';
  const load = (): Promise<Chain> => loadChain({ objects, generation, partition, hint });
  const chain = await insist(options, signal, load);
  await checkChain(log, chain, topic);
  return createPartitionArchiver({
    log,
    objects,
    clock,
    chain,
    topic,
    end: to?.get(partition),
    signal,
    encode: encodeObject,
    flushRecordsMax: options.flushRecordsMax ?? FLUSH_RECORDS_MAX_DEFAULT,
    flushBytesMax: options.flushBytesMax ?? FLUSH_BYTES_MAX_DEFAULT,
    // The next look may come a tick later: what would be too old by then goes now.
    flushMsMax: flushMsMaxOf(options) - tickMsOf(options),
    retryMsMax: retryMsMaxOf(options),
    observe: options.observe ?? (() => {}),
  });
}

function insist<T>(
  options: ArchiverOptions,
  signal: AbortSignal,
  effect: () => Promise<T>,
): Promise<T> {
  return retrying(effect, { clock: options.clock, signal, retryMsMax: retryMsMaxOf(options) });
}

function retryMsMaxOf({ retryMsMax = RETRY_MS_MAX_DEFAULT }: ArchiverOptions): number {
  return retryMsMax;
}

function flushMsMaxOf({ flushMsMax = FLUSH_MS_MAX_DEFAULT }: ArchiverOptions): number {
  return flushMsMax;
}

function tickMsOf(options: ArchiverOptions): number {
  return Math.ceil(flushMsMaxOf(options) / TICKS_PER_FLUSH);
}

/**
 * A drained run ends for the log where the group has committed its end. A group that has committed
 * what this lake does not hold (the lake was deleted, or is another one) is forgotten, so that the
 * records come again.
 */
async function forgetCommitsAhead(
  { log, objects, generation, group }: ArchiverOptions,
  topic: string,
  to: ReadonlyMap<number, number>,
): Promise<void> {
  for (const { partition, next, note } of await log.committed(group, topic)) {
    if (next === undefined || !to.has(partition)) continue;
    const chain = await loadChain({ objects, generation, partition, hint: note });
    if (next > chain.position) return log.deleteGroup(group);
  }
}
