import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Clock } from '@winnow/ports/clock';
import { createMemoryLog } from '@winnow/ports/memory-log';
import { createMemoryObjectStore } from '@winnow/ports/memory-object-store';
import { systemClock } from '@winnow/ports/system-clock';
import { append, type ArchiverWorld, archiverWorld, originsOf } from './archiver-fixtures.ts';
import type { ArchiverEvent } from './archiver-events.ts';
import { createArchiver } from './archiver.ts';
import { createTopics } from './lake-fixtures.ts';
import { lakeObjects } from './read-lake.ts';

/** A world in which three records are archived. */
async function archived(): Promise<ArchiverWorld> {
  const at = await archiverWorld();
  await append(at, 0, 1, 2);
  await at.drain();
  return at;
}

describe('an archiver that follows', () => {
  /** Runs until `done` says so of the events. */
  async function follow(
    at: ArchiverWorld,
    options: { readonly flushMsMax: number; readonly clock?: Clock },
    until: (rows: readonly number[]) => boolean,
  ): Promise<void> {
    const stop = new AbortController();
    const archiver = createArchiver({
      log: at.log,
      objects: at.objects,
      clock: systemClock,
      generation: 'live',
      group: 'follower',
      observe: (event) => {
        at.events.push(event);
        const rows = at.events.map((each) => (each.kind === 'object' ? each.rows : 0));
        if (until(rows)) stop.abort();
      },
      ...options,
    });
    await archiver.run({ signal: AbortSignal.any([stop.signal, AbortSignal.timeout(20_000)]) });
  }

  it('writes what has waited long enough, also when nothing more comes', async () => {
    const at = await archiverWorld();
    await append(at, 0, 1);
    const started = performance.now();
    await follow(at, { flushMsMax: 100 }, (rows) => rows.includes(2));
    assert.ok(performance.now() - started < 10_000);
    const reasons = at.events.flatMap((event) => (event.kind === 'object' ? [event.reason] : []));
    assert.deepEqual(reasons, ['time']);
  });

  it('writes what is left when it is stopped', async () => {
    const at = await archiverWorld();
    await append(at, 0, 1, 2);
    const stop = new AbortController();
    const consume: typeof at.log.consume = (topic, options, handle) =>
      at.log.consume(topic, options, async (batch) => {
        const progress = await handle(batch);
        if (batch.next === 3) stop.abort();
        return progress;
      });
    const archiver = createArchiver({
      log: { ...at.log, consume },
      objects: at.objects,
      clock: systemClock,
      generation: 'live',
      group: 'stopped',
      flushMsMax: 3_600_000,
      observe: (event) => at.events.push(event),
    });
    await archiver.run({ signal: AbortSignal.any([stop.signal, AbortSignal.timeout(20_000)]) });
    assert.deepEqual(await originsOf(at), [0, 1, 2]);
    const reasons = at.events.flatMap((event) => (event.kind === 'object' ? [event.reason] : []));
    assert.deepEqual(reasons, ['stop']);
  });

  it('holds repeats until something new comes, and writes them at the end of a drained run', async () => {
    const at = await archived();
    await append(at, 1, 2);
    const stop = new AbortController();
    let ticks = 0;
    const consume: typeof at.log.consume = (topic, options, handle) =>
      at.log.consume(topic, options, async (batch) => {
        if (batch.records.length === 0 && ++ticks > 10) stop.abort();
        return handle(batch);
      });
    const archiver = createArchiver({
      log: { ...at.log, consume },
      objects: at.objects,
      clock: systemClock,
      generation: 'live',
      group: 'holding',
      flushMsMax: 10,
    });
    await archiver.run({ signal: AbortSignal.any([stop.signal, AbortSignal.timeout(20_000)]) });
    const count = async (): Promise<number> =>
      (await Array.fromAsync(lakeObjects(at.objects, { generation: 'live' }))).length;
    assert.equal(await count(), 1);
    await at.drain();
    assert.equal(await count(), 2);
    assert.deepEqual(await originsOf(at), [0, 1, 2]);
  });

  it('shares partitions with others of its group, and loses nothing over a rebalance', async () => {
    const at = await archiverWorld(2);
    const RECORDS = 40;
    const stop = new AbortController();
    let rows = 0;
    const observe = (event: ArchiverEvent): void => {
      if (event.kind === 'object') rows += event.rows;
      if (rows >= RECORDS) stop.abort();
    };
    const runs = [1, 2, 3].map(async () => {
      const archiver = createArchiver({
        log: at.log,
        objects: at.objects,
        clock: systemClock,
        generation: 'live',
        group: 'shared',
        observe,
        flushMsMax: 20,
        flushRecordsMax: 3,
        batchRecordsMax: 2,
      });
      await archiver.run({ signal: AbortSignal.any([stop.signal, AbortSignal.timeout(20_000)]) });
    });
    for (let offset = 0; offset < RECORDS; offset++) await append(at, offset);
    await Promise.all(runs);
    assert.deepEqual(
      await originsOf(at),
      Array.from({ length: RECORDS }, (_, offset) => offset),
    );
  });

  it('makes current.json, so that other readers find it', async () => {
    const log = createMemoryLog();
    const objects = createMemoryObjectStore();
    await createTopics(log, { partitions: 1 });
    const run = { signal: AbortSignal.timeout(5_000), to: new Map([[0, 0]]) };
    const common = { log, objects, clock: systemClock, generation: 'live', group: 'g' };
    await createArchiver(common).run(run);
    const current = await objects.get('current.json');
    assert.deepEqual(JSON.parse(Buffer.from(current?.body ?? []).toString()), [
      { generation: 'live' },
    ]);
  });
});
