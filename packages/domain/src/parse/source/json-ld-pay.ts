import type { StructuredPay } from '@winnow/contracts/enriched-posting';
import { asList, asObject, own } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { amountsOfText, currencyOf } from './pay-text.ts';
import type { Amounts } from './pay-text.ts';
import { readAmount } from './read-amount.ts';
import { field, firstField, realPay } from './structured-fields.ts';

/** `usd` and `£` are codes too; what is neither stays as it is written. */
function codeOf(currency: string | null): string | null {
  return currency === null ? null : (currencyOf(currency.toUpperCase()) ?? currency);
}

/** Entries read of one `baseSalary`. */
const ENTRIES_MAX = 40;
const RAW_CHARS_MAX = 2000;
/** A `QuantitativeValue` or `MonetaryAmount` in any of the shapes met. */
function amountsOfObject(value: JsonObject): Amounts {
  const min = readAmount(own(value, 'minValue') ?? own(value, 'minPrice') ?? own(value, 'min'));
  const max = readAmount(own(value, 'maxValue') ?? own(value, 'maxPrice') ?? own(value, 'max'));
  const unit = unitOf(value);
  if (min !== null || max !== null) return { min, max, unit, currency: null };
  const single = amountsOfText(own(value, 'value') ?? own(value, 'price'));
  return single === null
    ? { min: null, max: null, unit, currency: null }
    : { ...single, unit: unit ?? single.unit };
}

function unitOf(value: JsonObject): string | null {
  return firstField(
    own(value, 'unitText'),
    own(value, 'unitCode'),
    own(value, 'duration'),
    own(value, 'salaryPeriod'),
  );
}

function readEntry(
  entry: JsonValue,
  shared: { readonly currency: string | null; readonly unit: string | null },
): StructuredPay[] {
  const base = { component: 'BASE' as const, label: null, origin: 'json-ld' };
  const raw = JSON.stringify(entry).slice(0, RAW_CHARS_MAX);
  const object = asObject(entry);
  if (object === null) {
    const amounts = amountsOfText(entry);
    if (amounts === null) return [];
    const { min: minValue, max: maxValue, unit } = amounts;
    return [
      {
        ...base,
        minValue,
        maxValue,
        currency: shared.currency ?? amounts.currency,
        interval: unit ?? shared.unit,
        raw,
      },
    ];
  }
  const currency =
    codeOf(firstField(own(object, 'currency'), own(object, 'priceCurrency'))) ?? shared.currency;
  const unit = unitOf(object) ?? shared.unit;
  const values = asList(own(object, 'value')).map(asObject);
  const quantities = values.filter((value) => value !== null);
  const label = field(own(object, 'name'));
  return (quantities.length > 0 ? quantities : [object]).slice(0, ENTRIES_MAX).map((quantity) => {
    const inner = amountsOfObject(quantity);
    const outer = quantities.length > 0 ? amountsOfObject({ ...object, value: null }) : inner;
    const empty = inner.min === null && inner.max === null;
    return {
      ...base,
      label: label !== null && /salary|pay|compensation/i.test(label) ? null : label,
      minValue: empty ? outer.min : inner.min,
      maxValue: empty ? outer.max : inner.max,
      currency: codeOf(firstField(own(quantity, 'currency'))) ?? currency ?? inner.currency,
      interval: inner.unit ?? unit,
      raw,
    };
  });
}

/**
 * A JobPosting's `baseSalary` in any shape: number, text, `MonetaryAmount` with a scalar or a
 * `QuantitativeValue`, `PriceSpecification`, list of them; unit and currency inside or outside.
 * `estimatedSalary` is somebody's model and is not read.
 */
export function readJsonLdPay(posting: JsonObject): readonly StructuredPay[] {
  const shared = {
    currency: codeOf(field(own(posting, 'salaryCurrency'))),
    unit: firstField(own(posting, 'salaryUnit'), own(posting, 'unitText')),
  };
  const entries = asList(own(posting, 'baseSalary')).slice(0, ENTRIES_MAX);
  return realPay(entries.flatMap((entry) => readEntry(entry, shared)));
}
