import type { Kafka } from 'kafkajs';
import type { ConsumeOptions, Handle, Log } from '@winnow/ports/log';
import { rendezvousAssigner } from './assigner.ts';
import { createBatchWorker } from './batches.ts';
import { RETRY } from './client.ts';
import { createDelivery } from './delivery.ts';
import { asPortError } from './errors.ts';
import { startIdleWork } from './idle-work.ts';
import { createSession } from './session.ts';

/** How patient a consumer is, in milliseconds. */
export interface ConsumerTimes {
  readonly sessionMs: number;
  readonly heartbeatMs: number;
  readonly rebalanceMs: number;
  readonly handlerMsMax: number;
  readonly outageMsMax: number;
}

/** What a `consume` call works with. */
export interface ConsumerContext {
  /** A client of its own: consumers of one client share what they know of a group's offsets. */
  readonly kafka: Kafka;
  readonly topic: string;
  readonly partitions: number;
  readonly workerName: string;
  readonly times: ConsumerTimes;
  readonly options: ConsumeOptions;
  readonly handle: Handle;
  readonly offsets: Pick<Log, 'committed' | 'ranges'>;
}

/** Fetches return after so long without records: what a stop or a paused partition may wait for. */
const FETCH_MS_MAX = 250;
/** Per partition and per broker, compressed; bounds what lies in memory. */
const PARTITION_FETCH_BYTES_MAX = 1024 * 1024;
const FETCH_BYTES_MAX = 16 * 1024 * 1024;
const METADATA_MS_MAX = 30_000;

/** Runs one member of a group until the signal, `to`, an error of the handler, or a crash. */
export async function consumePartitions(context: ConsumerContext): Promise<void> {
  const { kafka, topic, partitions, times, options } = context;
  if (options.signal.aborted || options.to?.size === 0) return;
  let alive = performance.now();
  const session = createSession(context);
  const consumer = kafka.consumer({
    groupId: options.group,
    partitionAssigners: [rendezvousAssigner(context.workerName)],
    sessionTimeout: times.sessionMs,
    heartbeatInterval: times.heartbeatMs,
    rebalanceTimeout: times.rebalanceMs,
    maxWaitTimeInMs: FETCH_MS_MAX,
    maxBytesPerPartition: PARTITION_FETCH_BYTES_MAX,
    maxBytes: FETCH_BYTES_MAX,
    metadataMaxAge: METADATA_MS_MAX,
    allowAutoTopicCreation: false,
    retry: {
      ...RETRY,
      restartOnFailure: async (error) =>
        asPortError(error).retriable &&
        !session.isEnding() &&
        performance.now() - alive < times.outageMsMax,
    },
  });
  const delivery = createDelivery(session, consumer);
  const idle = startIdleWork(session, delivery, consumer);
  const { HEARTBEAT, GROUP_JOIN, REBALANCING, END_BATCH_PROCESS, CRASH } = consumer.events;
  consumer.on(HEARTBEAT, () => {
    alive = performance.now();
    idle.onHeartbeat();
  });
  consumer.on(GROUP_JOIN, ({ payload }) => {
    alive = performance.now();
    idle.onJoin(payload.memberAssignment[topic] ?? []);
  });
  consumer.on(REBALANCING, () => session.lose(session.assignment()));
  consumer.on(END_BATCH_PROCESS, ({ payload }) => {
    const { partition, lastOffset, highWatermark, batchSize } = payload;
    if (batchSize === 0) idle.onGap(partition, Number(lastOffset) + 1, Number(highWatermark));
  });
  consumer.on(CRASH, ({ payload }) => {
    session.lose(session.assignment());
    if (!payload.restart) session.fail(asPortError(payload.error));
  });

  const end = (): void => session.end();
  options.signal.addEventListener('abort', end, { once: true });
  const run = async (): Promise<void> => {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitions,
      eachBatch: createBatchWorker(session, delivery, consumer),
    });
  };
  await run().catch((error: unknown) => session.fail(asPortError(error)));
  await session.ended;
  options.signal.removeEventListener('abort', end);
  idle.stop();
  await delivery.settled();
  await consumer.disconnect().catch(() => {});
  session.lose(session.assignment());
  const failure = session.failure();
  if (failure !== undefined) throw failure.error;
}
