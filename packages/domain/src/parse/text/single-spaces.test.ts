import assert from 'node:assert/strict';
import { it } from 'node:test';
import { singleSpaces } from './single-spaces.ts';

for (const [text, expected] of [
  ['a b c', 'a b c'],
  ['a  b', 'a b'],
  ['a\tb', 'a b'],
  ['a\u00a0b', 'a b'],
  [' a \n b ', ' a b '],
  ['', ''],
] as const) {
  it(`leaves one space in ${JSON.stringify(text)}`, () => {
    assert.equal(singleSpaces(text), expected);
  });
}
