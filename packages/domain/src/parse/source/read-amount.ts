import type { JsonValue } from './json-value.ts';
import { field } from './structured-fields.ts';

/**
 * A number with thousands and decimals in either convention, and nothing else but a sign of money.
 */
const AMOUNT =
  /^[^\d-]{0,6}(\d{1,3}(?:[ ,.'’]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,12})(?:([.,])(\d{1,2}|\d{4,6}))?[^\d]{0,6}$/;

/**
 * An amount of a payload: a number, or a string such as `"18.50"`, `"60,000"`, `"45.000,00"`,
 * `"$70k"`. Null for zero, negatives and anything that is not one amount.
 */
export function readAmount(value: JsonValue | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && value > 0 ? value : null;
  const text = field(value);
  if (text === null || text.startsWith('-')) return null;
  const match = AMOUNT.exec(text);
  if (match === null) return null;
  const [, whole = '', , decimals = ''] = match;
  const amount = Number(`${whole.replace(/\D/g, '')}.${decimals === '' ? '0' : decimals}`);
  const thousand = /\d\s?k\b/i.test(text) ? 1000 : 1;
  return Number.isFinite(amount) && amount > 0 ? amount * thousand : null;
}
