import { formatOrigin, HEADERS, type Origin } from '@winnow/contracts/headers';
import { createRepeatFilter, type Marks } from '@winnow/contracts/repeat-filter';
import type { LogRecord } from '@winnow/ports/log';
import type { ObjectStore } from '@winnow/ports/object-store';
import { readChain } from './audit-chain-reader.ts';
import { collectRanges, type EnrichedAccount, type RangeCollector } from './audit-report.ts';
import type { RowPlace } from './read-lake.ts';

/** Walks one chain and the enriched partition that it was made from, side by side. */
export interface ChainAudit {
  /**
   * Compares the next record of the partition, in order, with the chain. True: it is not yet in the
   * lake.
   */
  record(record: LogRecord): Promise<boolean>;
  /** Reads what the partition does not reach, and sums up. `end` is the partition's. */
  close(end: number): Promise<ChainAccount>;
}

export interface ChainAccount {
  readonly account: EnrichedAccount;
  readonly truncated: boolean;
  readonly marks: Marks;
  /** Enriched offsets. */
  readonly missing: RangeCollector;
  readonly doubled: RangeCollector;
  readonly foreign: RangeCollector;
  readonly astray: RangeCollector;
  readonly withoutOrigin: RangeCollector;
  /** Positions of objects. */
  readonly broken: RangeCollector;
}

export interface ChainAuditOptions {
  readonly objects: ObjectStore;
  readonly generation: string;
  readonly partition: number;
  /** Told of every row of the chain, in order. */
  readonly onRow: (origin: Origin) => void;
}

/** Begins at the chain's first object; rows are read as the partition's records come. */
export function auditChain(options: ChainAuditOptions): ChainAudit {
  const { objects, generation, partition, onRow } = options;
  const [missing, doubled] = [collectRanges(), collectRanges()];
  const [foreign, withoutOrigin] = [collectRanges(), collectRanges()];
  const chain = readChain(objects, { generation, partition });
  const filter = createRepeatFilter();
  let waiting = 0;

  const take = ({ offset, origin }: RowPlace): void => {
    chain.skip();
    if (origin === undefined) return withoutOrigin.add(offset);
    if (!filter.admit({ generation, origin: formatOrigin(origin) })) doubled.add(offset);
    onRow(origin);
  };

  return {
    async record({ offset, headers }) {
      const header = headers[HEADERS.origin];
      for (
        let row = await chain.peek();
        row !== undefined && row.offset <= offset;
        row = await chain.peek()
      ) {
        take(row);
        if (row.offset < offset) continue;
        if (row.origin !== undefined && header !== formatOrigin(row.origin)) foreign.add(offset);
        return false;
      }
      if ((await chain.peek()) === undefined && offset >= chain.state().next) {
        waiting++;
        return true;
      }
      // No row, though the chain goes beyond: it must have been here before.
      const isNew = filter.admit({ generation, origin: header });
      if (isNew && !chain.state().truncated) missing.add(offset);
      return false;
    },
    async close(end) {
      for (let row = await chain.peek(); row !== undefined; row = await chain.peek()) take(row);
      const { objects: count, rows, repeats, next, ...state } = chain.state();
      const account: EnrichedAccount = {
        partition,
        objects: count,
        rows,
        repeats,
        next,
        end: Math.max(end, next),
        waiting,
      };
      return { account, ...state, missing, doubled, foreign, withoutOrigin };
    },
  };
}
