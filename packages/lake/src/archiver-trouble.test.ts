import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TOPICS } from '@winnow/contracts/topics';
import type { Clock } from '@winnow/ports/clock';
import type { ObjectStore } from '@winnow/ports/object-store';
import { PortError } from '@winnow/ports/port-error';
import { append, type ArchiverWorld, archiverWorld, originsOf } from './archiver-fixtures.ts';
import { createTopics, rawRecords } from './lake-fixtures.ts';
import { LakeError, type LakeErrorCode } from './lake-error.ts';
import { objectKey } from './object-key.ts';
import { lakeObjects } from './read-lake.ts';

const isCode =
  (code: LakeErrorCode) =>
  (error: unknown): boolean =>
    error instanceof LakeError && error.code === code && error.message.length > 40;

const FIRST = objectKey({ generation: 'live', partition: 0, position: 0 });

/** A world in which three records are archived. */
async function archived(): Promise<ArchiverWorld> {
  const at = await archiverWorld();
  await append(at, 0, 1, 2);
  await at.drain();
  return at;
}

/** Makes a topic again, with as many records as it had if `refill`. */
async function makeAgain({ log }: ArchiverWorld, topic: string, refill: number): Promise<void> {
  await log.deleteTopic(topic);
  await createTopics(log, { partitions: 1, topics: [topic] });
  await log.append(topic, rawRecords(0, refill));
}

/** The store with one method replaced. */
const withStore = (objects: ObjectStore, changed: Partial<ObjectStore>): ObjectStore => ({
  ...objects,
  ...changed,
});

const unavailable = (): PortError => new PortError('UNAVAILABLE', 'down', { retriable: true });

describe('an archiver whose log and lake contradict each other', () => {
  const CASES: readonly [name: string, topic: string, refill: number, code: LakeErrorCode][] = [
    ['the enriched topic was made again', TOPICS.enriched, 100, 'TOPIC_REPLACED'],
    ['the raw topic was made again', TOPICS.raw, 100, 'TOPIC_REPLACED'],
  ];
  for (const [name, topic, refill, code] of CASES) {
    it(`stops with ${code} when ${name}`, async () => {
      const at = await archived();
      await makeAgain(at, topic, refill);
      await assert.rejects(at.drain(), isCode(code));
      assert.deepEqual(await originsOf(at), [0, 1, 2]);
    });
  }

  it('stops when the raw topic is gone', async () => {
    const at = await archived();
    await at.log.deleteTopic(TOPICS.raw);
    await append(at, 3);
    await assert.rejects(at.drain(), isCode('TOPIC_MISSING'));
  });

  it('stops when a chain without incarnations is ahead of its topics', async () => {
    // As on a log that cannot tell a topic from the one before it.
    const nameless = async (): Promise<ArchiverWorld> => {
      const at = await archiverWorld();
      const describeTopic: typeof at.log.describeTopic = async (topic) => {
        const found = await at.log.describeTopic(topic);
        return found && { ...found, incarnation: 'always the same' };
      };
      await append(at, 0, 1, 2);
      const log = { ...at.log, describeTopic };
      await at.drain({ log });
      return { ...at, drain: (options = {}) => at.drain({ log, ...options }) };
    };
    const short = await nameless();
    await makeAgain(short, TOPICS.enriched, 2);
    await assert.rejects(short.drain(), isCode('CHAIN_AHEAD_OF_TOPIC'));

    const shortRaw = await nameless();
    await makeAgain(shortRaw, TOPICS.raw, 2);
    await append(shortRaw, 3);
    await assert.rejects(shortRaw.drain(), isCode('CHAIN_AHEAD_OF_RAW'));
  });

  it('says which records the log had already forgotten, and goes on', async () => {
    const at = await archived();
    await append(at, 3, 4, 5);
    at.log.truncate(TOPICS.enriched, 0, 5);
    await at.drain();
    assert.deepEqual(await originsOf(at), [0, 1, 2, 5]);
    const expired = at.events.filter(({ kind }) => kind === 'expired');
    assert.deepEqual(expired, [{ kind: 'expired', partition: 0, from: 3, to: 5 }]);
  });

  it('minds no file that is no object of the chain', async () => {
    const at = await archived();
    await at.objects.putIfAbsent('generation=live/partition=0/readme', Buffer.from('x'));
    await append(at, 3);
    await at.drain({ group: 'without a hint' });
    assert.deepEqual(await originsOf(at), [0, 1, 2, 3]);
  });

  it('stops at an object that no archiver wrote', async () => {
    const at = await archiverWorld();
    await at.objects.putIfAbsent(FIRST, Buffer.from('PAR1'));
    await append(at, 0);
    await assert.rejects(at.drain(), isCode('OBJECT_INVALID'));
  });
});

describe('an archiver whose log goes back to its start', () => {
  /** A log that begins at 0 although it was asked to begin at the chain's end. */
  const rewinding = (at: ArchiverWorld): typeof at.log => ({
    ...at.log,
    consume: (topic, options, handle) => {
      const startAt = async (partition: number): Promise<number> => {
        const wanted = (await options.startAt?.(partition)) ?? 0;
        options.onReset?.({ topic, partition, wanted, start: 0 });
        return 0;
      };
      return at.log.consume(topic, { ...options, startAt }, handle);
    },
  });

  it('passes over what is archived, where the log holds it all', async () => {
    const at = await archived();
    await append(at, 3);
    await at.drain({ log: rewinding(at) });
    assert.deepEqual(await originsOf(at), [0, 1, 2, 3]);
  });

  it('stops where the log ends before the chain', async () => {
    const at = await archived();
    await append(at, 3);
    const ranges: typeof at.log.ranges = async (topic) => {
      // The topic is made again while the archiver runs: after it has looked once.
      const all = await at.log.ranges(topic);
      const isSecond = topic === TOPICS.enriched && looks++ > 0;
      return all.map((range) => (isSecond ? { ...range, end: 1 } : range));
    };
    let looks = 0;
    const log = { ...rewinding(at), ranges };
    await assert.rejects(at.drain({ log }), isCode('CHAIN_AHEAD_OF_TOPIC'));
  });
});

describe('an archiver in trouble', () => {
  it('adopts what another wrote in its place, and leaves out what that one has', async () => {
    const at = await archiverWorld();
    await append(at, 0, 1, 0, 1, 2, 1, 2, 3);
    let raced = false;
    const racing = withStore(at.objects, {
      async putIfAbsent(key, body, options) {
        if (!raced && key === FIRST) {
          raced = true;
          const rival = { group: 'rival', flushRecordsMax: 5, batchRecordsMax: 1 };
          await at.drain({ ...rival, objects: at.objects });
        }
        return at.objects.putIfAbsent(key, body, options);
      },
    });
    await at.drain({ objects: racing });
    assert.deepEqual(await originsOf(at), [0, 1, 2, 3]);
    assert.equal(at.events.filter(({ kind }) => kind === 'adopted').length, 2);
  });

  it('knows its own object again when the answer was lost', async () => {
    const at = await archiverWorld();
    await append(at, 0, 1, 2);
    let puts = 0;
    const losing = withStore(at.objects, {
      async putIfAbsent(...args) {
        const put = await at.objects.putIfAbsent(...args);
        if (args[0] === FIRST && puts++ === 0) throw unavailable();
        return put;
      },
    });
    await at.drain({ objects: losing });
    assert.deepEqual(await originsOf(at), [0, 1, 2]);
    assert.equal(puts, 2);
  });

  it('writes again when the object in its place has gone meanwhile', async () => {
    const at = await archiverWorld();
    await append(at, 0);
    let refused = 0;
    const fickle = withStore(at.objects, {
      putIfAbsent: async (...args) =>
        args[0] === FIRST && refused++ < 2 ? { kind: 'exists' } : at.objects.putIfAbsent(...args),
    });
    await at.drain({ objects: fickle });
    assert.deepEqual(await originsOf(at), [0]);
  });

  it('waits for a store that is down, and gives up when that takes too long', async () => {
    const at = await archiverWorld();
    await append(at, 0);
    let now = 0;
    const clock: Clock = {
      now: () => now,
      sleep: async (ms) => {
        now += ms;
      },
    };
    let failures = 5;
    const flaky = withStore(at.objects, {
      putIfAbsent: (...args) =>
        failures-- > 0 ? Promise.reject(unavailable()) : at.objects.putIfAbsent(...args),
    });
    await at.drain({ objects: flaky, clock });
    assert.deepEqual(await originsOf(at), [0]);

    await append(at, 1);
    failures = Infinity;
    const isUnavailable = (error: unknown): boolean =>
      error instanceof PortError && error.code === 'UNAVAILABLE';
    await assert.rejects(at.drain({ objects: flaky, clock, retryMsMax: 1_000 }), isUnavailable);
    await at.drain();
    assert.deepEqual(await originsOf(at), [0, 1]);
  });

  it('writes nothing once the partition is another’s', async () => {
    const at = await archiverWorld();
    await append(at, 0, 1);
    const lost = AbortSignal.abort();
    const consume: typeof at.log.consume = (topic, options, handle) =>
      at.log.consume(topic, options, (batch) => handle({ ...batch, signal: lost }));
    await at.drain({ log: { ...at.log, consume } });
    assert.deepEqual(await Array.fromAsync(lakeObjects(at.objects, { generation: 'live' })), []);
    await at.drain();
    assert.deepEqual(await originsOf(at), [0, 1]);
  });

  it('refuses records from beyond the chain’s end', async () => {
    const at = await archiverWorld();
    await append(at, 0, 1, 2, 3);
    const consume: typeof at.log.consume = (topic, options, handle) =>
      at.log.consume(topic, { ...options, startAt: async () => 2 }, handle);
    const skipping = { ...at.log, consume };
    await assert.rejects(at.drain({ log: skipping }), RangeError);
    const late: typeof at.log.consume = (topic, options, handle) =>
      at.log.consume(
        topic,
        { ...options, startAt: async (p) => (await options.startAt?.(p), 2) },
        handle,
      );
    await assert.rejects(
      at.drain({ log: { ...at.log, consume: late } }),
      isCode('RECORDS_SKIPPED'),
    );
    assert.deepEqual(await originsOf(at), []);
  });
});
