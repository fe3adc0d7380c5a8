import { TOPICS } from '@winnow/contracts/topics';
import { createMemoryLog, type MemoryLog } from '@winnow/ports/memory-log';
import { createMemoryObjectStore } from '@winnow/ports/memory-object-store';
import type { ObjectStore } from '@winnow/ports/object-store';
import { systemClock } from '@winnow/ports/system-clock';
import { type ArchiverOptions, createArchiver } from './archiver.ts';
import type { ArchiverEvent } from './archiver-events.ts';
import { createTopics, enrichedRecord, rawRecords } from './lake-fixtures.ts';
import { lakeObjects, type LakeRow, readRows } from './read-lake.ts';

/** A log and a lake, and an archiver between them. */
export interface ArchiverWorld {
  readonly log: MemoryLog;
  readonly objects: ObjectStore;
  readonly events: ArchiverEvent[];
  /** Runs an archiver to the end of the enriched topic as it is now. */
  readonly drain: (options?: Partial<ArchiverOptions>) => Promise<void>;
}

/** So many raw records on each of so many partitions, and nothing enriched yet. */
export async function archiverWorld(partitions = 1, rawCount = 100): Promise<ArchiverWorld> {
  const log = createMemoryLog();
  const objects = createMemoryObjectStore();
  const events: ArchiverEvent[] = [];
  await createTopics(log, { partitions });
  for (let partition = 0; partition < partitions; partition++) {
    await log.append(TOPICS.raw, rawRecords(partition, rawCount));
  }
  return {
    log,
    objects,
    events,
    drain: async (options = {}) => {
      const ranges = await log.ranges(TOPICS.enriched);
      const to = new Map(ranges.map(({ partition, end }) => [partition, end]));
      const archiver = createArchiver({
        log,
        objects,
        clock: systemClock,
        generation: 'live',
        group: 'archiver',
        observe: (event) => events.push(event),
        ...options,
      });
      await archiver.run({ signal: AbortSignal.timeout(10_000), to });
    },
  };
}

/** All rows of a generation. */
export async function rowsOf(
  objects: ObjectStore,
  generation = 'live',
): Promise<readonly LakeRow[]> {
  const rows: LakeRow[] = [];
  for await (const object of lakeObjects(objects, { generation }))
    rows.push(...(await readRows(objects, object)));
  return rows;
}

/** Enriched records of these raw offsets of partition 0. */
export const append = ({ log }: ArchiverWorld, ...offsets: readonly number[]): Promise<void> =>
  log.append(
    TOPICS.enriched,
    offsets.map((offset) => enrichedRecord({ partition: 0, offset })),
  );

/** The raw offsets of all rows. */
export const originsOf = async ({ objects }: ArchiverWorld): Promise<readonly number[]> =>
  (await rowsOf(objects)).map(({ origin }) => origin?.offset ?? -1);
