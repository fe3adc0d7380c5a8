import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ObjectMetadata, ObjectStore, PutIfAbsent } from './object-store.ts';
import { PortError } from './port-error.ts';

export interface ObjectStoreSuite {
  readonly name: string;
  /** So many stores on one place, which is empty. What shares a process may be one store. */
  readonly create: (count: number) => Promise<readonly ObjectStore[]>;
  /** Writers at once in the races. Default 8. */
  readonly racers?: number;
}

type Found = Awaited<ReturnType<ObjectStore['get']>>;

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const textOf = (body: Uint8Array | undefined): string => new TextDecoder().decode(body);

async function keysOf(store: ObjectStore, prefix: string, startAfter = ''): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix, { startAfter })) keys.push(key);
  return keys;
}

/** What every object store must do, as sentences. */
export function describeObjectStore(suite: ObjectStoreSuite): void {
  describe(`ObjectStore: ${suite.name}`, () => {
    describeObjects(suite);
    describeConditions(suite);
    describeListing(suite);
    describeRaces(suite);
  });
}

async function withStores(
  { create }: ObjectStoreSuite,
  count: number,
  body: (stores: readonly ObjectStore[]) => Promise<void>,
): Promise<void> {
  const stores = await create(count);
  try {
    await body(stores);
  } finally {
    for (const store of new Set(stores)) await store[Symbol.asyncDispose]();
  }
}

/** A test on one store. */
function on(suite: ObjectStoreSuite, sentence: string, body: (store: ObjectStore) => Promise<void>): void {
  it(sentence, () => withStores(suite, 1, async ([store]) => body(store as ObjectStore)));
}

function describeObjects(suite: ObjectStoreSuite): void {
  on(suite, 'gives back what was put, byte for byte', async (store) => {
    const body = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256);
    await store.putIfAbsent('a/bytes', body, { contentType: 'application/octet-stream' });
    assert.deepEqual(Buffer.from((await store.get('a/bytes'))?.body ?? []), Buffer.from(body));
  });

  on(suite, 'holds empty objects', async (store) => {
    await store.putIfAbsent('empty', new Uint8Array());
    assert.equal((await store.get('empty'))?.body.length, 0);
    assert.equal((await store.head('empty'))?.bytes, 0);
  });

  on(suite, 'knows nothing of an object that was never put', async (store) => {
    assert.equal(await store.get('nothing/here'), undefined);
    assert.equal(await store.head('nothing/here'), undefined);
  });

  on(suite, 'keeps metadata with the object, and shows it in head and get', async (store) => {
    const metadata = { 'next-offset': '17', marks: 'postings.raw.v1/0=16, a=b;c' };
    const put = await store.putIfAbsent('with/metadata', text('x'), { metadata });
    const head = await store.head('with/metadata');
    assert.equal(put.kind, 'written');
    assert.deepEqual(head?.metadata, metadata);
    assert.equal(head?.etag, put.kind === 'written' ? put.etag : '');
    assert.equal(head?.key, 'with/metadata');
    assert.equal(head?.bytes, 1);
    assert.ok(Number.isFinite(head?.lastModified));
    assert.deepEqual((await store.get('with/metadata'))?.head, head);
  });

  on(suite, 'reads a range, cut at the end of the object', async (store) => {
    await store.putIfAbsent('range', text('0123456789'));
    assert.equal(textOf((await store.get('range', { start: 2, end: 5 }))?.body), '234');
    assert.equal(textOf((await store.get('range', { start: 8, end: 50 }))?.body), '89');
    assert.equal((await store.get('range', { start: 8, end: 50 }))?.head.bytes, 10);
    for (const nothing of [{ start: 3, end: 3 }, { start: 10, end: 12 }]) {
      const found = await store.get('range', nothing);
      assert.deepEqual([found?.body.length, found?.head.bytes], [0, 10]);
    }
  });

  on(suite, 'deletes, and deleting again is no error', async (store) => {
    await store.putIfAbsent('gone', text('x'));
    await store.delete('gone');
    await store.delete('gone');
    assert.equal(await store.get('gone'), undefined);
    assert.equal((await store.putIfAbsent('gone', text('y'))).kind, 'written');
    assert.equal(textOf((await store.get('gone'))?.body), 'y');
  });

  on(suite, 'keeps nothing of the caller’s array', async (store) => {
    const body = text('before');
    await store.putIfAbsent('copy', body);
    body.fill(0);
    assert.equal(textOf((await store.get('copy'))?.body), 'before');
  });

  const KEYS = ['plain', 'a b', 'per%cent', 'a:b*?"<>|', 'con', 'nul.txt', 'dot.', '.hidden', '~t']
    .concat(['ünï/😀', '+=&@,;']);
  on(suite, 'takes keys of any printable characters', async (store) => {
    for (const key of KEYS) await store.putIfAbsent(key, text(key));
    for (const key of KEYS) assert.equal(textOf((await store.get(key))?.body), key);
    assert.deepEqual((await keysOf(store, '')).toSorted(), KEYS.toSorted());
  });

  const WRONG_KEYS = ['', '/a', 'a/', 'a//b', '../a', 'a/./b', 'a\u0000', 'a\n', '\ud800', 'k'.repeat(1025)];
  for (const key of WRONG_KEYS) {
    on(suite, `refuses the key ${JSON.stringify(key).slice(0, 20)}`, async (store) => {
      await assert.rejects(store.putIfAbsent(key, text('x')), isInvalid);
      await assert.rejects(store.get(key), isInvalid);
    });
  }

  const WRONG_METADATA: readonly ObjectMetadata[] = [
    { Upper: 'x' },
    { umlaut: 'ü' },
    { line: 'a\nb' },
    { large: 'x'.repeat(2048) },
    { edge: ' x' },
  ];
  for (const metadata of WRONG_METADATA) {
    on(suite, `refuses the metadata ${JSON.stringify(metadata).slice(0, 20)}`, async (store) => {
      await assert.rejects(store.putIfAbsent('k', text('x'), { metadata }), isInvalid);
      assert.equal(await store.head('k'), undefined);
    });
  }
}

function isInvalid(error: unknown): boolean {
  return error instanceof PortError && error.code === 'INVALID' && !error.retriable;
}

function describeConditions(suite: ObjectStoreSuite): void {
  on(suite, 'does not write where an object is, and leaves it as it was', async (store) => {
    await store.putIfAbsent('taken', text('first'), { metadata: { by: 'first' } });
    const before = await store.head('taken');
    const second = await store.putIfAbsent('taken', text('second'), { metadata: { by: 'second' } });
    assert.deepEqual(second, { kind: 'exists' });
    assert.equal(textOf((await store.get('taken'))?.body), 'first');
    assert.deepEqual(await store.head('taken'), before);
  });

  on(suite, 'replaces an object that still has the etag, metadata included', async (store) => {
    await store.putIfAbsent('list', text('1'), { metadata: { v: '1' } });
    const first = await store.head('list');
    const put = await store.putIfMatch('list', text('22'), String(first?.etag), { metadata: { v: '2' } });
    assert.equal(put.kind, 'written');
    const second = await store.get('list');
    assert.equal(textOf(second?.body), '22');
    assert.deepEqual(second?.head.metadata, { v: '2' });
    assert.equal(second?.head.etag, put.kind === 'written' ? put.etag : '');
    assert.notEqual(second?.head.etag, first?.etag);
  });

  on(suite, 'does not replace an object that has changed', async (store) => {
    await store.putIfAbsent('list', text('1'));
    const first = await store.head('list');
    await store.putIfMatch('list', text('2'), String(first?.etag));
    assert.deepEqual(await store.putIfMatch('list', text('3'), String(first?.etag)), { kind: 'changed' });
    assert.equal(textOf((await store.get('list'))?.body), '2');
  });

  on(suite, 'calls an object that is gone changed', async (store) => {
    await store.putIfAbsent('list', text('1'));
    const first = await store.head('list');
    await store.delete('list');
    assert.deepEqual(await store.putIfMatch('list', text('2'), String(first?.etag)), { kind: 'changed' });
    assert.equal(await store.get('list'), undefined);
  });
}

function describeListing(suite: ObjectStoreSuite): void {
  on(suite, 'lists in the byte order of the whole key', async (store) => {
    // '-' < '.' < '/' < '0', and U+FFFD sorts before U+1F600 in UTF-8 though not in UTF-16.
    const ordered = ['a!', 'a-b', 'a.b', 'a/b', 'a/c/d', 'a/c0', 'a0', 'b/\ufffd', 'b/\u{1f600}'];
    for (const key of ordered.toReversed()) await store.putIfAbsent(key, text(key));
    assert.deepEqual(await keysOf(store, ''), ordered);
  });

  on(suite, 'lists what begins with the prefix, which need not end at a slash', async (store) => {
    for (const key of ['p=1/x', 'p=10/x', 'p=10/y', 'q/x']) await store.putIfAbsent(key, text('12'));
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
    const keys = Array.from({ length: 1_005 }, (_, index) => `many/${String(index).padStart(5, '0')}`);
    for (let first = 0; first < keys.length; first += 50) {
      await Promise.all(keys.slice(first, first + 50).map((key) => store.putIfAbsent(key, text('x'))));
    }
    assert.deepEqual(await keysOf(store, 'many/'), keys);
  });

  on(suite, 'does not list what was deleted', async (store) => {
    for (const key of ['d/1', 'd/2']) await store.putIfAbsent(key, text('x'));
    await store.delete('d/1');
    assert.deepEqual(await keysOf(store, 'd/'), ['d/2']);
  });
}

function describeRaces(suite: ObjectStoreSuite): void {
  const racers = suite.racers ?? 8;
  const ROUNDS = 12;

  it('lets exactly one of many writers create an object, with its own metadata', () =>
    withStores(suite, racers, async (stores) => {
      for (let round = 0; round < ROUNDS; round++) {
        const key = `race/${round}`;
        const puts = await Promise.all(
          stores.map((store, index) =>
            store.putIfAbsent(key, text(`writer ${index}`), { metadata: { writer: String(index) } }),
          ),
        );
        const winners = puts.flatMap((put: PutIfAbsent, index) => (put.kind === 'written' ? [index] : []));
        assert.equal(winners.length, 1, `round ${round}`);
        const stored = await stores[0]?.get(key);
        assert.equal(textOf(stored?.body), `writer ${winners[0]}`);
        assert.deepEqual(stored?.head.metadata, { writer: String(winners[0]) });
      }
    }));

  it('loses no update of writers that compare and swap', () =>
    withStores(suite, racers, async (stores) => {
      const TIMES = 5;
      await stores[0]?.putIfAbsent('counter', text('0'));
      const addOne = async (store: ObjectStore): Promise<void> => {
        for (;;) {
          const seen: Found = await store.get('counter');
          const value: Uint8Array = text(String(Number(textOf(seen?.body)) + 1));
          const put = await store.putIfMatch('counter', value, String(seen?.head.etag));
          if (put.kind === 'written') return;
        }
      };
      await Promise.all(
        stores.map(async (store) => {
          for (let time = 0; time < TIMES; time++) await addOne(store);
        }),
      );
      assert.equal(textOf((await stores[0]?.get('counter'))?.body), String(stores.length * TIMES));
    }));

  it('never shows a reader half an object, or one object with the metadata of another', () =>
    withStores(suite, 3, async ([writer, other, reader]) => {
      assert.ok(writer !== undefined && other !== undefined && reader !== undefined);
      const body = (version: number): Uint8Array => text(String(version % 10).repeat(20_000 + version));
      await writer.putIfAbsent('torn', body(0), { metadata: { version: '0' } });
      let writing = true;
      const write = async (store: ObjectStore): Promise<void> => {
        for (let time = 0; time < 20; time++) {
          const head = await store.head('torn');
          const version = Number(head?.metadata['version']) + 1;
          const metadata = { version: String(version) };
          await store.putIfMatch('torn', body(version), String(head?.etag), { metadata });
        }
      };
      const read = async (): Promise<void> => {
        while (writing) {
          const seen: Found = await reader.get('torn');
          const version: number = Number(seen?.head.metadata['version']);
          assert.equal(textOf(seen?.body), textOf(body(version)));
          assert.equal(seen?.head.bytes, seen?.body.length);
        }
      };
      const reading = read();
      await Promise.all([write(writer), write(other)]);
      writing = false;
      await reading;
    }));
}
