import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EXCHANGE_RATES } from './exchange-rates.ts';
import { foldLine } from './fold-line.ts';
import { readSalaries, type SalaryResult } from './read-salaries.ts';

const PIECES = [
  '$',
  '€',
  '£',
  '¥',
  'R$',
  'kr',
  'USD',
  'CHF ',
  '120,000',
  '1.200,50',
  "110'000",
  '45 000',
  '12,00,000',
  '600',
  '15',
  '0',
  '99999999999999999999',
  '.',
  ',',
  '-',
  ' - ',
  '–',
  '~',
  ' to ',
  ' bis ',
  '/',
  '+',
  '%',
  'k',
  'K',
  'M',
  '万',
  '万円',
  '만원',
  ' LPA',
  ' lakh',
  'T€',
  ' juta',
  '/hr',
  ' per year',
  '/Monat',
  ' p.a.',
  'salary ',
  'Gehalt: ',
  '年収',
  'bonus',
  ' budget ',
  '(',
  ')',
  '\n',
  ' ',
  ': ',
  '|',
  '&pound;',
  '\\$',
  'Â£',
  'İ',
  '\u202f',
  '\u{1f4b0}',
  '\ud800',
  '401(k)',
  'zone 1',
  '2024',
  '　',
  '円',
  '薪',
  ' up to ',
  'ab ',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 })), { maxLength: 60 })
  .map((pieces) => pieces.join(''));
const country = fc.constantFrom(null, 'US', 'DE', 'JP', 'IN', 'BR', 'SE', 'ZZ');

function read(input: string, place: string | null): SalaryResult {
  return readSalaries(
    {
      text: input,
      sections: [],
      title: null,
      language: null,
      country: place,
      contractType: [],
      employmentType: [],
      structuredPay: [],
    },
    EXCHANGE_RATES,
  );
}

describe('readSalaries, for any text', () => {
  it('keeps spans inside the text and ends in order', () => {
    fc.assert(
      fc.property(text, country, (input, place) => {
        const { baseSalary, suspectSalary, evidence } = read(input, place);
        for (const { start, end, confidence } of evidence) {
          assert.ok(
            start !== null && end !== null && start >= 0 && start < end && end <= input.length,
          );
          assert.ok(confidence >= 0 && confidence <= 1);
        }
        for (const { minValue, maxValue } of [...baseSalary, ...suspectSalary]) {
          assert.ok(minValue !== null || maxValue !== null);
          if (minValue !== null && maxValue !== null) assert.ok(minValue <= maxValue);
        }
        baseSalary.forEach((entry, index) => {
          assert.ok(entry.currency !== null);
          assert.ok(evidence.some(({ path }) => path === `/baseSalary/${index}`));
        });
      }),
      { numRuns: 3000 },
    );
  });

  it('says the same each time', () => {
    fc.assert(
      fc.property(text, country, (input, place) => {
        assert.deepEqual(read(input, place), read(input, place));
      }),
      { numRuns: 300 },
    );
  });

  it('reads a salary the same wherever it stands in the text', () => {
    const before = fc.constantFrom('', 'About us.\n', 'We are 40 people.\n\n', 'ÄÖÜ 日本\n');
    fc.assert(
      fc.property(
        before,
        fc.integer({ min: 20, max: 400 }),
        fc.integer({ min: 1, max: 90 }),
        (lead, low, more) => {
          const pay = `Salary: $${low},000 - $${low + more},000 per year`;
          const { baseSalary, evidence } = read(`${lead}${pay}`, 'US');
          const isTooWide = low + more > low * 10;
          assert.equal(baseSalary.length, isTooWide ? 0 : 1);
          if (isTooWide) return;
          assert.equal(baseSalary[0]?.minValue, low * 1000);
          assert.equal(baseSalary[0]?.maxValue, (low + more) * 1000);
          assert.equal(evidence[0]?.start, lead.length + 'Salary: '.length);
        },
      ),
    );
  });
});

describe('foldLine', () => {
  it('never changes the length', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (input) => {
        assert.equal(foldLine(input).length, input.length);
      }),
      { numRuns: 2000 },
    );
  });
});

const TEXT_UNITS = 1_000_000;
const MICROSECONDS_MAX = 4_000_000;

describe('readSalaries, on hostile text of a million code units', () => {
  const HOSTILE: readonly [name: string, unit: string][] = [
    ['digits', '1'],
    ['digits and commas', '1,'],
    ['grouped digits', '1,000'],
    ['spaced groups', '1 000 '],
    ['currency signs', '$'],
    ['spaces after an amount', '$1'.padEnd(40, ' ')],
    ['amounts', '$100,000 '],
    ['amounts by line', '$100,000\n'],
    ['ranges', '$100,000 - $120,000 '],
    ['cues', 'salary '],
    ['cues and amounts', 'salary of up to 5 '],
    ['brackets', '(1 ('],
    ['dashes', '1 - '],
    ['magnitudes', '1万'],
    ['dots', '1.'],
    ['line breaks and dashes', '1\n-\n'],
    ['entities', '&pound;1 '],
  ];
  for (const [name, unit] of HOSTILE) {
    it(`takes linear time over ${name}`, () => {
      const input = unit.repeat(Math.ceil(TEXT_UNITS / unit.length));
      // Processor time: the machine may be busy with other things.
      const start = process.cpuUsage();
      read(input, 'US');
      const { user } = process.cpuUsage(start);
      assert.ok(user < MICROSECONDS_MAX);
    });
  }
});
