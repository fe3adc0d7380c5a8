import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DecodeError, decodeEnriched, type DecodeErrorCode } from './decode-enriched.ts';
import { eventOrigin, headerText } from './decode-headers.ts';
import { enrichedFixtures, type WireFixture } from '../scripts/wire-fixtures.ts';

const fixture = enrichedFixtures().find(({ value }) => value !== null) as WireFixture;

function bytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
}

/** The fixture's posting with these fields instead of its own. */
function posting(fields: Readonly<Record<string, unknown>>): Uint8Array {
  return bytes({ ...(fixture.value as object), ...fields });
}

describe('decodeEnriched', () => {
  for (const { name, value } of enrichedFixtures()) {
    it(`reads the wire fixture ${name}`, () => {
      const read = decodeEnriched({ value: value === null ? null : bytes(value) });
      assert.deepEqual(read, value);
    });
  }

  it('reads a tombstone as null', () => {
    assert.equal(decodeEnriched({ value: null }), null);
  });

  const ADDITIONS: readonly [what: string, fields: Readonly<Record<string, unknown>>][] = [
    ['a field', { newField: { a: 1 } }],
    ['a member of a closed list', { benefits: ['TELEPORTATION'] }],
    ['a member of a closed list that may be null', { seniority: 'WIZARD' }],
    ['a stage', { stages: { parse: '1+00000000', translate: '1+00000000' } }],
  ];
  for (const [what, fields] of ADDITIONS) {
    it(`lets ${what} through that a later release added`, () => {
      const read = decodeEnriched({ value: posting(fields) });
      assert.deepEqual(read, { ...(fixture.value as object), ...fields });
    });
  }

  const BROKEN: readonly [what: string, value: Uint8Array, code: DecodeErrorCode][] = [
    ['an empty value', bytes(''), 'JSON_INVALID'],
    ['half a value', posting({}).slice(0, 100), 'JSON_INVALID'],
    ['bytes that are not UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'JSON_INVALID'],
    ['a list', bytes([]), 'SCHEMA_VERSION_UNSUPPORTED'],
    ['JSON null', bytes('null'), 'SCHEMA_VERSION_UNSUPPORTED'],
    ['no version', bytes({ id: 'a' }), 'SCHEMA_VERSION_UNSUPPORTED'],
    ['the next version', posting({ schemaVersion: 2 }), 'SCHEMA_VERSION_UNSUPPORTED'],
    ['the version as text', posting({ schemaVersion: '1' }), 'SCHEMA_VERSION_UNSUPPORTED'],
    ['a missing field', posting({ stack: undefined }), 'RECORD_INVALID'],
    ['null where a list is', posting({ benefits: null }), 'RECORD_INVALID'],
    ['a number in a closed list', posting({ benefits: [1] }), 'RECORD_INVALID'],
    ['an added member and a missing field', posting({ seniority: 'X', id: 1 }), 'RECORD_INVALID'],
  ];
  for (const [what, value, code] of BROKEN) {
    it(`rejects ${what} with ${code}`, () => {
      assert.throws(
        () => decodeEnriched({ value }),
        (error) => error instanceof DecodeError && error.code === code,
      );
    });
  }
});

describe('headerText', () => {
  type Headers = Parameters<typeof headerText>[0];
  const CASES: readonly [what: string, headers: Headers, found: string | undefined][] = [
    ['no headers', undefined, undefined],
    ['no such header', {}, undefined],
    ['a header that is undefined', { a: undefined }, undefined],
    ['a header that is null', { a: null }, undefined],
    ['text', { a: 'text' }, 'text'],
    ['bytes', { a: bytes('bytes ü') }, 'bytes ü'],
    ['the last of several', { a: ['first', bytes('last')] }, 'last'],
    ['an empty list', { a: [] }, undefined],
  ];
  for (const [what, headers, found] of CASES) {
    it(`reads ${what}`, () => {
      assert.equal(headerText(headers, 'a'), found);
    });
  }
});

describe('eventOrigin', () => {
  it('is what the headers say, and live without a generation', () => {
    const origin = 'postings.raw.v1/3/17';
    assert.deepEqual(
      eventOrigin({ 'winnow-origin': bytes(origin), 'winnow-generation': bytes('g2') }),
      { generation: 'g2', origin },
    );
    assert.deepEqual(eventOrigin({ 'winnow-origin': origin }), { generation: 'live', origin });
    assert.deepEqual(eventOrigin(undefined), { generation: 'live', origin: undefined });
  });
});
