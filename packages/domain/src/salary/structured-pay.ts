import type { ContractType, EmploymentType, PayUnit } from '@winnow/contracts/code-lists';
import type { StructuredPay } from '@winnow/contracts/enriched-posting';
import { homeCurrency, languageDefaults, typicalYear, type Market } from './currencies.ts';
import { findFault, isTypical, type PayValues, type SuspectReason } from './plausibility.ts';
import { resolveUnit } from './resolve-unit.ts';
import type { DraftWarning, Inference, SalaryDraft } from './salary-draft.ts';

/** The words that payloads use for a period, and UN/CEFACT codes, after lower-casing. */
const INTERVALS: readonly (readonly [pattern: RegExp, unit: PayUnit])[] = [
  [/semi[- _]?month|twice[- _]a[- _]month/, 'SEMIMONTH'],
  [/bi[- _]?week|fortnight|every[- _]2[- _]week|2 week/, 'BIWEEK'],
  [/hour|^hur$|^h$|\bhr\b|stund|heure|^hora/, 'HOUR'],
  [/\bdai|day|^d$|\btag\b|jour/, 'DAY'],
  [/week|^wee$|woche/, 'WEEK'],
  [/month|^mon$|monat|mois|maand|^mo$/, 'MONTH'],
  [/year|annual|annum|^ann$|^yr$|jahr|^an$|yearly/, 'YEAR'],
  [/one[- _]?time|project|fixed/, 'PROJECT'],
  [/visit/, 'VISIT'],
];

/** The contract's unit for a source's own word; null for `NONE`, `OTHER` and what is unknown. */
export function unitOfInterval(interval: string | null): PayUnit | null {
  if (interval === null) return null;
  const word = interval.trim().toLowerCase();
  return INTERVALS.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

export interface StructuredContext {
  readonly market: Market;
  readonly contractType: readonly ContractType[];
  readonly employmentType: readonly EmploymentType[];
}

/** One way to make implausible pay plausible. */
interface Repair {
  readonly code: string;
  readonly message: string;
  readonly scale: number;
  readonly unit: PayUnit;
}

const THOUSAND = 1000;
const CENT = 0.01;
const PERIODS: readonly PayUnit[] = ['HOUR', 'DAY', 'WEEK', 'MONTH', 'YEAR'];

function scaled({ minValue, maxValue }: PayValues, by: number): PayValues {
  const apply = (value: number | null): number | null =>
    value === null ? null : Math.round(value * by * 100) / 100;
  return { minValue: apply(minValue), maxValue: apply(maxValue) };
}

/** The one repair that makes pay usual; undefined when there is none, or more than one. */
function onlyRepair(values: PayValues, currency: string, unit: PayUnit): Repair | undefined {
  const amounts: readonly Repair[] = [
    {
      code: 'SALARY_THOUSANDS_REPAIRED',
      message: 'amounts were in thousands',
      scale: THOUSAND,
      unit,
    },
    { code: 'SALARY_CENTS_REPAIRED', message: 'amounts were in cents', scale: CENT, unit },
  ];
  const fitting = amounts.filter(({ scale }) =>
    isTypical(scaled(values, scale), { currency, unit }),
  );
  const periods = PERIODS.filter(
    (period) => period !== unit && isTypical(values, { currency, unit: period }),
  );
  // Hour and day, or week and month, may both fit: the common one is meant.
  const [period] = periods.filter((each) => each === 'HOUR' || each === 'YEAR' || each === 'MONTH');
  // 18.50 has cents: nobody writes thousands so.
  const hasCents = [values.minValue, values.maxValue].some(
    (value) => value !== null && !Number.isInteger(value),
  );
  const [amount] = hasCents ? fitting.filter(({ scale }) => scale < 1) : fitting;
  if (amount !== undefined && period !== undefined) {
    // "100 a year" is 100 000 before it is an hour's wage; "100 a month" may be either.
    return unit === 'YEAR' &&
      !hasCents &&
      Math.max(values.minValue ?? 0, values.maxValue ?? 0) >= 15
      ? decideYear(amount, values, currency)
      : undefined;
  }
  if (amount !== undefined) return amount;
  if (period === undefined) return undefined;
  return {
    code: 'SALARY_PERIOD_REPAIRED',
    message: `amounts are by ${period}, not ${unit}`,
    scale: 1,
    unit: period,
  };
}

/** A round number of tens below a thousand, called yearly, is thousands; others stay unclear. */
function decideYear(amount: Repair, values: PayValues, currency: string): Repair | undefined {
  const ends = [values.minValue, values.maxValue].filter((value) => value !== null);
  const isUsualThousand =
    ends.every(Number.isInteger) &&
    isTypical(scaled(values, amount.scale), { currency, unit: 'YEAR' });
  return isUsualThousand ? amount : undefined;
}

function sorted({ minValue, maxValue }: PayValues): PayValues {
  // 0 is how forms leave an end open.
  const low = minValue === 0 && maxValue !== 0 ? null : minValue;
  const high = maxValue === 0 && minValue !== 0 ? null : maxValue;
  if (low !== null && high !== null && low > high) return { minValue: high, maxValue: low };
  return { minValue: low, maxValue: high };
}

/** Judges one field of a payload by the gate that text has to pass. Null for a placeholder. */
export function readStructuredPay(
  pay: StructuredPay,
  context: StructuredContext,
): SalaryDraft | null {
  const stated = sorted(pay);
  const ends = [stated.minValue, stated.maxValue].filter((value) => value !== null);
  if (!ends.some((value) => value > 0)) return null;
  const { market } = context;
  const named = pay.currency?.trim().toUpperCase() ?? null;
  const known = named !== null && typicalYear(named) !== undefined ? named : null;
  const currency =
    known ?? homeCurrency(market.country) ?? languageDefaults(market.language)?.currency ?? null;
  const interval = unitOfInterval(pay.interval);
  const isMain = pay.component === 'BASE' || pay.component === 'OTE' || pay.component === 'TOTAL';
  const inferred: Inference[] = known === null ? ['currency'] : [];
  let values = stated;
  let unit = interval;
  let suspect: SuspectReason | null = null;
  const warnings: DraftWarning[] = [];
  let unitRule = 'unit/stated';
  if (currency === null) suspect = 'CURRENCY_UNKNOWN';
  else if (isMain) {
    if (unit === null) {
      const resolved = resolveUnit(values, [], { ...context, currency });
      unit = resolved.unit;
      unitRule = resolved.rule;
      if (unit !== null) inferred.push('unit');
    }
    suspect = unit === null ? 'PERIOD_UNKNOWN' : findFault(values, { currency, unit });
    const isOdd = unit !== null && (suspect === 'BELOW_FLOOR' || suspect === 'ABOVE_CEILING');
    const repair = isOdd && unit !== null ? onlyRepair(values, currency, unit) : undefined;
    if (repair !== undefined) {
      values = scaled(values, repair.scale);
      unit = repair.unit;
      suspect = null;
      warnings.push({
        code: repair.code,
        message: `${pay.origin}: ${repair.message} (${pay.raw})`,
      });
    }
  }
  return {
    ...values,
    currency,
    unitText: unit,
    component: pay.component,
    label: pay.label,
    basis: null,
    paymentsPerYear: null,
    isActual: false,
    isDifferential: false,
    isGuaranteed: false,
    line: null,
    isCued: true,
    source: 'structured',
    rule: `structured/${pay.origin}`,
    currencyRule: known === null ? 'currency/country' : 'currency/stated',
    unitRule,
    inferred,
    start: null,
    end: null,
    confidence: warnings.length > 0 ? 0.8 : 0.95,
    suspect,
    warnings,
  };
}
