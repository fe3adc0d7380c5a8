import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { constants, zstdCompressSync } from 'node:zlib';
import { HEADERS, parseOrigin } from '@winnow/contracts/headers';
import type { LogRecord } from '@winnow/ports/log';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ObserveArchiver } from './archiver-events.ts';
import type { FlushPlan } from './chain.ts';
import { type Cells, toCells } from './lake-row.ts';
import { COLUMN_NAMES, PARQUET_SCHEMA } from './parquet-schema.ts';

/**
 * A row group ends at so many rows or bytes of records. It is written in one go, some tenths of a
 * second; between two of them the event loop gets its turn for heartbeats and signals.
 */
const GROUP_ROWS_MAX = 2_000;
const GROUP_BYTES_MAX = 8 * 1024 * 1024;

/** What zstd itself takes by default. */
const ZSTD_LEVEL = 3;

/** Makes the body of an object. */
export type EncodeObject = (
  plan: FlushPlan,
  observe: ObserveArchiver,
) => Promise<{ readonly body: Uint8Array; readonly sha256: string }>;

/**
 * The Parquet object of a plan. The same records give the same bytes: nothing in them is of the
 * writer, the clock or the machine.
 */
export const encodeObject: EncodeObject = async (plan, observe) => {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [...PARQUET_SCHEMA],
    codec: 'ZSTD',
    compressors: { ZSTD: compress },
    createdBy: 'winnow',
  });
  for (const group of rowGroups(plan.records)) {
    const rows = group.map((record) => observed(record, toCells(record), observe));
    const columnData = COLUMN_NAMES.map((name) => ({
      name,
      data: rows.map((row) => row[name] ?? null),
    }));
    await parquet.write({ columnData, rowGroupSize: rows.length });
    await setImmediate();
  }
  await parquet.finish();
  const body = writer.getBytes();
  return { body, sha256: hash('sha256', body) };
};

function compress(input: Uint8Array): Uint8Array {
  return zstdCompressSync(input, { params: { [constants.ZSTD_c_compressionLevel]: ZSTD_LEVEL } });
}

function* rowGroups(records: readonly LogRecord[]): Generator<readonly LogRecord[]> {
  let group: LogRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    group.push(record);
    bytes += record.value?.length ?? 0;
    if (group.length < GROUP_ROWS_MAX && bytes < GROUP_BYTES_MAX) continue;
    yield group;
    group = [];
    bytes = 0;
  }
  if (group.length > 0) yield group;
}

function observed(record: LogRecord, cells: Cells, observe: ObserveArchiver): Cells {
  const { partition, offset } = record;
  if (cells['_unreadable'] !== null) observe({ kind: 'unreadable', partition, offset });
  if (parseOrigin(record.headers[HEADERS.origin]) === undefined) {
    observe({ kind: 'no-origin', partition, offset });
  }
  return cells;
}
