import type { Amount } from './find-amounts.ts';
import type { CurrencyMark } from './currencies.ts';
import { joinsOnlyAfterBetween, PATTERNS } from './phrase-patterns.ts';
import { openedBefore, openedBehind, type OpenEnd } from './range-openers.ts';
import type { PayUnit } from '@winnow/contracts/code-lists';

/** One pay expression of a line: a range, an open end or a single amount. Values are scaled. */
export interface PayExpression {
  readonly start: number;
  readonly end: number;
  readonly minValue: number | null;
  readonly maxValue: number | null;
  readonly mark: CurrencyMark | null;
  readonly unit: PayUnit | null;
  readonly shape: 'range' | 'single' | 'open-max' | 'open-min';
  readonly isShapedAsMoney: boolean;
  /** Offsets of the last amount's number, to read what stands right behind it. */
  readonly amounts: readonly Amount[];
}

/** Longest text between the two ends of a range. */
const GAP_UNITS_MAX = 100;
/** Longest qualifier in front of an amount. */
const QUALIFIER_UNITS_MAX = 32;
/** A range whose ends differ more than this is two amounts. */
const RATIO_MAX = 12;
const SHARE_BELOW = 1000;
/** `62.5 cpm` has three decimals. */
const CENT_DIGITS = 4;
/** Longest pay scale that is written out point by point. */
const SCALE_POINTS_MAX = 24;
/** A plain number of fewer digits is no pay without a unit. */
const PLAIN_DIGITS_MIN = 4;

const COLUMN_GAP = /^\s{1,8}$/;
/** Prices stand side by side too. */
const COLUMN_VALUE_MIN = 10_000;
const SLASH_GAP = /^\s{0,2}[/|]\s{0,2}$/;
/** "one hundred … ($130,000) to one hundred … ($160,000)": both ends in words as well. */
const SPELLED_GAP = /^\)?\s?(?:to|and|through|-)\s[a-z -]{0,80}\($/;
/** "ranges from $129,300/year in our lowest market up to $223,600" */
const FAR_GAP = /^[^.;|+:]{0,90}\s(?:up to|to)\s{1,3}$/;
const STEP_GAP = /^[^.;|\n]{0,48}$/;
/** "To £65,000 + car": recruiters' short form of "up to", at the head of a line alone. */
const OPENS_LINE = /^[\s*•-]{0,4}to\s{1,2}$/;
const MINIMUM_PAY_UNITS_MAX = 72;

interface Draft {
  readonly first: Amount;
  readonly last: Amount;
  readonly amounts: readonly Amount[];
}

/** `Salary range  $108,400 $129,600 USD`: two columns of a table, or a dash that was lost. */
function areColumns(first: Amount, last: Amount): boolean {
  if (first.mark === null || last.mark === null || first.unit !== null) return false;
  const [low, high] = [valueOf(first), valueOf(last)];
  return low >= COLUMN_VALUE_MIN && low < high && high <= low * 2;
}

function gapJoins(folded: string, first: Amount, last: Amount): boolean {
  const length = last.start - first.end;
  if (length < 0 || length > GAP_UNITS_MAX) return false;
  const gap = folded.slice(first.end, last.start);
  const before = folded.slice(Math.max(0, first.start - QUALIFIER_UNITS_MAX), first.start);
  const match = PATTERNS.gap.exec(gap);
  if (match !== null) {
    const word = match[1];
    if (word === undefined || !joinsOnlyAfterBetween.has(word)) return true;
    if (PATTERNS.between.test(before)) return true;
  }
  if (PATTERNS.maximumGap.test(gap)) {
    const far = folded.slice(Math.max(0, first.start - MINIMUM_PAY_UNITS_MAX), first.start);
    return PATTERNS.minimumBefore.test(far) || gap.includes('min');
  }
  if (PATTERNS.namedGap.test(gap)) {
    const behind = folded.slice(last.end, last.end + QUALIFIER_UNITS_MAX);
    if (PATTERNS.maximumBehind.test(behind)) return true;
  }
  if (SPELLED_GAP.test(gap) || (COLUMN_GAP.test(gap) && areColumns(first, last))) return true;
  return (
    FAR_GAP.test(gap) &&
    PATTERNS.rangesFrom.test(before) &&
    first.mark !== null &&
    last.mark !== null
  );
}

function marksAgree(first: Amount, last: Amount): boolean {
  if (first.mark === null || last.mark === null) return true;
  return first.mark.codes.some((code) => last.mark?.codes.includes(code));
}

/** Cents are a hundredth: 0.7 and not 0.7000000000000001. */
function valueOf({ number, scale }: Pick<Amount, 'number' | 'scale'>): number {
  const value = number * scale;
  return scale < 1 ? Number(value.toFixed(CENT_DIGITS)) : value;
}

/** Scales the two ends of a range: "130-165k", "$95-$120,000", "$120k-150". */
export function shareScale(first: Amount, last: Amount): readonly [number, number] {
  let low = valueOf(first);
  let high = valueOf(last);
  const areAlike = first.number < last.number * RATIO_MAX && last.number < first.number * RATIO_MAX;
  if (first.scale === 1 && last.scale !== 1 && areAlike) {
    low = valueOf({ number: low, scale: last.scale });
  } else if (last.scale === 1 && first.scale !== 1 && high < SHARE_BELOW) {
    high *= first.scale;
  } else if (first.scale === 1 && last.scale === 1 && low < SHARE_BELOW && high >= SHARE_BELOW) {
    const isElided = low >= 10 && Number.isInteger(low) && low * SHARE_BELOW <= high;
    if (isElided && low * SHARE_BELOW * 3 >= high) low *= SHARE_BELOW;
  }
  return [low, high];
}

/** `$18/hr to start, $20/hr after 6 months`: steps of one pay. */
function areSteps(folded: string, first: Amount, last: Amount): boolean {
  if (first.mark === null || last.mark === null || !marksAgree(first, last)) return false;
  const low = first.number * first.scale;
  const high = last.number * last.scale;
  if (low === high || Math.max(low, high) > Math.min(low, high) * 2) return false;
  const areUnitsAlike = first.unit === last.unit || first.unit === null || last.unit === null;
  const gap = folded.slice(first.end, last.start);
  if (!areUnitsAlike || !STEP_GAP.test(gap)) return false;
  const behind = folded.slice(last.end, last.end + QUALIFIER_UNITS_MAX);
  if (PATTERNS.stepDuring.test(behind)) return true;
  if (low > high) return false;
  return (
    PATTERNS.stepInTime.test(gap) ||
    PATTERNS.stepBetween.test(gap) ||
    PATTERNS.stepAfter.test(behind)
  );
}

/** Whether two neighbouring amounts are the ends of one range. */
function isRange(folded: string, first: Amount, last: Amount): boolean {
  if (areSteps(folded, first, last)) return true;
  if (!marksAgree(first, last) || !gapJoins(folded, first, last)) return false;
  // "Level 3 - $120,000": a bare number before a marked one is no end of it.
  const isBareBeforeMarked = first.mark === null && last.mark !== null && last.isMarkBefore;
  const [low, high] = shareScale(first, last);
  if (isBareBeforeMarked && (low < SHARE_BELOW || high / low > RATIO_MAX)) return false;
  if (first.unit !== null && last.unit !== null && first.unit !== last.unit) return false;
  const isUnmarked = first.mark === null || last.mark === null;
  return !(isUnmarked && Math.max(low, high) / Math.max(1e-9, Math.min(low, high)) > RATIO_MAX);
}

/** "45/55k€" or "$104,000/$139,000/$174,000": ends, or minimum, middle and maximum. */
function slashGroup(folded: string, amounts: readonly Amount[], at: number): Amount[] {
  const group: Amount[] = [];
  for (let i = at; i < amounts.length; i += 1) {
    const amount = amounts[i];
    const previous = group.at(-1);
    if (amount === undefined) break;
    if (previous !== undefined) {
      const isNext = SLASH_GAP.test(folded.slice(previous.end, amount.start));
      // "$17.85 hourly / 30 to 40 hours": what has no sign of money is no further end.
      const isOther = previous.unit !== null && amount.mark === null && amount.unit === null;
      if (!isNext || isOther || !marksAgree(previous, amount)) break;
    }
    group.push(amount);
  }
  return group;
}

function isSlashRange(group: readonly Amount[]): boolean {
  const [first] = group;
  const last = group.at(-1);
  if (first === undefined || last === undefined || group.length < 2 || group.length > 3)
    return false;
  const [low, high] = shareScale(first, last);
  const isMoney = group.some((amount) => amount.mark !== null || amount.scale !== 1);
  return isMoney && low < high && high / low <= 3;
}

function draftAt(folded: string, amounts: readonly Amount[], at: number): Draft | undefined {
  const first = amounts[at];
  if (first === undefined) return undefined;
  const slashed = slashGroup(folded, amounts, at);
  const slashedLast = slashed.at(-1);
  if (slashedLast !== undefined && isSlashRange(slashed)) {
    return { first, last: slashedLast, amounts: slashed };
  }
  // "$21/hour after 90 days ($19.50 during training)": a duration stands between the steps.
  const afterNext = amounts[at + 2];
  const isDuration = amounts[at + 1]?.mark === null && afterNext !== undefined;
  if (isDuration && areSteps(folded, first, afterNext))
    return { first, last: afterNext, amounts: amounts.slice(at, at + 3) };
  const next = amounts[at + 1];
  if (next === undefined || !isRange(folded, first, next))
    return { first, last: first, amounts: [first] };
  const points = payScale(folded, amounts.slice(at, at + SCALE_POINTS_MAX));
  return { first, last: points.at(-1) ?? next, amounts: points };
}

/** `€60,013 – €61,768 – €63,519`: minimum, middle and maximum, or the points of a pay scale. */
function payScale(folded: string, amounts: readonly Amount[]): Amount[] {
  const points = amounts.slice(0, 2);
  for (const amount of amounts.slice(2)) {
    const previous = points.at(-1);
    if (previous === undefined || previous.mark === null || amount.mark === null) break;
    // "$150,000 - $180,000 base | up to $60,000 commission": a scale goes up.
    const isStep = valueOf(amount) > valueOf(previous) && isRange(folded, previous, amount);
    if (!isStep) break;
    points.push(amount);
  }
  return points;
}

/** Which end of a single amount the words around it leave open. */
function openEndOf(folded: string, amount: Amount, before: string): OpenEnd | null {
  if (amount.isOpen) return 'max';
  const ahead = openedBefore(before);
  if (ahead === 'max') return 'max';
  const far = folded.slice(Math.max(0, amount.start - MINIMUM_PAY_UNITS_MAX), amount.start);
  if (far.includes('min') && PATTERNS.minimumPay.test(far)) return 'max';
  if (/start|entry/.test(far) && PATTERNS.startingPay.test(far)) return 'max';
  const behind = openedBehind(folded, amount.end);
  if (behind === 'max' || ahead !== null) return behind === 'max' ? 'max' : ahead;
  return behind ?? (OPENS_LINE.test(folded.slice(0, amount.start)) ? 'min' : null);
}

function toExpression(folded: string, draft: Draft): PayExpression {
  const { first, last, amounts } = draft;
  const before = folded.slice(Math.max(0, first.start - QUALIFIER_UNITS_MAX), first.start);
  const common = {
    start: first.start,
    end: last.end,
    mark: pickMark(first, last),
    unit: last.unit ?? first.unit,
    isShapedAsMoney: first.isShapedAsMoney || last.isShapedAsMoney,
    amounts,
  };
  if (first !== last) {
    const [a, b] = shareScale(first, last);
    return { ...common, minValue: Math.min(a, b), maxValue: Math.max(a, b), shape: 'range' };
  }
  const value = valueOf(first);
  if (!isMoneyLike(first)) return { ...common, minValue: value, maxValue: value, shape: 'single' };
  const open = openEndOf(folded, first, before);
  if (open === 'max') return { ...common, minValue: value, maxValue: null, shape: 'open-max' };
  if (open === 'min') return { ...common, minValue: null, maxValue: value, shape: 'open-min' };
  return { ...common, minValue: value, maxValue: value, shape: 'single' };
}

/** Whether an amount can be pay by itself: most numbers of a posting cannot. */
function isMoneyLike({ mark, unit, isShapedAsMoney, integerDigits }: Amount): boolean {
  return mark !== null || unit !== null || isShapedAsMoney || integerDigits >= PLAIN_DIGITS_MIN;
}

function pickMark(first: Amount, last: Amount): CurrencyMark | null {
  if (first.mark === null) return last.mark;
  if (last.mark === null) return first.mark;
  return last.mark.codes.length < first.mark.codes.length ? last.mark : first.mark;
}

/** Joins the amounts of a folded line into pay expressions, leftmost first. */
export function groupRanges(folded: string, amounts: readonly Amount[]): PayExpression[] {
  const expressions: PayExpression[] = [];
  if (!amounts.some(isMoneyLike)) return expressions;
  for (let at = 0; at < amounts.length;) {
    const draft = draftAt(folded, amounts, at);
    if (draft === undefined) break;
    expressions.push(toExpression(folded, draft));
    at += draft.amounts.length;
  }
  return expressions;
}
