import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Kit } from './log-conformance-kit.ts';
import { committedNext, gate, portError, record, take, texts } from './log-conformance-kit.ts';
import type { Batch } from './log.ts';

const PARTITIONS = 8;

/** Who may read what, and what a commit is worth once a partition is lost. */
export function describeGroups(kit: Kit): void {
  const { groupsShareWork, losesPartitionsMs } = kit.subject.supports;

  it('lets groups read independently', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    await log.append(
      topic,
      ['a', 'b'].map((value) => record(value)),
    );
    const [one, other] = [kit.group(), kit.group()];
    assert.deepEqual(texts(await take(log, topic, { group: one, count: 2 })), ['a', 'b']);
    assert.deepEqual(texts(await take(log, topic, { group: other, count: 2 })), ['a', 'b']);
    await log.append(topic, [record('c')]);
    assert.deepEqual(texts(await take(log, topic, { group: one, count: 1 })), ['c']);
    assert.equal(await committedNext(log, topic, other), 2);
  });

  it('keeps a group’s offsets by topic', async (t) => {
    const log = kit.log();
    const topics = [await kit.topic(t), await kit.topic(t)];
    const group = kit.group();
    for (const topic of topics) {
      await log.append(topic, [record(topic)]);
      assert.deepEqual(texts(await take(log, topic, { group, count: 1 })), [topic]);
    }
  });

  it('forgets a group that is deleted, and none that has a member', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    const group = kit.group();
    await log.append(topic, [record('a')]);
    const end = new AbortController();
    const options = { group, batchRecordsMax: 1, signal: end.signal };
    await log.consume(topic, options, async () => {
      await assert.rejects(log.deleteGroup(group), portError('HELD', true));
      end.abort();
    });
    assert.equal(await committedNext(log, topic, group), 1);
    await log.deleteGroup(group);
    assert.equal(await committedNext(log, topic, group), undefined);
    assert.deepEqual(texts(await take(log, topic, { group, count: 1 })), ['a']);
    await log.deleteGroup(kit.group());
  });

  it(
    'refuses a second consumer of a group',
    { skip: groupsShareWork && 'groups share work' },
    async (t) => {
      const log = kit.log();
      const topic = await kit.topic(t);
      const group = kit.group();
      await log.append(
        topic,
        ['a', 'b'].map((value) => record(value)),
      );
      const end = new AbortController();
      const options = { group, batchRecordsMax: 1, signal: end.signal };
      await log.consume(topic, options, async () => {
        await assert.rejects(take(log, topic, { group, count: 1 }), portError('HELD', true));
        end.abort();
      });
      assert.deepEqual(texts(await take(log, topic, { group, count: 1 })), ['b']);
    },
  );

  const alone = !groupsShareWork && 'a group has one consumer at a time';
  it('shares a group’s partitions among its consumers', { skip: alone }, async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { partitions: PARTITIONS });
    const group = kit.group();
    const end = new AbortController();
    const owners = new Map<number, string>();
    const seen: string[] = [];
    const run = (name: string): Promise<void> =>
      log.consume(
        topic,
        { group, batchRecordsMax: 5, signal: end.signal, tickMs: 20 },
        async (batch) => {
          owners.set(batch.partition, name);
          seen.push(...texts(batch.records));
          const both = new Set(owners.values()).size === 2 && owners.size === PARTITIONS;
          if (both && seen.length >= 2 * PARTITIONS) end.abort();
          else if (both && batch.records.length === 0 && seen.length === PARTITIONS) await more();
        },
      );
    const each = (round: string) =>
      Array.from({ length: PARTITIONS }, (_, partition) =>
        record(`${round}${partition}`, partition),
      );
    let asked = false;
    const more = async (): Promise<void> => {
      if (!asked) {
        asked = true;
        await log.append(topic, each('second'));
      }
    };
    await log.append(topic, each('first'));
    await Promise.all([run('one'), run('other')]);
    const expected = [...each('first'), ...each('second')].map(({ value }) => String(value));
    assert.deepEqual(seen.toSorted(), expected.toSorted());
  });

  it('hands the partitions of a consumer that left to the others', { skip: alone }, async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { partitions: PARTITIONS });
    const group = kit.group();
    const [leaving, ending] = [new AbortController(), new AbortController()];
    const both = { one: new Set<number>(), other: new Set<number>() };
    const shared = (): void => {
      if (both.one.size > 0 && both.other.size > 0) leaving.abort();
    };
    const options = { group, batchRecordsMax: 5, tickMs: 20 };
    const one = log.consume(
      topic,
      { ...options, signal: leaving.signal },
      async ({ partition }) => {
        both.one.add(partition);
        shared();
      },
    );
    const other = log.consume(
      topic,
      { ...options, signal: ending.signal },
      async ({ partition }) => {
        both.other.add(partition);
        shared();
        if (both.other.size === PARTITIONS) ending.abort();
      },
    );
    await Promise.all([one, other]);
    assert.equal(both.other.size, PARTITIONS);
  });

  const kept = losesPartitionsMs === undefined && 'no partition is ever taken away';
  it(
    'fences a consumer that hangs: its signal is aborted, its late progress not committed',
    { skip: kept },
    async (t) => {
      const log = kit.log();
      const topic = await kit.topic(t, { partitions: PARTITIONS });
      const group = kit.group();
      const all = Array.from({ length: PARTITIONS }, (_, partition) => record('a', partition));
      await log.append(topic, all);
      const held = new Map<number, Batch>();
      const [holding, release] = [gate(), gate()];
      const [end, endOther] = [new AbortController(), new AbortController()];
      const options = { group, batchRecordsMax: 1 };
      const first = log.consume(topic, { ...options, signal: end.signal }, async (batch) => {
        held.set(batch.partition, held.get(batch.partition) ?? batch);
        if (held.size === PARTITIONS) holding.open();
        await release.opened;
        return { next: 1, note: batch.signal.aborted ? 'late' : 'in time' };
      });
      await holding.opened;
      const taken = new Set<number>();
      const other = { ...options, signal: endOther.signal };
      await log.consume(topic, other, async ({ partition }) => {
        assert.ok(held.get(partition)?.signal.aborted, 'two consumers hold one partition');
        taken.add(partition);
        endOther.abort();
        return { next: 1, note: 'in time' };
      });
      assert.ok(taken.size > 0);
      // Only now do the handlers that hung come to an end.
      end.abort();
      release.open();
      await first;
      for (const { partition, next, note } of await log.committed(group, topic)) {
        if (taken.has(partition)) assert.deepEqual([next, note], [1, 'in time']);
        assert.notEqual(note, 'late');
      }
    },
  );
}
