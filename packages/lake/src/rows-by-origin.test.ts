import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Origin } from '@winnow/contracts/headers';
import { enrichedTopic, TOPICS } from '@winnow/contracts/topics';
import { createMemoryLog, type MemoryLog } from '@winnow/ports/memory-log';
import { createMemoryObjectStore } from '@winnow/ports/memory-object-store';
import type { ObjectStore } from '@winnow/ports/object-store';
import { systemClock } from '@winnow/ports/system-clock';
import { createArchiver } from './archiver.ts';
import { promote } from './current-generations.ts';
import { createTopics, emptyPosting, enrichedRecord, rawRecords } from './lake-fixtures.ts';
import { createCurrentRows, createRowsByOrigin } from './rows-by-origin.ts';

const RAW = 40;
const origin = (partition: number, offset: number): Origin => ({
  topic: TOPICS.raw,
  partition,
  offset,
});

async function archive(log: MemoryLog, objects: ObjectStore, generation: string): Promise<void> {
  const ranges = await log.ranges(enrichedTopic(generation));
  const to = new Map(ranges.map(({ partition, end }) => [partition, end]));
  const common = { log, objects, clock: systemClock, generation, group: generation };
  const archiver = createArchiver({ ...common, flushRecordsMax: 6, batchRecordsMax: 3 });
  await archiver.run({ signal: AbortSignal.timeout(20_000), to });
}

/** Three raw partitions that lead to two chains; every fifth record has no row. */
async function lake(): Promise<{ readonly log: MemoryLog; readonly objects: ObjectStore }> {
  const log = createMemoryLog();
  const objects = createMemoryObjectStore();
  await createTopics(log, { partitions: 3, topics: [TOPICS.raw] });
  await createTopics(log, { partitions: 2, topics: [TOPICS.enriched, enrichedTopic('g2')] });
  for (const partition of [0, 1, 2]) await log.append(TOPICS.raw, rawRecords(partition, RAW));
  for (let offset = 0; offset < RAW; offset++) {
    if (offset % 5 === 4) continue;
    for (const partition of [0, 1, 2]) {
      const value = emptyPosting(`${partition}-${offset}`);
      const record = { ...enrichedRecord({ partition, offset, value }), partition: partition % 2 };
      await log.append(TOPICS.enriched, [record, record]);
    }
  }
  await archive(log, objects, 'live');
  return { log, objects };
}

describe('createRowsByOrigin', () => {
  it('finds the row of every raw record that has one, in any order', async () => {
    const { objects } = await lake();
    const rows = createRowsByOrigin({ objects, generation: 'live' });
    const asked = [0, 1, 2].flatMap((partition) =>
      Array.from({ length: RAW + 3 }, (_, index) => origin(partition, (index * 17) % (RAW + 3))),
    );
    const found = await rows.find(asked);
    for (const [index, { partition, offset }] of asked.entries()) {
      const expected = offset < RAW && offset % 5 !== 4 ? `${partition}-${offset}` : undefined;
      assert.equal(found[index]?.posting?.id, expected, `${partition}/${offset}`);
    }
  });

  it('reads each object once when it is asked in order', async () => {
    const { objects } = await lake();
    const bodies: string[] = [];
    const heads: string[] = [];
    const counted: ObjectStore = {
      ...objects,
      get: (key, range) => {
        bodies.push(key);
        return objects.get(key, range);
      },
      head: (key) => {
        heads.push(key);
        return objects.head(key);
      },
    };
    const rows = createRowsByOrigin({ objects: counted, generation: 'live' });
    for (let offset = 0; offset < RAW; offset++) {
      await rows.find([0, 1, 2].map((partition) => origin(partition, offset)));
    }
    assert.ok(bodies.length > 10);
    assert.equal(new Set(bodies).size, bodies.length);
    assert.equal(new Set(heads).size, heads.length);
  });

  it('passes over what is no object of a chain', async () => {
    const { objects } = await lake();
    for (const key of ['a', 'partition=0/readme', 'partition=1', 'z/z']) {
      await objects.putIfAbsent(`generation=live/${key}`, Buffer.from('x'));
    }
    const rows = createRowsByOrigin({ objects, generation: 'live' });
    const found = await rows.find([origin(0, 0), origin(1, 0)]);
    assert.deepEqual(
      found.map((row) => row?.posting?.id),
      ['0-0', '1-0'],
    );
  });

  it('knows nothing of other topics, partitions and generations', async () => {
    const { objects } = await lake();
    const rows = createRowsByOrigin({ objects, generation: 'live' });
    assert.deepEqual(await rows.find([{ ...origin(0, 0), topic: 'other' }, origin(9, 0)]), [
      undefined,
      undefined,
    ]);
    const none = createRowsByOrigin({ objects, generation: 'none' });
    assert.deepEqual(await none.find([origin(0, 0)]), [undefined]);
  });
});

describe('createCurrentRows', () => {
  it('takes each row from the generation that counts for it', async () => {
    const { log, objects } = await lake();
    for (const offset of [10, 12]) {
      const value = { ...emptyPosting(`0-${offset}`), title: 'replayed' };
      const record = enrichedRecord({ partition: 0, offset, generation: 'g2', value });
      await log.append(enrichedTopic('g2'), [record]);
    }
    await archive(log, objects, 'g2');
    await promote(objects, { generation: 'g2', from: { '0': 10 }, to: { '0': 13 } });
    const rows = await createCurrentRows({ objects });
    const found = await rows.find([9, 10, 11, 12, 13].map((offset) => origin(0, offset)));
    assert.deepEqual(
      found.map((row) => row && row.posting?.title),
      [undefined, 'replayed', undefined, 'replayed', null],
    );
  });
});
