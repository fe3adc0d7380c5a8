import { DatabaseSync } from 'node:sqlite';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PortError } from '@winnow/ports/port-error';

const RETRY_MS = 2;
/** Nobody holds the lock for longer than a few renames, unless the machine has stopped. */
const WAIT_MS_MAX = 30_000;
/** SQLite's result code for a lock that somebody else has. */
const SQLITE_BUSY = 5;

/** Runs one effect at a time, among all processes that name the same lock. */
export interface FileLock extends AsyncDisposable {
  hold<T>(effect: () => Promise<T>): Promise<T>;
}

/**
 * A lock on a file that dies with its holder. Node cannot lock files, but SQLite does, on every
 * platform: an exclusive transaction that writes nothing is a lock that the system lets go of when
 * the process ends, however it ends.
 */
export function createFileLock(path: string): FileLock {
  let database: DatabaseSync | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const opened = async (): Promise<DatabaseSync> => {
    await mkdir(dirname(path), { recursive: true });
    database ??= new DatabaseSync(path, { timeout: 0 });
    return database;
  };
  const held = async <T>(effect: () => Promise<T>): Promise<T> => {
    const lock = await opened();
    await begin(lock, path);
    try {
      return await effect();
    } finally {
      lock.exec('ROLLBACK');
    }
  };

  return {
    hold(effect) {
      const turn = queue.then(() => held(effect));
      queue = turn.catch(() => undefined);
      return turn;
    },
    async [Symbol.asyncDispose]() {
      await queue;
      database?.close();
      database = undefined;
    },
  };
}

async function begin(lock: DatabaseSync, path: string): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += RETRY_MS) {
    try {
      lock.exec('BEGIN EXCLUSIVE');
      return;
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
      if (waitedMs >= WAIT_MS_MAX) {
        throw new PortError('UNAVAILABLE', `another process holds ${path}`, {
          retriable: true,
          cause: error,
        });
      }
      await setTimeout(RETRY_MS);
    }
  }
}
