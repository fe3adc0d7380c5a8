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
      'takes the step in front of probation, a duration between, as the same range',
      'US',
      '$21/hour after 90 days ($19.50 during training)',
      ['BASE 19.5..21 USD HOUR'],
    ],
    [
      'reads ends that are named behind them',
      'US',
      'Range: $49,608 Minimum; $62,010 Midpoint; $74,412 Maximum',
      ['BASE 49608..74412 USD YEAR'],
    ],
    [
      'takes a starting pay for the lower end',
      'US',
      'We offer a starting annual salary of $57,200',
      ['BASE 57200.. USD YEAR'],
    ],
    [
      'lets the words of a title say nothing of its pay',
      'GB',
      'Insurance Broker, £35,000',
      ['BASE 35000..35000 GBP YEAR'],
    ],
    [
      'knows a title by its gender marks',
      'DE',
      'Versicherungskaufmann (m/w/d), 42.000 € - 50.000 € Jahresgehalt',
      ['BASE 42000..50000 EUR YEAR'],
    ],
    [
      'does not take what a verb saves for pay',
      'US',
      'Our tool helps restaurants save $2,000-$4,000 a month',
      [],
    ],
    [
      'does not take a multiple of the salary for it',
      'US',
      'Life insurance of 2x annual salary up to $500,000',
      [],
    ],
    [
      'reads cents a mile, and a point that nothing stands in front of',
      'US',
      'OTR drivers: 62-70 CPM. Regional: $.60 - $.65 per mile',
      ['BASE 0.62..0.7 USD MILE', 'BASE 0.6..0.65 USD MILE'],
    ],
    [
      'takes the points of a pay scale for one range',
      'IE',
      'Salary scale: €60,013 – €61,768 – €63,519 – €78,015 per annum',
      ['BASE 60013..78015 EUR YEAR'],
    ],
    [
      'reads the second of two zones in one sentence',
      'US',
      'The base salary range for this role is $142,000 - $213,000 in Zone A (San Francisco Bay Area, New York City) and $128,000 - $192,000 in Zone B (all other locations).',
      ['BASE 142000..213000 USD YEAR', 'BASE 128000..192000 USD YEAR'],
    ],
    [
      "keeps an hour's pay whose year stands in brackets",
      'US',
      '$35.00-$45.00 ($72,800 - $93,600 annually)',
      ['BASE 35..45 USD HOUR'],
    ],
    [
      'lets a bracket with an amount of its own say nothing of the pay',
      'GB',
      'Care Assistant, £12.60 per hour (weekend enhancement 50p ph)',
      ['BASE 12.6..12.6 GBP HOUR'],
    ],
    [
      'does not take paid overtime for pay',
      'US',
      'Pay: $21/hr. Overtime is paid at $31.50/hr.',
      ['BASE 21..21 USD HOUR', 'ALLOWANCE 31.5..31.5 USD HOUR'],
    ],
    [
      'takes a sum of pay and differential for the total',
      'US',
      '$17.25/hr + $2.25 shift diff = $19.50/hr',
      ['BASE 17.25..17.25 USD HOUR', 'ALLOWANCE 2.25..2.25 USD HOUR', 'TOTAL 19.5..19.5 USD HOUR'],
    ],
    [
      'does not take what the firm does for pay',
      'GB',
      'We let flats from £950 to £2,200 pcm and charge landlords 12%',
      [],
    ],
    [
      'takes two fees that a word joins for fees',
      'GB',
      'Fees for our nursery are £68 a day and £1,250 a month.',
      [],
    ],
    [
      'does not take an amount of something for pay',
      'US',
      'Maintain a fleet of 80 trucks with $35,000 - $48,000 in repairs per month.',
      [],
    ],
    [
      'does not take what the noun in front of it costs for pay',
      'ES',
      'Agente inmobiliario en Sevilla, oficina con 12 personas. Alquiler medio de 950 € al mes. Honorarios del 3 %.',
      [],
    ],
    [
      'does not take the rate of people whom one places for pay',
      'GB',
      'XX a desk worth £150,000.',
      [],
    ],
    [
      'does not take what a firm pays for something for pay',
      'US',
      'Our $13M nonprofit pays rent of up to $1,450 a month for 400 households.',
      [],
    ],
    [
      'ends a pay scale where an amount goes down',
      'US',
      '$150,000 - $180,000 base | up to $60,000 commission',
      ['BASE 150000..180000 USD YEAR', 'COMMISSION ..60000 USD null'],
    ],
    [
      'reads the minimum wage of an Austrian agreement',
      'AT',
      'Kollektivvertraglicher Mindestlohn: € 16,20 brutto/Std.; Überzahlung möglich',
      ['BASE 16.2.. EUR HOUR'],
    ],
    [
      'reads a day of ten hours as a day',
      'US',
      'Set medic, $120 - $150 / 10 hr day',
      ['BASE 120..150 USD DAY'],
    ],
    [
      'reads two columns of a table as a range',
      'US',
      'US Pay Range\n$210,000 $250,000 USD',
      ['BASE 210000..250000 USD YEAR'],
    ],
    [
      'takes the stipend of a postdoc for the pay',
      'US',
      'Postdoc stipend: $50,000/yr (NIH scale)',
      ['BASE 50000..50000 USD YEAR'],
    ],
    [
      'does not take what borrowers earn for pay',
      'US',
      'Loan amounts from $2,000 to $35,000; borrowers earn about $48,000 a year.',
      [],
    ],
    [
      'lets the field that one heads say nothing of the pay',
      'GB',
      'Head of Tax £85k+',
      ['BASE 85000.. GBP YEAR'],
    ],
    [
      'reads the pay that a position is offered at',
      'US',
      'This is a full-time, union position at $58,000. The station pays all of your medical premium (worth $9,200).',
      ['BASE 58000..58000 USD YEAR'],
    ],
    [
      'does not take what is earned in bonuses for pay',
      'US',
      'Earn up to $6,000 in retention bonuses',
      [],
    ],
    [
      "reads the rate in a recruiter's budget",
      'US',
      'Budget: $90-100/hr C2C',
      ['BASE 90..100 USD HOUR'],
    ],
    [
      'reads dollars and cents in words',
      'US',
      'Pay: 16 dollars and 50 cents an hour',
      ['BASE 16.5..16.5 USD HOUR'],
    ],
    [
      'reads millions with a mark of their own',
      'CO',
      "Salario entre $2'500.000 y $3'000.000",
      ['BASE 2500000..3000000 COP MONTH'],
    ],
    [
      'reads thirteen salaries and no size',
      'CH',
      "Monatslohn CHF 4'800 x 13",
      ['BASE 4800..4800 CHF MONTH'],
    ],
    [
      'does not read pro rata as a unit',
      'IE',
      'Staff Nurse: €37,288 to €55,432 pro rata',
      ['BASE 37288..55432 EUR YEAR'],
    ],
    [
      'keeps pay by night beside pay by the hour',
      'AU',
      'Sleepover rate $62.50 per night; day shifts $38.20 per hour',
      ['BASE 62.5..62.5 AUD VISIT', 'BASE 38.2..38.2 AUD HOUR'],
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
      'keeps a mileage rate beside a guaranteed week: they are two facts',
      'US',
      'CDL-A Driver - $0.62/mile\n$1,600 weekly guaranteed pay',
      ['BASE 0.62..0.62 USD MILE', 'BASE 1600..1600 USD WEEK'],
    ],
    [
      'prefers the week that a mileage rate makes on average',
      'US',
      'Earn $0.62/mile, average $1,600 per week',
      ['BASE 1600..1600 USD WEEK'],
    ],
    [
      'calls pay for waiting an allowance',
      'US',
      'Pay: $0.60 per mile. Detention pay $18/hr after 2 hours',
      ['BASE 0.6..0.6 USD MILE', 'ALLOWANCE 18..18 USD HOUR'],
    ],
    [
      'adds a differential to the unit of the pay, not to the hours of the week',
      'US',
      'RN pay $40 - $52 per hour, $4.00 night differential, 36 hours per week',
      ['BASE 40..52 USD HOUR', 'ALLOWANCE 4..4 USD HOUR'],
    ],
    [
      'takes average earnings as all that is earned',
      'MX',
      'Sueldo base $8,000 + comisiones, ingreso promedio $14,000 mensuales',
      ['BASE 8000..8000 MXN MONTH', 'TOTAL 14000..14000 MXN MONTH'],
    ],
    [
      'ends a sentence behind an abbreviated unit',
      'US',
      'Pay: $28/hr. Overtime pay $42/hr.',
      ['BASE 28..28 USD HOUR', 'ALLOWANCE 42..42 USD HOUR'],
    ],
    [
      'gives a word before a plus sign to the amount before it',
      'US',
      '$90,000 - $110,000 base + $20k bonus potential',
      ['BASE 90000..110000 USD YEAR', 'BONUS 20000..20000 USD null'],
    ],
    [
      'reads the nineties of a salary as thousands',
      'US',
      'Salary mid $90s',
      ['BASE 90000..90000 USD YEAR'],
    ],
    [
      'reads raises up to an amount as the end of the range',
      'US',
      'Teachers start at $54,000 with annual raises up to $92,000',
      ['BASE 54000..92000 USD YEAR'],
    ],
    [
      'does not take a raise for pay',
      'US',
      '$50k raise potential; starting pay $90k',
      ['BASE 90000.. USD YEAR'],
    ],
    [
      'reads an amount in the plural as that amount',
      'US',
      'A salary in the low $100,000s',
      ['BASE 100000..100000 USD YEAR'],
    ],
    [
      'shares a magnitude letter between both ends',
      'DE',
      '48T–55T € brutto/Jahr',
      ['BASE 48000..55000 EUR YEAR'],
    ],
    [
      'reads the limit of a Minijob as its monthly pay',
      'DE',
      'Kassierer (m/w/d) auf 556-Euro-Basis',
      ['BASE 556..556 EUR MONTH'],
    ],
    [
      'takes no price per mile and no saving for pay',
      'US',
      'We charge $0.60 per mile.\nOur customers save $5,000 - $10,000 per month.',
      [],
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

  const IN_JAPANESE: readonly [text: string, expected: string[]][] = [
    ['時給1,200円~1,500円 交通費支給', ['BASE 1200..1500 JPY HOUR']],
    ['月給25万円~30万円、賞与年2回', ['BASE 250000..300000 JPY MONTH']],
    ['月給25万円〜30万円（賞与年2回）', ['BASE 250000..300000 JPY MONTH']],
    ['年収500万円～800万円（賞与込み）', ['BASE 5000000..8000000 JPY YEAR']],
    ['年収600万円～1,000万円 ※月給制 ※賞与年2回', ['BASE 6000000..10000000 JPY YEAR']],
    [
      '入社祝い金10万円！時給1,500円',
      ['SIGNING_BONUS 100000..100000 JPY null', 'BASE 1500..1500 JPY HOUR'],
    ],
    ['時給1,200円 社会保険完備', ['BASE 1200..1200 JPY HOUR']],
    ['時給1,200円 交通費は月1万円まで', ['BASE 1200..1200 JPY HOUR', 'ALLOWANCE ..10000 JPY null']],
    ['月給25万円 賞与50万円', ['BASE 250000..250000 JPY MONTH', 'BONUS 500000..500000 JPY null']],
    ['月給25万円 10万円の賞与', ['BASE 250000..250000 JPY MONTH', 'BONUS 100000..100000 JPY null']],
  ];
  for (const [text, expected] of IN_JAPANESE) {
    it(`lets a component own only the amount after it: ${text}`, () => {
      assert.deepEqual(brief(read(text, { country: 'JP', language: 'ja' })), expected);
    });
  }

  const IDENTIFIERS: readonly [country: string, text: string][] = [
    ['FR', 'Rémunération attractive + primes\nRéférence : IBODE-2231'],
    ['FR', 'Rémunération attractive\nIBODE-2231'],
    ['FR', 'Rémunération attractive - réf. 2024-1234'],
    ['DE', 'Gehalt nach Tarif\nKennziffer: 45231'],
    ['US', 'Salary: DOE\nJob ID: 65000'],
  ];
  for (const [country, text] of IDENTIFIERS) {
    it(`does not take an identifier for pay: ${JSON.stringify(text)}`, () => {
      const { baseSalary, suspectSalary } = read(text, { country });
      assert.deepEqual([...baseSalary, ...suspectSalary], []);
    });
  }

  const DOLLAR_SIGNS: readonly [text: string, language: string, currency: string][] = [
    ['Monterrey, N.L.\nSueldo: $9,500 mensuales', 'es', 'MXN'],
    ['Sueldo $12,000 mensuales, prestaciones de ley, IMSS', 'es', 'MXN'],
    ['Bogotá. Salario $2.800.000 mensuales', 'es', 'COP'],
    ['Sueldo: USD 3,500 mensuales, prestaciones de ley', 'es', 'USD'],
    ['Monterrey y Miami: sueldo $3,500 mensuales', 'es', 'USD'],
    ['Monterrey, CA. Pay: $4,500 monthly', 'en', 'USD'],
  ];
  for (const [text, language, currency] of DOLLAR_SIGNS) {
    it(`reads the dollar sign by the words of the text: ${JSON.stringify(text)}`, () => {
      assert.equal(read(text, { language }).baseSalary[0]?.currency, currency);
    });
  }

  it('holds back pay by the kilometre, which is no mile', () => {
    const { baseSalary, suspectSalary } = read('Vergütung: 0,35 € pro km', { country: 'DE' });
    assert.deepEqual(baseSalary, []);
    assert.equal(suspectSalary[0]?.unitText, null);
    assert.equal(suspectSalary[0]?.reason, 'PERIOD_UNKNOWN');
  });

  it('gives the payments of a year to the pay alone', () => {
    const text = 'Stipendio 1.600 € al mese, 14 mensilità, indennità 9,60 € al giorno';
    assert.deepEqual(
      read(text, { country: 'IT' }).baseSalary.map(({ paymentsPerYear }) => paymentsPerYear),
      [14, null],
    );
  });

  const LABELS: readonly [country: string, text: string, labels: (string | null)[]][] = [
    ['IT', 'Offriamo: 25.000 - 30.000 € RAL', [null]],
    ['NL', 'FWG 45: €2.600 - €3.500 per maand', [null]],
    ['CA', '$22.50 to $25.00 per hour, permanent full-time', [null]],
    ['US', '$55/hr W2 or $65/hr C2C', ['W2', 'C2C']],
    ['US', 'Drivers: $0.60 per mile, $1,500 weekly guarantee', [null, null]],
    [
      'US',
      'Base salary: $120,000 - $150,000 in San Francisco and $100,000 - $130,000 in Austin.',
      ['San Francisco', 'Austin'],
    ],
  ];
  for (const [country, text, labels] of LABELS) {
    it(`labels only what is to be told apart: ${text}`, () => {
      const found = read(text, { country }).baseSalary;
      assert.deepEqual(
        found.map(({ label }) => label),
        labels,
      );
    });
  }

  it('reads a line that begins with a paid range in any section', () => {
    const text =
      'Montreal, QC or Moncton, NB\n$22.50 to $25.00 per hour, 37.5 hours/week, permanent. ' +
      'Fluency in English and French is required, and you will be tested.';
    const sections = [{ kind: 'REQUIREMENTS' as const, heading: null, start: 0, end: text.length }];
    assert.deepEqual(brief(read(text, { country: 'CA', sections })), ['BASE 22.5..25 CAD HOUR']);
  });

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
    const rates = { GBP: { perUsd: 0.8, date: '2026-01-02' } };
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
    const result = readSalaries({ ...EMPTY, country: 'GB', text: 'Salary £50,000' }, {});
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
