import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HEADERS } from '@winnow/contracts/headers';
import { TOPICS } from '@winnow/contracts/topics';
import { createMemoryObjectStore } from '@winnow/ports/memory-object-store';
import type { ObjectStore } from '@winnow/ports/object-store';
import { systemClock } from '@winnow/ports/system-clock';
import { append, archiverWorld, originsOf, rowsOf } from './archiver-fixtures.ts';
import { emptyPosting, enrichedRecord, fullPosting } from './lake-fixtures.ts';
import { objectKey } from './object-key.ts';
import { lakeObjects } from './read-lake.ts';

describe('createArchiver', () => {
  it('archives what was published, as it was published', async () => {
    const at = await archiverWorld(2);
    const postings = [fullPosting('a'), emptyPosting('b'), fullPosting('c')];
    for (const [offset, value] of postings.entries()) {
      await at.log.append(TOPICS.enriched, [
        enrichedRecord({ partition: offset % 2, offset, value }),
      ]);
    }
    await at.drain();
    const rows = await rowsOf(at.objects);
    assert.deepEqual(
      rows
        .map(({ posting }) => posting)
        .toSorted((a, b) => String(a?.id).localeCompare(String(b?.id))),
      postings,
    );
    const [first] = rows;
    assert.equal(first?.topic, TOPICS.enriched);
    assert.equal(first?.partition, 0);
    assert.equal(first?.offset, 0);
    assert.equal(first?.key, 'test/0-0');
    assert.deepEqual(first?.origin, { topic: TOPICS.raw, partition: 0, offset: 0 });
    assert.ok(Math.abs((first?.timestamp ?? 0) - systemClock.now()) < 60_000);
  });

  it('keeps a tombstone as a row, and a value that is no posting as text', async () => {
    const at = await archiverWorld();
    const odd = '{"schemaVersion": 2}';
    await at.log.append(TOPICS.enriched, [
      enrichedRecord({ partition: 0, offset: 0, value: null }),
      enrichedRecord({ partition: 0, offset: 1, value: odd }),
      enrichedRecord({ partition: 0, offset: 2, value: 'no JSON' }),
    ]);
    await at.drain();
    const rows = await rowsOf(at.objects);
    assert.deepEqual(
      rows.map(({ deleted }) => deleted),
      [true, false, false],
    );
    assert.deepEqual(
      rows.map(({ posting }) => posting),
      [null, null, null],
    );
    assert.deepEqual(
      rows.map(({ unreadable }) => unreadable),
      [null, odd, 'no JSON'],
    );
    assert.deepEqual(
      rows.map(({ key }) => key),
      ['test/0-0', 'test/0-1', 'test/0-2'],
    );
    assert.deepEqual(
      at.events.filter(({ kind }) => kind === 'unreadable'),
      [1, 2].map((offset) => ({ kind: 'unreadable', partition: 0, offset })),
    );
  });

  it('leaves out repeats, within an object and across objects and restarts', async () => {
    const at = await archiverWorld();
    await append(at, 0, 1, 0, 1, 2);
    await at.drain();
    await append(at, 1, 2, 3, 2, 3, 4);
    await at.drain({ group: 'another' });
    assert.deepEqual(await originsOf(at), [0, 1, 2, 3, 4]);
    const repeats = at.events.map((event) => (event.kind === 'object' ? event.repeats : 0));
    assert.deepEqual(repeats, [2, 4]);
  });

  it('writes each object where the one before it ends, the first at 0, gaps included', async () => {
    const at = await archiverWorld();
    at.log.leaveGap(TOPICS.enriched, 0);
    await append(at, 0, 1);
    at.log.leaveGap(TOPICS.enriched, 0);
    await at.drain();
    await append(at, 2);
    await at.drain();
    const objects = await Array.fromAsync(lakeObjects(at.objects, { generation: 'live' }));
    assert.deepEqual(
      objects.map(({ position, facts }) => [position, facts.next]),
      [
        [0, 4],
        [4, 5],
      ],
    );
    assert.equal(objects[0]?.key, 'generation=live/partition=0/00000000000000000000.parquet');
    assert.deepEqual(objects[1]?.facts.marks, { 'live/postings.raw.v1/0': 2 });
  });

  it('begins at the chain’s end, whatever the group has committed', async () => {
    for (const wrong of [0, 1, 5]) {
      const at = await archiverWorld();
      await append(at, 0, 1, 2);
      await at.drain();
      await append(at, 3, 4);
      const signal = AbortSignal.timeout(5_000);
      const to = new Map([[0, 5]]);
      await at.log.consume(
        TOPICS.enriched,
        { group: 'wrong', batchRecordsMax: 9, signal, to },
        async () => ({
          next: wrong,
          note: 'generation=live/partition=0/00000000000000000099.parquet',
        }),
      );
      await at.drain({ group: 'wrong' });
      assert.deepEqual(await originsOf(at), [0, 1, 2, 3, 4], `committed ${wrong}`);
    }
  });

  it('commits the chain’s position with the last object’s key, and walks on from there', async () => {
    const at = await archiverWorld();
    await append(at, 0, 1);
    await at.drain();
    const key = objectKey({ generation: 'live', partition: 0, position: 0 });
    assert.deepEqual(await at.log.committed('archiver', TOPICS.enriched), [
      { partition: 0, next: 2, note: key },
    ]);

    await append(at, 2);
    await at.drain({ group: 'another' });
    let listed = 0;
    const list: ObjectStore['list'] = (...args) => {
      listed++;
      return at.objects.list(...args);
    };
    await append(at, 3);
    await at.drain({ objects: { ...at.objects, list } });
    assert.equal(listed, 0);
    assert.deepEqual(await originsOf(at), [0, 1, 2, 3]);
  });

  it('lists the chain when the hint is of no use', async () => {
    for (const note of [
      '',
      'nonsense',
      'generation=other/partition=0/00000000000000000000.parquet',
    ]) {
      const at = await archiverWorld();
      await append(at, 0, 1);
      await at.drain();
      await at.log.consume(
        TOPICS.enriched,
        {
          group: 'hint',
          batchRecordsMax: 1,
          signal: AbortSignal.timeout(5_000),
          to: new Map([[0, 1]]),
        },
        async () => ({ next: 1, note }),
      );
      await append(at, 1, 2);
      await at.drain({ group: 'hint' });
      assert.deepEqual(await originsOf(at), [0, 1, 2]);
    }
  });

  it('writes when so many records or bytes wait', async () => {
    const at = await archiverWorld();
    await append(at, 0, 1, 2, 3, 4, 5, 6);
    await at.drain({ flushRecordsMax: 3, batchRecordsMax: 1 });
    const reasons = at.events.map((event) => event.kind === 'object' && [event.rows, event.reason]);
    assert.deepEqual(reasons, [
      [3, 'records'],
      [3, 'records'],
      [1, 'end'],
    ]);

    const small = await archiverWorld();
    await append(small, 0, 1, 2);
    await small.drain({ flushBytesMax: 1, batchRecordsMax: 1 });
    assert.deepEqual(
      small.events.map((event) => event.kind === 'object' && event.reason),
      ['bytes', 'bytes', 'bytes'],
    );
  });

  it('archives a record that has no origin, and says so', async () => {
    const at = await archiverWorld();
    const { headers: _, ...record } = enrichedRecord({ partition: 0, offset: 0 });
    await at.log.append(TOPICS.enriched, [
      { ...record, headers: { [HEADERS.generation]: 'live' } },
    ]);
    await at.drain();
    assert.deepEqual(
      (await rowsOf(at.objects)).map(({ origin }) => origin),
      [undefined],
    );
    assert.ok(at.events.some(({ kind }) => kind === 'no-origin'));
  });

  it('makes the same bytes of the same records', async () => {
    const bodies: Buffer[] = [];
    const source = await archiverWorld();
    await append(source, 0, 1, 2);
    for (let run = 0; run < 2; run++) {
      const objects = createMemoryObjectStore();
      await source.drain({ objects, group: `run-${run}` });
      const found = await objects.get(objectKey({ generation: 'live', partition: 0, position: 0 }));
      bodies.push(Buffer.from(found?.body ?? []));
    }
    assert.ok((bodies[0]?.length ?? 0) > 0);
    assert.deepEqual(bodies[0], bodies[1]);
  });
});
