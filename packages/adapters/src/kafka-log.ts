import { hostname } from 'node:os';
import type { Log, NewRecord } from '@winnow/ports/log';
import { checkConsumeOptions, checkPartitions } from '@winnow/ports/log-rules';
import { createAdminConnection, createClient } from './kafka/client.ts';
import type { KafkaLogOptions } from './kafka/client.ts';
import { consumePartitions } from './kafka/consumer.ts';
import type { ConsumerTimes } from './kafka/consumer.ts';
import { openControlTopic } from './kafka/control-topic.ts';
import { createOffsetCalls } from './kafka/offsets.ts';
import { createPartitionCounts } from './kafka/partition-counts.ts';
import { createSender } from './kafka/producer.ts';
import { createTopicCalls } from './kafka/topics.ts';
import { createWorkerSlots } from './kafka/worker-slots.ts';

export type { KafkaLogOptions } from './kafka/client.ts';

const REPLICATION_FACTOR_DEFAULT = 3;
const TIMES_DEFAULT = {
  sessionMs: 30_000,
  heartbeatMs: 3_000,
  rebalanceMs: 60_000,
  handlerMsMax: 300_000,
  outageMsMax: 30_000,
  fetchMsMax: 250,
};

/**
 * A log on Apache Kafka, by kafkajs. Consumers of a group share its partitions, over processes and
 * machines. Nothing is connected before it is used. An outage of a few seconds is waited for; a
 * longer one rejects with UNAVAILABLE, and the call may be made again.
 */
export function createKafkaLog(options: KafkaLogOptions): Log {
  const {
    replicationFactor = REPLICATION_FACTOR_DEFAULT,
    compression = 'gzip',
    workerName = hostname(),
  } = options;
  const times = timesOf(options);
  const kafka = createClient(options);
  const admin = createAdminConnection(kafka);
  const sender = createSender(kafka, compression);
  const control = openControlTopic(kafka, admin, sender, replicationFactor);
  const topics = createTopicCalls(admin, control, replicationFactor);
  const offsets = createOffsetCalls(admin, topics);
  const counts = createPartitionCounts(topics);
  const closing = new AbortController();
  const slots = createWorkerSlots();
  const running = new Set<Promise<void>>();

  return {
    ...offsets,
    describeTopic: (topic) => topics.describeTopic(topic),
    listTopics: () => topics.listTopics(),
    createTopic: (spec) => topics.createTopic(spec),
    async deleteTopic(topic) {
      counts.forget(topic);
      await topics.deleteTopic(topic);
    },

    async append(topic, records) {
      checkPartitions(topic, records, await counts.of(topic));
      const byPartition = Map.groupBy(records, ({ partition }: NewRecord) => partition);
      try {
        await allSent(
          [...byPartition].map(([partition, own]) => sender.send(topic, partition, own)),
        );
      } catch (error) {
        counts.forget(topic);
        throw error;
      }
    },

    async consume(topic, consumeOptions, handle) {
      const partitions = await topics.partitions(topic);
      checkConsumeOptions(consumeOptions, partitions);
      const key = `${topic}/${consumeOptions.group}`;
      const slot = slots.take(key);
      const signal = AbortSignal.any([consumeOptions.signal, closing.signal]);
      const run = consumePartitions({
        createKafka: () => createClient(options),
        topic,
        partitions,
        workerName: `${workerName}/${slot}`,
        times,
        options: { ...consumeOptions, signal },
        handle,
        offsets,
      });
      running.add(run);
      await run.finally(() => {
        running.delete(run);
        slots.release(key, slot);
      });
    },

    async [Symbol.asyncDispose]() {
      closing.abort();
      await Promise.allSettled(running);
      await sender[Symbol.asyncDispose]();
      await admin[Symbol.asyncDispose]();
    },
  };
}

/**
 * Waits for all before it rejects, so that nothing is still being written when a caller tries
 * again.
 */
async function allSent(sends: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(sends);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

function timesOf(options: KafkaLogOptions): ConsumerTimes {
  return {
    sessionMs: options.sessionMs ?? TIMES_DEFAULT.sessionMs,
    heartbeatMs: options.heartbeatMs ?? TIMES_DEFAULT.heartbeatMs,
    rebalanceMs: options.rebalanceMs ?? TIMES_DEFAULT.rebalanceMs,
    handlerMsMax: options.handlerMsMax ?? TIMES_DEFAULT.handlerMsMax,
    outageMsMax: options.outageMsMax ?? TIMES_DEFAULT.outageMsMax,
    fetchMsMax: options.fetchMsMax ?? TIMES_DEFAULT.fetchMsMax,
  };
}
