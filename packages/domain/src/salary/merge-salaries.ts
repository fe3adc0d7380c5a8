import type { PayComponent } from '@winnow/contracts/code-lists';
import { yearFactor } from './annualise.ts';
import type { SalaryDraft } from './salary-draft.ts';

/** An entry and the other places that state it. */
export interface MergedSalary {
  readonly entry: SalaryDraft;
  readonly sources: readonly SalaryDraft[];
}

/** Rounding between two units of the same pay ("$50/hr ($104,000/yr)"), as a share. */
const SAME_PAY_TOLERANCE = 0.03;

function isClose(a: number | null, b: number | null, tolerance: number): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

function isSameMoney(a: SalaryDraft, b: SalaryDraft): boolean {
  if (a.currency !== b.currency) return false;
  // A payload's field says BASE of whatever its form holds; the text says what it is.
  const isFieldAndText = a.source !== b.source && isMain(a.component) && isMain(b.component);
  return a.component === b.component || (isFieldAndText && hasSameEnds(a, b));
}

function hasSameEnds(a: SalaryDraft, b: SalaryDraft): boolean {
  return a.minValue === b.minValue && a.maxValue === b.maxValue;
}

function isMain(component: PayComponent): boolean {
  return component === 'BASE' || component === 'OTE' || component === 'TOTAL';
}

/** Same ends, also where one of them says less: "up to 75k" beside "60-75k". */
function isSameRange(a: SalaryDraft, b: SalaryDraft): boolean {
  if (!isSameMoney(a, b)) return false;
  const isUnitSame =
    a.unitText === b.unitText || a.inferred.includes('unit') || b.inferred.includes('unit');
  if (!isUnitSame) return false;
  if (hasSameEnds(a, b)) return !isLabelledApart(a, b);
  return isSubsumed(a, b) || isSubsumed(b, a);
}

/** Lines with labels of their own are two statements, even of equal amounts. */
function isLabelledApart(a: SalaryDraft, b: SalaryDraft): boolean {
  return a.label !== null && b.label !== null && a.label !== b.label && a.source !== b.source;
}

function isSubsumed(open: SalaryDraft, full: SalaryDraft): boolean {
  if (full.minValue === null || full.maxValue === null || full.minValue === full.maxValue)
    return false;
  const isOpenMin = open.minValue === null && open.maxValue === full.maxValue;
  const isOpenMax = open.maxValue === null && open.minValue === full.minValue;
  return isOpenMin || isOpenMax;
}

/** The same pay in another unit. */
function isSamePay(a: SalaryDraft, b: SalaryDraft, country: string | null): boolean {
  if (!isSameMoney(a, b) || a.unitText === b.unitText) return false;
  const inYear = (
    draft: SalaryDraft,
    value: number | null,
    place: string | null,
  ): number | null => {
    const factor = yearFactor(draft, place);
    return value === null || factor === undefined ? null : value * factor;
  };
  return [country, null].some((place) => {
    if (yearFactor(a, place) === undefined || yearFactor(b, place) === undefined) return false;
    return (
      isClose(inYear(a, a.minValue, place), inYear(b, b.minValue, place), SAME_PAY_TOLERANCE) &&
      isClose(inYear(a, a.maxValue, place), inYear(b, b.maxValue, place), SAME_PAY_TOLERANCE)
    );
  });
}

/** Of two statements of one range, the one that says more; the other fills what it leaves open. */
function combine(a: SalaryDraft, b: SalaryDraft): SalaryDraft {
  const isFuller = isSubsumed(a, b);
  const winner = isFuller ? b : a;
  const other = isFuller ? a : b;
  const isUnitBetter = winner.inferred.includes('unit') && !other.inferred.includes('unit');
  const isCurrencyBetter =
    winner.inferred.includes('currency') && !other.inferred.includes('currency');
  return {
    ...winner,
    unitText: isUnitBetter ? other.unitText : winner.unitText,
    unitRule: isUnitBetter ? other.unitRule : winner.unitRule,
    label: winner.label ?? other.label,
    basis: winner.basis ?? other.basis,
    paymentsPerYear: winner.paymentsPerYear ?? other.paymentsPerYear,
    inferred: winner.inferred.filter(
      (what) => !(what === 'unit' && isUnitBetter) && !(what === 'currency' && isCurrencyBetter),
    ),
    warnings: [...winner.warnings, ...other.warnings],
  };
}

/** One entry per distinct range, in the order of the text; structured pay joins its text. */
export function mergeSalaries(
  drafts: readonly SalaryDraft[],
  country: string | null,
): MergedSalary[] {
  const merged: { entry: SalaryDraft; sources: SalaryDraft[] }[] = [];
  for (const draft of drafts) {
    const twin = merged.find(
      ({ entry }) => isSameRange(entry, draft) || isSamePay(entry, draft, country),
    );
    if (twin === undefined) {
      merged.push({ entry: draft, sources: [draft] });
      continue;
    }
    if (isSameRange(twin.entry, draft)) twin.entry = combine(twin.entry, draft);
    twin.sources.push(draft);
  }
  return withoutMileage(withoutActual(withoutEnvelopes(merged)));
}

/** A structured range that spans several ranges of the text is no range of its own. */
function withoutEnvelopes(merged: readonly MergedSalary[]): MergedSalary[] {
  return merged.filter((candidate) => {
    if (candidate.sources.some(({ source }) => source !== 'structured')) return true;
    const { minValue, maxValue, unitText } = candidate.entry;
    const others = merged.filter(
      ({ entry }) =>
        entry !== candidate.entry &&
        isSameMoney(entry, candidate.entry) &&
        entry.unitText === unitText,
    );
    if (others.length < 2) return true;
    const low = Math.min(...others.map(({ entry }) => entry.minValue ?? Infinity));
    const high = Math.max(...others.map(({ entry }) => entry.maxValue ?? -Infinity));
    return low !== minValue || high !== maxValue;
  });
}

/**
 * `$0.70 CPM, average $1,650/wk`: a mileage rate gives way to what the same line says it makes a
 * week or year. A guaranteed week, or a figure in another line, is pay of its own: both stay.
 */
function withoutMileage(merged: readonly MergedSalary[]): MergedSalary[] {
  const times = merged.filter(
    ({ entry }) => entry.component === 'BASE' && yearFactor(entry, null) !== undefined,
  );
  return merged.filter(({ entry }) => {
    if (entry.unitText !== 'MILE') return true;
    return !times.some(
      ({ entry: other }) => other.line !== null && other.line === entry.line && !other.isGuaranteed,
    );
  });
}

/** The full-time equivalent beats what is paid for fewer hours. */
function withoutActual(merged: readonly MergedSalary[]): MergedSalary[] {
  const hasFull = merged.some(({ entry }) => !entry.isActual && entry.component === 'BASE');
  return hasFull ? merged.filter(({ entry }) => !entry.isActual) : [...merged];
}
