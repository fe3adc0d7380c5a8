import type { Clock } from '@winnow/ports/clock';
import type { Batch, Log, LogRecord, Progress } from '@winnow/ports/log';
import type { ObjectStore } from '@winnow/ports/object-store';
import { retrying } from '@winnow/pipeline/retry';
import type { FlushReason, ObserveArchiver } from './archiver-events.ts';
import { above, type Chain, type FlushPlan, follow, planFlush, type Unarchived } from './chain.ts';
import { checkIncarnations, topicBehind } from './check-chain.ts';
import { LakeError } from './lake-error.ts';
import type { EncodeObject } from './encode-object.ts';
import { walk } from './load-chain.ts';
import { chainPrefix } from './object-key.ts';
import { type ObjectFacts, rawOfMark, toMetadata } from './object-facts.ts';

export interface PartitionArchiverOptions {
  readonly log: Log;
  readonly objects: ObjectStore;
  readonly clock: Clock;
  /** As loaded and checked. */
  readonly chain: Chain;
  /** The enriched topic. */
  readonly topic: string;
  /** Where a drained run ends. */
  readonly end: number | undefined;
  readonly signal: AbortSignal;
  readonly encode: EncodeObject;
  readonly flushRecordsMax: number;
  readonly flushBytesMax: number;
  readonly flushMsMax: number;
  readonly retryMsMax: number;
  readonly observe: ObserveArchiver;
}

/** One partition's way into the lake, for as long as the partition is assigned. */
export interface PartitionArchiver {
  /** Where to consume from: the chain's own word, never the committed offset. */
  position(): number;
  take(batch: Batch): Promise<Progress>;
  /** The log no longer held `wanted` and goes on at `start`. */
  reset(wanted: number, start: number): void;
  /** Writes what is left, unless the partition is somebody else's by now. */
  finish(reason: FlushReason): Promise<void>;
}

/** A store may say that a key is taken and, the object being deleted meanwhile, not have it: so often. */
const TAKEN_TRIES_MAX = 10;

export function createPartitionArchiver(options: PartitionArchiverOptions): PartitionArchiver {
  const { clock, objects, observe } = options;
  const { partition } = options.chain;
  let chain = options.chain;
  let unarchived: Unarchived = { records: [], next: chain.position };
  let bytes = 0;
  /** When the oldest record of `unarchived` came. */
  let since: number | undefined;
  let resetTo: number | undefined;
  let behind: LakeError | undefined;
  let lost = new AbortController().signal;

  const hold = (rest: Unarchived): void => {
    unarchived = rest;
    bytes = rest.records.reduce((sum, record) => sum + sizeOf(record), 0);
    if (rest.records.length === 0) since = undefined;
  };

  const add = (batch: Batch): void => {
    if (batch.first > unarchived.next && batch.first !== resetTo) {
      const gap = `${options.topic}/${partition} was handed over from ${batch.first}, not ${unarchived.next}`;
      throw new LakeError('RECORDS_SKIPPED', `${gap}: this is a bug of the log's adapter`);
    }
    const fresh = batch.records.filter((record) => record.offset >= unarchived.next);
    if (fresh.length > 0) since ??= clock.now();
    bytes += fresh.reduce((sum, record) => sum + sizeOf(record), 0);
    unarchived = {
      records: [...unarchived.records, ...fresh],
      next: Math.max(unarchived.next, batch.next),
    };
  };

  const dueReason = (batch: Batch): FlushReason | undefined => {
    if (unarchived.records.length >= options.flushRecordsMax) return 'records';
    if (bytes >= options.flushBytesMax) return 'bytes';
    if (options.end !== undefined && batch.next >= options.end) return 'end';
    if (since !== undefined && clock.now() - since >= options.flushMsMax) return 'time';
    return undefined;
  };

  const flush = async (reason: FlushReason): Promise<void> => {
    const signal = AbortSignal.any([lost, options.signal]);
    for (let tries = 0; tries < TAKEN_TRIES_MAX; tries++) {
      const plan = planFlush(chain, unarchived);
      if (!isWorthAnObject(plan, unarchived, reason)) return;
      const { body, sha256 } = await options.encode(plan, observe);
      const facts = await factsOfPlan(options, chain, plan, sha256);
      const put = (): ReturnType<ObjectStore['putIfAbsent']> =>
        objects.putIfAbsent(plan.key, body, { metadata: toMetadata(facts), contentType: PARQUET });
      // Nothing is written for a partition that is another's; should it be, it does no harm.
      if (lost.aborted) return;
      const { kind } = await retrying(put, { clock, signal, retryMsMax: options.retryMsMax });
      const { rows, repeats } = facts;
      if (kind === 'written') {
        chain = follow(chain, facts);
        hold({ records: [], next: plan.next });
        observe({ kind: 'object', partition, key: plan.key, rows, repeats, bytes: body.length, reason });
        return;
      }
      chain = await retrying(() => adopt(options, chain), { clock, signal, retryMsMax: options.retryMsMax });
      hold(above(chain.position, unarchived));
      if (unarchived.records.length === 0) return;
    }
    throw new LakeError('OBJECT_INVALID', `${chainPrefix(chain)}${chain.position}: taken, and not there`);
  };

  return {
    position: () => chain.position,
    async take(batch) {
      lost = batch.signal;
      if (behind !== undefined) throw behind;
      add(batch);
      const reason = dueReason(batch);
      if (reason !== undefined) await flush(reason);
      const next = Math.min(chain.position, batch.next);
      return chain.tail === undefined ? { next } : { next, note: chain.tail };
    },
    reset(wanted, start) {
      resetTo = start;
      if (start < wanted) behind = topicBehind(chain, options.topic, start);
      else observe({ kind: 'expired', partition, from: wanted, to: start });
    },
    async finish(reason) {
      if (!lost.aborted) await flush(reason);
    },
  };
}

const PARQUET = 'application/vnd.apache.parquet';

function sizeOf(record: LogRecord): number {
  return (record.key?.length ?? 0) + (record.value?.length ?? 0);
}

/**
 * A range of nothing but repeats or gaps is held until it grows. It is never passed over in memory
 * alone: another archiver would begin at the chain's end and see the range again with other marks.
 * Where holding it must end (bounds, the end of a drained run), it becomes an object without rows.
 */
function isWorthAnObject(plan: FlushPlan, unarchived: Unarchived, reason: FlushReason): boolean {
  if (plan.records.length > 0) return true;
  return unarchived.records.length > 0 && reason !== 'time' && reason !== 'stop';
}

/** Goes on from whatever is in the place, whoever wrote it. */
async function adopt(options: PartitionArchiverOptions, chain: Chain): Promise<Chain> {
  const { partition } = chain;
  const end = await walk(options.objects, chain, (key, { rows }) =>
    options.observe({ kind: 'adopted', partition, key, rows }),
  );
  if (end.tail !== chain.tail) await checkIncarnations(options.log, end);
  return end;
}

async function factsOfPlan(
  { log, topic }: PartitionArchiverOptions,
  chain: Chain,
  plan: FlushPlan,
  sha256: string,
): Promise<ObjectFacts> {
  const incarnations: Record<string, string> = { ...chain.incarnations };
  const raws = Object.entries(plan.marks).flatMap(([name, mark]) => rawOfMark(name, mark)?.topic ?? []);
  for (const name of new Set([topic, ...raws])) {
    incarnations[name] ??= (await log.describeTopic(name))?.incarnation ?? '';
    if (incarnations[name] === '') delete incarnations[name];
  }
  const { next, marks, repeats } = plan;
  return { next, marks, repeats, rows: plan.records.length, incarnations, sha256 };
}
