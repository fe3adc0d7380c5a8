import type { AnnualSalary, AnnualSalaryUsd, BaseSalary } from '@winnow/contracts/enriched-posting';
import type { PayComponent, PayUnit } from '@winnow/contracts/code-lists';
import factors from '../../data/salary-year-factors.json' with { type: 'json' };
import type { ExchangeRates } from './exchange-rates.ts';
import { defaultYearFactor } from './plausibility.ts';

const byCountry: Readonly<Record<string, Readonly<Record<string, number | string>>>> =
  factors.countries;
/** What the annual figure is made of: the first of these that a posting states. */
const HEADLINE: readonly PayComponent[] = ['BASE', 'TOTAL', 'OTE'];
const RATE_DIGITS = 7;
const CENTS = 100;

/**
 * How many of a stated unit a year of this pay has. Salaries per year beyond twelve count where
 * they are stated; undefined for units that no year can be made of.
 */
export function yearFactor(
  { unitText, paymentsPerYear }: Pick<BaseSalary, 'unitText' | 'paymentsPerYear'>,
  country: string | null,
): number | undefined {
  if (unitText === null) return undefined;
  if (unitText === 'MONTH' && paymentsPerYear !== null) return paymentsPerYear;
  return countryFactor(unitText, country) ?? defaultYearFactor(unitText);
}

function countryFactor(unit: PayUnit, country: string | null): number | undefined {
  const factor = country === null ? undefined : byCountry[country]?.[unit];
  return typeof factor === 'number' ? factor : undefined;
}

function roundToCents(value: number): number {
  return Math.round(value * CENTS) / CENTS;
}

/** Applies a factor or rate to both ends. */
function scale(value: number | null, factor: number): number | null {
  return value === null ? null : roundToCents(value * factor);
}

function widest(
  values: readonly (number | null)[],
  pick: (...values: number[]) => number,
): number | null {
  const known = values.filter((value) => value !== null);
  return known.length < values.length || known.length === 0 ? null : pick(...known);
}

/**
 * The year's pay: the envelope of the BASE entries (else TOTAL, else OTE) in the first one's
 * currency and unit. An end that one of them leaves open is open. Null when nothing can be
 * annualised.
 */
export function annualise(
  entries: readonly BaseSalary[],
  country: string | null,
): AnnualSalary | null {
  for (const component of HEADLINE) {
    const candidates = entries.filter((entry) => entry.component === component);
    for (const first of candidates) {
      const factor = yearFactor(first, country);
      if (factor === undefined || first.currency === null) continue;
      const alike = candidates.filter(
        (entry) => entry.currency === first.currency && yearFactor(entry, country) === factor,
      );
      return {
        minValue: scale(
          widest(
            alike.map((entry) => entry.minValue),
            Math.min,
          ),
          factor,
        ),
        maxValue: scale(
          widest(
            alike.map((entry) => entry.maxValue),
            Math.max,
          ),
          factor,
        ),
        currency: first.currency,
        factor,
      };
    }
  }
  return null;
}

/** The year's pay in US dollars at its rate's date; null when the table lacks the currency. */
export function toUsd(annual: AnnualSalary | null, rates: ExchangeRates): AnnualSalaryUsd | null {
  if (annual === null) return null;
  const rate = rates[annual.currency];
  if (rate === undefined || rate.perUsd <= 0) return null;
  const usdPerUnit = 1 / rate.perUsd;
  return {
    minValue: scale(annual.minValue, usdPerUnit),
    maxValue: scale(annual.maxValue, usdPerUnit),
    rate: Number(usdPerUnit.toPrecision(RATE_DIGITS)),
    rateDate: rate.date,
  };
}
