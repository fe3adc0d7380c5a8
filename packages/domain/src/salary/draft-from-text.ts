import type { ContractType, EmploymentType, PayUnit } from '@winnow/contracts/code-lists';
import type { Section } from '@winnow/contracts/enriched-posting';
import { basisWithin, cuesWithin } from './cues.ts';
import type { Market } from './currencies.ts';
import type { PayExpression } from './group-ranges.ts';
import type { Verdict } from './judge-expression.ts';
import type { LexiconHit } from './lexicon.ts';
import { paymentsWithin, unitsWithin } from './pay-units.ts';
import { PATTERNS } from './phrase-patterns.ts';
import { findFault } from './plausibility.ts';
import { labelOf } from './range-label.ts';
import { resolveCurrency } from './resolve-currency.ts';
import { resolveUnit, type StatedUnit } from './resolve-unit.ts';
import type { Inference, SalaryDraft } from './salary-draft.ts';
import type { PayLine, Surroundings } from './surroundings.ts';

/** What reading the pay of a text needs to know of the posting. */
export interface TextPayInput {
  readonly text: string;
  readonly sections: readonly Section[];
  readonly market: Market;
  readonly contractType: readonly ContractType[];
  readonly employmentType: readonly EmploymentType[];
}

/** ISO codes of currencies that stand near an expression, in capitals. */
const CODE =
  /(?<![A-Za-z])(?:USD|EUR|GBP|CHF|CAD|AUD|NZD|SGD|HKD|TWD|MXN|CLP|COP|ARS|UYU|JPY|CNY|RMB|SEK|NOK|DKK|INR|PKR|LKR|BRL|ZAR|MYR|PHP|ILS|PLN|CZK|HUF|RON)(?![A-Za-z])/g;

function codesNearby(line: PayLine, around: Surroundings, expression: PayExpression): string[] {
  const left = line.text.slice(around.leftStart, expression.start);
  const right = line.text.slice(expression.end, Math.min(around.rightEnd, expression.end + 40));
  const codes = [...right.matchAll(CODE)].map(([code]) => code);
  codes.push(...[...left.matchAll(CODE)].map(([code]) => code).toReversed());
  for (const heading of line.headings)
    codes.push(...[...heading.matchAll(CODE)].map(([code]) => code));
  return codes.map((code) => (code === 'RMB' ? 'CNY' : code));
}

/** A unit that can only be the amount's own, also behind "+ tips". */
const PER = /^(?:per |an |a |pro |par |\/|l'|de l')/;

function statedUnits(line: PayLine, around: Surroundings, expression: PayExpression): StatedUnit[] {
  const { folded } = line;
  const found: StatedUnit[] = [];
  const units = (start: number, end: number): LexiconHit<PayUnit>[] =>
    unitsWithin(folded, start, end).filter(
      (hit) => !PATTERNS.durationBefore.test(folded.slice(Math.max(0, hit.start - 24), hit.start)),
    );
  if (expression.unit !== null) found.push({ unit: expression.unit, rule: 'unit/stated' });
  const isBenefit = (start: number, end: number): boolean =>
    cuesWithin(folded, end, Math.min(folded.length, end + 24)).some(
      ({ value, start: at }) =>
        at - end <= 2 &&
        (value.kind === 'never' || (value.kind === 'component' && value.component === 'BONUS')),
    ) && start >= expression.end;
  for (const { start, end, value } of units(expression.end, around.rightEnd)) {
    const isBeyond =
      start > around.headEnd && /\+|plus|bonus/.test(folded.slice(expression.end, start));
    if (isBeyond && !PER.test(folded.slice(start, end))) break;
    if (!isBenefit(start, end)) found.push({ unit: value, rule: 'unit/stated-behind' });
  }
  for (const { value } of units(around.leftStart, expression.start).toReversed()) {
    found.push({ unit: value, rule: 'unit/stated-before' });
  }
  for (const heading of line.headings.toReversed()) {
    for (const { value } of unitsWithin(heading.toLowerCase(), 0, heading.length).toReversed()) {
      found.push({ unit: value, rule: 'unit/heading' });
    }
  }
  return found;
}

const CONFIDENCE = { cued: 0.97, uncued: 0.88, inferredUnit: 0.08, inferredCurrency: 0.1 };

/** Settles currency, unit, basis and label of an expression that was found to be pay. */
export function draftFromText(
  input: TextPayInput,
  line: PayLine,
  expression: PayExpression,
  {
    around,
    verdict,
  }: { around: Surroundings; verdict: Extract<Verdict, { kind: 'pay' | 'component' | 'actual' }> },
): SalaryDraft {
  const { market, contractType, employmentType } = input;
  const { minValue, maxValue } = expression;
  const values = { minValue, maxValue };
  const stated = statedUnits(line, around, expression);
  const money = resolveCurrency(expression.mark, codesNearby(line, around, expression), {
    values,
    unit: stated[0]?.unit ?? null,
    market,
  });
  const isMain = verdict.kind !== 'component';
  const unit =
    money.currency === null || !isMain
      ? { unit: stated[0]?.unit ?? null, rule: 'unit/stated', isInferred: false }
      : resolveUnit(values, stated, {
          currency: money.currency,
          market,
          contractType,
          employmentType,
        });
  const fault =
    money.currency === null
      ? 'CURRENCY_UNKNOWN'
      : unit.unit === null
        ? 'PERIOD_UNKNOWN'
        : findFault(values, { currency: money.currency, unit: unit.unit });
  const inferred: Inference[] = [];
  if (money.isInferred) inferred.push('currency');
  if (unit.isInferred) inferred.push('unit');
  const isCued = verdict.kind !== 'pay' || verdict.isCued;
  const base = isCued ? CONFIDENCE.cued : CONFIDENCE.uncued;
  const confidence =
    base -
    (unit.isInferred ? CONFIDENCE.inferredUnit : 0) -
    (money.isInferred ? CONFIDENCE.inferredCurrency : 0);
  return {
    ...values,
    currency: money.currency,
    unitText: unit.unit,
    component: verdict.kind === 'actual' ? 'BASE' : verdict.component,
    label: labelOf(line, expression, around),
    basis:
      basisWithin(line.folded, expression.start, around.rightEnd) ??
      basisWithin(line.folded, around.leftStart, expression.start),
    paymentsPerYear:
      paymentsWithin(
        line.folded,
        expression.end,
        Math.min(line.folded.length, around.rightEnd + 40),
      ) ?? paymentsWithin(line.folded, around.leftStart, expression.start),
    isActual: verdict.kind === 'actual',
    isCued,
    source: 'text',
    rule: verdict.kind === 'pay' ? verdict.rule : `${expression.shape}/${verdict.kind}`,
    currencyRule: money.rule,
    unitRule: unit.rule,
    inferred,
    start: line.offset + expression.start,
    end: line.offset + expression.end,
    confidence: Math.round(confidence * 100) / 100,
    suspect: isMain ? fault : null,
    warnings: [],
  };
}
