import { readRange } from '@winnow/pipeline/read-range';
import type { Log, LogRecord } from '@winnow/ports/log';

export interface ScanOptions {
  /** Offsets by partition, inclusive. Default: the start of each. */
  readonly from?: ReadonlyMap<number, number>;
  /** Offsets by partition, exclusive; only these partitions are read. */
  readonly to: ReadonlyMap<number, number>;
  readonly signal: AbortSignal;
}

/** Reads ranges of a topic once; rejects when it was aborted, for half an audit is none. */
export async function scanTopic(
  log: Log,
  topic: string,
  { from = new Map(), to, signal }: ScanOptions,
  onRecord: (record: LogRecord) => void | Promise<void>,
): Promise<void> {
  await readRange(log, topic, { from, to, signal }, onRecord);
  signal.throwIfAborted();
}
