import { hash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PortError } from '@winnow/ports/port-error';
import { asPortError, isBusy } from './sqlite-log-database.ts';

/** A group on a topic, in the hands of this process. */
export interface GroupLock {
  release(): void;
}

/**
 * Takes a consumer group for this process, or throws HELD. The lock is an exclusive transaction on
 * a file of its own, so that the operating system drops it when its holder dies, however it dies;
 * SQLite knows how to do that on every platform. The files stay behind, empty: taking one away
 * while another process opens it would let two hold the same lock.
 */
export function lockGroup(path: string, group: string, topic: number): GroupLock {
  const folder = `${path}-groups`;
  mkdirSync(folder, { recursive: true });
  const name = hash('sha256', `${topic}/${group}`).slice(0, 32);
  const database = new DatabaseSync(join(folder, `${name}.lock`), { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw asPortError(error);
    const message = `group ${group} is held by another consumer`;
    throw new PortError('HELD', message, { retriable: true, cause: error });
  }
  return { release: () => database.close() };
}
