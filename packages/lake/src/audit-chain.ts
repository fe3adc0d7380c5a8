import { type Origin, HEADERS } from '@winnow/contracts/headers';
import { createRepeatFilter, type Marks } from '@winnow/contracts/repeat-filter';
import type { LogRecord } from '@winnow/ports/log';
import type { ObjectStore } from '@winnow/ports/object-store';
import { collectRanges, type EnrichedAccount, type RangeCollector } from './audit-report.ts';
import { type LakeObject, lakeObjects, readPlaces, type RowPlace } from './read-lake.ts';

/** Walks one chain and the enriched partition that it was made from, side by side. */
export interface ChainAudit {
  /**
   * Compares the next record of the partition, in order, with the chain. True: it is not yet in the
   * lake.
   */
  record(record: LogRecord): Promise<boolean>;
  /** Reads what the partition does not reach, and sums up. */
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

export function auditChain({ objects, generation, partition, onRow }: ChainAuditOptions): ChainAudit {
  const found = {
    missing: collectRanges(),
    doubled: collectRanges(),
    foreign: collectRanges(),
    withoutOrigin: collectRanges(),
    broken: collectRanges(),
  };
  const sums = { objects: 0, rows: 0, repeats: 0, waiting: 0 };
  const filter = createRepeatFilter();
  let first: LakeObject | undefined;
  let next = 0;
  let marks: Marks = {};
  /** The row that `record` has not come to yet. */
  let ahead: IteratorResult<RowPlace, void> | undefined;

  async function* rows(): AsyncGenerator<RowPlace, void> {
    for await (const object of lakeObjects(objects, { generation, partition })) {
      first ??= object;
      const places = await readPlaces(objects, object);
      const isWhole = places.length === object.facts.rows && (object === first || object.position === next);
      if (!isWhole) found.broken.add(object.position);
      next = object.facts.next;
      marks = object.facts.marks;
      sums.objects++;
      sums.rows += places.length;
      sums.repeats += object.facts.repeats;
      for (const place of places) {
        if (place.offset < object.position || place.offset >= next) found.foreign.add(place.offset);
        yield place;
      }
    }
  }
  const chain = rows();

  const take = ({ offset, origin }: RowPlace): void => {
    if (origin === undefined) return found.withoutOrigin.add(offset);
    const text = `${origin.topic}/${origin.partition}/${origin.offset}`;
    if (!filter.admit({ generation, origin: text })) found.doubled.add(offset);
    onRow(origin);
  };
  const peek = async (): Promise<RowPlace | undefined> => {
    ahead ??= await chain.next();
    return ahead.done === true ? undefined : ahead.value;
  };

  return {
    async record({ offset, headers }) {
      for (let row = await peek(); row !== undefined && row.offset <= offset; row = await peek()) {
        ahead = undefined;
        take(row);
        if (row.offset < offset) continue;
        if (!isSame(row.origin, headers[HEADERS.origin])) found.foreign.add(offset);
        return false;
      }
      const isArchived = (await peek()) !== undefined || offset < next;
      if (!isArchived) {
        sums.waiting++;
        return true;
      }
      // No row, though the chain goes beyond: it must have been here before.
      const isTruncated = (first?.position ?? 0) > 0;
      if (filter.admit({ generation, origin: headers[HEADERS.origin] }) && !isTruncated) found.missing.add(offset);
      return false;
    },
    async close(end) {
      for (let row = await peek(); row !== undefined; row = await peek()) {
        ahead = undefined;
        take(row);
      }
      const account = { partition, ...sums, next, end: Math.max(end, next) };
      return { account, marks, truncated: (first?.position ?? 0) > 0, ...found };
    },
  };
}

function isSame(origin: Origin | undefined, header: string | undefined): boolean {
  if (origin === undefined) return true;
  return header === `${origin.topic}/${origin.partition}/${origin.offset}`;
}
