import assert from 'node:assert/strict';
import { keysOf, type ObjectStoreSuite, on, text } from './object-store-conformance-kit.ts';

/** What a listing holds, and in which order. */
export function describeListing(suite: ObjectStoreSuite): void {
  on(suite, 'lists in the byte order of the whole key', async (store) => {
    // '-' < '.' < '/' < '0', and U+FFFD sorts before U+1F600 in UTF-8 though not in UTF-16.
    const ordered = ['a!', 'a-b', 'a.b', 'a/b', 'a/c/d', 'a/c0', 'a0', 'b/\ufffd', 'b/\u{1f600}'];
    for (const key of ordered.toReversed()) await store.putIfAbsent(key, text(key));
    assert.deepEqual(await keysOf(store, ''), ordered);
  });

  on(suite, 'lists what begins with the prefix, which need not end at a slash', async (store) => {
    for (const key of ['p=1/x', 'p=10/x', 'p=10/y', 'q/x'])
      await store.putIfAbsent(key, text('12'));
    assert.deepEqual(await keysOf(store, 'p=1'), ['p=1/x', 'p=10/x', 'p=10/y']);
    assert.deepEqual(await keysOf(store, 'p=10/'), ['p=10/x', 'p=10/y']);
    assert.deepEqual(await keysOf(store, 'p=10/y'), ['p=10/y']);
    assert.deepEqual(await keysOf(store, 'none/'), []);
    for await (const { bytes } of store.list('q/')) assert.equal(bytes, 2);
  });

  on(suite, 'begins after a key, whether or not that key is there', async (store) => {
    for (const key of ['a/1', 'a/3', 'b/1']) await store.putIfAbsent(key, text('x'));
    assert.deepEqual(await keysOf(store, '', 'a/1'), ['a/3', 'b/1']);
    assert.deepEqual(await keysOf(store, 'a/', 'a/2'), ['a/3']);
    assert.deepEqual(await keysOf(store, '', 'a/9'), ['b/1']);
    assert.deepEqual(await keysOf(store, '', 'c'), []);
  });

  on(suite, 'lists more than a thousand objects, each once', async (store) => {
    const keys = Array.from(
      { length: 1_005 },
      (_, index) => `many/${String(index).padStart(5, '0')}`,
    );
    for (let first = 0; first < keys.length; first += 50) {
      await Promise.all(
        keys.slice(first, first + 50).map((key) => store.putIfAbsent(key, text('x'))),
      );
    }
    assert.deepEqual(await keysOf(store, 'many/'), keys);
  });

  on(suite, 'does not list what was deleted', async (store) => {
    for (const key of ['d/1', 'd/2']) await store.putIfAbsent(key, text('x'));
    await store.delete('d/1');
    assert.deepEqual(await keysOf(store, 'd/'), ['d/2']);
  });
}
