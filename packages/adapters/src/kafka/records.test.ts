import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { slices, toRecord } from './records.ts';

function message(offset: number, bytes = 0) {
  return {
    key: null,
    value: Buffer.alloc(bytes),
    timestamp: '1700000000000',
    attributes: 0,
    offset: String(offset),
    headers: {},
  };
}

describe('toRecord', () => {
  it('reads headers as text, the last of each name', () => {
    const headers = { a: Buffer.from('1'), b: [Buffer.from('2'), 'ü'], c: undefined };
    const record = toRecord('t', 3, { ...message(7), headers });
    assert.deepEqual(record.headers, { a: '1', b: 'ü', c: '' });
    assert.deepEqual(
      [record.topic, record.partition, record.offset, record.timestamp],
      ['t', 3, 7, 1_700_000_000_000],
    );
  });
});

const CASES: readonly [name: string, sizes: number[], recordsMax: number, cut: number[][]][] = [
  ['nothing', [], 2, []],
  ['by number', [1, 1, 1], 2, [[1, 1], [1]]],
  ['by bytes', [60, 60, 40], 9, [[60], [60, 40]]],
  ['a larger record alone', [1, 500, 1], 9, [[1], [500], [1]]],
];

describe('slices', () => {
  for (const [name, sizes, recordsMax, cut] of CASES) {
    it(`cuts ${name}`, () => {
      const records = sizes.map((bytes, index) => toRecord('t', 0, message(index, bytes)));
      const found = [...slices(records, { recordsMax, bytesMax: 100 })];
      assert.deepEqual(
        found.map((slice) => slice.map(({ value }) => value?.length)),
        cut,
      );
    });
  }
});
