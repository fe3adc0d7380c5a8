import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeRecord, encodeRecordsAtOnce } from './record-encoder.ts';
import type { EncodedRecord, RecordToEncode } from './record-encoder.ts';

const require = createRequire(import.meta.url);
const original: (
  record: RecordToEncode,
) => EncodedRecord = require('kafkajs/src/protocol/recordBatch/record/v0');

const bytes = fc.option(
  fc.uint8Array({ maxLength: 20_000 }).map((array) => Buffer.from(array)),
  { freq: 5 },
);
const headers = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), {
  maxKeys: 12,
});

describe('encodeRecord', () => {
  it('writes what kafkajs writes, whatever the record', () => {
    fc.assert(
      fc.property(bytes, bytes, headers, fc.nat(), (key, value, sent, offsetDelta) => {
        const record = { key, value, headers: sent, offsetDelta };
        assert.deepEqual(encodeRecord(record)?.buffer, original(record).buffer);
      }),
    );
  });

  it('leaves to kafkajs what we do not write ourselves', () => {
    const record = { key: null, value: null };
    assert.equal(encodeRecord({ ...record, timestampDelta: 1 }), undefined);
    assert.equal(encodeRecord({ ...record, value: 'text' }), undefined);
    assert.equal(encodeRecord({ ...record, headers: { many: ['a', 'b'] } }), undefined);
  });
});

describe('encodeRecordsAtOnce', () => {
  it('knows the version that is installed, and is done once', () => {
    const file = require.resolve('kafkajs/src/protocol/recordBatch/record/v0');
    assert.equal(encodeRecordsAtOnce(), true);
    const patched = require.cache[file]?.exports;
    assert.notEqual(patched, original);
    encodeRecordsAtOnce();
    assert.equal(require.cache[file]?.exports, patched);
    assert.deepEqual(
      patched({ key: null, value: 'text' }).buffer,
      original({ key: null, value: 'text' }).buffer,
    );
  });
});
