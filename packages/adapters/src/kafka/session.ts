import type { Consumer, EachBatchPayload, Offsets } from 'kafkajs';
import type { LogRecord, Progress } from '@winnow/ports/log';
import { checkProgress } from '@winnow/ports/log-rules';
import { PortError } from '@winnow/ports/port-error';
import { assign } from './assignment.ts';
import type { Assignment, HeldPartition } from './assignment.ts';
import { commitProgress, isFenced } from './commit.ts';
import type { ConsumerContext } from './consumer.ts';
import { protocolType } from './errors.ts';
import { rebalanceError } from './rebalance-error.ts';
import { createTurns } from './turns.ts';

/** What is left of a rebalance's time when handlers are given up: joining again takes a moment. */
const DRAIN_SHARE = 0.6;

/** The state of one `consume` call: what is ours, and whether it is over. */
export interface Session {
  readonly context: ConsumerContext;
  /** Resolves when the call is over, for whatever reason. */
  readonly ended: Promise<void>;
  /** What made it fail, if it did; known for good after `close`. */
  failure(): { readonly error: unknown } | undefined;
  isEnding(): boolean;
  assignment(): Assignment;
  /** The commit of the batch that came last; it makes one attempt, in the current generation. */
  useCommit(commit: EachBatchPayload['commitOffsetsIfNecessary']): void;
  /** Takes over a new assignment, and gives up the old one. */
  join(partitions: readonly number[]): Assignment;
  /** The group asks for the partitions: finish what is in hand; what takes too long is lost. */
  drain(assignment: Assignment, error: unknown): void;
  /** The partitions are lost. With an error, kafkajs is made to join again. */
  lose(assignment: Assignment, error?: unknown): void;
  /** What a heartbeat's failure means. */
  onHeartbeatError(assignment: Assignment, error: unknown): void;
  /** Hands a batch over and commits; false when the partition was lost or the call failed. */
  deliver(held: HeldPartition, batch: Delivery): Promise<boolean>;
  /** Runs work on a partition after the work before it; resolves when done or when it is lost. */
  inTurn(held: HeldPartition, work: () => Promise<void>): Promise<void>;
  end(): void;
  fail(error: unknown): void;
  /** Resolves when the batches in hand are finished, except those of partitions that are lost. */
  close(): Promise<void>;
}

/** A batch on its way to the handler. */
export interface Delivery {
  readonly records: readonly LogRecord[];
  readonly next: number;
  readonly end: number;
}

/** Opens the state of a `consume` call. */
export function createSession(context: ConsumerContext, consumer: Consumer): Session {
  const { topic, times, handle } = context;
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const turns = createTurns();
  const inHand = new Set<Promise<void>>();
  let assignment = assign([]);
  let ending = false;
  let failure: { readonly error: unknown } | undefined;
  let drainTimer: NodeJS.Timeout | undefined;
  let commitBatch: EachBatchPayload['commitOffsetsIfNecessary'] | undefined;

  const send = async (partition: number, { next, note = '' }: Progress): Promise<void> => {
    const offset = { partition, offset: String(next), metadata: note };
    const offsets: Offsets = { topics: [{ topic, partitions: [offset] }] };
    if (commitBatch !== undefined) await commitBatch(offsets);
    else await consumer.commitOffsets([{ topic, ...offset }]);
  };

  const session: Session = {
    context,
    ended,
    failure: () => failure,
    isEnding: () => ending,
    assignment: () => assignment,
    useCommit(commit) {
      commitBatch = commit;
    },
    join(partitions) {
      session.lose(assignment);
      commitBatch = undefined;
      assignment = assign(partitions);
      return assignment;
    },
    drain(current, error) {
      if (current.draining !== undefined) return;
      current.draining = error;
      drainTimer = setTimeout(() => current.fence(), times.rebalanceMs * DRAIN_SHARE);
    },
    lose(current, error) {
      if (current === assignment) clearTimeout(drainTimer);
      current.draining ??= error;
      current.fence();
    },
    onHeartbeatError(current, error) {
      if (protocolType(error) === 'REBALANCE_IN_PROGRESS') session.drain(current, error);
      else if (isFenced(error)) session.lose(current, error);
    },
    async deliver(held, { records, next, end }) {
      const { partition, lost, position: first = next } = held;
      held.idleSince = undefined;
      held.end = end;
      const watchdog = setTimeout(() => {
        const message = `a handler of ${topic}/${partition} took more than ${times.handlerMsMax} ms`;
        session.fail(new PortError('FENCED', message, { retriable: true }));
        session.lose(assignment);
      }, times.handlerMsMax);
      const batch = { topic, partition, records, first, next, end, signal: lost };
      const progress = await Promise.resolve(handle(batch)).finally(() => clearTimeout(watchdog));
      held.idleSince = performance.now();
      if (lost.aborted) return false;
      checkProgress(progress ?? { next });
      const committed = await commitProgress(held, progress ?? { next }, send);
      if (committed.kind === 'lost') session.lose(assignment, committed.error ?? rebalanceError());
      if (committed.kind === 'failed') throw committed.error;
      if (committed.kind !== 'committed' || lost.aborted) return false;
      held.position = next;
      return true;
    },
    async inTurn(held, work) {
      const isOff = (): boolean => held.lost.aborted || ending;
      const job = turns.take(held.partition, async () => {
        if (!isOff()) await work();
      });
      const done = job.catch((error: unknown) => session.fail(error));
      const settled = Promise.race([done, held.gone]);
      inHand.add(settled);
      await settled;
      inHand.delete(settled);
    },
    end() {
      ending = true;
      resolve();
    },
    fail(error) {
      failure ??= { error };
      session.end();
    },
    async close() {
      ending = true;
      clearTimeout(drainTimer);
      await Promise.all(inHand);
    },
  };
  return session;
}
