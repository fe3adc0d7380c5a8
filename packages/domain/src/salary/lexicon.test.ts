import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLexicon } from './lexicon.ts';

const lexicon = createLexicon([
  ['pay', 'pay'],
  ['pay range', 'pay range'],
  ['*gehalt*', 'gehalt'],
  ['palk*', 'palk'],
  ['月給', '月給'],
  ['p.a.', 'p.a.'],
]);

const CASES: readonly [name: string, text: string, found: string[]][] = [
  ['the longest phrase wins', 'the pay range is', ['pay range']],
  ['a word is a whole word', 'payment repay', []],
  ['a star lets the word go on at the end', 'palkka', ['palk']],
  ['a star lets it begin earlier', 'das monatsgehaltes', ['gehalt']],
  ['unspaced scripts need no boundary', '弊社月給二十万', ['月給']],
  ['punctuation may end a phrase', '50,000 p.a.', ['p.a.']],
  ['phrases are found in order', 'pay palkka pay', ['pay', 'palk', 'pay']],
];

describe('a lexicon', () => {
  for (const [name, text, found] of CASES) {
    it(name, () => {
      assert.deepEqual(
        lexicon.scan(text, 0, text.length).map(({ value }) => value),
        found,
      );
    });
  }

  it('does not look beyond the end it is given', () => {
    assert.deepEqual(
      lexicon.scan('pay range', 0, 5).map(({ value }) => value),
      ['pay'],
    );
  });
});
