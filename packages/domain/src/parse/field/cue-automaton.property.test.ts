import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { buildCueAutomaton } from './cue-automaton.ts';
import { foldText, isWordCode } from './fold-char.ts';

const letters = fc.string({
  unit: fc.constantFrom('a', 'b', 'ä', ' ', '-', 'A', '.'),
  maxLength: 30,
});
const phrase = fc.record({
  text: fc.string({ unit: fc.constantFrom('a', 'b', ' '), minLength: 1, maxLength: 4 }),
  openStart: fc.boolean(),
  openEnd: fc.boolean(),
});

function isWord(text: string, index: number): boolean {
  return index >= 0 && index < text.length && isWordCode(text.charCodeAt(index));
}

describe('buildCueAutomaton', () => {
  it('finds what looking for each phrase at each place finds', () => {
    fc.assert(
      fc.property(fc.array(phrase, { minLength: 1, maxLength: 8 }), letters, (phrases, text) => {
        const found: string[] = [];
        buildCueAutomaton(phrases).scan(text, (id, start, end) =>
          found.push(`${id} ${start} ${end}`),
        );
        const folded = foldText(text);
        const expected: string[] = [];
        phrases.forEach(({ text: wanted, openStart, openEnd }, id) => {
          for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
            const end = at + wanted.length;
            const startsInside = isWord(folded, at - 1) && isWord(folded, at) && !openStart;
            const endsInside = isWord(folded, end) && isWord(folded, end - 1) && !openEnd;
            if (!startsInside && !endsInside) expected.push(`${id} ${at} ${end}`);
          }
        });
        assert.deepEqual(found.toSorted(), expected.toSorted());
      }),
    );
  });

  it('folds one code unit to one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(foldText(text).length, text.length);
      }),
    );
  });
});
