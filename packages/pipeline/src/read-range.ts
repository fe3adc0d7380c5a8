import { randomUUID } from 'node:crypto';
import type { Log, LogRecord } from '@winnow/ports/log';

export interface ReadRangeOptions {
  readonly from?: ReadonlyMap<number, number>;
  /** Default: where each partition ends at the start. */
  readonly to?: ReadonlyMap<number, number>;
  readonly signal: AbortSignal;
}

const BATCH_RECORDS_MAX = 1_000;

/**
 * Hands every record of a range of a topic to `each`, under a group that is forgotten afterwards.
 */
export async function readRange(
  log: Log,
  topic: string,
  options: ReadRangeOptions,
  each: (record: LogRecord) => void | Promise<void>,
): Promise<void> {
  const isStated = options.from !== undefined && options.to !== undefined;
  const ranges = isStated ? [] : await log.ranges(topic);
  const to = options.to ?? new Map(ranges.map(({ partition, end }) => [partition, end]));
  const from = options.from ?? new Map(ranges.map(({ partition, start }) => [partition, start]));
  const open = [...to].filter(([partition, end]) => end > (from.get(partition) ?? 0));
  if (open.length === 0) return;
  const group = `winnow.read.${randomUUID()}`;
  const { signal } = options;
  try {
    await log.consume(
      topic,
      { group, batchRecordsMax: BATCH_RECORDS_MAX, signal, from, to: new Map(open) },
      async (batch) => {
        for (const record of batch.records) await each(record);
      },
    );
  } finally {
    await log.deleteGroup(group);
  }
}
