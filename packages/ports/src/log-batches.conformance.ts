import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Kit } from './log-conformance-kit.ts';
import {
  committedNext,
  portError,
  randomRecords,
  record,
  take,
  takeBatches,
  texts,
} from './log-conformance-kit.ts';
import type { Batch, ConsumeOptions } from './log.ts';

/** How batches are cut, timed and ended. */
export function describeBatches(kit: Kit): void {
  it('hands over batches that begin where the one before ended', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    await log.append(
      topic,
      Array.from({ length: 25 }, (_, index) => record(String(index))),
    );
    await kit.subject.leaveGap(log, topic, 0);
    await log.append(topic, [record('after')]);
    const options = { group: kit.group(), count: 26, batchRecordsMax: 10 };
    const batches = await takeBatches(log, topic, options);
    let position = 0;
    for (const { first, next, end, records } of batches) {
      assert.equal(first, position);
      for (const { offset } of records) assert.ok(first <= offset && offset < next && next <= end);
      assert.ok(records.length <= 10);
      position = next;
    }
    const [range] = await log.ranges(topic);
    assert.equal(position, range?.end);
    assert.equal(await committedNext(log, topic, options.group), range?.end);
  });

  it('cuts batches by bytes, and makes a larger record a batch of its own', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    const sizes = [400, 400, 400, 5_000, 400, 400];
    await log.append(
      topic,
      sizes.flatMap((bytes) => randomRecords(1, bytes)),
    );
    const options = { group: kit.group(), count: sizes.length, batchBytesMax: 1_000 };
    const batches = await takeBatches(log, topic, options);
    const cut = batches.map(({ records }) => records.map(({ value }) => value?.length ?? 0));
    assert.deepEqual(cut.flat(), sizes);
    for (const batch of cut) {
      assert.ok(batch.length === 1 || batch.reduce((sum, bytes) => sum + bytes, 0) <= 1_000);
    }
  });

  it('hands over one batch of a partition at a time', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { partitions: 3 });
    const given = Array.from({ length: 60 }, (_, index) => record(String(index), index % 3));
    await log.append(topic, given);
    const inHand = new Set<number>();
    const end = new AbortController();
    let count = 0;
    const options = { group: kit.group(), batchRecordsMax: 5, signal: end.signal };
    await log.consume(topic, options, async ({ partition, records }) => {
      assert.ok(!inHand.has(partition));
      inHand.add(partition);
      await new Promise(setImmediate);
      inHand.delete(partition);
      count += records.length;
      if (count === given.length) end.abort();
    });
    assert.equal(count, given.length);
  });

  it('waits for records that are not there yet', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    await log.append(topic, [record('early')]);
    const seen: string[] = [];
    const end = new AbortController();
    const options = { group: kit.group(), batchRecordsMax: 10, signal: end.signal };
    await log.consume(topic, options, async ({ records }) => {
      seen.push(...texts(records));
      if (seen.length === 1) void log.append(topic, [record('late')]);
      else end.abort();
    });
    assert.deepEqual(seen, ['early', 'late']);
  });

  it('ends in an orderly way when aborted: the batch in hand is finished and committed', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    const group = kit.group();
    await log.append(
      topic,
      ['a', 'b', 'c'].map((value) => record(value)),
    );
    const end = new AbortController();
    const options = { group, batchRecordsMax: 1, signal: end.signal };
    let aborted: boolean | undefined;
    await log.consume(topic, options, async ({ signal }) => {
      end.abort();
      await new Promise(setImmediate);
      aborted = signal.aborted;
    });
    assert.equal(aborted, false);
    assert.equal(await committedNext(log, topic, group), 1);
    const none = { group, batchRecordsMax: 1, signal: AbortSignal.abort() };
    await log.consume(topic, none, () => assert.fail('aborted before it began'));
  });

  it('ends an idle call when aborted', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { partitions: 2 });
    const end = new AbortController();
    const options = { group: kit.group(), batchRecordsMax: 1, signal: end.signal, tickMs: 1 };
    await log.consume(topic, options, async () => end.abort());
  });

  it('stops at `to` in each partition, and reads no partition that is not named', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { partitions: 3 });
    const given = Array.from({ length: 30 }, (_, index) => record(String(index), index % 3));
    await log.append(topic, given);
    const group = kit.group();
    const to = new Map([
      [0, 4],
      [1, 10],
    ]);
    const batches = await consumeTo(kit, topic, { group, to });
    const offsets = (partition: number): number[] =>
      batches
        .filter((batch) => batch.partition === partition)
        .flatMap(({ records }) => records.map(({ offset }) => offset));
    assert.deepEqual(offsets(0), [0, 1, 2, 3]);
    assert.deepEqual(offsets(1), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.ok(batches.every(({ partition }) => to.has(partition)));
    const committed = await log.committed(group, topic);
    assert.deepEqual(
      committed.map(({ next }) => next),
      [4, 10, undefined],
    );
  });

  it('stops at `to` where the last offsets hold no record', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { partitions: 2 });
    await log.append(topic, [record('a', 0)]);
    await kit.subject.leaveGap(log, topic, 0);
    await kit.subject.leaveGap(log, topic, 1);
    const ranges = await log.ranges(topic);
    const to = new Map(ranges.map(({ partition, end }) => [partition, end]));
    assert.ok((to.get(0) ?? 0) >= 2 && (to.get(1) ?? 0) >= 1);
    const group = kit.group();
    const batches = await consumeTo(kit, topic, { group, to });
    assert.deepEqual(
      batches.flatMap(({ records }) => texts(records)),
      ['a'],
    );
    const committed = await log.committed(group, topic);
    assert.deepEqual(
      committed.map(({ next }) => next),
      [...to.values()],
    );
  });

  it('has nothing to do where `to` is reached already', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { partitions: 2 });
    await log.append(topic, [record('a', 0)]);
    const group = kit.group();
    await take(log, topic, { group, count: 1 });
    assert.deepEqual(
      await consumeTo(kit, topic, {
        group,
        to: new Map([
          [0, 1],
          [1, 0],
        ]),
      }),
      [],
    );
    assert.deepEqual(await consumeTo(kit, topic, { group, to: new Map() }), []);
  });

  it('waits for a `to` that lies ahead', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    await log.append(topic, [record('a')]);
    const signal = new AbortController().signal;
    const options = { group: kit.group(), batchRecordsMax: 10, to: new Map([[0, 3]]), signal };
    const seen: string[] = [];
    await log.consume(topic, options, async ({ records }) => {
      seen.push(...texts(records));
      if (seen.length === 1)
        await log.append(
          topic,
          ['b', 'c', 'd'].map((value) => record(value)),
        );
    });
    assert.deepEqual(seen, ['a', 'b', 'c']);
  });

  it('hands an empty batch for each partition that is idle', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { partitions: 2 });
    await log.append(topic, [record('a', 0)]);
    const end = new AbortController();
    const ticks = new Map<number, Batch>();
    const options = { group: kit.group(), batchRecordsMax: 10, signal: end.signal, tickMs: 20 };
    await log.consume(topic, options, async (batch) => {
      if (batch.records.length === 0) ticks.set(batch.partition, batch);
      if (ticks.size === 2) end.abort();
    });
    const tick = (partition: number): unknown[] => {
      const { first, next, end: last } = ticks.get(partition) ?? {};
      return [first, next, last];
    };
    assert.deepEqual(tick(0), [1, 1, 1]);
    assert.deepEqual(tick(1), [0, 0, 0]);
  });

  it('refuses options that no log can carry out', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    const signal = new AbortController().signal;
    const good: ConsumeOptions = { group: kit.group(), batchRecordsMax: 1, signal };
    const bad: ConsumeOptions[] = [
      { ...good, group: '' },
      { ...good, batchRecordsMax: 0 },
      { ...good, batchBytesMax: 0 },
      { ...good, tickMs: 0 },
      { ...good, from: new Map([[0, -1]]) },
      { ...good, to: new Map([[7, 1]]) },
    ];
    for (const options of bad) {
      await assert.rejects(
        log.consume(topic, options, async () => {}),
        portError('INVALID', false),
      );
    }
  });
}

async function consumeTo(
  kit: Kit,
  topic: string,
  options: { readonly group: string; readonly to: ReadonlyMap<number, number> },
): Promise<Batch[]> {
  const batches: Batch[] = [];
  const signal = new AbortController().signal;
  const all = { ...options, batchRecordsMax: 3, signal };
  await kit.log().consume(topic, all, async (batch) => {
    batches.push(batch);
  });
  return batches;
}
