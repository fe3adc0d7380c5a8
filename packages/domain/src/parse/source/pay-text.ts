import type { StructuredPay } from '@winnow/contracts/enriched-posting';
import type { JsonValue } from './json-value.ts';
import { asText } from './json-value.ts';
import { readAmount } from './read-amount.ts';
import { field } from './structured-fields.ts';

const RANGE = /^(.{1,40}?)\s*(?:-|–|—|\bto\b|\bbis\b)\s*(.{1,40}?)$/i;
const UNIT =
  /(?:\bper |\/ ?|\b(?:an?|each|pro|par) )(hour|hr|day|week|month|year|annum|stunde|tag|monat|jahr|heure|jour|mois|an)\b|\b(hourly|daily|weekly|monthly|yearly|annually)\b/i;
const CURRENCY = /\b[A-Z]{3}\b/;
const RAW_CHARS_MAX = 2000;

export interface Amounts {
  readonly min: number | null;
  readonly max: number | null;
  /** The text's word for the period. */
  readonly unit: string | null;
  /** The currency the text names; a bare `$` is that of many countries and names none. */
  readonly currency: string | null;
}

const SIGNS: readonly (readonly [sign: RegExp, currency: string])[] = [
  [/US\s?\$/i, 'USD'],
  [/\b(?:CA|C)\s?\$/i, 'CAD'],
  [/\b(?:AU|A)\s?\$/i, 'AUD'],
  [/NZ\s?\$/i, 'NZD'],
  [/R\$/, 'BRL'],
  [/£/, 'GBP'],
  [/€/, 'EUR'],
  [/₹/, 'INR'],
  [/zł/i, 'PLN'],
];

/** The ISO 4217 code of a currency that is written as a code or sign; null for a bare `$`. */
export function currencyOf(text: string): string | null {
  return CURRENCY.exec(text)?.[0] ?? SIGNS.find(([sign]) => sign.test(text))?.[1] ?? null;
}

/** `60000`, `"60,000"`, `"60.000 - 80.000"`, `"$25 per hour"`; null for anything less plain. */
export function amountsOfText(value: JsonValue | undefined): Amounts | null {
  const single = readAmount(value);
  if (single !== null) {
    const currency = currencyOf(asText(value) ?? '');
    return { min: single, max: single, unit: null, currency };
  }
  const text = field(value);
  if (text === null) return null;
  const unitMatch = UNIT.exec(text);
  const unit = unitMatch === null ? null : (unitMatch[1] ?? unitMatch[2] ?? null);
  const bare = unitMatch === null ? text : text.replace(unitMatch[0], '').trim();
  const range = RANGE.exec(bare);
  const min = readAmount(range === null ? bare : range[1]);
  const max = readAmount(range === null ? bare : range[2]);
  if (range !== null && (min === null || max === null)) return null;
  return min === null ? null : { min, max, unit, currency: currencyOf(text) };
}

/** Pay that a payload states as a range of two fields. */
export function payRange(range: {
  readonly min: JsonValue | undefined;
  readonly max: JsonValue | undefined;
  readonly currency: JsonValue | undefined;
  readonly interval: JsonValue | undefined;
  readonly origin: string;
  readonly raw: JsonValue | undefined;
  readonly label?: string | null;
}): readonly StructuredPay[] {
  const minValue = readAmount(range.min);
  const maxValue = readAmount(range.max);
  if (minValue === null && maxValue === null) return [];
  const currency = field(range.currency);
  return [
    {
      minValue,
      maxValue,
      currency:
        currency !== null && CURRENCY.test(currency.toUpperCase())
          ? currency.toUpperCase()
          : currency,
      interval: field(range.interval),
      component: 'BASE',
      label: range.label ?? null,
      origin: range.origin,
      raw: JSON.stringify(range.raw ?? { min: range.min, max: range.max }).slice(0, RAW_CHARS_MAX),
    },
  ];
}
