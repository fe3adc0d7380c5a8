import { readdirSync, readFileSync } from 'node:fs';
import type { BaseSalary, Section } from '@winnow/contracts/enriched-posting';
import { EXCHANGE_RATES } from '@winnow/domain/salary/exchange-rates';
import { readSalaries } from '@winnow/domain/salary/read-salaries';

/** One labelled text. `expect` is empty where nothing in the text is pay. */
interface SalaryCase {
  readonly group: string;
  /** Country of the posting; anything else than two letters means unknown. */
  readonly ctx?: string;
  readonly language?: string;
  readonly text: string;
  readonly expect: readonly ExpectedRange[];
}

interface ExpectedRange {
  readonly min: number | null;
  readonly max: number | null;
  readonly currency: string;
  readonly period: string;
}

/** How a group of cases went. Precision and recall are of detection: any pay against none. */
export interface SalaryScore {
  readonly group: string;
  readonly cases: number;
  readonly exact: number;
  readonly detected: number;
  readonly falseAlarms: number;
  readonly traps: number;
}

export interface SalaryEvaluation {
  readonly groups: readonly SalaryScore[];
  readonly total: SalaryScore;
  readonly precision: number;
  readonly recall: number;
  /** One line for every case that is not exact, expected and found. */
  readonly misses: readonly string[];
  readonly table: string;
}

const OWN_SET = new URL('./salary/', import.meta.url);
/** What a case's ranges are compared with: the first of these that was found. */
const HEADLINE = ['BASE', 'TOTAL', 'OTE'] as const;
const NO_SECTIONS: readonly Section[] = [];

function headline(entries: readonly BaseSalary[]): BaseSalary[] {
  for (const component of HEADLINE) {
    const found = entries.filter((entry) => entry.component === component);
    if (found.length > 0) return found;
  }
  return [];
}

function write(
  min: number | null,
  max: number | null,
  currency: string | null,
  period: string | null,
): string {
  const isOther = period === 'VISIT' || period === 'MILE' || period === 'PROJECT';
  return `${min ?? ''}..${max ?? ''} ${currency} ${isOther ? 'OTHER' : period}`;
}

function writeEntry({ minValue, maxValue, currency, unitText }: BaseSalary): string {
  return write(minValue, maxValue, currency, unitText);
}

function writeExpected({ min, max, currency, period }: ExpectedRange): string {
  const isOther = period === 'VISIT' || period === 'MILE' || period === 'PROJECT';
  return write(min, max, currency, isOther ? 'OTHER' : period);
}

/** Rates by engagement ("$55 W2 or $65 C2C") are two entries; older labels give their envelope. */
function envelope(entries: readonly BaseSalary[]): string | undefined {
  const [first] = entries;
  if (first === undefined || entries.length < 2 || entries.some((entry) => entry.label === null)) {
    return undefined;
  }
  const low = Math.min(...entries.map((entry) => entry.minValue ?? Infinity));
  const high = Math.max(...entries.map((entry) => entry.maxValue ?? -Infinity));
  return write(low, high, first.currency, first.unitText);
}

function isExact(found: readonly BaseSalary[], expect: readonly ExpectedRange[]): boolean {
  const wanted = expect.map(writeExpected).toSorted().join('; ');
  return found.map(writeEntry).toSorted().join('; ') === wanted || envelope(found) === wanted;
}

function readCases(file: string | URL): SalaryCase[] {
  return JSON.parse(readFileSync(file, 'utf8')) as SalaryCase[];
}

function ownCases(): SalaryCase[] {
  return readdirSync(OWN_SET)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .flatMap((name) => readCases(new URL(name, OWN_SET)));
}

function countryOf(ctx: string | undefined): string | null {
  const country = ctx?.split('/')[0] ?? '';
  return /^[A-Z]{2}$/.test(country) ? country : null;
}

interface Tally {
  cases: number;
  exact: number;
  detected: number;
  falseAlarms: number;
  traps: number;
}

function judge(one: SalaryCase): { found: BaseSalary[]; suspects: number } {
  const result = readSalaries(
    {
      text: one.text,
      sections: NO_SECTIONS,
      title: null,
      language: one.language ?? null,
      country: countryOf(one.ctx),
      contractType: [],
      employmentType: [],
      structuredPay: [],
    },
    EXCHANGE_RATES,
  );
  return { found: headline(result.baseSalary), suspects: result.suspectSalary.length };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${(share(part, whole) * 100).toFixed(1)} %`;
}

function toTable(scores: readonly SalaryScore[], closing: string): string {
  const width = Math.max(...scores.map(({ group }) => group.length));
  const lines = scores.map(
    ({ group, cases, exact, detected, falseAlarms, traps }) =>
      `${group.padEnd(width)}  ${String(cases).padStart(5)}  ${percent(exact, cases).padStart(8)}  ` +
      `${percent(detected, cases).padStart(8)}  ${String(traps).padStart(5)}  ${String(falseAlarms).padStart(6)}`,
  );
  const head = `${'group'.padEnd(width)}  ${'pay'.padStart(5)}  ${'exact'.padStart(8)}  ${'found'.padStart(8)}  traps  alarms`;
  return [head, ...lines, closing].join('\n');
}

/**
 * Scores the salary stage on labelled texts: the project's own set, or a file of the same form.
 * Exact: same number of ranges, with ends, currency and period right.
 */
export function evaluateSalary(dataFile?: string): SalaryEvaluation {
  const cases = dataFile === undefined ? ownCases() : readCases(dataFile);
  const tallies = new Map<string, Tally>();
  const misses: string[] = [];
  for (const one of cases) {
    const tally = tallies.get(one.group) ?? {
      cases: 0,
      exact: 0,
      detected: 0,
      falseAlarms: 0,
      traps: 0,
    };
    tallies.set(one.group, tally);
    const { found, suspects } = judge(one);
    const written = `${found.map(writeEntry).join('; ') || 'nothing'}${suspects > 0 ? ' (suspect)' : ''}`;
    const short = one.text.length > 120 ? `${one.text.slice(0, 117)}…` : one.text;
    if (one.expect.length === 0) {
      tally.traps += 1;
      if (found.length > 0) {
        tally.falseAlarms += 1;
        misses.push(`${one.ctx ?? '-'} ${JSON.stringify(short)}: nothing, found ${written}`);
      }
      continue;
    }
    tally.cases += 1;
    if (found.length > 0) tally.detected += 1;
    if (isExact(found, one.expect)) tally.exact += 1;
    else {
      const wanted = one.expect.map(writeExpected).join('; ');
      misses.push(`${one.ctx ?? '-'} ${JSON.stringify(short)}: ${wanted}, found ${written}`);
    }
  }
  return summarise(tallies, misses);
}

function summarise(
  tallies: ReadonlyMap<string, Tally>,
  misses: readonly string[],
): SalaryEvaluation {
  const groups = [...tallies].map(([group, tally]) => ({ group, ...tally }));
  const sum = (pick: (score: SalaryScore) => number): number =>
    groups.reduce((total, score) => total + pick(score), 0);
  const total: SalaryScore = {
    group: 'all',
    cases: sum(({ cases }) => cases),
    exact: sum(({ exact }) => exact),
    detected: sum(({ detected }) => detected),
    falseAlarms: sum(({ falseAlarms }) => falseAlarms),
    traps: sum(({ traps }) => traps),
  };
  const precision = share(total.detected, total.detected + total.falseAlarms);
  const recall = share(total.detected, total.cases);
  const closing =
    `detection: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}; ` +
    `false alarms on traps ${share(total.falseAlarms, total.traps).toFixed(3)}`;
  return {
    groups,
    total,
    precision,
    recall,
    misses,
    table: toTable([...groups, total], closing),
  };
}
