import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import fc from 'fast-check';
import type { Log } from '@winnow/ports/log';
import { createMemoryLog } from '@winnow/ports/memory-log';
import { createSqliteLog } from './sqlite-log.ts';

const PARTITIONS = 3;
const GROUPS = ['g', 'h'];

const folder = await mkdtemp(join(tmpdir(), 'winnow-log-'));
after(() => rm(folder, { recursive: true, maxRetries: 5 }));

const bytes = fc.option(fc.uint8Array({ maxLength: 40 }), { freq: 5 });
const append = fc.record({
  kind: fc.constant('append' as const),
  records: fc.array(
    fc.record({
      partition: fc.nat(PARTITIONS - 1),
      key: bytes,
      value: bytes,
      headers: fc.dictionary(
        fc.string({ minLength: 1, maxLength: 5 }),
        fc.string({ maxLength: 5 }),
      ),
    }),
    { maxLength: 12 },
  ),
});
const consume = fc.record({
  kind: fc.constant('consume' as const),
  group: fc.constantFrom(...GROUPS),
  batchRecordsMax: fc.integer({ min: 1, max: 5 }),
  batchBytesMax: fc.integer({ min: 1, max: 100 }),
  /** How far behind its batch the handler commits, as one does who buffers. */
  behind: fc.nat(3),
  note: fc.string({ maxLength: 8 }),
  /** The batch at which the handler gives up. */
  failsAt: fc.option(fc.nat(4)),
  untilBack: fc.nat(2),
});
type Step =
  typeof append extends fc.Arbitrary<infer A>
    ? typeof consume extends fc.Arbitrary<infer C>
      ? A | C
      : never
    : never;

/**
 * What can be seen of a log while the steps are taken; batches by partition, as those may overlap.
 */
async function run(log: Log, topic: string, steps: readonly Step[]): Promise<unknown[]> {
  const seen: unknown[] = [];
  await log.createTopic({ name: topic, partitions: PARTITIONS, config: {} });
  for (const step of steps) {
    if (step.kind === 'append') await log.append(topic, step.records);
    else seen.push(await consumeOnce(log, topic, step));
    seen.push(await log.ranges(topic));
    for (const group of GROUPS) seen.push(await log.committed(group, topic));
  }
  return seen;
}

async function consumeOnce(
  log: Log,
  topic: string,
  step: Extract<Step, { kind: 'consume' }>,
): Promise<unknown[]> {
  const ranges = await log.ranges(topic);
  const to = new Map(ranges.map(({ partition, end }) => [partition, end - step.untilBack]));
  const positive = new Map([...to].map(([partition, end]) => [partition, Math.max(0, end)]));
  const batches: unknown[][] = Array.from({ length: PARTITIONS }, () => []);
  const signal = new AbortController().signal;
  const consumed = log.consume(topic, { ...step, to: positive, signal }, async (batch) => {
    const { partition, first, next, records } = batch;
    const own = batches[partition] ?? [];
    // One partition gives up, so that it does not matter which of them runs ahead.
    if (partition === 0 && own.length === step.failsAt) throw new Error('gives up');
    own.push([first, next, records.map((record) => ({ ...record, timestamp: 0 }))]);
    return { next: Math.max(0, next - step.behind), note: step.note };
  });
  const failed = await consumed.then(
    () => false,
    () => true,
  );
  if (!failed) return batches;
  // How far the other partitions came by then is nobody's promise: all are brought to the end.
  const all = { group: step.group, batchRecordsMax: 100, to: positive, signal };
  await log.consume(topic, { ...all, startAt: async () => 0 }, async () => {});
  return ['gave up', batches[0]];
}

it('the SQLite log does what the memory log does', { timeout: 120_000 }, async () => {
  await using sqlite = createSqliteLog({ path: join(folder, 'log.db') });
  const steps = fc.array(fc.oneof(append, consume), { minLength: 1, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const topic = `topic-${crypto.randomUUID()}`;
      await using memory = createMemoryLog();
      const [expected, found] = [await run(memory, topic, taken), await run(sqlite, topic, taken)];
      assert.deepEqual(normal(found), normal(expected));
    }),
    { numRuns: 60 },
  );
});

/** Buffers and arrays of bytes alike. */
function normal(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, inner: unknown) =>
      inner instanceof Uint8Array ? [...inner] : inner,
    ),
  );
}
