import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Log, NewRecord } from '@winnow/ports/log';
import { createMemoryLog } from '@winnow/ports/memory-log';
import { PortError } from '@winnow/ports/port-error';
import { systemClock } from '@winnow/ports/system-clock';
import { ok, type Outcome } from './outcome.ts';
import { placeOf, runWorker, type Wire, type WorkerSpec } from './run-worker.ts';
import type { OpenStage } from './stage.ts';
import { createTelemetry } from './telemetry.ts';

const TOPICS = { input: 'in', output: 'out', dead: 'dead' };

/** Invoices would do as well as postings: values are text, `!` is bad data, `-` is no invoice. */
const wire: Wire<string, string> = {
  origin: placeOf,
  decode(record) {
    if (record.value === null) return { kind: 'tombstone', key: String(record.key) };
    const value = Buffer.from(record.value).toString();
    if (value === '!') return { kind: 'dead-letter', code: 'BAD', reason: value, stage: 'wire' };
    return { kind: 'item', value };
  },
  output: (record, origin, value) => ({
    key: record.key,
    value: Buffer.from(value),
    headers: { origin: String(origin.offset) },
  }),
  tombstone: (record) => ({ key: record.key, value: null, headers: {} }),
  setAside: async (record, _origin, outcome) => ({
    key: record.key,
    value: record.value,
    headers: { code: outcome.code },
  }),
};

function upper(effects: string[] = []): OpenStage<string, string> {
  return {
    step: async (batch) =>
      batch.map(({ value }): Outcome<string> => {
        if (value === '-') return { kind: 'drop', code: 'NONE', reason: '', stage: 'upper' };
        return ok(value.toUpperCase());
      }),
    async forget(keys) {
      effects.push(`forget ${keys.length}`);
    },
  };
}

async function prepare(
  values: readonly (string | null)[],
  partitions = { in: 1, out: 1 },
): Promise<Log> {
  const log = createMemoryLog();
  await log.createTopic({ name: 'in', partitions: partitions.in, config: {} });
  await log.createTopic({ name: 'out', partitions: partitions.out, config: {} });
  await log.createTopic({ name: 'dead', partitions: 1, config: {} });
  const records = values.map((value, index): NewRecord => ({
    partition: index % partitions.in,
    key: Buffer.from(`k${index}`),
    value: value === null ? null : Buffer.from(value),
    headers: {},
  }));
  await log.append('in', records);
  return log;
}

/** Records every effect, in order. */
function recording(log: Log, effects: string[], failures: { append?: number } = {}): Log {
  return {
    ...log,
    async append(topic, records) {
      if ((failures.append ?? 0) > 0) {
        failures.append = (failures.append ?? 0) - 1;
        throw new PortError('UNAVAILABLE', 'down', { retriable: true });
      }
      await log.append(topic, records);
      effects.push(`append ${records.length} to ${topic}`);
    },
    consume: (topic, options, handle) =>
      log.consume(topic, options, async (batch) => {
        const progress = await handle(batch);
        effects.push(`commit ${topic} at ${progress?.next ?? batch.next}`);
        return progress;
      }),
  };
}

async function drain(
  log: Log,
  stage: OpenStage<string, string>,
  recordBytesMax = 1_000,
): Promise<void> {
  const spec: WorkerSpec<string, string> = { name: 'upper', stage, wire, topics: TOPICS };
  const to = new Map((await log.ranges('in')).map(({ partition, end }) => [partition, end]));
  await runWorker(spec, {
    log,
    clock: systemClock,
    telemetry: createTelemetry(() => 0).worker('upper'),
    recordBytesMax,
    retryMsMax: 1_000,
    consume: { group: 'g', batchRecordsMax: 100, signal: new AbortController().signal, to },
  });
}

async function read(log: Log, topic: string): Promise<string[]> {
  const read: string[] = [];
  const to = new Map((await log.ranges(topic)).map(({ partition, end }) => [partition, end]));
  const { signal } = new AbortController();
  await log.consume(
    topic,
    { group: 'reader', batchRecordsMax: 10, signal, to },
    async ({ records }) => {
      for (const { value, partition } of records) {
        read.push(`${partition}:${value === null ? 'null' : Buffer.from(value).toString()}`);
      }
    },
  );
  return read;
}

test('what is set aside is durable first, the outputs second, the offset last', async () => {
  const effects: string[] = [];
  await using log = await prepare(['a', '!', '-', 'b']);
  await drain(recording(log, effects), upper());
  assert.deepEqual(effects, ['append 2 to dead', 'append 2 to out', 'commit in at 4']);
  assert.deepEqual(await read(log, 'out'), ['0:A', '0:B']);
  assert.deepEqual(await read(log, 'dead'), ['0:!', '0:-']);
});

test('an outage is waited for and nothing is set aside because of it', async () => {
  const effects: string[] = [];
  await using log = await prepare(['a', 'b']);
  await drain(recording(log, effects, { append: 2 }), upper());
  assert.deepEqual(effects, ['append 2 to out', 'commit in at 2']);
});

test('outputs go to the partition of their input modulo the partitions there are', async () => {
  await using log = await prepare(['a', 'b', 'c', 'd'], { in: 4, out: 2 });
  await drain(log, upper());
  assert.deepEqual((await read(log, 'out')).toSorted(), ['0:A', '0:C', '1:B', '1:D']);
});

test('a tombstone passes through in its place, and the stage forgets in the order of the log', async () => {
  const effects: string[] = [];
  await using log = await prepare(['a', null, 'b']);
  await drain(log, upper(effects));
  assert.deepEqual(await read(log, 'out'), ['0:A', '0:null', '0:B']);
  assert.deepEqual(effects, ['forget 1']);
});

test('an output that is too large becomes a dead letter', async () => {
  await using log = await prepare(['a'.repeat(2_000), 'b']);
  await drain(log, upper());
  assert.deepEqual(await read(log, 'out'), ['0:B']);
  assert.equal((await read(log, 'dead')).length, 1);
});

test('a stage that rejects ends the worker and leaves the offset where it was', async () => {
  await using log = await prepare(['a']);
  const broken: OpenStage<string, string> = { step: () => Promise.reject(new RangeError('bug')) };
  await assert.rejects(drain(log, broken), RangeError);
  await drain(log, upper());
  assert.deepEqual(await read(log, 'out'), ['0:A']);
});

test('a stage that answers with too few outcomes ends the worker', async () => {
  await using log = await prepare(['a', 'b']);
  const short: OpenStage<string, string> = { step: async () => [ok('A')] };
  await assert.rejects(drain(log, short), RangeError);
  assert.deepEqual(await read(log, 'out'), []);
});
