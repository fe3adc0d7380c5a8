import table from '../../data/salary-rates.json' with { type: 'json' };

/** What one US dollar costs in a currency, at a date. */
export interface DatedRate {
  /** Units of the currency per US dollar. */
  readonly perUsd: number;
  /** ISO 8601. Publications differ in how often they appear, so each rate has its own. */
  readonly date: string;
}

/** By currency (ISO 4217). */
export type ExchangeRates = Readonly<Record<string, DatedRate>>;

/** The table that ships with Winnow; `packages/domain/scripts/refresh-rates.ts` rewrites it. */
export const EXCHANGE_RATES: ExchangeRates = table.rates;
