import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { REGISTRY } from './registry.ts';
import { tagStack } from './tag-stack.ts';

const WORDING = [
  'is a plus',
  'required',
  'no',
  'migrating from',
  'to',
  '5+ years of',
  ',',
  '/',
  '(',
  ')',
  '\n',
  '• ',
  '.',
  '; ',
  'and',
];
const WORDS = [...REGISTRY.slice(0, 400).map(({ name }) => name), ...WORDING];
const text = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'binary', maxLength: 8 })), {
    maxLength: 60,
  })
  .map((words) => words.join(' '));

function tag(input: string, language: string | null): ReturnType<typeof tagStack> {
  return tagStack({
    text: input,
    sections: [],
    title: input.slice(0, 40),
    language,
    employer: 'Acme',
  });
}

describe('tagStack, for any text', () => {
  it('keeps spans inside the text, tags each technology once and says where', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(null, 'en', 'de', 'fi', 'ja'), (input, language) => {
        const { stack, evidence, stackCandidates } = tag(input, language);
        assert.equal(new Set(stack.map(({ id }) => id)).size, stack.length);
        stack.forEach((_, index) => {
          assert.ok(evidence.some(({ path }) => path === `/stack/${index}`));
        });
        for (const { start, end } of [...evidence, ...stackCandidates]) {
          if (start === null || end === null) continue;
          assert.ok(start >= 0 && start < end && end <= input.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});

const CODE_UNITS = 250_000;
const SECONDS_MAX = 4;
const HOSTILE: readonly [name: string, unit: string][] = [
  ['spaces', ' '],
  ['one word', 'a'],
  ['a list without end', 'Go, '],
  ['names', 'Java React Go '],
  ['brackets', '('],
  ['denials', 'no '],
  ['lines', 'Go\n'],
  ['digits', '1,'],
  ['slashes', 'C/'],
  ['years', '5 years '],
];

describe('tagStack, for much of the worst', () => {
  for (const [name, unit] of HOSTILE) {
    it(`reads ${name} in time`, () => {
      const input = unit.repeat(CODE_UNITS / unit.length);
      const start = process.cpuUsage();
      tag(input, 'en');
      const { user } = process.cpuUsage(start);
      assert.ok(user < SECONDS_MAX * 1_000_000, `${user / 1000} ms of CPU`);
    });
  }
});
