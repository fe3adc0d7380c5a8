import { after, before } from 'node:test';
import type { TestContext } from 'node:test';
import type { Batch, ConsumeOptions, Log, LogRecord, NewRecord } from './log.ts';
import { PortError } from './port-error.ts';
import type { PortErrorCode } from './port-error.ts';

/** A log to be tested. */
export interface LogUnderTest {
  readonly name: string;
  /** Why it cannot be tested here; the suite is skipped, and says so. */
  readonly skip?: string;
  readonly create: () => Promise<Log>;
  readonly supports: {
    /** Consumers of a group share its partitions; otherwise the second is refused with HELD. */
    readonly groupsShareWork: boolean;
    /** A member that hangs loses its partitions, at the latest after so long; undefined: never. */
    readonly losesPartitionsMs?: number;
  };
  /** Leaves offsets at a partition's end that hold no record. */
  readonly leaveGap: (log: Log, topic: string, partition: number) => Promise<void>;
  /** Drops the records below an offset. */
  readonly truncate: (log: Log, topic: string, partition: number, before: number) => Promise<void>;
}

/** One log for all tests of a suite, and topics that vanish with the test that made them. */
export interface Kit {
  readonly subject: LogUnderTest;
  log(): Log;
  /** A new topic's name. */
  topic(
    t: TestContext,
    spec?: { readonly partitions?: number; readonly config?: Readonly<Record<string, string>> },
  ): Promise<string>;
  /** A group's name that nobody used before. */
  group(): string;
}

/** Opens the log before the enclosing suite and closes it after. */
export function openKit(subject: LogUnderTest): Kit {
  let opened: Log | undefined;
  before(async () => {
    opened = await subject.create();
  });
  after(async () => {
    await opened?.[Symbol.asyncDispose]();
  });
  const log = (): Log => {
    if (opened === undefined) throw new Error('the log is opened before the tests');
    return opened;
  };
  return {
    subject,
    log,
    async topic(t, { partitions = 1, config = {} } = {}) {
      const name = `conformance-${crypto.randomUUID()}`;
      await log().createTopic({ name, partitions, config });
      t.after(() => log().deleteTopic(name));
      return name;
    },
    group: () => `conformance-${crypto.randomUUID()}`,
  };
}

/** A record whose value is the text. */
export function record(value: string, partition = 0): NewRecord {
  return { partition, key: Buffer.from(value), value: Buffer.from(value), headers: {} };
}

/** Records of random bytes, which no codec makes smaller. */
export function randomRecords(count: number, bytes: number, partition = 0): NewRecord[] {
  return Array.from({ length: count }, () => ({
    partition,
    key: null,
    value: randomBytes(bytes),
    headers: {},
  }));
}

/** Bytes that no codec makes smaller. */
export function randomBytes(bytes: number): Uint8Array {
  const value = new Uint8Array(bytes);
  const CHUNK_BYTES = 65_536;
  for (let from = 0; from < bytes; from += CHUNK_BYTES) {
    crypto.getRandomValues(value.subarray(from, from + CHUNK_BYTES));
  }
  return value;
}

/** The value as text; '' of a tombstone. */
export function text({ value }: Pick<LogRecord, 'value'>): string {
  return Buffer.from(value ?? new Uint8Array()).toString();
}

export function texts(records: readonly LogRecord[]): string[] {
  return records.map(text);
}

export type TakeOptions = Omit<ConsumeOptions, 'signal' | 'batchRecordsMax'> & {
  readonly count: number;
  readonly batchRecordsMax?: number;
};

/** Consumes until at least `count` records have come, then ends the call; the batches that came. */
export async function takeBatches(
  log: Log,
  topic: string,
  { count, ...options }: TakeOptions,
): Promise<Batch[]> {
  const end = new AbortController();
  const batches: Batch[] = [];
  let taken = 0;
  const all = { batchRecordsMax: 100, ...options, signal: end.signal };
  await log.consume(topic, all, async (batch) => {
    batches.push(batch);
    taken += batch.records.length;
    if (taken >= count) end.abort();
  });
  return batches;
}

/** The records of `takeBatches`. */
export async function take(log: Log, topic: string, options: TakeOptions): Promise<LogRecord[]> {
  const batches = await takeBatches(log, topic, options);
  return batches.flatMap((batch) => batch.records);
}

/** The committed offset of a partition. */
export async function committedNext(
  log: Log,
  topic: string,
  group: string,
  partition = 0,
): Promise<number | undefined> {
  return (await log.committed(group, topic))[partition]?.next;
}

/** For `assert.rejects`: a `PortError` of this code, and of this opinion about trying again. */
export function portError(code: PortErrorCode, retriable: boolean): (error: unknown) => boolean {
  return (error) => {
    if (!(error instanceof PortError)) throw error;
    return error.code === code && error.retriable === retriable;
  };
}

/** A promise and the function that settles it. */
export function gate<T = void>(): {
  readonly opened: Promise<T>;
  readonly open: (value: T) => void;
} {
  const { promise, resolve } = Promise.withResolvers<T>();
  return { opened: promise, open: resolve };
}
