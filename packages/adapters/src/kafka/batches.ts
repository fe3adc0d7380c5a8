import type { Batch as KafkaBatch, Consumer, EachBatchPayload } from 'kafkajs';
import { BATCH_BYTES_MAX_DEFAULT } from '@winnow/ports/log';
import type { LogRecord } from '@winnow/ports/log';
import type { Assignment, HeldPartition } from './assignment.ts';
import type { Delivery } from './delivery.ts';
import { slices, toRecord } from './records.ts';
import type { Session } from './session.ts';

/**
 * A fetched batch is worked on for so long before the other partitions of its broker get their
 * turn.
 */
const BATCH_MS_MAX = 5_000;
/** Heartbeats are tried more often than they are due. */
const BEATS_PER_HEARTBEAT = 3;

/** What kafkajs calls with what it fetched; hands it over in slices and commits each. */
export function createBatchWorker(session: Session, delivery: Delivery, consumer: Consumer) {
  const { times } = session.context;
  return async (payload: EachBatchPayload): Promise<void> => {
    const current = session.assignment();
    const held = current.held.get(payload.batch.partition);
    delivery.useCommit(payload.commitOffsetsIfNecessary);
    if (held?.position !== undefined && !held.ended && !session.isEnding()) {
      const beat = (): void => {
        payload.heartbeat().catch((error: unknown) => session.onHeartbeatError(current, error));
      };
      const timer = setInterval(beat, times.heartbeatMs / BEATS_PER_HEARTBEAT);
      try {
        await delivery.inTurn(held, () =>
          workOn({ session, delivery, consumer, current, held }, payload),
        );
      } finally {
        clearInterval(timer);
      }
    }
    // kafkajs joins again upon this error, when the other batches in hand have come to an end too.
    if (current.draining !== undefined && current === session.assignment()) throw current.draining;
  };
}

interface Work {
  readonly session: Session;
  readonly delivery: Delivery;
  readonly consumer: Consumer;
  readonly current: Assignment;
  readonly held: HeldPartition;
}

async function workOn(
  { session, delivery, consumer, current, held }: Work,
  { batch, resolveOffset }: EachBatchPayload,
): Promise<void> {
  const { topic, options } = session.context;
  const started = performance.now();
  noteReset(session, held, batch);
  const position = held.position ?? 0;
  const before = options.to?.get(held.partition) ?? Infinity;
  const end = Number(batch.highWatermark);
  const last = Math.min(Number(batch.lastOffset()) + 1, before);
  const all = batch.messages
    .values()
    .filter(({ offset }) => Number(offset) >= position && Number(offset) < before)
    .map((message) => toRecord(topic, held.partition, message));
  const bytesMax = options.batchBytesMax ?? BATCH_BYTES_MAX_DEFAULT;
  const parts = [...slices(all, { recordsMax: options.batchRecordsMax, bytesMax })];
  if (parts.length === 0 && last > position) parts.push([]);

  for (const [index, records] of parts.entries()) {
    const isOver = session.isEnding() || current.draining !== undefined;
    if (isOver || performance.now() - started > BATCH_MS_MAX) return;
    const next = index === parts.length - 1 ? last : nextOf(records);
    if (!(await delivery.deliver(held, { records, next, end }))) return;
    resolveOffset(String(next - 1));
  }
  endWhereAsked(session, consumer, held);
}

function nextOf(records: readonly LogRecord[]): number {
  return (records.at(-1)?.offset ?? -1) + 1;
}

/** kafkajs goes on at the log's start, in silence, when retention has overtaken a position. */
function noteReset(session: Session, held: HeldPartition, batch: KafkaBatch): void {
  const fetched = 'fetchedOffset' in batch ? Number(batch.fetchedOffset) : held.position;
  const wanted = held.position;
  if (fetched === undefined || wanted === undefined || fetched <= wanted) return;
  const { topic, options } = session.context;
  options.onReset?.({ topic, partition: held.partition, wanted, start: fetched });
  held.position = fetched;
}

/** Stops fetching a partition that has come to `to`. */
export function endWhereAsked(session: Session, consumer: Consumer, held: HeldPartition): void {
  const { topic, options } = session.context;
  const { partition, position } = held;
  if (options.to === undefined || position === undefined) return;
  if (position < (options.to.get(partition) ?? 0)) return;
  held.ended = true;
  consumer.pause([{ topic, partitions: [partition] }]);
}
