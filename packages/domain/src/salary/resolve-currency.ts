import type { PayUnit } from '@winnow/contracts/code-lists';
import {
  homeCurrency,
  languageDefaults,
  typicalYear,
  type CurrencyMark,
  type Market,
} from './currencies.ts';
import { isTypical, type PayValues } from './plausibility.ts';

export interface ResolvedCurrency {
  /** ISO 4217. */
  readonly currency: string | null;
  readonly rule: string;
  /** Whether it was concluded from something else than the mark and the country. */
  readonly isInferred: boolean;
}

const UNITS: readonly PayUnit[] = ['HOUR', 'DAY', 'WEEK', 'MONTH', 'YEAR'];
/** What a bare dollar sign means where wages in the local dollar or peso would be absurd. */
const FALLBACK = 'USD';
const FALLBACK_SLACK = 2;

function isTypicalInAnyUnit(values: PayValues, currency: string, unit: PayUnit | null): boolean {
  const units = unit === null ? UNITS : [unit];
  return units.some((each) => isTypical(values, { currency, unit: each, slack: FALLBACK_SLACK }));
}

/** A peso or dollar that cannot be the local one: "$3,000 a month" in Colombia. */
function localOrDollar(
  local: string,
  codes: readonly string[],
  values: PayValues,
  unit: PayUnit | null,
): ResolvedCurrency {
  const isLocal =
    isTypicalInAnyUnit(values, local, unit ?? 'MONTH') || isTypicalInAnyUnit(values, local, unit);
  if (!isLocal && codes.includes(FALLBACK) && isTypicalInAnyUnit(values, FALLBACK, unit)) {
    return { currency: FALLBACK, rule: 'currency/dollar-by-magnitude', isInferred: true };
  }
  return { currency: local, rule: 'currency/sign-and-country', isInferred: false };
}

/**
 * The currency of an amount: its own code or unmistakable sign, else an ambiguous sign read by a
 * code nearby, the country, or the language; without any sign the country's or language's currency.
 */
export function resolveCurrency(
  mark: CurrencyMark | null,
  nearby: readonly string[],
  { values, unit, market }: { values: PayValues; unit: PayUnit | null; market: Market },
): ResolvedCurrency {
  const local = homeCurrency(market.country);
  const byLanguage = languageDefaults(market.language)?.currency;
  if (mark !== null) {
    const [only, ...others] = mark.codes;
    if (only !== undefined && others.length === 0) {
      return { currency: only, rule: 'currency/stated', isInferred: false };
    }
    const named = nearby.find((code) => mark.codes.includes(code));
    if (named !== undefined)
      return { currency: named, rule: 'currency/code-nearby', isInferred: false };
    if (local !== undefined && mark.codes.includes(local)) {
      const { currency, ...how } = localOrDollar(local, mark.codes, values, unit);
      const isGuess = market.isCountryConcluded && currency === local;
      return isGuess
        ? { currency, rule: 'currency/sign-and-words', isInferred: true }
        : { currency, ...how };
    }
    if (market.country !== null && only !== undefined) {
      return { currency: only, rule: 'currency/sign', isInferred: only !== FALLBACK };
    }
    const guess = byLanguage !== undefined && mark.codes.includes(byLanguage) ? byLanguage : only;
    return { currency: guess ?? null, rule: 'currency/sign-and-language', isInferred: true };
  }
  const [named] = nearby;
  if (named !== undefined)
    return { currency: named, rule: 'currency/code-nearby', isInferred: false };
  if (local !== undefined && typicalYear(local) !== undefined) {
    return { currency: local, rule: 'currency/country', isInferred: true };
  }
  return { currency: byLanguage ?? null, rule: 'currency/language', isInferred: true };
}
