import { createBell } from '@winnow/ports/bell';
import type { Bell } from '@winnow/ports/bell';
import type { Clock } from '@winnow/ports/clock';
import { followPartition } from '@winnow/ports/follow-partition';
import type { PartitionStore } from '@winnow/ports/follow-partition';
import type { ConsumeOptions, Handle, Log } from '@winnow/ports/log';
import {
  checkConsumeOptions,
  checkPartitions,
  checkRecordBytes,
  checkTopicSpec,
} from '@winnow/ports/log-rules';
import { systemClock } from '@winnow/ports/system-clock';
import { asPortError, openDatabase } from './sqlite-log-database.ts';
import { lockGroup } from './sqlite-log-lock.ts';
import { createStore } from './sqlite-log-store.ts';
import type { SqliteLogStore, StoredTopic } from './sqlite-log-store.ts';

/** How often a waiting consumer looks for what other processes have written. */
const POLL_MS = 25;
/** How often `retention.ms` is applied while a topic is written to, and to how much at once. */
const EXPIRE_EVERY_MS = 10_000;
const EXPIRE_RECORDS_MAX = 20_000;

export interface SqliteLogOptions {
  /** The file; it and its folder are made where they are not there. */
  readonly path: string;
  readonly clock?: Clock;
}

/**
 * A log in one SQLite file: durable (`synchronous=FULL`), for one machine. Any number of processes
 * may append and read; a consumer group is held by one at a time, and the second is refused with
 * HELD.
 */
export function createSqliteLog({ path, clock = systemClock }: SqliteLogOptions): Log {
  const store = createStore(openDatabase(path));
  const bell = createBell();
  const closing = new AbortController();
  const running = new Set<Promise<void>>();
  const poller = createPoller(store, bell);
  const expire = createExpirer(store, clock);

  return {
    ...topicCalls(store, bell),
    ...groupCalls(store, path),

    append: (name, records) =>
      attempt(() => {
        const topic = store.topic(name);
        checkPartitions(name, records, topic.spec.partitions);
        checkRecordBytes(topic.spec, records);
        if (records.length === 0) return;
        store.append(topic, records, clock.now());
        expire(topic);
        bell.ring();
      }),

    async consume(name, options, handle) {
      const topic = await attempt(() => store.topic(name));
      checkConsumeOptions(options, topic.spec.partitions);
      const signal = AbortSignal.any([options.signal, closing.signal]);
      const lock = lockGroup(path, options.group, topic.id);
      poller.start();
      const run = consumeAlone({ store, topic, bell, options: { ...options, signal } }, handle);
      running.add(run);
      await run.finally(() => {
        running.delete(run);
        poller.stop();
        lock.release();
      });
    },

    async [Symbol.asyncDispose]() {
      if (closing.signal.aborted) return;
      closing.abort();
      await Promise.allSettled(running);
      store.close();
    },
  };
}

/** Synchronous work as a promise whose rejections are the port's. */
async function attempt<T>(work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    throw asPortError(error);
  }
}

function topicCalls(
  store: SqliteLogStore,
  bell: Bell,
): Pick<
  Log,
  'describeTopic' | 'listTopics' | 'createTopic' | 'deleteTopic' | 'ranges' | 'offsetsAt'
> {
  return {
    describeTopic: (name) =>
      attempt(() => {
        const topic = store.findTopic(name);
        return topic && { ...topic.spec, incarnation: topic.incarnation };
      }),
    listTopics: () => attempt(() => store.topics().map(({ spec }) => spec.name)),
    createTopic: (spec) =>
      attempt(() => {
        checkTopicSpec(spec);
        store.createTopic(spec);
      }),
    deleteTopic: (name) =>
      attempt(() => {
        store.deleteTopic(name);
        bell.ring();
      }),
    ranges: (name) => attempt(() => store.partitions(store.topic(name))),
    offsetsAt: (name, timestamp) => attempt(() => store.offsetsAt(store.topic(name), timestamp)),
  };
}

function groupCalls(store: SqliteLogStore, path: string): Pick<Log, 'committed' | 'deleteGroup'> {
  return {
    committed: (group, name) =>
      attempt(() => {
        const topic = store.topic(name);
        const commits = store.commits(group, topic);
        return Array.from({ length: topic.spec.partitions }, (_, partition) => {
          const commit = commits.find((candidate) => candidate.partition === partition);
          return { partition, next: commit?.next, note: commit?.note ?? '' };
        });
      }),
    deleteGroup: (group) =>
      attempt(() => {
        using locks = new DisposableStack();
        for (const { id } of store.topics()) {
          const lock = lockGroup(path, group, id);
          locks.defer(() => lock.release());
        }
        store.deleteGroup(group);
      }),
  };
}

/** Rings the bell when another process has written, as long as somebody consumes. */
function createPoller(store: SqliteLogStore, bell: Bell) {
  let consumers = 0;
  let timer: NodeJS.Timeout | undefined;
  let seen = 0;
  const look = (): void => {
    try {
      const version = store.version();
      if (version === seen) return;
      seen = version;
    } catch {
      // The loops that wake up now meet the same trouble, and know whom to tell.
    }
    bell.ring();
  };
  return {
    start(): void {
      consumers += 1;
      timer ??= setInterval(look, POLL_MS);
    },
    stop(): void {
      consumers -= 1;
      if (consumers > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}

/** Applies a topic's `retention.ms` from time to time. */
function createExpirer(store: SqliteLogStore, clock: Clock): (topic: StoredTopic) => void {
  const last = new Map<number, number>();
  return (topic) => {
    const { 'retention.ms': retention = '-1', 'cleanup.policy': policy = 'delete' } =
      topic.spec.config;
    const retentionMs = Number(retention);
    if (!(retentionMs >= 0) || !policy.includes('delete')) return;
    const now = clock.now();
    if (now - (last.get(topic.id) ?? -Infinity) < EXPIRE_EVERY_MS) return;
    last.set(topic.id, now);
    store.expire(topic, now - retentionMs, EXPIRE_RECORDS_MAX);
  };
}

interface Consumer {
  readonly store: SqliteLogStore;
  readonly topic: StoredTopic;
  readonly bell: Bell;
  readonly options: ConsumeOptions;
}

/** A loop for each partition, until the signal, `to` or the first error. */
async function consumeAlone(
  { store, topic, bell, options }: Consumer,
  handle: Handle,
): Promise<void> {
  const ending = new AbortController();
  const lost = new AbortController();
  let failure: { readonly error: unknown } | undefined;
  const end = (): void => {
    ending.abort();
    bell.ring();
  };
  const signals = { stop: ending.signal, lost: lost.signal, bell };
  const follow = async (partition: number): Promise<void> => {
    try {
      await followPartition(
        partitionStore(store, topic, partition, options.group),
        options,
        signals,
        handle,
      );
    } catch (error) {
      failure ??= { error: asPortError(error) };
      end();
    }
  };
  options.signal.addEventListener('abort', end, { once: true });
  if (options.signal.aborted) end();
  await Promise.all(Array.from({ length: topic.spec.partitions }, (_, index) => follow(index)));
  options.signal.removeEventListener('abort', end);
  lost.abort();
  if (failure !== undefined) throw failure.error;
}

function partitionStore(
  store: SqliteLogStore,
  topic: StoredTopic,
  partition: number,
  group: string,
): PartitionStore {
  return {
    topic: topic.spec.name,
    partition,
    read: (position, bounds) => store.read(topic, partition, position, bounds),
    committed: () =>
      store.commits(group, topic).find((candidate) => candidate.partition === partition),
    commit: (progress) => store.commit(group, topic, partition, progress),
  };
}
