import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StructuredPay } from '@winnow/contracts/enriched-posting';
import { EXCHANGE_RATES } from './exchange-rates.ts';
import { readSalaries, type SalaryInput, type SalaryResult } from './read-salaries.ts';

const EMPTY: SalaryInput = {
  text: '',
  sections: [],
  title: null,
  language: 'en',
  country: null,
  contractType: [],
  employmentType: [],
  structuredPay: [],
};

function read(text: string, more: Partial<SalaryInput> = {}): SalaryResult {
  return readSalaries({ ...EMPTY, text, ...more }, EXCHANGE_RATES);
}

function brief({ baseSalary }: SalaryResult): string[] {
  return baseSalary.map(
    ({ minValue, maxValue, currency, unitText, component }) =>
      `${component} ${minValue ?? ''}..${maxValue ?? ''} ${currency} ${unitText}`,
  );
}

function codes({ warnings }: SalaryResult): string[] {
  return warnings.map(({ code }) => code);
}

const PAY: StructuredPay = {
  minValue: null,
  maxValue: null,
  currency: 'USD',
  interval: 'per-year-salary',
  component: 'BASE',
  label: null,
  origin: 'lever',
  raw: '{}',
};

describe('readSalaries with structured pay', () => {
  it('makes one entry of the range that text and payload both state', () => {
    const structuredPay = [{ ...PAY, minValue: 150000, maxValue: 200000 }];
    const result = read('Salary: $150,000 - $200,000', { country: 'US', structuredPay });
    assert.deepEqual(brief(result), ['BASE 150000..200000 USD YEAR']);
    assert.deepEqual(
      result.evidence.filter(({ path }) => path === '/baseSalary/0').map(({ source }) => source),
      ['text', 'structured'],
    );
    assert.deepEqual(codes(result), []);
  });

  it('keeps both where they differ, and says so', () => {
    const structuredPay = [{ ...PAY, minValue: 100000, maxValue: 130000 }];
    const result = read('Salary: $150,000 - $200,000', { country: 'US', structuredPay });
    assert.equal(result.baseSalary.length, 2);
    assert.ok(codes(result).includes('SALARY_SOURCES_DISAGREE'));
  });

  const REPAIRS: readonly [string, Partial<StructuredPay>, string[], string | undefined][] = [
    [
      'thousands that are missing',
      { minValue: 100, maxValue: 130, currency: 'CAD' },
      ['BASE 100000..130000 CAD YEAR'],
      'SALARY_THOUSANDS_REPAIRED',
    ],
    [
      'cents',
      { minValue: 12000000, maxValue: 15000000 },
      ['BASE 120000..150000 USD YEAR'],
      'SALARY_CENTS_REPAIRED',
    ],
    [
      'an hourly wage called monthly',
      { minValue: 18.5, maxValue: 18.5, currency: 'EUR', interval: 'month' },
      ['BASE 18.5..18.5 EUR HOUR'],
      'SALARY_PERIOD_REPAIRED',
    ],
    ['a placeholder', { minValue: 0, maxValue: 0 }, [], undefined],
    [
      'an open end written as zero',
      { minValue: 0, maxValue: 90000 },
      ['BASE ..90000 USD YEAR'],
      undefined,
    ],
    [
      'reversed ends',
      { minValue: 90000, maxValue: 80000 },
      ['BASE 80000..90000 USD YEAR'],
      undefined,
    ],
    [
      'a UN/CEFACT unit code',
      { minValue: 20, maxValue: 25, interval: 'HUR' },
      ['BASE 20..25 USD HOUR'],
      undefined,
    ],
  ];
  for (const [name, pay, expected, warning] of REPAIRS) {
    it(`reads ${name}`, () => {
      const result = read('', { country: 'US', structuredPay: [{ ...PAY, ...pay }] });
      assert.deepEqual(brief(result), expected);
      assert.deepEqual(codes(result), warning === undefined ? [] : [warning]);
    });
  }

  it('holds back what no single repair makes plausible', () => {
    const result = read('', {
      country: 'US',
      structuredPay: [{ ...PAY, minValue: 3, maxValue: 4 }],
    });
    assert.deepEqual(result.baseSalary, []);
    assert.equal(result.suspectSalary[0]?.reason, 'BELOW_FLOOR');
  });

  it('keeps tiers in two currencies', () => {
    const structuredPay = [
      { ...PAY, minValue: 150000, maxValue: 180000, label: 'US' },
      { ...PAY, minValue: 140000, maxValue: 170000, currency: 'CAD', label: 'Canada' },
    ];
    assert.deepEqual(brief(read('', { country: 'US', structuredPay })), [
      'BASE 150000..180000 USD YEAR',
      'BASE 140000..170000 CAD YEAR',
    ]);
  });

  it('takes the envelope of the ranges in the text for no range of its own', () => {
    const text = 'Salary\nZone A: $150,000 - $180,000\nZone B: $130,000 - $160,000';
    const structuredPay = [{ ...PAY, minValue: 130000, maxValue: 180000 }];
    assert.equal(read(text, { country: 'US', structuredPay }).baseSalary.length, 2);
  });
});
