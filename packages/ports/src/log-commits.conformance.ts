import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Kit } from './log-conformance-kit.ts';
import { committedNext, portError, record, take, texts } from './log-conformance-kit.ts';
import { NOTE_BYTES_MAX } from './log.ts';
import type { Progress } from './log.ts';

const LETTERS = ['a', 'b', 'c', 'd'].map((value) => record(value));

/** What is committed, when, and where a group goes on. */
export function describeCommits(kit: Kit): void {
  it('commits a batch when its handler has resolved, and not before', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    const group = kit.group();
    await log.append(topic, LETTERS);
    const seen: (number | undefined)[] = [];
    const end = new AbortController();
    const options = { group, batchRecordsMax: 2, signal: end.signal };
    await log.consume(topic, options, async () => {
      seen.push(await committedNext(log, topic, group));
      if (seen.length === 2) end.abort();
    });
    assert.deepEqual(seen, [undefined, 2]);
    assert.equal(await committedNext(log, topic, group), 4);
  });

  it('delivers a batch again when its handler rejected, and ends with that error', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    const group = kit.group();
    await log.append(topic, LETTERS);
    // A SyntaxError too: some clients take it as fatal.
    for (const error of [new Error('boom'), new SyntaxError('bad data')]) {
      const signal = new AbortController().signal;
      const options = { group, batchRecordsMax: 2, signal };
      const consumed = log.consume(topic, options, async ({ first }) => {
        if (first === 2) throw error;
      });
      await assert.rejects(consumed, (thrown) => thrown === error);
      assert.equal(await committedNext(log, topic, group), 2);
    }
    assert.deepEqual(texts(await take(log, topic, { group, count: 2 })), ['c', 'd']);
  });

  it('commits what the handler resolves to, and reads on behind its batch', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    const group = kit.group();
    await log.append(topic, LETTERS);
    const end = new AbortController();
    const seen: string[] = [];
    const options = { group, batchRecordsMax: 1, signal: end.signal };
    await log.consume(topic, options, async ({ first, records }): Promise<Progress> => {
      seen.push(...texts(records));
      if (first === 3) end.abort();
      // As one does who buffers: done with everything but the last two.
      return { next: Math.max(0, first - 1) };
    });
    assert.deepEqual(seen, ['a', 'b', 'c', 'd']);
    assert.equal(await committedNext(log, topic, group), 2);
    assert.deepEqual(texts(await take(log, topic, { group, count: 2 })), ['c', 'd']);
  });

  it('keeps a note beside the offset', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { partitions: 2 });
    const group = kit.group();
    await log.append(topic, LETTERS);
    const note = `ü${'n'.repeat(NOTE_BYTES_MAX - 2)}`;
    const commit = async (progress: Progress): Promise<void> => {
      const end = new AbortController();
      const startAt = async (): Promise<number> => 0;
      const options = { group, batchRecordsMax: 2, signal: end.signal, startAt };
      await log.consume(topic, options, async () => {
        end.abort();
        return progress;
      });
    };
    await commit({ next: 1, note });
    assert.deepEqual(await log.committed(group, topic), [
      { partition: 0, next: 1, note },
      { partition: 1, next: undefined, note: '' },
    ]);
    await commit({ next: 1, note: 'other' });
    assert.equal((await log.committed(group, topic))[0]?.note, 'other');
    await commit({ next: 2 });
    assert.equal((await log.committed(group, topic))[0]?.note, '');
    await assert.rejects(commit({ next: 2, note: `${note}n` }), portError('INVALID', false));
    await assert.rejects(commit({ next: -1 }), portError('INVALID', false));
    assert.equal(await committedNext(log, topic, group), 2);
  });

  it('commits what the handler of a tick resolves to', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    const group = kit.group();
    await log.append(topic, LETTERS);
    const end = new AbortController();
    const options = { group, batchRecordsMax: 10, signal: end.signal, tickMs: 20 };
    await log.consume(topic, options, async ({ records }) => {
      if (records.length > 0) return { next: 0 };
      end.abort();
      return { next: 3, note: 'flushed' };
    });
    assert.deepEqual(await log.committed(group, topic), [
      { partition: 0, next: 3, note: 'flushed' },
    ]);
  });

  it('begins at `from` where nothing is committed, and else at the committed offset', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    const group = kit.group();
    await log.append(topic, LETTERS);
    const from = new Map([[0, 2]]);
    assert.deepEqual(texts(await take(log, topic, { group, count: 1, from, batchRecordsMax: 1 })), [
      'c',
    ]);
    const back = new Map([[0, 0]]);
    assert.deepEqual(texts(await take(log, topic, { group, count: 1, from: back })), ['d']);
  });

  it('asks `startAt` at every assignment, in place of the committed offset', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { partitions: 2 });
    const group = kit.group();
    await log.append(topic, LETTERS);
    await take(log, topic, { group, count: 4 });
    const asked: number[] = [];
    const startAt = async (partition: number): Promise<number | undefined> => {
      asked.push(partition);
      return partition === 0 ? 1 : undefined;
    };
    for (const _ of [1, 2]) {
      const records = await take(log, topic, { group, count: 3, startAt });
      assert.deepEqual(texts(records), ['b', 'c', 'd']);
    }
    assert.deepEqual(
      asked.toSorted((a, b) => a - b),
      [0, 0, 1, 1],
    );
    const failing = async (): Promise<never> => Promise.reject(new Error('no chain'));
    await assert.rejects(take(log, topic, { group, count: 1, startAt: failing }), /no chain/);
  });

  it('tells when a position is gone, and goes on at the start', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    const group = kit.group();
    await log.append(topic, LETTERS);
    await take(log, topic, { group, count: 1, batchRecordsMax: 1 });
    await kit.subject.truncate(log, topic, 0, 3);
    const resets: unknown[] = [];
    const onReset = (reset: unknown): void => void resets.push(reset);
    const records = await take(log, topic, { group, count: 1, onReset });
    assert.deepEqual(texts(records), ['d']);
    assert.deepEqual(resets, [{ topic, partition: 0, wanted: 1, start: 3 }]);
  });

  it('tells when records go before a running consumer has come to them', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    await log.append(topic, LETTERS);
    const resets: unknown[] = [];
    const seen: string[] = [];
    const end = new AbortController();
    const options = {
      group: kit.group(),
      batchRecordsMax: 10,
      signal: end.signal,
      onReset: (reset: unknown): void => void resets.push(reset),
    };
    await log.consume(topic, options, async ({ records, first, next }) => {
      seen.push(...texts(records));
      if (seen.at(-1) === 'g') end.abort();
      if (next !== 4 || first === next) return;
      await log.append(topic, [record('e'), record('f')]);
      await kit.subject.truncate(log, topic, 0, 6);
      await log.append(topic, [record('g')]);
    });
    assert.deepEqual(seen, ['a', 'b', 'c', 'd', 'g']);
    assert.deepEqual(resets, [{ topic, partition: 0, wanted: 4, start: 6 }]);
  });

  it('takes a log that begins above 0 as no reset for a new group', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    await log.append(topic, LETTERS);
    await kit.subject.truncate(log, topic, 0, 2);
    const onReset = (): never => assert.fail('nothing was committed');
    const group = kit.group();
    assert.deepEqual(texts(await take(log, topic, { group, count: 2, onReset })), ['c', 'd']);
  });
}
