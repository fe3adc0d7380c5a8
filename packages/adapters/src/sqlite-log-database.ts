import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PortError } from '@winnow/ports/port-error';
import type { PortErrorCode } from '@winnow/ports/port-error';

/** How long a statement waits for another process's transaction. */
const BUSY_TIMEOUT_MS = 5_000;
/** Opening again, where several processes create the file at the same moment. */
const OPEN_ATTEMPTS_MAX = 100;
const OPEN_PAUSE_MS = 50;
/** The WAL file is cut back to this size after a checkpoint. */
const WAL_BYTES_KEPT = 64 * 1024 * 1024;

const SCHEMA_VERSION = 1;
const SCHEMA = `
  CREATE TABLE topics (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    partitions INTEGER NOT NULL,
    config TEXT NOT NULL,
    incarnation TEXT NOT NULL
  ) STRICT;
  CREATE TABLE partitions (
    topic INTEGER NOT NULL,
    partition INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    last_timestamp INTEGER NOT NULL,
    PRIMARY KEY (topic, partition)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE records (
    topic INTEGER NOT NULL,
    partition INTEGER NOT NULL,
    "offset" INTEGER NOT NULL,
    timestamp INTEGER NOT NULL,
    key BLOB,
    value BLOB,
    headers TEXT NOT NULL,
    PRIMARY KEY (topic, partition, "offset")
  ) STRICT;
  CREATE TABLE commits (
    consumer_group TEXT NOT NULL,
    topic INTEGER NOT NULL,
    partition INTEGER NOT NULL,
    next INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (consumer_group, topic, partition)
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** SQLite's result codes, as far as they mean something to a caller. */
const BUSY = 5;
const CODES: ReadonlyMap<number, { readonly code: PortErrorCode; readonly retriable: boolean }> =
  new Map([
    [3, { code: 'UNAUTHORIZED', retriable: false }],
    [BUSY, { code: 'UNAVAILABLE', retriable: true }],
    [6, { code: 'UNAVAILABLE', retriable: true }],
    [8, { code: 'UNAUTHORIZED', retriable: false }],
    [10, { code: 'UNAVAILABLE', retriable: true }],
    [11, { code: 'CORRUPT', retriable: false }],
    [13, { code: 'UNAVAILABLE', retriable: true }],
    [14, { code: 'UNAVAILABLE', retriable: false }],
    [18, { code: 'TOO_LARGE', retriable: false }],
    [26, { code: 'CORRUPT', retriable: false }],
  ]);

/** Opens the log's file, and makes it where it is not there. */
export function openDatabase(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  for (let attempt = 1; ; attempt++) {
    try {
      return openOnce(path);
    } catch (error) {
      if (resultCode(error) !== BUSY || attempt === OPEN_ATTEMPTS_MAX) throw asPortError(error);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, OPEN_PAUSE_MS);
    }
  }
}

function openOnce(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA journal_size_limit = ${WAL_BYTES_KEPT};
    `);
    transaction(database, () => {
      const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
      if (version === 0) database.exec(SCHEMA);
      else if (version !== SCHEMA_VERSION) {
        const message = `${path} is of version ${version}, not ${SCHEMA_VERSION}`;
        throw new PortError('MISCONFIGURED', message, { retriable: false });
      }
    });
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Runs `work` in a transaction that holds the write lock from its beginning. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  return enclosed(database, 'BEGIN IMMEDIATE', work);
}

/** Runs `work` on one state of the database, whatever other processes write meanwhile. */
export function snapshot<T>(database: DatabaseSync, work: () => T): T {
  return enclosed(database, 'BEGIN DEFERRED', work);
}

function enclosed<T>(database: DatabaseSync, begin: string, work: () => T): T {
  database.exec(begin);
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** What went wrong, in the port's words. */
export function asPortError(error: unknown): unknown {
  if (error instanceof PortError) return error;
  const code = resultCode(error);
  if (code === undefined) return error;
  const known = CODES.get(code) ?? { code: 'UNAVAILABLE' as const, retriable: false };
  const message = error instanceof Error ? error.message : String(error);
  return new PortError(known.code, `SQLite: ${message}`, {
    retriable: known.retriable,
    cause: error,
  });
}

/** Whether another connection holds the lock that was asked for. */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === BUSY;
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  // The low byte is the primary code; the rest says more than a caller can use.
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}
