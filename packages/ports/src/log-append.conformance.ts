import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Kit } from './log-conformance-kit.ts';
import {
  portError,
  randomBytes,
  randomRecords,
  record,
  take,
  texts,
} from './log-conformance-kit.ts';
import type { NewRecord } from './log.ts';

const TOPIC_BYTES_MAX = 16 * 1024 * 1024;

/** What `append` promises. */
export function describeAppend(kit: Kit): void {
  it('keeps the order of the records of each partition', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { partitions: 2 });
    await log.append(topic, [record('a', 0), record('x', 1), record('b', 0)]);
    await log.append(topic, [record('y', 1), record('c', 0)]);
    const records = await take(log, topic, { group: kit.group(), count: 5 });
    const of = (partition: number): string[] =>
      texts(records.filter((candidate) => candidate.partition === partition));
    assert.deepEqual(of(0), ['a', 'b', 'c']);
    assert.deepEqual(of(1), ['x', 'y']);
  });

  it('resolves when every record can be read', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { partitions: 2 });
    await log.append(topic, [record('a', 0), record('b', 0), record('c', 1)]);
    assert.deepEqual(await log.ranges(topic), [
      { partition: 0, start: 0, end: 2 },
      { partition: 1, start: 0, end: 1 },
    ]);
  });

  it('keeps keys, values and headers as they are, null and empty told apart', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const none = new Uint8Array();
    const given: NewRecord[] = [
      {
        partition: 0,
        key: bytes,
        value: bytes.toReversed(),
        headers: { a: '1', ünï: '✓ 𝄞', e: '' },
      },
      { partition: 0, key: null, value: null, headers: {} },
      { partition: 0, key: none, value: none, headers: { constructor: 'x' } },
    ];
    await log.append(topic, given);
    const records = await take(log, topic, { group: kit.group(), count: 3 });
    const kept = records.map(({ partition, key, value, headers }) => ({
      partition,
      key: key && Uint8Array.from(key),
      value: value && Uint8Array.from(value),
      headers: { ...headers },
    }));
    assert.deepEqual(kept, given);
    assert.deepEqual(
      records.map(({ topic: name, offset }) => [name, offset]),
      [0, 1, 2].map((n) => [topic, n]),
    );
  });

  it('leaves the bytes it was given to the caller', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    const value = Buffer.from('before');
    await log.append(topic, [{ ...record('k'), value }]);
    value.write('after!');
    assert.deepEqual(texts(await take(log, topic, { group: kit.group(), count: 1 })), ['before']);
  });

  it('takes no records as nothing to do', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    await log.append(topic, []);
    assert.deepEqual(await log.ranges(topic), [{ partition: 0, start: 0, end: 0 }]);
  });

  it('takes more than fits in one request, whole and in order', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t);
    const given = randomRecords(400, 10_000);
    await log.append(topic, given);
    const records = await take(log, topic, { group: kit.group(), count: given.length });
    const bytes = (all: readonly { readonly value: Uint8Array | null }[]): Buffer[] =>
      all.map(({ value }) => Buffer.from(value ?? []));
    assert.ok(Buffer.concat(bytes(given)).equals(Buffer.concat(bytes(records))));
    assert.deepEqual(
      records.map(({ offset }) => offset),
      given.map((_, index) => index),
    );
  });

  it('keeps each call’s order under concurrent calls, and loses and doubles nothing', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { partitions: 2 });
    const calls = Array.from({ length: 20 }, (_, call) =>
      Array.from({ length: 10 }, (_, index) => record(`${call}:${index}`, index % 2)),
    );
    await Promise.all(calls.map((records) => log.append(topic, records)));
    const records = await take(log, topic, { group: kit.group(), count: 200 });
    for (const [call, given] of calls.entries()) {
      for (const partition of [0, 1]) {
        const mine = records.filter(
          (candidate) =>
            candidate.partition === partition && texts([candidate])[0]?.startsWith(`${call}:`),
        );
        const expected = given.filter((candidate) => candidate.partition === partition);
        assert.deepEqual(
          texts(mine),
          expected.map(({ value }) => String(value)),
        );
      }
    }
    assert.equal(records.length, 200);
  });

  it('takes a record of several megabytes where the topic does', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { config: { 'max.message.bytes': String(TOPIC_BYTES_MAX) } });
    const value = randomBytes(8_000_000);
    await log.append(topic, [record('before'), { ...record('k'), value }, record('after')]);
    const records = await take(log, topic, { group: kit.group(), count: 3 });
    assert.ok(Buffer.from(value).equals(Buffer.from(records[1]?.value ?? [])));
    assert.deepEqual(texts(records).toSpliced(1, 1), ['before', 'after']);
  });

  it('takes many records at once where the topic takes little at a time', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { config: { 'max.message.bytes': '20000' } });
    const given = randomRecords(50, 5_000);
    await log.append(topic, given);
    const records = await take(log, topic, { group: kit.group(), count: given.length });
    assert.deepEqual(
      records.map(({ value }) => Buffer.from(value ?? []).toString('hex')),
      given.map(({ value }) => Buffer.from(value ?? []).toString('hex')),
    );
  });

  it('rejects a record above the topic’s limit as TOO_LARGE, for good', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { config: { 'max.message.bytes': '100000' } });
    const large = { ...record('k'), value: randomBytes(200_000) };
    await assert.rejects(log.append(topic, [large]), portError('TOO_LARGE', false));
    assert.deepEqual(await log.ranges(topic), [{ partition: 0, start: 0, end: 0 }]);
    await log.append(topic, [record('next')]);
    assert.deepEqual(texts(await take(log, topic, { group: kit.group(), count: 1 })), ['next']);
  });

  it('rejects what it cannot write, and writes nothing of it', async (t) => {
    const log = kit.log();
    const topic = await kit.topic(t, { partitions: 2 });
    for (const partition of [-1, 2, 0.5, Number.NaN]) {
      const records = [record('a', 0), record('b', partition)];
      await assert.rejects(log.append(topic, records), portError('INVALID', false));
    }
    const missing = `conformance-${crypto.randomUUID()}`;
    await assert.rejects(log.append(missing, [record('a')]), portError('NOT_FOUND', false));
    assert.equal(await log.describeTopic(missing), undefined);
    assert.deepEqual(
      (await log.ranges(topic)).map(({ end }) => end),
      [0, 0],
    );
  });
}
