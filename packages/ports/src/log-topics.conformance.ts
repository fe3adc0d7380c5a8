import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Kit } from './log-conformance-kit.ts';
import { committedNext, portError, record, take, texts } from './log-conformance-kit.ts';

/** What the log says of topics, offsets and times. */
export function describeTopics(kit: Kit): void {
  it('describes a topic as it was created', async (t) => {
    const log = kit.log();
    const config = { 'retention.ms': '86400000', 'max.message.bytes': '2000000' };
    const topic = await kit.topic(t, { partitions: 3, config });
    const description = await log.describeTopic(topic);
    assert.equal(description?.name, topic);
    assert.equal(description.partitions, 3);
    assert.deepEqual({ ...description.config, ...config }, { ...description.config });
    assert.notEqual(description.incarnation, '');
    assert.ok((await log.listTopics()).includes(topic));
  });

  it('brings the config up to date when created again, and changes nothing else', async (t) => {
    const log = kit.log();
    const config = { 'retention.ms': '86400000', 'max.message.bytes': '2000000' };
    const topic = await kit.topic(t, { partitions: 2, config });
    await log.append(topic, [record('a', 1)]);
    const before = await log.describeTopic(topic);
    await log.createTopic({ name: topic, partitions: 5, config: { 'retention.ms': '3600000' } });
    const after = await log.describeTopic(topic);
    assert.equal(after?.config['retention.ms'], '3600000');
    assert.equal(after.config['max.message.bytes'], '2000000');
    assert.equal(after.partitions, 2);
    assert.equal(after.incarnation, before?.incarnation);
    assert.deepEqual(
      (await log.ranges(topic)).map(({ end }) => end),
      [0, 1],
    );
  });

  it('rejects a topic that cannot be', async () => {
    const log = kit.log();
    const specs = [
      { name: '', partitions: 1 },
      { name: 'a/b', partitions: 1 },
      { name: '..', partitions: 1 },
      { name: `conformance-${crypto.randomUUID()}`, partitions: 0 },
    ];
    for (const spec of specs) {
      await assert.rejects(log.createTopic({ ...spec, config: {} }), portError('INVALID', false));
    }
  });

  it('gives a topic that is made again another incarnation, no records and no offsets', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    const group = kit.group();
    await log.append(topic, [record('old'), record('older')]);
    await take(log, topic, { group, count: 2 });
    const before = await log.describeTopic(topic);
    await log.deleteTopic(topic);
    assert.equal(await log.describeTopic(topic), undefined);
    await log.createTopic({ name: topic, partitions: 1, config: {} });
    const after = await log.describeTopic(topic);
    assert.notEqual(after?.incarnation, before?.incarnation);
    assert.deepEqual(await log.ranges(topic), [{ partition: 0, start: 0, end: 0 }]);
    assert.equal(await committedNext(log, topic, group), undefined);
    await log.append(topic, [record('new')]);
    assert.deepEqual(texts(await take(log, topic, { group, count: 1 })), ['new']);
  });

  it('deletes a topic that is not there without complaint', async () => {
    await kit.log().deleteTopic(`conformance-${crypto.randomUUID()}`);
  });

  it('says NOT_FOUND of a topic that is not there', async () => {
    const log = kit.log();
    const missing = `conformance-${crypto.randomUUID()}`;
    const signal = new AbortController().signal;
    const options = { group: kit.group(), batchRecordsMax: 1, signal };
    assert.equal(await log.describeTopic(missing), undefined);
    const notFound = portError('NOT_FOUND', false);
    await assert.rejects(log.ranges(missing), notFound);
    await assert.rejects(log.offsetsAt(missing, 0), notFound);
    await assert.rejects(log.committed('g', missing), notFound);
    await assert.rejects(
      log.consume(missing, options, async () => {}),
      notFound,
    );
  });

  it('finds offsets by time: the first at or after it, else the end', async (t) => {
    const log = kit.log();
    const config = { 'message.timestamp.type': 'LogAppendTime' };
    const topic = await kit.topic(t, { partitions: 3, config });
    await log.append(topic, [record('a', 0), record('b', 0), record('x', 1)]);
    const records = await take(log, topic, { group: kit.group(), count: 3 });
    const times = records.map(({ timestamp }) => timestamp);
    const last = records.find((candidate) => texts([candidate])[0] === 'b')?.timestamp ?? 0;
    assert.deepEqual(await log.offsetsAt(topic, Math.min(...times)), [0, 0, 0]);
    assert.deepEqual(await log.offsetsAt(topic, Math.max(...times) + 1), [2, 1, 0]);
    const [first = -1] = await log.offsetsAt(topic, last);
    assert.ok(first === 0 || first === 1);
  });

  it('moves a partition’s start when records go, and counts offsets on', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    await log.append(
      topic,
      ['a', 'b', 'c'].map((value) => record(value)),
    );
    await kit.subject.truncate(log, topic, 0, 2);
    assert.deepEqual(await log.ranges(topic), [{ partition: 0, start: 2, end: 3 }]);
    await log.append(topic, [record('d')]);
    const records = await take(log, topic, { group: kit.group(), count: 2 });
    assert.deepEqual(
      records.map(({ offset }) => offset),
      [2, 3],
    );
  });
}
