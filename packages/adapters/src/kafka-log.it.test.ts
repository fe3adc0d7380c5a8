import { after } from 'node:test';
import kafkajs from 'kafkajs';
import { describeLog } from '@winnow/ports/log.conformance';
import { startServers } from '../../../test/servers.ts';
import { createKafkaLog } from './kafka-log.ts';

const servers = await startServers({ kafka: {} });
after(() => servers?.[Symbol.asyncDispose]());
const brokers = servers === undefined ? [] : [...servers.kafkaBrokers];
const kafka = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING });

/** Patience for tests: partitions of a consumer that hangs move after a second and a half. */
const TIMES = { sessionMs: 6_000, heartbeatMs: 300, rebalanceMs: 2_500, fetchMsMax: 25 };

describeLog({
  name: 'kafka',
  ...(servers === undefined && { skip: 'no Kafka' }),
  create: async () => createKafkaLog({ brokers, clientId: 'winnow-test', ...TIMES }),
  supports: { groupsShareWork: true, losesPartitionsMs: TIMES.rebalanceMs },
  async leaveGap(log, topic, partition) {
    const endOf = async (): Promise<number> => (await log.ranges(topic))[partition]?.end ?? 0;
    const before = await endOf();
    // A transaction's end is a record that no consumer sees; an aborted one's records are neither.
    const producer = kafka.producer({
      transactionalId: crypto.randomUUID(),
      maxInFlightRequests: 1,
      idempotent: true,
    });
    try {
      await producer.connect();
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ partition, value: 'aborted' }] });
      await transaction.abort();
    } finally {
      await producer.disconnect();
    }
    // The abort is answered before its marker lies in the partition.
    for (let end = before; end < before + 2; end = await endOf());
  },
  async truncate(_, topic, partition, before) {
    const admin = kafka.admin();
    try {
      await admin.connect();
      // Without this kafkajs does not know who leads the partition.
      await admin.fetchTopicOffsets(topic);
      const offset = String(before);
      await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset }] });
    } finally {
      await admin.disconnect();
    }
  },
});
