import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { formatOrigin, HEADERS, type Origin } from '@winnow/contracts/headers';
import { TOPICS } from '@winnow/contracts/topics';
import type { Clock } from '@winnow/ports/clock';
import type { LogRecord } from '@winnow/ports/log';
import { createMemoryLog } from '@winnow/ports/memory-log';
import { createMemoryObjectStore } from '@winnow/ports/memory-object-store';
import type { ObjectStore } from '@winnow/ports/object-store';
import fc from 'fast-check';
import { createSchedule, type Hands } from './chain-schedule.ts';
import type { EncodeObject } from './encode-object.ts';
import { createTopics } from './lake-fixtures.ts';
import { loadChain } from './load-chain.ts';
import { createPartitionArchiver, type PartitionArchiver } from './partition-archiver.ts';
import { lakeObjects } from './read-lake.ts';

/**
 * The whole way from two raw partitions to one enriched partition to the lake, with nobody fenced:
 * writers of several versions, and archivers, that crash at any effect and whose requests may get
 * lost, be repeated or land late.
 */
const RAW_PARTITIONS = 2;
const RAW_RECORDS = 5;
const RUNS = 1_000;

/** What both sides of the enriched topic see. */
interface World {
  readonly entries: LogRecord[];
  readonly committed: number[];
  /** By origin: what became of it first, for good. */
  readonly firstOutcome: Map<string, 'ok' | 'dead'>;
  readonly objects: ObjectStore;
  now: number;
}

const rawOrigin = (partition: number, offset: number): Origin => ({
  topic: TOPICS.raw,
  partition,
  offset,
});

/** The stage: dead letters durable, then outputs in order, then the commit. */
async function writer(world: World, partition: number, { effect, choose }: Hands): Promise<void> {
  // Versions of the code need not agree about what is a dead letter.
  const isDead = Array.from({ length: RAW_RECORDS }, () => choose(4) === 0);
  let position = await effect(async () => world.committed[partition] ?? 0);
  while (position < RAW_RECORDS) {
    const next = Math.min(RAW_RECORDS, position + 1 + choose(3));
    const offsets = Array.from({ length: next - position }, (_, index) => position + index);
    for (const offset of offsets.filter((each) => isDead[each])) {
      await insist(effect, async () => settleOutcome(world, rawOrigin(partition, offset), 'dead'));
    }
    for (const offset of offsets.filter((each) => !isDead[each])) {
      await insist(effect, async () => appendEntry(world, rawOrigin(partition, offset)));
    }
    await insist(effect, async () => {
      world.committed[partition] = next;
    });
    position = next;
  }
}

/** Tries again until it is acknowledged: what was written without an answer is written twice. */
async function insist(effect: Hands['effect'], apply: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await effect(apply);
    } catch {
      continue;
    }
  }
}

function settleOutcome({ firstOutcome }: World, origin: Origin, outcome: 'ok' | 'dead'): void {
  const name = formatOrigin(origin);
  if (!firstOutcome.has(name)) firstOutcome.set(name, outcome);
}

function appendEntry(world: World, origin: Origin): void {
  settleOutcome(world, origin, 'ok');
  world.entries.push({
    topic: TOPICS.enriched,
    partition: 0,
    // Every third offset holds no record.
    offset: Math.floor((world.entries.length * 3) / 2),
    timestamp: 0,
    key: null,
    value: null,
    headers: { [HEADERS.origin]: formatOrigin(origin) },
  });
}

const endOf = ({ entries }: World): number => (entries.at(-1)?.offset ?? -1) + 1;

/** A body that names its records, in place of Parquet: only the chain is in question here. */
const encode: EncodeObject = async (plan) => {
  const body = Buffer.from(
    JSON.stringify(plan.records.map(({ headers }) => headers[HEADERS.origin])),
  );
  return { body, sha256: createHash('sha256').update(body).digest('hex') };
};

/** The store as one actor reaches it: each call is an effect of the schedule. */
function through(hands: Hands, objects: ObjectStore): ObjectStore {
  return {
    ...objects,
    putIfAbsent: (...args) => hands.effect(() => objects.putIfAbsent(...args)),
    head: (key) => hands.effect(() => objects.head(key)),
    async *list(prefix, options) {
      yield* await hands.effect(() => Array.fromAsync(objects.list(prefix, options)));
    },
  };
}

async function openArchiver(
  world: World,
  hands: Hands,
  end: number | undefined,
): Promise<PartitionArchiver> {
  const objects = through(hands, world.objects);
  const keys = await Array.fromAsync(world.objects.list(''), ({ key }) => key);
  // The committed note may be any object of the chain, or nothing.
  const hint = [...keys, ''][hands.choose(keys.length + 1)] ?? '';
  const chain = await loadChain({ objects, generation: 'live', partition: 0, hint });
  const clock: Clock = { now: () => world.now, sleep: async () => {} };
  return createPartitionArchiver({
    log,
    objects,
    clock,
    chain,
    topic: TOPICS.enriched,
    end,
    signal: new AbortController().signal,
    encode,
    flushRecordsMax: 1 + hands.choose(4),
    flushBytesMax: Infinity,
    flushMsMax: hands.choose(4),
    retryMsMax: Infinity,
    observe: () => {},
  });
}

const log = createMemoryLog();
await createTopics(log, { partitions: RAW_PARTITIONS });

async function archive(world: World, hands: Hands, end?: number): Promise<void> {
  const archiver = await openArchiver(world, hands, end);
  let first = archiver.position();
  while (end === undefined || first < end) {
    const size = await hands.effect(async () => 1 + hands.choose(4)).catch(() => 1);
    const records = world.entries.filter(({ offset }) => offset >= first).slice(0, size);
    const next = (records.at(-1)?.offset ?? first - 1) + 1;
    world.now += hands.choose(3);
    const { signal } = new AbortController();
    const batch = {
      topic: TOPICS.enriched,
      partition: 0,
      records,
      first,
      next,
      end: endOf(world),
      signal,
    };
    await archiver.take(batch);
    first = next;
  }
}

/** Archives what is there, with nobody in the way. */
async function drain(world: World): Promise<void> {
  const calm: Hands = { effect: (apply) => apply(), choose: () => 0 };
  await archive(world, calm, endOf(world));
}

async function checkLake(world: World): Promise<void> {
  const rows = new Map<string, number>();
  let position = 0;
  for await (const object of lakeObjects(world.objects, { generation: 'live' })) {
    assert.equal(object.position, position, 'the chain has neither gap nor overlap');
    position = object.facts.next;
    const body = (await world.objects.get(object.key))?.body ?? new Uint8Array();
    for (const origin of JSON.parse(Buffer.from(body).toString()) as string[]) {
      rows.set(origin, (rows.get(origin) ?? 0) + 1);
    }
  }
  for (const [origin, count] of rows) assert.equal(count, 1, `${origin} has ${count} rows`);
  for (const [origin, outcome] of world.firstOutcome) {
    if (outcome === 'ok') assert.equal(rows.get(origin), 1, `${origin} has no row`);
  }
  assert.equal(position, endOf(world), 'all is archived');
}

describe('the chain', () => {
  it('gives every record whose first outcome is ok exactly one row, whatever crashes', async () => {
    const choices = fc.array(fc.nat({ max: 719 }), { minLength: 100, maxLength: 500, size: 'max' });
    await fc.assert(
      fc.asyncProperty(choices, async (numbers) => {
        const world: World = {
          entries: [],
          committed: [],
          firstOutcome: new Map(),
          objects: createMemoryObjectStore(),
          now: 0,
        };
        const schedule = createSchedule(numbers);
        for (let partition = 0; partition < RAW_PARTITIONS; partition++) {
          for (let each = 0; each < 2; each++)
            schedule.start((hands) => writer(world, partition, hands));
        }
        for (let each = 0; each < 2; each++) schedule.start((hands) => archive(world, hands));
        await schedule.play();
        await schedule.settle();
        await drain(world);
        await checkLake(world);
      }),
      { numRuns: RUNS },
    );
  });
});
