import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { Headers, LogRecord } from '@winnow/ports/log';
import { payloadBytes } from '@winnow/ports/log-rules';

/** A record as it came from the broker. */
export function toRecord(topic: string, partition: number, message: KafkaMessage): LogRecord {
  return {
    topic,
    partition,
    offset: Number(message.offset),
    timestamp: Number(message.timestamp),
    key: message.key,
    value: message.value,
    headers: toHeaders(message.headers ?? {}),
  };
}

function toHeaders(headers: IHeaders): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const last = Array.isArray(value) ? value.at(-1) : value;
      return [name, last === undefined ? '' : String(last)];
    }),
  );
}

/** Records in order, in parts within the bounds; a larger record is a part of its own. */
export function* slices(
  records: Iterable<LogRecord>,
  bounds: { readonly recordsMax: number; readonly bytesMax: number },
): Iterable<LogRecord[]> {
  let slice: LogRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = payloadBytes(record);
    const full = slice.length === bounds.recordsMax || bytes + size > bounds.bytesMax;
    if (full && slice.length > 0) {
      yield slice;
      slice = [];
      bytes = 0;
    }
    slice.push(record);
    bytes += size;
  }
  if (slice.length > 0) yield slice;
}
