import { COMPRESSION_TYPES, registerCodecs } from '@winnow/adapters/kafka/codecs';
import kafkajs from 'kafkajs';
import type { KafkaMessage } from 'kafkajs';
import { measured } from './measured.ts';

/**
 * The limit: bare kafkajs moves the records that the pipeline moves, batch by batch, with the
 * pipeline's own rules (explicit partitions, acks of all, gzip). It reads the raw topic, and reads
 * the enriched one and writes it again. Arguments: brokers, raw, enriched, to, records, bytes.
 */
const [brokers = '', raw = '', enriched = '', to = '', records = '0', bytes = '0'] =
  process.argv.slice(2);
registerCodecs();
const kafka = new kafkajs.Kafka({
  brokers: brokers.split(','),
  clientId: 'bench-copy',
  logLevel: kafkajs.logLevel.NOTHING,
});
const producer = kafka.producer({ allowAutoTopicCreation: false });
await producer.connect();

/** Reads a topic to its end as it is now, in batches. */
async function readAll(
  topic: string,
  eachBatch: (messages: readonly KafkaMessage[], partition: number) => Promise<void>,
): Promise<void> {
  const consumer = kafka.consumer({
    groupId: `bench-copy-${topic}-${Date.now()}`,
    maxWaitTimeInMs: 200,
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const left = new Set<number>();
  const admin = kafka.admin();
  await admin.connect();
  for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
    if (low !== high) left.add(partition);
  }
  await admin.disconnect();
  await new Promise<void>((resolve, reject) => {
    consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
    const run = consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch, resolveOffset }) => {
        await eachBatch(batch.messages, batch.partition);
        resolveOffset(batch.lastOffset());
        if (Number(batch.lastOffset()) + 1 >= Number(batch.highWatermark)) {
          left.delete(batch.partition);
        }
        if (left.size === 0) resolve();
      },
    });
    run.catch(reject);
  });
  await consumer.disconnect();
}

await measured(
  'bare kafkajs, the same records',
  { records: Number(records), bytes: Number(bytes) },
  async () => {
    await readAll(raw, async () => {});
    await readAll(enriched, async (read, partition) => {
      const messages = read.map(({ key, value, headers = {} }) => ({
        key,
        value,
        headers,
        partition,
      }));
      const compression = COMPRESSION_TYPES.gzip;
      await producer.send({ topic: to, messages, acks: -1, compression });
    });
  },
);
await producer.disconnect();
