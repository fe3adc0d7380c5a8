import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { letterScores } from './letter-scores.ts';

/** Scores of eld 2.1.0 itself, its small table, with the languages of postings. */
const OF_ELD = [
  ['Wir suchen eine Köchin für unser Restaurant.', 'de', 0.8081],
  ['We’re hiring: don’t wait, apply today!', 'en', 0.81],
  ['Poszukujemy kierowcy z doświadczeniem', 'pl', 0.8217],
  ['Ищем инженера', 'ru', 0.7932],
] as const;

describe('letterScores', () => {
  for (const [text, language, fit] of OF_ELD) {
    it(`fits ${language} best: ${text}`, () => {
      const [best] = letterScores(text).toSorted((a, b) => b[1] - a[1]);
      assert.equal(best?.[0], language);
      assert.equal(best?.[1].toFixed(4), fit.toFixed(4));
    });
  }

  it('says nothing of a text without letters', () => {
    assert.deepEqual(letterScores('12 + 30 = 42'), []);
    assert.deepEqual(letterScores(''), []);
  });

  it('reads no more than the first 380 bytes, and counts a piece once', () => {
    const begin = 'Wir suchen eine Köchin '.repeat(20);
    assert.deepEqual(letterScores(begin), letterScores(`${begin}We are hiring a cook`));
    assert.deepEqual(letterScores('eine Köchin eine Köchin'), letterScores('eine Köchin'));
  });
});
