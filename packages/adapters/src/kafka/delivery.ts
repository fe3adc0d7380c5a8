import type { Consumer, EachBatchPayload, Offsets } from 'kafkajs';
import type { LogRecord, Progress } from '@winnow/ports/log';
import { checkProgress } from '@winnow/ports/log-rules';
import { PortError } from '@winnow/ports/port-error';
import type { HeldPartition } from './assignment.ts';
import { commitProgress } from './commit.ts';
import { rebalanceError } from './rebalance-error.ts';
import type { Session } from './session.ts';
import { createTurns } from './turns.ts';

/** Hands batches to the handler and commits what it resolves to. */
export interface Delivery {
  /** The commit of the batch that came last; it makes one attempt, in the current generation. */
  useCommit(commit: CommitOnce | undefined): void;
  /** False when the partition was lost meanwhile: nothing was committed then. */
  deliver(held: HeldPartition, parcel: Parcel): Promise<boolean>;
  /**
   * Runs work on a partition when the work before it is done, unless the call has ended by then.
   * Resolves when it is done or the partition is lost, whichever comes first.
   */
  inTurn(held: HeldPartition, work: () => Promise<void>): Promise<void>;
  /** Resolves when the batches in hand are finished, except those of partitions that are lost. */
  settled(): Promise<void>;
}

type CommitOnce = EachBatchPayload['commitOffsetsIfNecessary'];

/** What is handed over; where it begins, the partition knows. */
export interface Parcel {
  readonly records: readonly LogRecord[];
  readonly next: number;
  readonly end: number;
}

/** Opens the delivery of a `consume` call. */
export function createDelivery(session: Session, consumer: Consumer): Delivery {
  const { topic, times } = session.context;
  const { outageMsMax } = times;
  const turns = createTurns();
  const inHand = new Set<Promise<void>>();
  let commitOnce: CommitOnce | undefined;

  const send = async (partition: number, { next, note = '' }: Progress): Promise<void> => {
    const offset = { partition, offset: String(next), metadata: note };
    const offsets: Offsets = { topics: [{ topic, partitions: [offset] }] };
    if (commitOnce !== undefined) await commitOnce(offsets);
    else await consumer.commitOffsets([{ topic, ...offset }]);
  };

  return {
    useCommit(commit) {
      commitOnce = commit;
    },
    async deliver(held, parcel) {
      const progress = await handled(session, held, parcel);
      if (held.lost.aborted) return false;
      checkProgress(progress);
      const committed = await commitProgress(held, progress, { send, outageMsMax });
      if (committed.kind === 'failed') throw committed.error;
      if (committed.kind === 'lost') session.lose(session.assignment(), rebalanceError());
      if (held.lost.aborted) return false;
      held.position = parcel.next;
      return true;
    },
    async inTurn(held, work) {
      const job = turns.take(held.partition, async () => {
        if (!held.lost.aborted && !session.isEnding()) await work();
      });
      const done = job.catch((error: unknown) => session.fail(error));
      const settled = Promise.race([done, held.gone]);
      inHand.add(settled);
      await settled;
      inHand.delete(settled);
    },
    async settled() {
      await Promise.all(inHand);
    },
  };
}

/** What the handler makes of a batch; one that hangs fails the call. */
async function handled(session: Session, held: HeldPartition, parcel: Parcel): Promise<Progress> {
  const { topic, times, handle } = session.context;
  const { partition, lost, position: first = parcel.next } = held;
  held.idleSince = undefined;
  held.end = parcel.end;
  const watchdog = setTimeout(() => {
    const message = `a handler of ${topic}/${partition} took more than ${times.handlerMsMax} ms`;
    session.fail(new PortError('FENCED', message, { retriable: true }));
    session.lose(session.assignment());
  }, times.handlerMsMax);
  try {
    const progress = await handle({ topic, partition, first, signal: lost, ...parcel });
    return progress ?? { next: parcel.next };
  } finally {
    clearTimeout(watchdog);
    held.idleSince = performance.now();
  }
}
