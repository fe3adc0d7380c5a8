import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readWrittenDate } from './read-dates.ts';

const CASES: readonly (readonly [text: string, monthFirst: boolean, expected: string | null])[] = [
  ['2027-03-31', false, '2027-03-31'],
  ['03/04/2027', true, '2027-03-04'],
  ['03/04/2027', false, '2027-04-03'],
  ['25/04/2027', true, '2027-04-25'],
  ['14 May 2027', false, '2027-05-14'],
  ['May 14th, 2027', true, '2027-05-14'],
  ['31. März 2027', false, '2027-03-31'],
  ['1er avril 2027', false, '2027-04-01'],
  ['15 de marzo de 2027', false, '2027-03-15'],
  ['2027年3月31日', false, '2027-03-31'],
  ['3 czerwca 2027', false, '2027-06-03'],
  ['14 May', false, null],
  ['99/99/2027', false, null],
  ['soon', false, null],
];

describe('readWrittenDate', () => {
  for (const [text, monthFirst, expected] of CASES) {
    it(`reads ${text} as ${expected}`, () => {
      assert.equal(readWrittenDate(text, { monthFirst }), expected);
    });
  }
});
