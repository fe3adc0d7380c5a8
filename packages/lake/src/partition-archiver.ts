import type { Clock } from '@winnow/ports/clock';
import type { Batch, Log, Progress } from '@winnow/ports/log';
import type { ObjectStore, PutIfAbsent } from '@winnow/ports/object-store';
import { retrying } from '@winnow/pipeline/retry';
import type { FlushReason, ObserveArchiver } from './archiver-events.ts';
import { createBacklog, type FlushBounds } from './backlog.ts';
import { type Chain, type FlushPlan, follow, planFlush, type Unarchived } from './chain.ts';
import { checkChain, checkIncarnations } from './check-chain.ts';
import type { EncodeObject } from './encode-object.ts';
import { LakeError } from './lake-error.ts';
import { walk } from './load-chain.ts';
import { type ObjectFacts, rawOfMark, toMetadata } from './object-facts.ts';
import { objectKey } from './object-key.ts';

export interface PartitionArchiverOptions extends FlushBounds {
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

/** A store may call a key taken and, the object being deleted meanwhile, not have it: so often. */
const TAKEN_TRIES_MAX = 10;

/** Goes on from `options.chain`; one for each assignment, never used again after the next. */
export function createPartitionArchiver(options: PartitionArchiverOptions): PartitionArchiver {
  const { observe } = options;
  const { partition } = options.chain;
  const backlog = createBacklog(options.chain.position, options.clock);
  let chain = options.chain;
  let resetTo: number | undefined;
  let isRewound = false;
  const never = new AbortController().signal;
  /** The last batch was finished as the partition's owner. */
  let isOurs = true;

  const flush = async (reason: FlushReason, lost: AbortSignal): Promise<void> => {
    for (let tries = 0; tries < TAKEN_TRIES_MAX; tries++) {
      const unarchived = backlog.unarchived();
      const plan = planFlush(chain, unarchived);
      if (!isWorthAnObject(plan, unarchived, reason)) return;
      const { body, sha256 } = await options.encode(plan, observe);
      const facts = await factsOfPlan(options, chain, plan, sha256);
      // Nothing is written for a partition that is another's; should it be, it does no harm.
      if (lost.aborted) return;
      const { kind } = await put(options, lost, plan.key, body, facts);
      if (kind === 'written') {
        const { rows, repeats } = facts;
        const bytes = body.length;
        observe({ kind: 'object', partition, key: plan.key, rows, repeats, bytes, reason });
      }
      chain = kind === 'written' ? follow(chain, facts) : await adopt(options, lost, chain);
      backlog.archived(chain.position);
      if (backlog.unarchived().records.length === 0) return;
    }
    throw new LakeError('OBJECT_INVALID', `${objectKey(chain)} is taken, and not there`);
  };

  return {
    position: () => chain.position,
    async take(batch) {
      if (isRewound) await checkChain(options.log, chain, options.topic);
      isRewound = false;
      if (batch.first > backlog.unarchived().next && batch.first !== resetTo) {
        throw skipped(options.topic, batch, backlog.unarchived().next);
      }
      backlog.add(batch);
      const due = backlog.due(options);
      const isEnd = options.end !== undefined && batch.next >= options.end;
      const reason = isEnd && (due === undefined || due === 'time') ? 'end' : due;
      if (reason !== undefined) await flush(reason, batch.signal);
      isOurs = !batch.signal.aborted;
      const next = Math.min(chain.position, batch.next);
      return chain.tail === undefined ? { next } : { next, note: chain.tail };
    },
    reset(wanted, start) {
      resetTo = start;
      // Backwards: the topic is another one, or the log has just not yet seen its own end.
      if (start < wanted) isRewound = true;
      else observe({ kind: 'expired', partition, from: wanted, to: start });
    },
    async finish(reason) {
      // Leaving a group also aborts the signals of its partitions, so these say nothing here.
      if (isOurs) await flush(reason, never);
    },
  };
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

const PARQUET = 'application/vnd.apache.parquet';

function put(
  options: PartitionArchiverOptions,
  lost: AbortSignal,
  key: string,
  body: Uint8Array,
  facts: ObjectFacts,
): Promise<PutIfAbsent> {
  const given = { metadata: toMetadata(facts), contentType: PARQUET };
  return insisting(options, lost, () => options.objects.putIfAbsent(key, body, given));
}

/** Goes on from whatever is in the place, whoever wrote it. */
async function adopt(
  options: PartitionArchiverOptions,
  lost: AbortSignal,
  chain: Chain,
): Promise<Chain> {
  const { log, objects, observe } = options;
  const { partition } = chain;
  return insisting(options, lost, async () => {
    const end = await walk(objects, chain, (key, { rows }) =>
      observe({ kind: 'adopted', partition, key, rows }),
    );
    if (end.tail !== chain.tail) await checkIncarnations(log, end);
    return end;
  });
}

function insisting<T>(
  { clock, signal, retryMsMax }: PartitionArchiverOptions,
  lost: AbortSignal,
  effect: () => Promise<T>,
): Promise<T> {
  return retrying(effect, { clock, signal: AbortSignal.any([lost, signal]), retryMsMax });
}

async function factsOfPlan(
  { log, topic }: PartitionArchiverOptions,
  chain: Chain,
  plan: FlushPlan,
  sha256: string,
): Promise<ObjectFacts> {
  const incarnations: Record<string, string> = { ...chain.incarnations };
  const marks = Object.entries(plan.marks);
  const raws = marks.flatMap(([name, mark]) => rawOfMark(name, mark)?.topic ?? []);
  for (const name of new Set([topic, ...raws])) {
    const incarnation = incarnations[name] ?? (await log.describeTopic(name))?.incarnation;
    if (incarnation !== undefined) incarnations[name] = incarnation;
  }
  const { next, repeats } = plan;
  return { next, marks: plan.marks, repeats, rows: plan.records.length, incarnations, sha256 };
}

function skipped(topic: string, batch: Batch, expected: number): LakeError {
  const fact = `${topic}/${batch.partition} was handed over from ${batch.first}, not ${expected}`;
  return new LakeError('RECORDS_SKIPPED', `${fact}: this is a bug of the log's adapter`);
}
