import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createPhraseTrie } from './phrase-trie.ts';
import { WORD_CLASSES, classOf, foldPhrase } from './fold.ts';

const PATTERNS = ['go', 'go lang', 'c', 'c++', '.net', 'a b', 'b c', 'lang'];

/** The trie's contract, written as plainly as it can be. */
function naive(text: string): string[] {
  const found: string[] = [];
  for (let end = 1; end <= text.length; end += 1) {
    for (const [index, pattern] of PATTERNS.entries()) {
      const start = end - pattern.length;
      if (start < 0 || foldPhrase(text.slice(start, end)).join() !== foldPhrase(pattern).join())
        continue;
      const inWord = start > 0 && classOf(text.charCodeAt(start - 1)) < WORD_CLASSES;
      const goesOn = end < text.length && classOf(text.charCodeAt(end)) < WORD_CLASSES;
      if (!inWord && !goesOn) found.push(`${index}@${start}-${end}`);
    }
  }
  return found.toSorted();
}

describe('createPhraseTrie', () => {
  const trie = createPhraseTrie(PATTERNS, () => false);
  const scan = (text: string): string[] => {
    const { triples, count } = trie.scan(text);
    return Array.from({ length: count }, (_, hit) => {
      const [index = 0, start = 0, end = 0] = triples.subarray(hit * 3);
      return `${index}@${start}-${end}`;
    }).toSorted();
  };

  it('finds what a naive search finds at word starts', () => {
    const char = fc.constantFrom(...'goGOlangc+.netab ,'.split(''));
    // Runs of spaces are the one thing that the naive search does not fold.
    const text = fc
      .array(char, { maxLength: 24 })
      .map((chars) => chars.join('').replace(/ +/g, ' '));
    fc.assert(fc.property(text, (input) => assert.deepEqual(scan(input), naive(input))));
  });

  it('finds as much as there is, and forgets the scan before', () => {
    const many = 'go, '.repeat(5000);
    assert.equal(trie.scan(many).count, 5000);
    assert.equal(trie.scan('go').count, 1);
  });

  it('reads runs of spaces and hyphens as one space', () => {
    assert.deepEqual(
      scan('go  - lang'),
      ['1@0-10', '7@6-10'].toSorted().concat(scan('go')).toSorted(),
    );
  });
});
