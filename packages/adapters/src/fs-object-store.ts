import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { assertMetadata, assertObjectKey } from '@winnow/ports/object-key';
import type { ObjectHead, ObjectMetadata, ObjectStore } from '@winnow/ports/object-store';
import { PortError } from '@winnow/ports/port-error';
import { systemClock } from '@winnow/ports/system-clock';
import type { Clock } from '@winnow/ports/clock';
import {
  isThere,
  linkTo,
  moveTo,
  patiently,
  removeEmptyFolders,
  removeFile,
  syncFolder,
  toPortError,
  unlessMissing,
  writeDurably,
} from './fs-object-store-files.ts';
import { type Layout, layoutOf, RECORD_SUFFIX } from './fs-object-store-layout.ts';
import { listRecords } from './fs-object-store-list.ts';
import { createFileLock, type FileLock } from './fs-object-store-lock.ts';

export interface FsObjectStoreOptions {
  /** The folder; made where missing. */
  readonly path: string;
  /** Dates the objects. */
  readonly clock?: Clock;
}

/** What is left behind by a process that died while writing is swept after so long. */
const ABANDONED_MS = 60 * 60 * 1000;
/**
 * A reader that meets a replacement begins again; so often only when somebody replaces without end.
 */
const READ_TRIES_MAX = 1_000;

interface Store {
  readonly layout: Layout;
  readonly lock: FileLock;
  readonly clock: Clock;
}

/**
 * Objects as files, for any number of processes on one machine; the layout is in
 * `fs-object-store-layout.ts`. An object exists from the moment in which its record has its name.
 * Its body is moved to its own name right after; should the writer die in between, whoever touches
 * the object next does that. Everything is on the disk before the record is.
 */
export function createFsObjectStore({
  path,
  clock = systemClock,
}: FsObjectStoreOptions): ObjectStore {
  const layout = layoutOf(resolve(path));
  const store: Store = { layout, lock: createFileLock(layout.lock), clock };
  let swept: Promise<void> | undefined;
  /**
   * Every call: a checked key, the leftovers of the dead swept once, errors in the port's words.
   */
  const call = async <T>(key: string, effect: () => Promise<T>): Promise<T> => {
    try {
      swept ??= sweep(store);
      await swept;
      return await effect();
    } catch (error) {
      throw toPortError(error, layout.body(key));
    }
  };

  return {
    async putIfAbsent(key, body, { metadata = {} } = {}) {
      assertObjectKey(key);
      assertMetadata(metadata);
      const etag = await call(key, () => create(store, key, body, metadata));
      return etag === undefined ? { kind: 'exists' } : { kind: 'written', etag };
    },

    async putIfMatch(key, body, expected, { metadata = {} } = {}) {
      assertObjectKey(key);
      assertMetadata(metadata);
      const etag = await call(key, () => change(store, key, body, metadata, expected));
      return etag === undefined ? { kind: 'changed' } : { kind: 'written', etag };
    },

    async get(key, range) {
      assertObjectKey(key);
      return call(key, () => read(layout, key, range));
    },

    async head(key) {
      assertObjectKey(key);
      return call(key, async () => {
        const head = await readRecord(layout, key);
        if (head !== undefined) await publish(layout, key, head.etag);
        return head;
      });
    },

    async *list(prefix, { startAfter = '' } = {}) {
      await call('', async () => {});
      for await (const key of listRecords(layout, { prefix, startAfter })) {
        const head = await call(key, () => readRecord(layout, key));
        if (head === undefined) continue;
        await call(key, () => publish(layout, key, head.etag));
        yield { key, bytes: head.bytes };
      }
    },

    async delete(key) {
      assertObjectKey(key);
      await call(key, () => store.lock.hold(() => remove(layout, key)));
    },

    async [Symbol.asyncDispose]() {
      await store.lock[Symbol.asyncDispose]();
    },
  };
}

/** Resolves to the etag; undefined where the key is taken. */
async function create(
  store: Store,
  key: string,
  body: Uint8Array,
  metadata: ObjectMetadata,
): Promise<string | undefined> {
  const { layout } = store;
  if ((await readRecord(layout, key)) !== undefined) return undefined;
  const etag = await prepare(store, key, body, metadata);
  const linked = await linkTo(layout.recordOfWrite(etag), layout.record(key));
  if (linked === 'linked') await settle(layout, key, etag);
  await forget(layout, etag);
  return linked === 'linked' ? etag : undefined;
}

/** Resolves to the new etag; undefined where the object has another than `expected`, or is gone. */
async function change(
  store: Store,
  key: string,
  body: Uint8Array,
  metadata: ObjectMetadata,
  expected: string,
): Promise<string | undefined> {
  const { layout, lock } = store;
  if ((await readRecord(layout, key))?.etag !== expected) return undefined;
  const etag = await prepare(store, key, body, metadata);
  const replaced = await lock.hold(() => replace(layout, key, expected, etag));
  await forget(layout, etag);
  return replaced ? etag : undefined;
}

/** Puts record and body of a write on the disk, under names that only this write has. */
async function prepare(
  { layout, clock }: Store,
  key: string,
  body: Uint8Array,
  metadata: ObjectMetadata,
): Promise<string> {
  const etag = randomUUID();
  const head: ObjectHead = { key, etag, bytes: body.length, metadata, lastModified: clock.now() };
  await mkdir(layout.writes, { recursive: true });
  // The record first: whatever lies in `.writes` can be told by it when its writer is dead.
  await writeDurably(layout.recordOfWrite(etag), JSON.stringify(head));
  await writeDurably(layout.bodyOfWrite(etag), body);
  await syncFolder(layout.writes);
  return etag;
}

/** Makes a record that has its name durable, and moves its body. */
async function settle(layout: Layout, key: string, etag: string): Promise<void> {
  await syncFolder(dirname(layout.record(key)));
  await publish(layout, key, etag);
  await syncFolder(dirname(layout.body(key)));
}

/**
 * Moves the body of an object to its own name, unless somebody has done so already. Readers do it
 * too; one that is late finds nothing to move, for a body is published before its record changes.
 */
async function publish(layout: Layout, key: string, etag: string): Promise<void> {
  const body = layout.bodyOfWrite(etag);
  if (await isThere(body)) await moveTo(body, layout.body(key));
}

async function forget(layout: Layout, etag: string): Promise<void> {
  await removeFile(layout.recordOfWrite(etag));
  await removeFile(layout.bodyOfWrite(etag));
}

/** Under the lock: nobody else replaces or deletes. */
async function replace(
  layout: Layout,
  key: string,
  etag: string,
  written: string,
): Promise<boolean> {
  if ((await readRecord(layout, key))?.etag !== etag) return false;
  await publish(layout, key, etag);
  const replacement = layout.recordOfWrite(`${written}-`);
  await linkTo(layout.recordOfWrite(written), replacement);
  await moveTo(replacement, layout.record(key));
  await settle(layout, key, written);
  return true;
}

/** Under the lock. Without its record the object is gone, so that goes first. */
async function remove(layout: Layout, key: string): Promise<void> {
  const head = await readRecord(layout, key);
  if (head === undefined) return;
  await removeFile(layout.record(key));
  await removeFile(layout.bodyOfWrite(head.etag));
  await removeFile(layout.body(key));
  await syncFolder(dirname(layout.record(key)));
  await removeEmptyFolders(layout.record(key), layout.records([]));
  await removeEmptyFolders(layout.body(key), layout.root);
}

async function readRecord(layout: Layout, key: string): Promise<ObjectHead | undefined> {
  const json = await unlessMissing(patiently(() => readFile(layout.record(key), 'utf8')));
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json) as ObjectHead;
  } catch (cause) {
    throw new PortError('CORRUPT', `not a record: ${layout.record(key)}`, {
      retriable: false,
      cause,
    });
  }
}

/** A body with the record it belongs to: what was replaced in between is read again. */
async function read(
  layout: Layout,
  key: string,
  range: { readonly start: number; readonly end: number } | undefined,
): ReturnType<ObjectStore['get']> {
  for (let tries = 0; tries < READ_TRIES_MAX; tries++) {
    const head = await readRecord(layout, key);
    if (head === undefined) return undefined;
    await publish(layout, key, head.etag);
    const body = await unlessMissing(readBytes(layout.body(key), head.bytes, range));
    const after = await readRecord(layout, key);
    if (body !== undefined && after?.etag === head.etag) return { body, head };
    if (body === undefined && after?.etag === head.etag) {
      throw new PortError('CORRUPT', `the body of ${key} is gone`, { retriable: false });
    }
  }
  throw new PortError('UNAVAILABLE', `${key} is replaced faster than it can be read`, {
    retriable: true,
  });
}

async function readBytes(
  path: string,
  size: number,
  range: { readonly start: number; readonly end: number } | undefined,
): Promise<Uint8Array> {
  const file = await patiently(() => open(path, 'r'));
  try {
    const start = Math.min(range?.start ?? 0, size);
    const length = Math.max(0, Math.min(range?.end ?? size, size) - start);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * Removes what writers left that died an hour ago. A write that did become an object is finished
 * instead; one that is still under way loses its record first and can then no longer become one.
 */
async function sweep({ layout, lock, clock }: Store): Promise<void> {
  const names = (await unlessMissing(readdir(layout.writes))) ?? [];
  for (const name of names) {
    if (!name.endsWith(RECORD_SUFFIX)) continue;
    const found = await unlessMissing(stat(join(layout.writes, name)));
    if (found === undefined || clock.now() - found.mtimeMs < ABANDONED_MS) continue;
    await lock.hold(() => sweepOne(layout, name.slice(0, -RECORD_SUFFIX.length)));
  }
}

async function sweepOne(layout: Layout, etag: string): Promise<void> {
  const path = layout.recordOfWrite(etag);
  const key = keyOf(await unlessMissing(readFile(path, 'utf8')));
  await removeFile(path);
  const committed = key !== undefined && (await readRecord(layout, key))?.etag === etag;
  if (committed) await settle(layout, key, etag);
  else await removeFile(layout.bodyOfWrite(etag));
}

/** Undefined for a record that its writer died upon. */
function keyOf(json: string | undefined): string | undefined {
  try {
    return (JSON.parse(json ?? '') as ObjectHead).key;
  } catch {
    return undefined;
  }
}
