import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Cache, CacheEntry } from '@winnow/ports/cache';
import type { Clock } from '@winnow/ports/clock';
import { PortError, type PortErrorCode } from '@winnow/ports/port-error';
import { systemClock } from '@winnow/ports/system-clock';

export interface SqliteCacheOptions {
  /** A file, made with its folder where it is not there; or `:memory:`. */
  readonly path: string;
  /** Pages in use above which the oldest entries are forgotten. */
  readonly bytesMax: number;
  readonly clock?: Pick<Clock, 'now'>;
}

/** How long a writer in another process is waited for: computing again costs about as much. */
const BUSY_MS_MAX = 250;
const OPEN_BUSY_MS_MAX = 5_000;

/** What is forgotten at once, so that a call stays short. */
const FORGET_ENTRIES = 64;
const EXPIRED_ENTRIES_PER_PUT = 1_000;

/** After forgetting, so much of the size is in use, so that the next calls need not forget. */
const FULL_TO = 0.9;

const SCHEMA = `
  -- A stage result is a few kilobytes: with pages of 16 kB it takes half the time that 4 kB take.
  PRAGMA page_size = 16384;
  PRAGMA journal_mode = WAL;
  -- Safe against a crash of the process; after a power cut the last entries may be missing.
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS cache_entry (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    value BLOB NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS cache_entry_expires_at ON cache_entry (expires_at);
  PRAGMA busy_timeout = ${BUSY_MS_MAX};
`;

/**
 * Remembers in a SQLite file that any number of processes of one machine may share. What is put
 * last has the highest id: the oldest goes first when the file is full.
 */
export function createSqliteCache(options: SqliteCacheOptions): Cache {
  const { path, bytesMax, clock = systemClock } = options;
  const database = attempt(() => open(path));
  const get = database.prepare('SELECT value FROM cache_entry WHERE key = ? AND expires_at > ?');
  const put = database.prepare(
    'INSERT OR REPLACE INTO cache_entry (key, value, expires_at) VALUES (?, ?, ?)',
  );
  const forgetExpired = database.prepare(
    `DELETE FROM cache_entry WHERE id IN (
       SELECT id FROM cache_entry WHERE expires_at <= ? LIMIT ${EXPIRED_ENTRIES_PER_PUT})`,
  );
  const forgetOldest = database.prepare(
    `DELETE FROM cache_entry WHERE id IN (
       SELECT id FROM cache_entry ORDER BY id LIMIT ${FORGET_ENTRIES})`,
  );
  const bytesUsed = database.prepare(
    `SELECT (pages.page_count - free.freelist_count) * size.page_size AS bytes
     FROM pragma_page_count AS pages, pragma_freelist_count AS free, pragma_page_size AS size`,
  );

  const transact = <T>(begin: 'BEGIN' | 'BEGIN IMMEDIATE', body: () => T): T =>
    attempt(() => {
      database.exec(begin);
      try {
        const result = body();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    });

  const makeRoom = (): void => {
    if (Number(bytesUsed.get()?.['bytes']) <= bytesMax) return;
    while (Number(bytesUsed.get()?.['bytes']) > bytesMax * FULL_TO) {
      if (forgetOldest.run().changes === 0) return;
    }
  };

  return {
    remembers: true,
    async getMany(keys) {
      if (keys.length === 0) return [];
      const now = clock.now();
      return transact('BEGIN', () => keys.map((key) => valueOf(get.get(key, now))));
    },
    async putMany(entries: readonly CacheEntry[], { ttlMs }) {
      if (entries.length === 0) return;
      const now = clock.now();
      transact('BEGIN IMMEDIATE', () => {
        forgetExpired.run(now);
        for (const { key, value } of entries) put.run(key, value, now + Math.ceil(ttlMs));
        makeRoom();
      });
    },
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close();
    },
  };
}

function open(path: string): DatabaseSync {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: OPEN_BUSY_MS_MAX });
  try {
    database.exec(SCHEMA);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

function valueOf(row: Readonly<Record<string, unknown>> | undefined): Uint8Array | undefined {
  const value = row?.['value'];
  return value instanceof Uint8Array ? value : undefined;
}

/** SQLite's primary result codes: https://www.sqlite.org/rescode.html */
const CODES: Readonly<Record<number, PortErrorCode>> = {
  3: 'UNAUTHORIZED',
  8: 'UNAUTHORIZED',
  11: 'CORRUPT',
  18: 'TOO_LARGE',
  26: 'CORRUPT',
};

function attempt<T>(body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const errcode = 'errcode' in error ? Number(error.errcode) & 0xff : -1;
    const code = CODES[errcode] ?? 'UNAVAILABLE';
    throw new PortError(code, `the cache file: ${error.message}`, {
      retriable: code === 'UNAVAILABLE',
      cause: error,
    });
  }
}
