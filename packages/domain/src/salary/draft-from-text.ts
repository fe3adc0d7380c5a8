import type { ContractType, EmploymentType, PayUnit } from '@winnow/contracts/code-lists';
import type { Section } from '@winnow/contracts/enriched-posting';
import { basisWithin, cuesWithin } from './cues.ts';
import { isCurrencyCode, type Market } from './currencies.ts';
import type { PayExpression } from './group-ranges.ts';
import type { Verdict } from './judge-expression.ts';
import { isUnspaced, type LexiconHit } from './lexicon.ts';
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

/** How the unit of pay by the kilometre was read: there is none. */
export const OTHER_UNIT_RULE = 'unit/other';
/** ISO codes of currencies that stand near an expression, in capitals. */
const CODE_UNITS_MAX = 40;
const CODE = /(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])/g;

const NO_CODES: readonly string[] = [];

function codesIn(text: string): string[] {
  const codes = text.match(CODE);
  if (codes === null) return [];
  return codes.map((code) => (code === 'RMB' ? 'CNY' : code)).filter(isCurrencyCode);
}

function codesNearby(line: PayLine, around: Surroundings, expression: PayExpression): string[] {
  const left = line.text.slice(around.leftStart, expression.start);
  const rightEnd = Math.min(around.rightEnd, expression.end + CODE_UNITS_MAX);
  const right = line.text.slice(expression.end, rightEnd);
  return [...codesIn(right), ...codesIn(left).toReversed(), ...line.headings.flatMap(codesIn)];
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
  const inFront = units(around.leftStart, expression.start).toReversed();
  const addInFront = (): void => {
    for (const { value } of inFront) found.push({ unit: value, rule: 'unit/stated-before' });
  };
  // 年収600万円(月給制): where amounts are named in front, the unit is too.
  const isNamedInFront = inFront.some(({ start }) => isUnspaced(folded.charCodeAt(start)));
  if (isNamedInFront) addInFront();
  for (const { start, end, value } of units(expression.end, around.rightEnd)) {
    const isBeyond =
      start > around.headEnd && /\+|plus|bonus/.test(folded.slice(expression.end, start));
    if (isBeyond && !PER.test(folded.slice(start, end))) break;
    // "45 €, 200 orders a day": the unit of another number.
    if (/\d/.test(folded.slice(expression.end, start))) break;
    if (!isBenefit(start, end)) found.push({ unit: value, rule: 'unit/stated-behind' });
  }
  if (!isNamedInFront) addInFront();
  for (const heading of line.headings.toReversed()) {
    for (const { value } of unitsWithin(heading.toLowerCase(), 0, heading.length).toReversed()) {
      found.push({ unit: value, rule: HEADING_RULE });
    }
  }
  return found;
}

const HEADING_RULE = 'unit/heading';
const CONFIDENCE = { cued: 0.97, uncued: 0.88, inferredUnit: 0.08, inferredCurrency: 0.1 };

type PaidVerdict = Extract<Verdict, { kind: 'pay' | 'component' | 'actual' }>;
type Settled = Pick<
  SalaryDraft,
  'currency' | 'currencyRule' | 'unitText' | 'unitRule' | 'inferred' | 'suspect'
>;

/** Currency and unit, how they were concluded, and what is wrong with the amount under them. */
function settleMoney(
  { market, contractType, employmentType }: TextPayInput,
  line: PayLine,
  expression: PayExpression,
  { around, verdict }: { around: Surroundings; verdict: PaidVerdict },
): Settled {
  const values = { minValue: expression.minValue, maxValue: expression.maxValue };
  const stated = statedUnits(line, around, expression);
  const [nearest] = stated;
  const { currency, ...money } = resolveCurrency(
    expression.mark,
    // What has a currency of its own needs no code nearby.
    expression.mark?.codes.length === 1 ? NO_CODES : codesNearby(line, around, expression),
    { values, unit: nearest?.unit ?? null, market },
  );
  const inferred: Inference[] = money.isInferred ? ['currency'] : [];
  const settled = { currency, currencyRule: money.rule, inferred };
  const isMain = verdict.kind !== 'component';
  if (currency === null || !isMain) {
    const suspect = isMain ? 'CURRENCY_UNKNOWN' : null;
    // A heading speaks of the pay, or of the hours, and of no extra.
    const own = isMain ? nearest : stated.find(({ rule }) => rule !== HEADING_RULE);
    return { ...settled, unitText: own?.unit ?? null, unitRule: 'unit/stated', suspect };
  }
  if (hasOtherUnit(line.folded, expression)) {
    // A kilometre is no mile, and a conversion would state a rate that the posting does not.
    return { ...settled, unitText: null, unitRule: OTHER_UNIT_RULE, suspect: 'PERIOD_UNKNOWN' };
  }
  const unit = resolveUnit(values, stated, { currency, market, contractType, employmentType });
  if (unit.isInferred) inferred.push('unit');
  const suspect =
    unit.unit === null ? 'PERIOD_UNKNOWN' : findFault(values, { currency, unit: unit.unit });
  return { ...settled, unitText: unit.unit, unitRule: unit.rule, suspect };
}

/** `€0,23 per km`: paid by something that the contract has no unit for. */
function hasOtherUnit(folded: string, { unit, end }: PayExpression): boolean {
  if (unit !== null) return false;
  PATTERNS.otherUnitAfter.lastIndex = end;
  return PATTERNS.otherUnitAfter.test(folded);
}

function paymentsOf(
  { folded }: PayLine,
  { start, end }: PayExpression,
  around: Surroundings,
): number | null {
  const behind = Math.min(folded.length, around.rightEnd + CODE_UNITS_MAX);
  return paymentsWithin(folded, end, behind) ?? paymentsWithin(folded, around.leftStart, start);
}

function confidenceOf(isCued: boolean, inferred: readonly Inference[]): number {
  const base = isCued ? CONFIDENCE.cued : CONFIDENCE.uncued;
  const unit = inferred.includes('unit') ? CONFIDENCE.inferredUnit : 0;
  const currency = inferred.includes('currency') ? CONFIDENCE.inferredCurrency : 0;
  return Math.round((base - unit - currency) * 100) / 100;
}

/** Settles currency, unit, basis and label of an expression that was found to be pay. */
export function draftFromText(
  input: TextPayInput,
  line: PayLine,
  expression: PayExpression,
  { around, verdict }: { around: Surroundings; verdict: PaidVerdict },
): SalaryDraft {
  const settled = settleMoney(input, line, expression, { around, verdict });
  const isCued = verdict.kind !== 'pay' || verdict.isCued;
  return {
    ...settled,
    minValue: expression.minValue,
    maxValue: expression.maxValue,
    component: verdict.kind === 'actual' ? 'BASE' : verdict.component,
    label: labelOf(line, expression, around),
    basis:
      basisWithin(line.folded, expression.start, around.rightEnd) ??
      basisWithin(line.folded, around.leftStart, expression.start),
    // A meal allowance is not paid fourteen times a year.
    paymentsPerYear: verdict.kind === 'component' ? null : paymentsOf(line, expression, around),
    isActual: verdict.kind === 'actual',
    isDifferential: verdict.kind === 'component' && verdict.isDifferential,
    isGuaranteed: PATTERNS.guarantee.test(line.folded.slice(around.leftStart, around.rightEnd)),
    line: line.offset,
    isCued,
    source: 'text',
    rule: verdict.kind === 'pay' ? verdict.rule : `${expression.shape}/${verdict.kind}`,
    start: line.offset + expression.start,
    end: line.offset + expression.end,
    confidence: confidenceOf(isCued, settled.inferred),
    warnings: [],
  };
}
