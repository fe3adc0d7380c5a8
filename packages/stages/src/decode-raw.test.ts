import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { decodeRaw, decodeText, type RawRecord } from './decode-raw.ts';
import { BODY_BYTES_MAX } from './raw-input.ts';

function record(
  value: string | Uint8Array | null,
  headers: Record<string, string> = {},
  key?: string,
): RawRecord {
  return {
    key: key === undefined ? null : Buffer.from(key),
    value: typeof value === 'string' ? Buffer.from(value) : value,
    headers,
  };
}

function postingOf(raw: RawRecord) {
  const arrival = decodeRaw(raw);
  assert.equal(arrival.kind, 'item', JSON.stringify(arrival));
  return arrival.kind === 'item' ? arrival.value.posting : assert.fail();
}

const ENVELOPE = JSON.stringify({
  id: '7',
  source: 'acme',
  contentType: 'text/plain',
  body: 'Chef',
});

const REFUSED: readonly [name: string, record: RawRecord, code: string][] = [
  ['an empty value', record(''), 'BODY_EMPTY'],
  ['a body of white space', record(' \n\t ', { 'content-type': 'text/plain' }), 'BODY_EMPTY'],
  ['an envelope with an empty body', record('{"body":""}'), 'BODY_EMPTY'],
  ['a 10 MB body', record('a'.repeat(10_000_000)), 'BODY_TOO_LARGE'],
  ['a body just above the bound', record('a'.repeat(BODY_BYTES_MAX + 1)), 'BODY_TOO_LARGE'],
  [
    'bytes that are no text',
    record(Buffer.from([0xff, 0x00, 0x81, 0x02, 0xc3, 0x28])),
    'BODY_NOT_TEXT',
  ],
  [
    'JSON that is cut off',
    record('{"title": "QA', { 'content-type': 'application/json' }),
    'JSON_INVALID',
  ],
  [
    'JSON-LD that is none',
    record('<p>', { 'content-type': 'application/ld+json' }),
    'JSON_INVALID',
  ],
  [
    'a gzip bomb',
    record(gzipSync(Buffer.alloc(300_000_000)), { 'content-encoding': 'gzip' }),
    'BODY_TOO_LARGE',
  ],
  [
    'gzip that is none',
    record('hello', { 'content-encoding': 'gzip' }),
    'CONTENT_ENCODING_INVALID',
  ],
  [
    'an encoding nobody knows',
    record('x', { 'content-encoding': 'lzma' }),
    'CONTENT_ENCODING_UNSUPPORTED',
  ],
  [
    'a prototype name as encoding',
    record('x', { 'content-encoding': 'toString' }),
    'CONTENT_ENCODING_UNSUPPORTED',
  ],
  [
    'an unknown content type',
    record('%PDF-1.7', { 'content-type': 'application/pdf' }),
    'CONTENT_TYPE_UNSUPPORTED',
  ],
  [
    'an envelope with an unknown type',
    record('{"body":"x","contentType":"image/png"}'),
    'CONTENT_TYPE_UNSUPPORTED',
  ],
  ['an envelope whose body is no text', record('{"body":{"a":1}}'), 'RAW_INVALID'],
  ['an envelope with an id that is no text', record('{"body":"x","id":7}'), 'RAW_INVALID'],
  [
    'an envelope of another version',
    record('{"schemaVersion":2,"body":"x"}'),
    'SCHEMA_VERSION_UNSUPPORTED',
  ],
];

for (const [name, raw, code] of REFUSED) {
  test(`${name} is a dead letter ${code}`, () => {
    const arrival = decodeRaw(raw);
    assert.equal(arrival.kind, 'dead-letter');
    assert.equal(arrival.kind === 'dead-letter' && arrival.code, code);
  });
}

test('a null value is a tombstone of the posting that the key names', () => {
  assert.deepEqual(decodeRaw(record(null, {}, 'acme/7')), { kind: 'tombstone', key: 'acme/7' });
});

test('a raw posting keeps its id, source and content type', () => {
  const { id, source, contentType, body } = postingOf(record(ENVELOPE, {}, 'other/key'));
  assert.deepEqual(
    { id, source, contentType, body },
    { id: '7', source: 'acme', contentType: 'text/plain', body: 'Chef' },
  );
});

test('a bare body takes id and source from the key, and hints from headers', () => {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'winnow-country': 'DE' };
  const { id, source, contentType, hints } = postingOf(
    record('<p>Koch</p>', headers, 'greenhouse:acme/12/3'),
  );
  assert.deepEqual(
    { id, source, contentType },
    { id: '12/3', source: 'greenhouse:acme', contentType: 'text/html' },
  );
  assert.equal(hints?.country, 'DE');
});

test('a source in the header splits a key that has several slashes', () => {
  const headers = { 'winnow-source': 'a/b', 'content-type': 'text/plain' };
  const { id, source } = postingOf(record('Chef', headers, 'a/b/9'));
  assert.deepEqual({ id, source }, { id: '9', source: 'a/b' });
});

test('without an id and a key the id is a hash of content type and body, the same every time', () => {
  const plain = { 'content-type': 'text/plain' };
  const first = postingOf(record('Chef', plain)).id;
  assert.match(first, /^sha256:[0-9a-f]{64}$/);
  assert.equal(postingOf(record('Chef', plain)).id, first);
  assert.notEqual(postingOf(record('Chef', { 'content-type': 'text/markdown' })).id, first);
});

test('JSON without a body field is the payload of a source, whole', () => {
  const payload = '{"title":"Chef","content":"&lt;p&gt;cook&lt;/p&gt;"}';
  const { body, contentType } = postingOf(record(payload, { 'content-type': 'application/json' }));
  assert.equal(body, payload);
  assert.equal(contentType, 'application/json');
});

const ENCODINGS = [
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
] as const;
for (const [encoding, compress] of ENCODINGS) {
  test(`a ${encoding} value is read`, () => {
    const raw = record(compress(Buffer.from(ENVELOPE)), { 'content-encoding': encoding });
    assert.equal(postingOf(raw).body, 'Chef');
  });
}

const TEXTS: readonly [
  name: string,
  bytes: Uint8Array,
  charset: string | undefined,
  text: string,
][] = [
  ['UTF-8', Buffer.from('Köche – 料理人'), undefined, 'Köche – 料理人'],
  ['UTF-8 with a byte order mark', Buffer.from('\ufeffKoch'), undefined, 'Koch'],
  ['UTF-16 by its byte order mark', Buffer.from('\ufeffKöche', 'utf16le'), undefined, 'Köche'],
  [
    'Windows-1252 unannounced',
    Buffer.from([0x4b, 0xf6, 0x63, 0x68, 0x65, 0x20, 0x80]),
    undefined,
    'Köche €',
  ],
  ['a stated charset', Buffer.from([0xb3, 0xf3, 0x64]), 'iso-8859-2', 'łód'],
];
for (const [name, bytes, charset, expected] of TEXTS) {
  test(`${name} is decoded`, () => assert.equal(decodeText(bytes, charset), expected));
}
