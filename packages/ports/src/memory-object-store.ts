import { setImmediate } from 'node:timers/promises';
import type { ListedObject, ObjectHead, ObjectMetadata, ObjectStore } from './object-store.ts';
import { assertMetadata, assertObjectKey, byteOrder } from './object-key.ts';
import { systemClock } from './system-clock.ts';
import type { Clock } from './clock.ts';

interface Stored {
  readonly body: Uint8Array;
  readonly head: ObjectHead;
}

/** Objects in memory: the contract, written as plainly as it can be. `clock` dates the objects. */
export function createMemoryObjectStore({
  clock = systemClock,
}: { readonly clock?: Clock } = {}): ObjectStore {
  const objects = new Map<string, Stored>();
  let version = 0;

  const write = (key: string, body: Uint8Array, metadata: ObjectMetadata): string => {
    const etag = `"${++version}"`;
    const head = {
      key,
      etag,
      bytes: body.length,
      metadata: { ...metadata },
      lastModified: clock.now(),
    };
    objects.set(key, { body: Uint8Array.from(body), head });
    return etag;
  };

  return {
    async putIfAbsent(key, body, { metadata = {} } = {}) {
      assertObjectKey(key);
      assertMetadata(metadata);
      await setImmediate();
      if (objects.has(key)) return { kind: 'exists' };
      return { kind: 'written', etag: write(key, body, metadata) };
    },

    async putIfMatch(key, body, etag, { metadata = {} } = {}) {
      assertObjectKey(key);
      assertMetadata(metadata);
      await setImmediate();
      if (objects.get(key)?.head.etag !== etag) return { kind: 'changed' };
      return { kind: 'written', etag: write(key, body, metadata) };
    },

    async get(key, range) {
      assertObjectKey(key);
      await setImmediate();
      const stored = objects.get(key);
      if (stored === undefined) return undefined;
      return { body: stored.body.slice(range?.start, range?.end), head: stored.head };
    },

    async head(key) {
      assertObjectKey(key);
      await setImmediate();
      return objects.get(key)?.head;
    },

    async *list(prefix, { startAfter = '' } = {}): AsyncGenerator<ListedObject> {
      const keys = [...objects.keys()]
        .filter((key) => key.startsWith(prefix) && byteOrder(key, startAfter) > 0)
        .toSorted(byteOrder);
      for (const key of keys) {
        await setImmediate();
        const stored = objects.get(key);
        if (stored !== undefined) yield { key, bytes: stored.head.bytes };
      }
    },

    async delete(key) {
      assertObjectKey(key);
      await setImmediate();
      objects.delete(key);
    },

    async [Symbol.asyncDispose]() {},
  };
}
