import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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

describe('readSalaries', () => {
  const CASES: readonly [name: string, country: string, text: string, expected: string[]][] = [
    [
      'reads the salary line of a posting and not its pension plan',
      'US',
      '- Competitive salary range: $160,000 - $220,000 (based on experience)\n- 401(k) matching',
      ['BASE 160000..220000 USD YEAR'],
    ],
    [
      'makes a single value both ends',
      'US',
      'Salary: $137,000 a year',
      ['BASE 137000..137000 USD YEAR'],
    ],
    [
      'leaves the lower end of "up to" open',
      'GB',
      'Salary up to £70,000',
      ['BASE ..70000 GBP YEAR'],
    ],
    [
      'leaves the upper end of "from" open',
      'DE',
      'Stundenlohn ab 14,50 €',
      ['BASE 14.5.. EUR HOUR'],
    ],
    [
      'takes steps after probation as one range',
      'GB',
      '£12.21ph rising to £12.60 after probation',
      ['BASE 12.21..12.6 GBP HOUR'],
    ],
    [
      'prefers the full-time equivalent',
      'GB',
      '£60,000 FTE (actual £36,000)',
      ['BASE 60000..60000 GBP YEAR'],
    ],
    [
      'takes two units of one pay as one entry, the first',
      'US',
      'Pay: $50 per hour ($104,000 per year)',
      ['BASE 50..50 USD HOUR'],
    ],
    [
      'keeps rates by contract type apart',
      'US',
      '$55/hr W2 or $65/hr C2C',
      ['BASE 55..55 USD HOUR', 'BASE 65..65 USD HOUR'],
    ],
    [
      'keeps components beside the base',
      'US',
      'Base salary $120,000 plus a target bonus of $20,000',
      ['BASE 120000..120000 USD YEAR', 'BONUS 20000..20000 USD null'],
    ],
    [
      'calls a package TOTAL',
      'AU',
      '$145k package (incl. 12% super)',
      ['TOTAL 145000..145000 AUD YEAR'],
    ],
    [
      'keeps base and on-target earnings',
      'GB',
      '£28,000 basic, £40,000 OTE',
      ['BASE 28000..28000 GBP YEAR', 'OTE 40000..40000 GBP YEAR'],
    ],
    [
      'never annualises or drops piece rates',
      'US',
      'Pays $60 per visit',
      ['BASE 60..60 USD VISIT'],
    ],
    [
      'does not take the local peso for dollars',
      'CO',
      'Salario: USD 3,000 al mes',
      ['BASE 3000..3000 USD MONTH'],
    ],
    [
      'reads an absurd local amount with a bare sign as dollars',
      'AR',
      'Salary: $3,000 per month',
      ['BASE 3000..3000 USD MONTH'],
    ],
    [
      'shares the magnitude of the last amount',
      'KR',
      '연봉 3,500~4,500만원',
      ['BASE 35000000..45000000 KRW YEAR'],
    ],
    [
      'reads amounts on lines of their own',
      'US',
      'Annual Salary Range:\n$98,000\n—\n$147,000 USD',
      ['BASE 98000..147000 USD YEAR'],
    ],
    [
      'ignores what is no pay',
      'US',
      'We raised a $45M Series C. Budget: $1.5M. $1,500 learning stipend.',
      [],
    ],
  ];
  for (const [name, country, text, expected] of CASES) {
    it(name, () => assert.deepEqual(brief(read(text, { country })), expected));
  }

  it('says where the expression stands, from the first to the last of its marks', () => {
    const text = 'Great team.\nCompensation: $110,000 - $135,000 CAD per year, remote';
    const [evidence] = read(text, { country: 'CA' }).evidence;
    assert.equal(
      text.slice(evidence?.start ?? 0, evidence?.end ?? 0),
      '$110,000 - $135,000 CAD per year',
    );
    assert.equal(evidence?.path, '/baseSalary/0');
    assert.equal(evidence?.rule, 'range/pay-cue');
  });

  it('warns where the period was concluded, and by which rule', () => {
    const result = read('Salário: R$ 8.000', { country: 'BR' });
    assert.deepEqual(codes(result), ['SALARY_PERIOD_INFERRED']);
    assert.ok(
      result.evidence.some(
        ({ rule, source }) => rule === 'unit/convention-BR' && source === 'inferred',
      ),
    );
  });

  it('does not warn about a stated period', () => {
    assert.deepEqual(codes(read('Salary: $90,000 per year', { country: 'US' })), []);
  });

  it('warns where the language alone tells the currency', () => {
    assert.ok(codes(read('Salary: $90,000 per year')).includes('SALARY_CURRENCY_INFERRED'));
  });

  it('holds back what is called pay and cannot be', () => {
    const result = read('Salary: $120 - $150 per year', { country: 'US' });
    assert.deepEqual(result.baseSalary, []);
    assert.equal(result.suspectSalary[0]?.reason, 'BELOW_FLOOR');
  });

  it('leaves a trace of a bonus without pay, and no salary', () => {
    const result = read('$5,000 sign-on bonus', { country: 'US' });
    assert.deepEqual(result.baseSalary, []);
    assert.deepEqual(codes(result), ['SALARY_COMPONENT_WITHOUT_PAY']);
  });

  it('annualises by the country, and by the payments that are stated', () => {
    assert.equal(read('€ 2.000 brutto/Monat Gehalt', { country: 'AT' }).annualSalary?.factor, 14);
    assert.equal(read('Gehalt 2.000 € im Monat', { country: 'DE' }).annualSalary?.factor, 12);
    assert.equal(read('1.600 €/mes en 14 pagas', { country: 'ES' }).annualSalary?.minValue, 22400);
    assert.equal(read('Pay: $20 per hour', { country: 'US' }).annualSalary?.minValue, 41600);
  });

  it('takes the envelope of the base ranges and converts it at the dated rate', () => {
    const rates = { date: '2026-01-02', perUsd: { GBP: 0.8 } };
    const input = {
      ...EMPTY,
      country: 'GB',
      text: 'London: £50,000 - £60,000 salary; Leeds: £45,000 - £50,000 salary',
    };
    const result = readSalaries(input, rates);
    assert.deepEqual(result.annualSalary, {
      minValue: 45000,
      maxValue: 60000,
      currency: 'GBP',
      factor: 1,
    });
    assert.deepEqual(result.annualSalaryUsd, {
      minValue: 56250,
      maxValue: 75000,
      rate: 1.25,
      rateDate: '2026-01-02',
    });
  });

  it('has no dollar value without a rate', () => {
    const result = readSalaries(
      { ...EMPTY, country: 'GB', text: 'Salary £50,000' },
      { date: '2026-01-02', perUsd: {} },
    );
    assert.equal(result.annualSalary?.minValue, 50000);
    assert.equal(result.annualSalaryUsd, null);
  });

  it('labels the ranges of zones', () => {
    const text = 'Salary\nZone 1: $182,000 - $227,500; Zone 2: $163,800 - $204,800';
    assert.deepEqual(
      read(text, { country: 'US' }).baseSalary.map(({ label }) => label),
      ['Zone 1', 'Zone 2'],
    );
  });
});
