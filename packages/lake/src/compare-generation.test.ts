import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import { enrichedTopic, LIVE_GENERATION, TOPICS } from '@winnow/contracts/topics';
import { createMemoryLog, type MemoryLog } from '@winnow/ports/memory-log';
import { createMemoryObjectStore } from '@winnow/ports/memory-object-store';
import type { ObjectStore } from '@winnow/ports/object-store';
import { systemClock } from '@winnow/ports/system-clock';
import { createArchiver } from './archiver.ts';
import {
  compareGeneration,
  createComparisonCounter,
  type RowComparison,
} from './compare-generation.ts';
import { promote } from './current-generations.ts';
import { createTopics, enrichedRecord, fullPosting } from './lake-fixtures.ts';

const RAW = 20;
const GENERATION = 'g2';

/** What the rules say anew of some postings; undefined: the record has no row. */
type Rules = (offset: number) => Partial<EnrichedPosting> | undefined;

async function write(log: MemoryLog, generation: string, rules: Rules): Promise<void> {
  for (let offset = 0; offset < RAW; offset++) {
    const changed = rules(offset);
    if (changed === undefined) continue;
    const value = { ...fullPosting(`0-${offset}`), ...changed };
    const record = enrichedRecord({ partition: 0, offset, generation, value });
    await log.append(enrichedTopic(generation), [record]);
  }
}

async function archive(log: MemoryLog, objects: ObjectStore, generation: string): Promise<void> {
  const ranges = await log.ranges(enrichedTopic(generation));
  const to = new Map(ranges.map(({ partition, end }) => [partition, end]));
  const common = { log, objects, clock: systemClock, generation, group: generation };
  await createArchiver({ ...common, flushRecordsMax: 6 }).run({
    signal: AbortSignal.timeout(20_000),
    to,
  });
}

async function lake(before: Rules, after: Rules): Promise<ObjectStore> {
  await using log = createMemoryLog();
  const objects = createMemoryObjectStore();
  const topics = [TOPICS.raw, TOPICS.enriched, enrichedTopic(GENERATION)];
  await createTopics(log, { partitions: 1, topics });
  await write(log, LIVE_GENERATION, before);
  await write(log, GENERATION, after);
  await archive(log, objects, LIVE_GENERATION);
  await archive(log, objects, GENERATION);
  return objects;
}

function compare(objects: ObjectStore, from = 0, to = RAW): Promise<RowComparison[]> {
  return Array.fromAsync(
    compareGeneration({
      objects,
      generation: GENERATION,
      from: new Map([[0, from]]),
      to: new Map([[0, to]]),
      signal: AbortSignal.timeout(20_000),
    }),
  );
}

const VERSIONS = { parse: '2+11111111', salary: '1+0', stack: '1+0', duplicate: '1+0' };

describe('compareGeneration', () => {
  it('finds no difference where the rules changed and say the same', async () => {
    const objects = await lake(
      () => ({}),
      () => ({ stages: VERSIONS }),
    );
    const found = await compare(objects);
    assert.equal(found.length, RAW);
    assert.ok(found.every(({ kind }) => kind === 'same'));
  });

  it('says what changed, field by field, and what came and went', async () => {
    const objects = await lake(
      (offset) => (offset === 3 ? undefined : { seniority: offset < 10 ? null : 'SENIOR' }),
      (offset) => {
        if (offset === 4) return undefined;
        return { seniority: offset === 7 ? 'LEAD' : offset < 10 ? null : 'SENIOR' };
      },
    );
    const found = await compare(objects);
    const changes = found.filter(({ kind }) => kind !== 'same');
    assert.deepEqual(
      changes.map((comparison) => [comparison.origin.offset, comparison.kind, comparison.key]),
      [
        [3, 'added', 'test/0-3'],
        [4, 'removed', 'test/0-4'],
        [7, 'changed', 'test/0-7'],
      ],
    );
    const last = changes.at(-1);
    assert.deepEqual(last?.kind === 'changed' && last.changes, [
      { field: 'seniority', before: null, after: 'LEAD' },
    ]);
  });

  it('looks at the range alone, and compares a promoted generation with what it replaced', async () => {
    const objects = await lake(
      () => ({}),
      (offset) => ({ title: `New ${offset}` }),
    );
    await promote(objects, { generation: GENERATION, from: { 0: 5 }, to: { 0: 8 } });
    const found = await compare(objects, 5, 8);
    assert.deepEqual(
      found.map(({ origin, kind }) => [origin.offset, kind]),
      [
        [5, 'changed'],
        [6, 'changed'],
        [7, 'changed'],
      ],
    );
  });
});

describe('createComparisonCounter', () => {
  it('counts rows, and fields that were filled or emptied', () => {
    const counter = createComparisonCounter();
    const origin = { topic: TOPICS.raw, partition: 0, offset: 0 };
    const place = { origin, key: null };
    counter.add({ ...place, kind: 'same' });
    counter.add({ ...place, kind: 'removed' });
    const experience = (minYears: number | null): unknown => ({ minYears, maxYears: null });
    counter.add({
      ...place,
      kind: 'changed',
      changes: [
        { field: 'experience', before: experience(null), after: experience(3) },
        { field: 'stack', before: [{ id: 'go' }], after: [] },
        { field: 'title', before: 'a', after: 'b' },
      ],
    });
    assert.deepEqual(counter.counts(), {
      same: 1,
      changed: 1,
      added: 0,
      removed: 1,
      fields: {
        experience: { changed: 1, filled: 1, emptied: 0 },
        stack: { changed: 1, filled: 0, emptied: 1 },
        title: { changed: 1, filled: 0, emptied: 0 },
      },
    });
  });
});
