import type { Kafka, RecordMetadata } from 'kafkajs';
import type { NewRecord } from '@winnow/ports/log';
import { wireBytes } from '@winnow/ports/log-rules';
import { PortError } from '@winnow/ports/port-error';
import { COMPRESSION_TYPES } from './codecs.ts';
import type { Compression } from './codecs.ts';
import { asPortError } from './errors.ts';
import { createProducers } from './producers.ts';

/**
 * A send holds at most so much, unless a single record is larger: Kafka's default limit is 1 MiB.
 */
const SEND_BYTES_MAX = 1_000_000;
/** Below this, compressing costs more than it saves. */
const COMPRESS_BYTES_MIN = 512;
const SEND_MS_MAX = 30_000;

/** Writes records so that none can get lost or out of order. */
export interface RecordSender extends AsyncDisposable {
  /** Appends records of one partition, in order; rejects with a `PortError`. */
  send(topic: string, partition: number, records: readonly NewRecord[]): Promise<void>;
}

/**
 * kafkajs keeps one answer per broker while it retries, so that a send of several partitions can
 * resolve without having written them all, and two sends of one partition can overtake each other.
 * Hence: one topic-partition per send, one send in flight per partition, its retries included.
 */
export function createSender(kafka: Kafka, compression: Compression): RecordSender {
  const queues = new Map<string, Promise<void>>();
  const connections = createProducers(kafka);

  const sendOnce = async (
    topic: string,
    partition: number,
    records: readonly NewRecord[],
  ): Promise<void> => {
    const bytes = records.reduce((sum, record) => sum + wireBytes(record), 0);
    const metadata = await connections.use(topic, (producer) =>
      producer.send({
        topic,
        acks: -1,
        timeout: SEND_MS_MAX,
        compression: COMPRESSION_TYPES[bytes < COMPRESS_BYTES_MIN ? 'none' : compression],
        messages: records.map(toMessage),
      }),
    );
    checkAcknowledged(topic, partition, metadata);
  };

  /** Sends, in halves where the topic takes less at once than we do. */
  const sendFitting = async (
    topic: string,
    partition: number,
    records: readonly NewRecord[],
  ): Promise<void> => {
    try {
      await sendOnce(topic, partition, records);
    } catch (error) {
      if (asPortError(error).code !== 'TOO_LARGE' || records.length === 1) throw error;
      const half = Math.ceil(records.length / 2);
      await sendFitting(topic, partition, records.slice(0, half));
      await sendFitting(topic, partition, records.slice(half));
    }
  };

  return {
    async send(topic, partition, records) {
      const queue = `${topic}/${partition}`;
      const before = queues.get(queue) ?? Promise.resolve();
      const sent = before
        .catch(() => {})
        .then(async () => {
          for (const part of cut(records)) await sendFitting(topic, partition, part);
        });
      queues.set(queue, sent);
      try {
        await sent;
      } finally {
        if (queues.get(queue) === sent) queues.delete(queue);
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(queues.values());
      await connections.close();
    },
  };
}

function toMessage({ partition, key, value, headers }: NewRecord) {
  return {
    partition,
    key: key && view(key),
    value: value && view(value),
    headers: { ...headers },
  };
}

/** The same bytes, as kafkajs wants them: the caller leaves them alone until they are written. */
function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Records in order, in parts of at most `SEND_BYTES_MAX`. */
export function cut(records: readonly NewRecord[]): NewRecord[][] {
  const parts: NewRecord[][] = [];
  let bytes = Infinity;
  for (const record of records) {
    const size = wireBytes(record);
    bytes += size;
    const part = parts.at(-1);
    if (part === undefined || bytes > SEND_BYTES_MAX) {
      parts.push([record]);
      bytes = size;
    } else {
      part.push(record);
    }
  }
  return parts;
}

/** A send that resolved has written its partition only if the answer says so. */
export function checkAcknowledged(
  topic: string,
  partition: number,
  metadata: readonly RecordMetadata[],
): void {
  const answer = metadata.find((one) => one.topicName === topic && one.partition === partition);
  if (answer?.errorCode === 0 && metadata.length === 1) return;
  const message = `the broker did not acknowledge ${topic}/${partition}`;
  throw new PortError('UNAVAILABLE', message, { retriable: true });
}
