import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { ObjectMetadata } from './object-store.ts';
import { keysOf, type ObjectStoreSuite, on, text, textOf } from './object-store-conformance-kit.ts';
import { describeListing } from './object-store-listing.conformance.ts';
import { describeRaces } from './object-store-races.conformance.ts';
import { PortError } from './port-error.ts';

/** What every object store must do, as sentences. */
export function describeObjectStore(suite: ObjectStoreSuite): void {
  describe(`ObjectStore: ${suite.name}`, { skip: suite.skip ?? false }, () => {
    describeObjects(suite);
    describeConditions(suite);
    describeListing(suite);
    describeRaces(suite);
  });
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
    for (const nothing of [
      { start: 3, end: 3 },
      { start: 10, end: 12 },
    ]) {
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

  const KEYS = [
    'plain',
    'a b',
    'per%cent',
    'a:b*?"<>|',
    'con',
    'nul.txt',
    'dot.',
    '.hidden',
    '~t',
  ].concat(['ünï/😀', '+=&@,;']);
  on(suite, 'takes keys of any printable characters', async (store) => {
    for (const key of KEYS) await store.putIfAbsent(key, text(key));
    for (const key of KEYS) assert.equal(textOf((await store.get(key))?.body), key);
    assert.deepEqual((await keysOf(store, '')).toSorted(), KEYS.toSorted());
  });

  const WRONG_KEYS = [
    '',
    '/a',
    'a/',
    'a//b',
    '../a',
    'a/./b',
    'a\u0000',
    'a\n',
    '\ud800',
    'k'.repeat(1025),
  ];
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
    const put = await store.putIfMatch('list', text('22'), String(first?.etag), {
      metadata: { v: '2' },
    });
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
    assert.deepEqual(await store.putIfMatch('list', text('3'), String(first?.etag)), {
      kind: 'changed',
    });
    assert.equal(textOf((await store.get('list'))?.body), '2');
  });

  on(suite, 'calls an object that is gone changed', async (store) => {
    await store.putIfAbsent('list', text('1'));
    const first = await store.head('list');
    await store.delete('list');
    assert.deepEqual(await store.putIfMatch('list', text('2'), String(first?.etag)), {
      kind: 'changed',
    });
    assert.equal(await store.get('list'), undefined);
  });
}
