import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { overlapOf, printText as print, SKETCH_HASHES_MAX } from './sketch.ts';

/** Words that no other text has. */
function words(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, i) => `w${from + i}x`);
}

describe('the words of a text', () => {
  const CASES: readonly [name: string, text: string, count: number][] = [
    ['nothing', '', 0],
    ['no word', ' - • — !? 🦊\n', 1],
    ['words', 'We hire: a nurse!', 4],
    ['words with digits and accents', 'Größe 42 für Ärztinnen', 4],
    ['each character of a script without spaces', '東京で働く。', 5],
    ['a script without spaces beside words', 'Reactの経験3年', 6],
    ['a soft line between two words', 'front\u2028end', 2],
  ];
  for (const [name, text, count] of CASES) {
    it(`counts ${name}`, () => assert.equal(print(text).words, count));
  }
});

describe('printText', () => {
  it('is the same for texts that differ in case, space, bullets and composition', () => {
    const [a, b] = [
      print('Für  uns:\n- Köche\n- Kellner'),
      print('fu\u0308r UNS • köche\t• kellner'),
    ];
    assert.deepEqual(a, b);
  });

  it('tells other words and another order', () => {
    const exact = new Set(
      ['a b c d e f', 'a b c d e g', 'f e d c b a', 'ab c d e f'].map((text) => print(text).exact),
    );
    assert.equal(exact.size, 4);
  });

  it('gives a text below the length of a shingle one', () => {
    assert.deepEqual(
      ['', 'nurse', 'one nurse', 'a whole nurse', 'now four words here'].map(
        (text) => print(text).sketch.length,
      ),
      [0, 1, 1, 1, 2],
    );
  });

  it('shingles scripts without spaces by characters', () => {
    const [a, b] = [
      print('東京本社で決済サービスの企画から運用までを担当していただきます。'),
      print('大阪支社で決済サービスの企画から運用までを担当していただきます。'),
    ];
    assert.ok(overlapOf(a.sketch, b.sketch).jaccard > 0.6);
  });

  it('estimates how much two texts share', () => {
    const share = fc.record({ both: fc.nat(400), left: fc.nat(400), right: fc.nat(400) });
    fc.assert(
      fc.property(share, ({ both, left, right }) => {
        fc.pre(both + Math.min(left, right) > 60);
        const common = words(both);
        const a = print([...common, ...words(left, 1_000)].join(' '));
        const b = print([...common, ...words(right, 2_000)].join(' '));
        const inBoth = Math.max(0, both - 2);
        const [inA, inB] = [both + left - 2, both + right - 2];
        const { jaccard, containment } = overlapOf(a.sketch, b.sketch);
        // Five standard deviations of a sample of 80, and of the few that a small share leaves.
        assert.ok(Math.abs(jaccard - inBoth / (inA + inB - inBoth)) < 0.3);
        if (Math.min(inA, inB) > 200) {
          assert.ok(Math.abs(containment - inBoth / Math.min(inA, inB)) < 0.35);
        }
      }),
    );
  });

  it('finds a snippet whole in its text', () => {
    const text = words(600);
    const { containment, jaccard } = overlapOf(
      print(text.join(' ')).sketch,
      print(text.slice(50, 120).join(' ')).sketch,
    );
    assert.equal(containment, 1);
    assert.ok(jaccard < 0.25);
  });

  it('leaves out what it is told to', () => {
    const [about, one, other] = [words(50), words(20, 100), words(20, 200)];
    const [a, b] = [print([...about, ...one].join(' ')), print([...about, ...other].join(' '))];
    const shared = new Set(a.sketch.filter((shingle) => b.sketch.includes(shingle)));
    assert.ok(overlapOf(a.sketch, b.sketch).jaccard > 0.4);
    assert.equal(overlapOf(a.sketch, b.sketch, shared).jaccard, 0);
  });

  it('is linear, and bounded', () => {
    const text = `${'a'.repeat(200_000)} ${'ab '.repeat(200_000)} ${'東'.repeat(100_000)}`;
    const { sketch, words: count } = print(text);
    assert.ok(sketch.length <= SKETCH_HASHES_MAX && count < 400_000);
  });
});
