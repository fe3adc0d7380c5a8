import { randomUUID } from 'node:crypto';
import type { Log, LogRecord } from '@winnow/ports/log';

export interface ScanOptions {
  /** Offsets by partition, inclusive. Default: the start of each. */
  readonly from?: ReadonlyMap<number, number>;
  /** Offsets by partition, exclusive; only these partitions are read. */
  readonly to: ReadonlyMap<number, number>;
  readonly signal: AbortSignal;
}

const BATCH_RECORDS_MAX = 2_000;

/** Reads ranges of a topic once, under a group of its own that is forgotten afterwards. */
export async function scanTopic(
  log: Log,
  topic: string,
  { from = new Map(), to, signal }: ScanOptions,
  onRecord: (record: LogRecord) => void | Promise<void>,
): Promise<void> {
  const ends = new Map([...to].filter(([partition, end]) => end > (from.get(partition) ?? 0)));
  if (ends.size === 0) return;
  const group = `winnow.scan.${randomUUID()}`;
  try {
    await log.consume(
      topic,
      { group, batchRecordsMax: BATCH_RECORDS_MAX, signal, from, to: ends },
      async (batch) => {
        for (const record of batch.records) await onRecord(record);
      },
    );
    signal.throwIfAborted();
  } finally {
    await log.deleteGroup(group);
  }
}
