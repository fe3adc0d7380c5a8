import { formatOrigin, HEADERS } from '@winnow/contracts/headers';
import { TOPICS } from '@winnow/contracts/topics';
import type { LogRecord, NewRecord } from '@winnow/ports/log';
import { createMemoryLog, type MemoryLog } from '@winnow/ports/memory-log';
import { createMemoryObjectStore } from '@winnow/ports/memory-object-store';
import type { ObjectStore } from '@winnow/ports/object-store';
import { systemClock } from '@winnow/ports/system-clock';
import { createArchiver } from './archiver.ts';
import { audit, type AuditOptions } from './audit.ts';
import type { AuditReport } from './audit-report.ts';
import { emptyChain, planFlush } from './chain.ts';
import { encodeObject } from './encode-object.ts';
import { createTopics, enrichedRecord, rawRecords } from './lake-fixtures.ts';
import { toMetadata } from './object-facts.ts';

const RAW_GROUP = 'stages';

/** A log and a lake, and what may happen to them. */
export interface AuditWorld {
  readonly log: MemoryLog;
  readonly objects: ObjectStore;
  /** Appends enriched records of these raw offsets of partition 0. */
  readonly enrich: (...offsets: readonly number[]) => Promise<void>;
  readonly setAside: (
    outcome: 'drop' | 'dead-letter',
    ...offsets: readonly number[]
  ) => Promise<void>;
  readonly commit: (next: number, topic?: string, group?: string) => Promise<void>;
  readonly archive: (flushRecordsMax?: number) => Promise<void>;
  readonly audit: (options?: Partial<AuditOptions>) => Promise<AuditReport>;
}

/** Ten raw records on each of two partitions. */
export async function auditWorld(): Promise<AuditWorld> {
  const log = createMemoryLog();
  const objects = createMemoryObjectStore();
  await createTopics(log, {
    partitions: 2,
    topics: [TOPICS.raw, TOPICS.parsed, TOPICS.enriched, TOPICS.dead],
  });
  for (const partition of [0, 1]) await log.append(TOPICS.raw, rawRecords(partition, 10));
  const signal = AbortSignal.timeout(10_000);
  return {
    log,
    objects,
    enrich: (...offsets) =>
      log.append(
        TOPICS.enriched,
        offsets.map((offset) => enrichedRecord({ partition: 0, offset })),
      ),
    setAside: (outcome, ...offsets) =>
      log.append(
        TOPICS.dead,
        offsets.map((offset) => setAsideRecord(outcome, offset)),
      ),
    commit: (next, topic = TOPICS.raw, group = RAW_GROUP) =>
      log.consume(
        topic,
        { group, batchRecordsMax: 100, signal, to: new Map([[0, next]]) },
        async () => ({ next }),
      ),
    archive: async (flushRecordsMax = 100) => {
      const to = new Map(
        (await log.ranges(TOPICS.enriched)).map(({ partition, end }) => [partition, end]),
      );
      const archiver = createArchiver({
        log,
        objects,
        clock: systemClock,
        generation: 'live',
        group: 'archiver',
        flushRecordsMax,
        batchRecordsMax: 1,
      });
      await archiver.run({ signal, to });
    },
    audit: (options = {}) =>
      audit({ log, objects, generation: 'live', rawGroup: RAW_GROUP, ...options }),
  };
}

/** A record of the dead topic that descends from this raw offset of partition 0. */
export function setAsideRecord(
  outcome: 'drop' | 'dead-letter',
  offset: number,
  generation = 'live',
): NewRecord {
  const origin = formatOrigin({ topic: TOPICS.raw, partition: 0, offset });
  const headers = {
    [HEADERS.origin]: origin,
    [HEADERS.generation]: generation,
    [HEADERS.outcome]: outcome,
  };
  return { partition: 0, key: null, value: null, headers };
}

/** Puts an object of these rows behind the chain's end, as a broken archiver might. */
export async function forge(
  objects: ObjectStore,
  position: number,
  offsets: readonly number[],
  partition = 0,
): Promise<void> {
  const records: LogRecord[] = offsets.map((offset, index) => ({
    ...enrichedRecord({ partition: 0, offset }),
    topic: TOPICS.enriched,
    partition,
    offset: position + index,
    timestamp: 0,
  }));
  const chain = { ...emptyChain('live', partition), position };
  const plan = planFlush(chain, { records, next: position + offsets.length });
  const { body, sha256 } = await encodeObject(plan, () => {});
  const { next, marks, repeats } = plan;
  const facts = { next, marks, repeats, sha256, rows: plan.records.length, incarnations: {} };
  await objects.putIfAbsent(plan.key, body, { metadata: toMetadata(facts) });
}
