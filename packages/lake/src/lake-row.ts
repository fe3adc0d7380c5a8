import { HEADERS } from '@winnow/contracts/headers';
import { ENRICHED_SCHEMA_VERSION } from '@winnow/contracts/enriched-posting';
import type { LogRecord } from '@winnow/ports/log';
import { fitsAll, POSTING_COLUMNS } from './posting-columns.ts';

/** A row by column name; what is not named is null. */
export type Cells = Readonly<Record<string, unknown>>;

/** The row of one record: the posting's fields, and where they come from. Never fails. */
export function toCells(record: LogRecord): Cells {
  const value = record.value === null ? null : textOf(record.value);
  const posting = value === null ? undefined : readPosting(value);
  return {
    ...posting,
    _topic: record.topic,
    _partition: record.partition,
    _offset: BigInt(record.offset),
    _timestamp: BigInt(record.timestamp),
    _key: record.key === null ? null : textOf(record.key),
    _origin: record.headers[HEADERS.origin] ?? null,
    _deleted: value === null,
    _unreadable: value !== null && posting === undefined ? value : null,
  };
}

/** Undefined when the text is no enriched posting of the version that this lake holds. */
function readPosting(text: string): Cells | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!fitsAll(POSTING_COLUMNS, value)) return undefined;
  return value['schemaVersion'] === ENRICHED_SCHEMA_VERSION ? value : undefined;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
