import table from '../../data/salary-rates.json' with { type: 'json' };

/** What one US dollar costs, at a date. */
export interface ExchangeRates {
  /** ISO 8601 date of the rates. */
  readonly date: string;
  /** Units of a currency (ISO 4217) per US dollar. */
  readonly perUsd: Readonly<Record<string, number>>;
}

/** The table that ships with Winnow; `packages/domain/scripts/refresh-rates.ts` rewrites it. */
export const EXCHANGE_RATES: ExchangeRates = { date: table.date, perUsd: table.perUsd };

/** What one unit of a currency is worth in US dollars; undefined when the table lacks it. */
export function usdPerUnit(currency: string, rates: ExchangeRates): number | undefined {
  if (currency === 'USD') return 1;
  const perUsd = rates.perUsd[currency];
  return perUsd === undefined || perUsd <= 0 ? undefined : 1 / perUsd;
}
