import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ownCopy } from './own-copy.ts';

it('has the characters of the piece', () => {
  for (const piece of ['', 'a', 'München, Bayern', '🙂']) assert.equal(ownCopy(piece), piece);
});
