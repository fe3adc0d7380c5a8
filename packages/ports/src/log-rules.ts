import { NOTE_BYTES_MAX } from './log.ts';
import type { ConsumeOptions, NewRecord, Progress, TopicSpec } from './log.ts';
import { PortError } from './port-error.ts';

/** Kafka's rule for topic names, and its default for `max.message.bytes`. */
const TOPIC_NAME = /^[a-zA-Z0-9._-]{1,249}$/;
const RECORD_BYTES_MAX_DEFAULT = 1_048_588;
/**
 * What Kafka adds to a record at most, apart from header names: lengths, deltas, the batch's head.
 */
const RECORD_OVERHEAD_BYTES = 128;

/** Throws INVALID for a call that no log could carry out. */
export function invalid(message: string): PortError {
  return new PortError('INVALID', message, { retriable: false });
}

/** What every log says of a topic that is not there. */
export function noSuchTopic(topic: string): PortError {
  return new PortError('NOT_FOUND', `no topic ${topic}`, { retriable: false });
}

/** Throws INVALID for a topic that cannot be created. */
export function checkTopicSpec(spec: TopicSpec): void {
  if (!TOPIC_NAME.test(spec.name) || spec.name === '.' || spec.name === '..') {
    throw invalid(`no topic can be named ${JSON.stringify(spec.name)}`);
  }
  if (!isCount(spec.partitions)) throw invalid(`${spec.name}: ${spec.partitions} partitions`);
}

/**
 * Throws INVALID where an option is out of its range. `partitions` is the topic's number of them.
 */
export function checkConsumeOptions(options: ConsumeOptions, partitions: number): void {
  if (options.group === '') throw invalid('a consumer group needs a name');
  if (!isCount(options.batchRecordsMax)) throw invalid('batchRecordsMax must be at least 1');
  if (options.batchBytesMax !== undefined && !isCount(options.batchBytesMax)) {
    throw invalid('batchBytesMax must be at least 1');
  }
  if (options.tickMs !== undefined && !isCount(options.tickMs))
    throw invalid('tickMs must be at least 1');
  for (const offsets of [options.from, options.to]) {
    for (const [partition, offset] of offsets ?? []) {
      if (!isIndex(partition, partitions)) throw invalid(`no partition ${partition}`);
      if (!isOffset(offset)) throw invalid(`no offset ${offset}`);
    }
  }
}

/** Throws INVALID where a handler's progress cannot be committed. */
export function checkProgress(progress: Progress): void {
  if (!isOffset(progress.next))
    throw invalid(`a handler's progress is no offset: ${progress.next}`);
  if (progress.note !== undefined && Buffer.byteLength(progress.note) > NOTE_BYTES_MAX) {
    throw invalid(`a note is longer than ${NOTE_BYTES_MAX} bytes`);
  }
}

/** Throws INVALID where a record names a partition that the topic does not have. */
export function checkPartitions(
  topic: string,
  records: readonly NewRecord[],
  partitions: number,
): void {
  for (const { partition } of records) {
    if (!isIndex(partition, partitions)) throw invalid(`${topic} has no partition ${partition}`);
  }
}

/** Throws TOO_LARGE where a record can never be appended under the topic's `max.message.bytes`. */
export function checkRecordBytes(spec: TopicSpec, records: readonly NewRecord[]): void {
  const configured = Number(spec.config['max.message.bytes']);
  const bytesMax = configured > 0 ? configured : RECORD_BYTES_MAX_DEFAULT;
  for (const record of records) {
    const bytes = wireBytes(record);
    if (bytes <= bytesMax) continue;
    const message = `a record of ${bytes} bytes is above ${spec.name}'s limit of ${bytesMax}`;
    throw new PortError('TOO_LARGE', message, { retriable: false });
  }
}

/** Key and value: what a batch's bytes are counted in. */
export function payloadBytes(record: Pick<NewRecord, 'key' | 'value'>): number {
  return (record.key?.length ?? 0) + (record.value?.length ?? 0);
}

/** An upper bound of what a record takes on the wire, uncompressed and alone in its batch. */
export function wireBytes(record: NewRecord): number {
  let bytes = payloadBytes(record) + RECORD_OVERHEAD_BYTES;
  for (const [name, value] of Object.entries(record.headers)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value) + 10;
  }
  return bytes;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

function isOffset(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isIndex(value: number, length: number): boolean {
  return isOffset(value) && value < length;
}
