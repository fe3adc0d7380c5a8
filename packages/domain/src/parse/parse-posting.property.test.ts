import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { IdentifiedPosting } from '@winnow/contracts/raw-posting';
import fc from 'fast-check';
import { parsePosting } from './parse-posting.ts';

const PIECES = [
  'Senior Backend Engineer',
  'Acme GmbH',
  'Location: Berlin, Germany',
  'Standort: München (Hybrid)',
  'Remote (US only)',
  'REQUIREMENTS',
  'Aufgaben',
  'Vos missions',
  'Wymagania',
  '仕事内容',
  'What we offer:',
  '- 5+ years of experience in Go',
  '• Bachelor’s degree or equivalent experience',
  '3 ans d’expérience',
  '| ',
  ' – ',
  '\n',
  '\n\n',
  '\t',
  '(m/w/d)',
  '$120k-$150k',
  'Employment Type: Full-time',
  'Apply by 12/03/2027',
  '🚀',
  '\u00a0',
  'Company:',
  'Contract',
  '401(k)',
  'fluent German (C1)',
  'Ref: AB-1234',
  'we are looking for a',
  'About Acme',
  'based in',
  'hybrid: 3 days in office',
  '東京都渋谷区',
  'ß',
  '\ud800',
  'e\u0301',
];
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...PIECES),
      fc.string({ maxLength: 12 }),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(' '));
const CONTENT_TYPES = ['text/plain', 'text/html', 'text/markdown'] as const;

function raw(body: string, contentType: IdentifiedPosting['contentType']): IdentifiedPosting {
  return { id: '1', source: 'test', contentType, body };
}

function pointsAt(value: unknown, path: string): boolean {
  let at: unknown = value;
  for (const part of path.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null || !(part in at)) return false;
    at = (at as Readonly<Record<string, unknown>>)[part];
  }
  return at !== undefined;
}

describe('parsePosting', () => {
  it('never throws, keeps spans inside the text, and names paths that are there', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...CONTENT_TYPES), (body, contentType) => {
        const result = parsePosting(raw(body, contentType), 'hash');
        if (result.kind !== 'ok') return;
        const { posting } = result.staged;
        const { length } = posting.description;
        for (const { path, start, end, confidence } of posting.evidence) {
          assert.ok(pointsAt(posting, path), path);
          assert.equal(start === null, end === null);
          assert.ok(
            start === null || (end !== null && start >= 0 && start < end && end <= length),
            `${path} ${start} ${end}`,
          );
          assert.ok(confidence >= 0 && confidence <= 1);
        }
        let before = 0;
        for (const { start, end } of posting.sections) {
          assert.ok(start >= before && start < end && end <= length);
          before = end;
        }
      }),
      { numRuns: 400 },
    );
  });

  it('says the same of the text that it made', () => {
    fc.assert(
      fc.property(text, (body) => {
        const first = parsePosting(raw(body, 'text/plain'), 'hash');
        if (first.kind !== 'ok' || first.staged.posting.description === '') return;
        const again = parsePosting(raw(first.staged.posting.description, 'text/plain'), 'hash');
        if (again.kind !== 'ok') return;
        assert.deepEqual(
          { ...again.staged.posting, source: null },
          { ...first.staged.posting, source: null },
        );
      }),
      { numRuns: 200 },
    );
  });
});

/** Texts of 1 MB that would hurt what backtracks or looks at everything from everywhere. */
const WORST: readonly (readonly [name: string, unit: string])[] = [
  ['blanks', ' '],
  ['lines', '\n'],
  ['numbers', '1,'],
  ['years', '5 years '],
  ['capital words', 'Acme '],
  ['one word', 'a'],
  ['labels', 'Location: '],
  ['label lines', 'Location: Berlin\n'],
  ['headings', 'Requirements\n'],
  ['bullets', '• Python\n'],
  ['pipes', 'a | '],
  ['brackets', '('],
  ['commas', 'Berlin, '],
  ['degrees', 'Bachelor or Master of '],
  ['languages', 'fluent German, English B2 '],
  ['benefits', 'we offer pension, bonus, '],
  ['remote', 'remote or hybrid in office '],
  ['based in', 'based in Berlin '],
  ['looking for', 'we are looking for a '],
  ['sentences', 'Acme is a company. '],
  ['ideographs', '経験3年以上の東京都'],
  ['dashes', 'x - '],
  ['requisitions', 'req id '],
  ['deadlines', 'apply by '],
  ['dots', '.'],
  ['labelled terms', 'Employment Type: Full-time\n'],
  ['sections in turn', 'Requirements\nBenefits\n'],
  ['companies', 'About Acme\nAcme builds boats.\n'],
  ['offers', 'We offer a gym and equity.\n'],
  ['preferences', "Bachelor's degree preferred. "],
  ['visas', 'no visa sponsorship '],
  ['towns', 'Berlin or Munich\n'],
  ['terms in one line', 'Full-time | Remote | '],
  ['office days', '3 days in office '],
  ['titles', 'Senior Java Developer / '],
];
const MEGABYTE = 1_000_000;
/** CPU seconds of this process, so that a busy machine fails nobody. */
const SECONDS_MAX = 1;

describe('parsePosting on a megabyte', () => {
  parsePosting(
    raw('We are looking for an engineer with 5 years of experience in Berlin.', 'text/plain'),
    'hash',
  );
  for (const [name, unit] of WORST) {
    it(`reads ${name} in linear time`, () => {
      const body = unit.repeat(Math.ceil(MEGABYTE / unit.length)).slice(0, MEGABYTE);
      const before = process.cpuUsage();
      parsePosting(raw(body, 'text/plain'), 'hash');
      const { user, system } = process.cpuUsage(before);
      const seconds = (user + system) / 1e6;
      assert.ok(seconds < SECONDS_MAX, `${seconds.toFixed(2)} s`);
    });
  }
});
