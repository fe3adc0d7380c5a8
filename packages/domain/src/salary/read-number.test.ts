import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readNumber } from './read-number.ts';

const CASES: readonly [written: string, value: number, length: number][] = [
  ['120,000', 120000, 7],
  ['120.000', 120000, 7],
  ['120 000', 120000, 7],
  ["120'000", 120000, 7],
  ['1,234,567.89', 1234567.89, 12],
  ['1.234.567,89', 1234567.89, 12],
  ['12,00,000', 1200000, 9],
  ['1,00,000', 100000, 8],
  ['14,50', 14.5, 5],
  ['14.5', 14.5, 4],
  ['2000.0', 2000, 6],
  ['0.625', 0.625, 5],
  ['1800', 1800, 4],
  ['45 000 - 50 000', 45000, 6],
  ['13 117,962', 13, 2],
  ['15,000,00', 15000, 6],
  ['5 5000', 5, 1],
];

describe('readNumber', () => {
  for (const [written, value, length] of CASES) {
    it(`reads ${written}`, () => {
      const number = readNumber(written, 0);
      assert.equal(number?.value, value);
      assert.equal(number?.end, length);
    });
  }

  it('knows what three digits behind one point may be', () => {
    assert.equal(readNumber('1.125', 0)?.value, 1125);
    assert.equal(readNumber('1.125', 0)?.valueAsDecimal, 1.125);
  });

  it('reads no number where none begins, and none of twenty digits', () => {
    assert.equal(readNumber('k1', 0), undefined);
    assert.equal(readNumber('12345678901234567890', 0), undefined);
  });
});
