import { COMPRESSION_TYPES, registerCodecs } from '@winnow/adapters/kafka/codecs';
import kafkajs from 'kafkajs';
import { measured } from './measured.ts';

/**
 * The limit: bare kafkajs reads a topic and writes what it read to another one, batch by batch,
 * with the pipeline's own rules (explicit partitions, acks of all, gzip). Arguments: brokers, from,
 * to, records, bytes.
 */
const [brokers = '', from = '', to = '', records = '0', bytes = '0'] = process.argv.slice(2);
registerCodecs();
const kafka = new kafkajs.Kafka({
  brokers: brokers.split(','),
  clientId: 'bench-copy',
  logLevel: kafkajs.logLevel.NOTHING,
});
const consumer = kafka.consumer({ groupId: `bench-copy-${Date.now()}`, maxWaitTimeInMs: 200 });
const producer = kafka.producer({ allowAutoTopicCreation: false });
await Promise.all([consumer.connect(), producer.connect()]);
await consumer.subscribe({ topic: from, fromBeginning: true });

await measured(
  'bare kafkajs copy',
  { records: Number(records), bytes: Number(bytes) },
  async () => {
    let copied = 0;
    await new Promise<void>((resolve, reject) => {
      consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
      const run = consumer.run({
        autoCommit: false,
        eachBatch: async ({ batch, resolveOffset }) => {
          const messages = batch.messages.map(({ key, value, headers = {} }) => ({
            key,
            value,
            headers,
            partition: batch.partition,
          }));
          await producer.send({
            topic: to,
            messages,
            acks: -1,
            compression: COMPRESSION_TYPES.gzip,
          });
          resolveOffset(batch.lastOffset());
          copied += messages.length;
          if (copied >= Number(records)) resolve();
        },
      });
      run.catch(reject);
    });
  },
);
await Promise.all([consumer.disconnect(), producer.disconnect()]);
