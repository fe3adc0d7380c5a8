import type { ContractType, EmploymentType, PayUnit } from '@winnow/contracts/code-lists';
import {
  conventionalPeriod,
  homeCountry,
  homeCurrency,
  languageDefaults,
  type Market,
} from './currencies.ts';
import { findFault, isTypical, type PayValues } from './plausibility.ts';

export interface ResolvedUnit {
  readonly unit: PayUnit | null;
  readonly rule: string;
  readonly isInferred: boolean;
}

/** A unit that the words around an amount name, nearest first. */
export interface StatedUnit {
  readonly unit: PayUnit;
  readonly rule: string;
}

export interface UnitContext {
  readonly currency: string;
  readonly market: Market;
  readonly contractType: readonly ContractType[];
  readonly employmentType: readonly EmploymentType[];
}

const DAY_RATE_CONTRACTS: ReadonlySet<ContractType> = new Set([
  'INSIDE_IR35',
  'OUTSIDE_IR35',
  'FREELANCE',
  'INTERIM',
]);
/** Magnitude bands are tried in this order; they hardly overlap. */
const BANDS: readonly PayUnit[] = ['HOUR', 'MONTH', 'YEAR'];
/** Where no band holds a value, these are widened; an hour's would run into a day's. */
const WIDE_BANDS: readonly PayUnit[] = ['MONTH', 'YEAR'];
const BAND_SLACK = 2;
/** Pay in a country of low wages may lie this much below what its currency usually pays. */
const CONVENTION_SLACK = 2;

/** The unit by what is said, else by contract type, the country's convention, or magnitude. */
export function resolveUnit(
  values: PayValues,
  stated: readonly StatedUnit[],
  { currency, market, contractType, employmentType }: UnitContext,
): ResolvedUnit {
  for (const { unit, rule } of stated) {
    if (findFault(values, { currency, unit }) === null) return { unit, rule, isInferred: false };
  }
  const [first] = stated;
  if (first !== undefined) return { unit: first.unit, rule: first.rule, isInferred: false };

  const isDayRate = contractType.some((type) => DAY_RATE_CONTRACTS.has(type));
  const isContractor = isDayRate || employmentType.includes('CONTRACTOR');
  if (
    isContractor &&
    isTypical(values, { currency, unit: 'DAY' }) &&
    !isTypical(values, { currency, unit: 'HOUR' })
  ) {
    if (!isTypical(values, { currency, unit: 'YEAR' })) {
      return { unit: 'DAY', rule: 'unit/contract-type', isInferred: true };
    }
  }
  const country =
    market.country ?? languageDefaults(market.language)?.country ?? homeCountry(currency);
  const convention = conventionalPeriod(country);
  const slack = homeCurrency(country) === currency ? 1 : CONVENTION_SLACK;
  if (convention !== undefined && isTypical(values, { currency, unit: convention, slack })) {
    return { unit: convention, rule: `unit/convention-${country}`, isInferred: true };
  }
  // Executive pay is above what is usual, and still pay by the convention.
  const isPossible =
    convention !== undefined && findFault(values, { currency, unit: convention }) === null;
  const fitting = [
    ...BANDS.filter((unit) => isTypical(values, { currency, unit })),
    ...WIDE_BANDS.filter((unit) => isTypical(values, { currency, unit, slack: BAND_SLACK })),
  ];
  const [unit] = fitting;
  if (unit === undefined && convention !== undefined && isPossible) {
    return { unit: convention, rule: `unit/convention-${country}`, isInferred: true };
  }
  if (unit === undefined) return { unit: null, rule: 'unit/unknown', isInferred: true };
  return { unit, rule: 'unit/magnitude', isInferred: true };
}
