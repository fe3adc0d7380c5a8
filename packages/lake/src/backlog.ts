import type { Clock } from '@winnow/ports/clock';
import type { Batch, LogRecord } from '@winnow/ports/log';
import type { FlushReason } from './archiver-events.ts';
import { above, type Unarchived } from './chain.ts';

export interface FlushBounds {
  readonly flushRecordsMax: number;
  readonly flushBytesMax: number;
  readonly flushMsMax: number;
}

/** What of one partition was consumed and is not in the lake: as it came, repeats included. */
export interface Backlog {
  readonly unarchived: () => Unarchived;
  /** Takes in what of a batch it does not have yet. */
  add(batch: Batch): void;
  /** Lets go of what the chain has, now that it ends here. */
  archived(position: number): void;
  /** Why it should become an object now, if it should. */
  due(bounds: FlushBounds): FlushReason | undefined;
}

/** A backlog that begins at a chain's end. */
export function createBacklog(position: number, clock: Clock): Backlog {
  let unarchived: Unarchived = { records: [], next: position };
  let bytes = 0;
  /** When the oldest of the records came. */
  let since: number | undefined;

  return {
    unarchived: () => unarchived,
    add({ records, next }) {
      const fresh = records.filter((record) => record.offset >= unarchived.next);
      if (fresh.length > 0) since ??= clock.now();
      bytes += bytesOf(fresh);
      unarchived = {
        records: [...unarchived.records, ...fresh],
        next: Math.max(unarchived.next, next),
      };
    },
    archived(end) {
      unarchived = above(end, unarchived);
      bytes = bytesOf(unarchived.records);
      if (unarchived.records.length === 0) since = undefined;
    },
    due({ flushRecordsMax, flushBytesMax, flushMsMax }) {
      if (unarchived.records.length >= flushRecordsMax) return 'records';
      if (bytes >= flushBytesMax) return 'bytes';
      return since !== undefined && clock.now() - since >= flushMsMax ? 'time' : undefined;
    },
  };
}

function bytesOf(records: readonly LogRecord[]): number {
  return records.reduce(
    (sum, { key, value }) => sum + (key?.length ?? 0) + (value?.length ?? 0),
    0,
  );
}
