import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, Kafka } from 'kafkajs';
import type { ConsumeOptions, Handle, Log } from '@winnow/ports/log';
import type { PortError } from '@winnow/ports/port-error';
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
  readonly fetchMsMax: number;
}

/** What a `consume` call works with. */
export interface ConsumerContext {
  /** Each member gets a client: consumers of one share what they know of a group's offsets. */
  readonly createKafka: () => Kafka;
  readonly topic: string;
  readonly partitions: number;
  readonly workerName: string;
  readonly times: ConsumerTimes;
  readonly options: ConsumeOptions;
  readonly handle: Handle;
  readonly offsets: Pick<Log, 'committed' | 'ranges'>;
}

/** Per partition and per broker, compressed; bounds what lies in memory. */
const PARTITION_FETCH_BYTES_MAX = 1024 * 1024;
const FETCH_BYTES_MAX = 16 * 1024 * 1024;
const METADATA_MS_MAX = 30_000;
const RESTART_PAUSE_MS = 500;
const LEAVE_MS_MAX = 10_000;

/**
 * Reads as a member of the group until the signal, `to`, or an error of the handler. A member that
 * crashes is followed by another, as long as the brokers were heard of within `outageMsMax`.
 */
export async function consumePartitions(context: ConsumerContext): Promise<void> {
  const { times, options } = context;
  if (options.to?.size === 0) return;
  let aliveAt = performance.now();
  const onAlive = (): void => {
    aliveAt = performance.now();
  };
  while (!options.signal.aborted) {
    const crash = await runMember(context, onAlive);
    if (crash === undefined) return;
    if (!crash.retriable || performance.now() - aliveAt > times.outageMsMax) throw crash;
    await sleep(RESTART_PAUSE_MS);
  }
}

/** Runs one member; resolves to what crashed it, rejects with the handler's error. */
async function runMember(
  context: ConsumerContext,
  onAlive: () => void,
): Promise<PortError | undefined> {
  const { topic, partitions, options } = context;
  const session = createSession(context);
  const consumer = openConsumer(context);
  const delivery = createDelivery(session, consumer);
  const idle = startIdleWork(session, delivery, consumer);
  const { HEARTBEAT, GROUP_JOIN, REBALANCING, END_BATCH_PROCESS, CRASH } = consumer.events;
  consumer.on(HEARTBEAT, () => {
    onAlive();
    idle.onHeartbeat();
  });
  consumer.on(GROUP_JOIN, ({ payload }) => {
    onAlive();
    idle.onJoin(payload.memberAssignment[topic] ?? []);
  });
  consumer.on(REBALANCING, () => session.lose(session.assignment()));
  consumer.on(END_BATCH_PROCESS, ({ payload }) => {
    const { partition, lastOffset, highWatermark, batchSize } = payload;
    if (batchSize === 0) idle.onGap(partition, Number(lastOffset) + 1, Number(highWatermark));
  });
  consumer.on(CRASH, ({ payload }) => session.crash(asPortError(payload.error)));

  const end = (): void => session.end();
  options.signal.addEventListener('abort', end, { once: true });
  if (options.signal.aborted) end();
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitions,
      eachBatch: createBatchWorker(session, delivery, consumer),
    });
  } catch (error) {
    session.crash(asPortError(error));
  }
  await session.ended;
  options.signal.removeEventListener('abort', end);
  idle.stop();
  await delivery.settled();
  await leave(consumer);
  session.lose(session.assignment());
  return session.outcome();
}

/**
 * Leaves the group, if it can be done soon; what cannot be said, the broker finds out by itself.
 */
async function leave(consumer: Consumer): Promise<void> {
  const deadline = new AbortController();
  const left = consumer.disconnect().catch(() => {});
  const late = sleep(LEAVE_MS_MAX, undefined, { signal: deadline.signal }).catch(() => {});
  await Promise.race([left, late]);
  deadline.abort();
}

function openConsumer({ createKafka, workerName, times, options }: ConsumerContext): Consumer {
  return createKafka().consumer({
    groupId: options.group,
    partitionAssigners: [rendezvousAssigner(workerName)],
    sessionTimeout: times.sessionMs,
    heartbeatInterval: times.heartbeatMs,
    rebalanceTimeout: times.rebalanceMs,
    maxWaitTimeInMs: times.fetchMsMax,
    maxBytesPerPartition: PARTITION_FETCH_BYTES_MAX,
    maxBytes: FETCH_BYTES_MAX,
    metadataMaxAge: METADATA_MS_MAX,
    allowAutoTopicCreation: false,
    // A member that crashed is not started again by kafkajs, which knows no end to that.
    retry: { ...RETRY, restartOnFailure: async () => false },
  });
}
