import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unwrapLines } from './unwrap-lines.ts';

const WRAPPED = `Dear all,

Ridgeline Analytics has an opening for a Research Software Engineer in our
Bristol office. You will work with hydrologists to turn their models into
software that runs every night, and you will be the first engineer on a team
of six scientists.

- We are looking for someone with at least three years' experience of Python
  and a degree in a numerate subject.
- Closing date: 2 April

Best wishes,
Martin`;

describe('unwrapLines', () => {
  it('joins the lines that a mail program broke', () => {
    assert.equal(
      unwrapLines(WRAPPED),
      `Dear all,

Ridgeline Analytics has an opening for a Research Software Engineer in our Bristol office. You will work with hydrologists to turn their models into software that runs every night, and you will be the first engineer on a team of six scientists.

- We are looking for someone with at least three years' experience of Python and a degree in a numerate subject.
- Closing date: 2 April

Best wishes,
Martin`,
    );
  });
  it('leaves lists and short lines as they are', () => {
    const list = 'Duties\nOpen the shop\nServe customers at the counter and by phone\nClose it\n';
    assert.equal(unwrapLines(list), list);
  });
  it('leaves a text with long lines as it is', () => {
    const long = `${WRAPPED}\n${'word '.repeat(40)}`;
    assert.equal(unwrapLines(long), long);
  });
});
