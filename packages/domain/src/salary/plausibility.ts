import type { PayUnit } from '@winnow/contracts/code-lists';
import factors from '../../data/salary-year-factors.json' with { type: 'json' };
import { typicalYear } from './currencies.ts';

/** Why pay is held back. */
export type SuspectReason =
  | 'ZERO'
  | 'BELOW_FLOOR'
  | 'ABOVE_CEILING'
  | 'RANGE_TOO_WIDE'
  | 'CURRENCY_UNKNOWN'
  | 'PERIOD_UNKNOWN';

/** An amount of pay: at least one end is there. */
export interface PayValues {
  readonly minValue: number | null;
  readonly maxValue: number | null;
}

/** How far below and above what is usual a stated amount may lie before it is held back. */
const FLOOR_SHARE = 0.2;
const CEILING_TIMES = 5;
/** Pay ranges span at most this much (Nesta's rule for UK postings). */
const RATIO_MAX = 10;

const defaults: Readonly<Record<string, number | string>> = factors.default;

/** How many of a unit make a full-time year; undefined for units that make none. */
export function defaultYearFactor(unit: PayUnit): number | undefined {
  const factor = defaults[unit];
  return typeof factor === 'number' ? factor : undefined;
}

/**
 * Whether pay is usual: between the lowest and highest full-time year of its currency, by the unit.
 * Units that make no year are never called unusual. `slack` widens the band on both sides.
 */
export function isTypical(
  values: PayValues,
  { currency, unit, slack = 1 }: { currency: string; unit: PayUnit; slack?: number },
): boolean {
  const band = typicalYear(currency);
  const factor = defaultYearFactor(unit);
  if (band === undefined || factor === undefined) return true;
  const [low, high] = band;
  const inside = (value: number | null): boolean =>
    value === null || (value * factor >= low / slack && value * factor <= high * slack);
  return inside(values.minValue) && inside(values.maxValue);
}

/** What is wrong with an amount of pay, or null when nothing is. */
export function findFault(
  { minValue, maxValue }: PayValues,
  { currency, unit }: { currency: string; unit: PayUnit },
): SuspectReason | null {
  const ends = [minValue, maxValue].filter((value) => value !== null);
  if (ends.every((value) => value === 0)) return 'ZERO';
  if (minValue !== null && maxValue !== null && maxValue > minValue * RATIO_MAX)
    return 'RANGE_TOO_WIDE';
  const band = typicalYear(currency);
  const factor = defaultYearFactor(unit);
  if (band === undefined || factor === undefined) return null;
  const [low, high] = band;
  if (ends.some((value) => value * factor < low * FLOOR_SHARE)) return 'BELOW_FLOOR';
  if (ends.some((value) => value * factor > high * CEILING_TIMES)) return 'ABOVE_CEILING';
  return null;
}
