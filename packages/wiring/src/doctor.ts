import { randomUUID } from 'node:crypto';
import { readRange } from '@winnow/pipeline/read-range';
import type { Cache } from '@winnow/ports/cache';
import type { Log } from '@winnow/ports/log';
import type { ObjectStore } from '@winnow/ports/object-store';
import type { Config } from './config.ts';
import { describeFailure } from './exit-code.ts';
import { openCache, openDuplicates, openLog, openObjects } from './open-ports.ts';
import { checkTopics, replicationOf } from './topics.ts';

/** One operation that Winnow needs, tried. */
export interface Check {
  readonly port: 'log' | 'cache' | 'duplicates' | 'objects';
  readonly operation: string;
  readonly ok: boolean;
  readonly ms: number;
  /** What was found, or what went wrong. */
  readonly detail: string;
}

/** A check that answered, but not as it must. */
class Unsound extends Error {
  override readonly name = 'Unsound';
}

const RACERS = 16;
const RACE_ROUNDS = 5;
const PROBE_TTL_MS = 60_000;

/** Tries every operation on everything that is configured, and cleans up after itself. */
export async function* diagnose(config: Config, signal: AbortSignal): AsyncGenerator<Check> {
  yield* withPort(
    'log',
    () => openLog(config),
    (log) => logChecks(log, config, signal),
  );
  yield* withPort('cache', () => openCache(config), cacheChecks);
  yield* withPort(
    'duplicates',
    () => openDuplicates(config),
    (index) => [
      [
        'drop a namespace',
        async () => {
          await index.dropNamespace(`winnow.doctor.${randomUUID()}`);
          return 'answers';
        },
      ],
    ],
  );
  yield* withPort('objects', () => openObjects(config), objectChecks);
}

/** What is tried, by name; resolves to what was found. */
type Probe = readonly [operation: string, run: () => Promise<string>];

async function* withPort<P extends AsyncDisposable>(
  port: Check['port'],
  open: () => Promise<P>,
  probes: (port: P) => readonly Probe[],
): AsyncGenerator<Check> {
  let opened: P | undefined;
  const connect = await tried(port, 'connect', async () => {
    opened = await open();
    return 'connected';
  });
  if (!connect.ok || opened === undefined) {
    yield connect;
    return;
  }
  await using held = opened;
  for (const [operation, run] of probes(held)) yield await tried(port, operation, run);
}

async function tried(
  port: Check['port'],
  operation: string,
  run: () => Promise<string>,
): Promise<Check> {
  const started = performance.now();
  const check = (ok: boolean, detail: string): Check => {
    return { port, operation, ok, ms: Math.round(performance.now() - started), detail };
  };
  try {
    return check(true, await run());
  } catch (error) {
    if (error instanceof Unsound) return check(false, error.message);
    const failure = describeFailure(error);
    if (failure === undefined) throw error;
    return check(false, `${failure.code}: ${failure.message}`);
  }
}

function logChecks(log: Log, config: Config, signal: AbortSignal): readonly Probe[] {
  const topic = `winnow.doctor.${randomUUID()}`;
  const value = Buffer.from('doctor');
  return [
    [
      'topics',
      async () => {
        const problems = await checkTopics(log, config);
        if (problems.length === 0) return 'all there and well set';
        throw new Unsound(problems.map((found) => `${found.topic} ${found.problem}`).join('; '));
      },
    ],
    [
      'create a topic',
      async () => {
        await log.createTopic({
          name: topic,
          partitions: 1,
          config: {},
          ...replicationOf(config),
        });
        return topic;
      },
    ],
    [
      'append',
      async () => {
        await log.append(topic, [{ partition: 0, key: null, value, headers: { probe: 'doctor' } }]);
        return '1 record';
      },
    ],
    [
      'consume and commit',
      async () => {
        let read = 0;
        await readRange(log, topic, { signal }, (record) => {
          if (record.value !== null && value.equals(record.value)) read++;
        });
        if (read !== 1) throw new Unsound(`${read} records came back instead of 1`);
        return '1 record';
      },
    ],
    [
      'delete a topic',
      async () => {
        await log.deleteTopic(topic);
        return 'cleaned up';
      },
    ],
  ];
}

function cacheChecks(cache: Cache): readonly Probe[] {
  if (!cache.remembers) return [['none', async () => 'nothing is remembered']];
  const key = `doctor:${randomUUID()}`;
  return [
    [
      'put and get',
      async () => {
        await cache.putMany([{ key, value: Buffer.from('doctor') }], { ttlMs: PROBE_TTL_MS });
        const [found] = await cache.getMany([key]);
        if (found === undefined) throw new Unsound('what was put is not there');
        return 'found again';
      },
    ],
  ];
}

function objectChecks(objects: ObjectStore): readonly Probe[] {
  const prefix = `doctor/${randomUUID()}`;
  const body = Buffer.from('doctor');
  let etag = '';
  return [
    [
      'put if absent',
      async () => {
        const put = await objects.putIfAbsent(`${prefix}/one`, body, {
          metadata: { probe: 'doctor' },
        });
        if (put.kind !== 'written') throw new Unsound('a fresh key is said to exist');
        etag = put.etag;
        const again = await objects.putIfAbsent(`${prefix}/one`, Buffer.from('other'));
        if (again.kind !== 'exists') throw new Unsound('an existing object was overwritten');
        return 'kept the first';
      },
    ],
    [
      'put if match',
      async () => {
        const put = await objects.putIfMatch(`${prefix}/one`, Buffer.from('two'), etag);
        if (put.kind !== 'written') throw new Unsound('the right etag was refused');
        const stale = await objects.putIfMatch(`${prefix}/one`, Buffer.from('three'), etag);
        if (stale.kind !== 'changed') throw new Unsound('a stale etag was accepted');
        return 'refused the stale etag';
      },
    ],
    ['race of conditional puts', () => race(objects, prefix)],
    [
      'get, head and list',
      async () => {
        const got = await objects.get(`${prefix}/one`);
        const head = await objects.head(`${prefix}/one`);
        const listed = await Array.fromAsync(objects.list(`${prefix}/`));
        if (got === undefined || head === undefined) throw new Unsound('the object is not there');
        return `${listed.length} objects`;
      },
    ],
    [
      'delete',
      async () => {
        const keys = (await Array.fromAsync(objects.list(`${prefix}/`))).map(({ key }) => key);
        for (const key of keys) await objects.delete(key);
        return 'cleaned up';
      },
    ],
  ];
}

/** The lake stands on this: of any number of writers of one key, exactly one succeeds. */
async function race(objects: ObjectStore, prefix: string): Promise<string> {
  for (let round = 0; round < RACE_ROUNDS; round++) {
    const key = `${prefix}/race-${round}`;
    const racers = Array.from({ length: RACERS }, (_, racer) =>
      objects.putIfAbsent(key, Buffer.from(`${racer}`)),
    );
    const won = (await Promise.all(racers)).filter(({ kind }) => kind === 'written').length;
    if (won > 1) throw new Unsound(`${won} of ${RACERS} writers of one key succeeded`);
  }
  return `${RACE_ROUNDS} rounds of ${RACERS} writers, never more than one succeeded`;
}
