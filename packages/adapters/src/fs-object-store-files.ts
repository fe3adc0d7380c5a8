import { access, link, mkdir, open, rename, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PortError } from '@winnow/ports/port-error';

/**
 * How often and how long Windows may say that somebody else has the file open, before we believe
 * it.
 */
const BUSY_TRIES_MAX = 8;
const BUSY_MS = 10;
/** A folder that was just made may be removed by a delete before it is used: so many times. */
const FOLDER_TRIES_MAX = 20;

/** `ENOENT` and the like; undefined for an error that is not the system's. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

/** Resolves to undefined instead of failing where the file or folder is not there. */
export async function unlessMissing<T>(effect: Promise<T>): Promise<T | undefined> {
  try {
    return await effect;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Writes a new file and waits until it is on the disk. */
export async function writeDurably(path: string, body: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(body);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the entries of a folder durable; Windows has no such call and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await unlessMissing(open(path, 'r'));
  if (folder === undefined) return;
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * `rename` that replaces, in a folder that is made where missing. Undefined: `from` is not there.
 */
export async function moveTo(from: string, to: string): Promise<true | undefined> {
  return unlessMissing(inFolderOf(to, () => rename(from, to).then(() => true as const), from));
}

/** Gives a file a second name unless that is taken. */
export async function linkTo(from: string, to: string): Promise<'linked' | 'taken'> {
  try {
    await inFolderOf(to, () => link(from, to), from);
    return 'linked';
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return 'taken';
    throw error;
  }
}

/** Removes a file, whether or not it is there. */
export async function removeFile(path: string): Promise<void> {
  await patiently(() => rm(path, { force: true }));
}

/** Removes the folders above a path, up to `root`, as long as they are empty. */
export async function removeEmptyFolders(path: string, root: string): Promise<void> {
  for (let folder = dirname(path); folder.length > root.length; folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}

async function inFolderOf<T>(path: string, effect: () => Promise<T>, from: string): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await patiently(effect);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || tries === FOLDER_TRIES_MAX || !(await isThere(from)))
        throw error;
      await makeFolder(dirname(path));
    }
  }
}

async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (
    let folder = dirname(path);
    folder.length >= dirname(first).length;
    folder = dirname(folder)
  ) {
    await syncFolder(folder);
    if (folder === dirname(folder)) return;
  }
}

/** Whether a file or folder has this name. */
export async function isThere(path: string): Promise<boolean> {
  return (await unlessMissing(access(path).then(() => true))) ?? false;
}

/** Windows refuses to replace or remove a file in the moment in which somebody has it open. */
export async function patiently<T>(effect: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await effect();
    } catch (error) {
      const busy = ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error) ?? '');
      if (process.platform !== 'win32' || !busy || tries === BUSY_TRIES_MAX) throw error;
      await setTimeout(BUSY_MS * tries);
    }
  }
}

/** What a failure of the file system means in the port's words. */
export function toPortError(error: unknown, path: string): PortError {
  if (error instanceof PortError) return error;
  const code = codeOf(error);
  const options = { retriable: false, cause: error };
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new PortError('UNAUTHORIZED', `may not write or read ${path}`, options);
  }
  if (code === 'ENAMETOOLONG' || code === 'EISDIR' || code === 'ENOTDIR') {
    return new PortError(
      'INVALID',
      `the file system cannot hold this key beside others: ${path}`,
      options,
    );
  }
  if (code === 'EFBIG')
    return new PortError('TOO_LARGE', `too large for the file system: ${path}`, options);
  return new PortError('UNAVAILABLE', `the file system failed at ${path}`, {
    retriable: true,
    cause: error,
  });
}
