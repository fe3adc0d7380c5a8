import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder } from './cache-folder.ts';

const LOCK_POLL_MS = 200;

/** Whether `installOnce` has nothing left to do. */
export function isInstalled(name: string): boolean {
  return existsSync(join(cacheFolder(), name));
}

/**
 * A folder of the cache, filled by `install` if it is not there. Processes that want it at the same
 * time wait for the one that makes it; one that dies half-way leaves nothing that looks complete.
 */
export async function installOnce(
  name: string,
  install: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  await mkdir(cacheFolder(), { recursive: true });
  // An exclusive transaction is a lock that the operating system drops when its holder dies.
  using lock = new DatabaseSync(join(cacheFolder(), `${name}.lock`), { timeout: 0 });
  while (!tryLock(lock)) await sleep(LOCK_POLL_MS);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await install(partial);
  await rename(partial, folder);
  return folder;
}

function tryLock(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch {
    return false;
  }
}
