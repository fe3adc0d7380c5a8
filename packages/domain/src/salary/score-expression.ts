import type { PayUnit, SectionKind } from '@winnow/contracts/code-lists';
import { basisWithin, cuesWithin, isMainPay, isPayVerb, type CueHit } from './cues.ts';
import type { PayExpression } from './group-ranges.ts';
import { pointsOfOthers } from './of-others.ts';
import { paymentsWithin, unknownWords } from './pay-units.ts';
import { PATTERNS } from './phrase-patterns.ts';
import type { PayLine, Surroundings } from './surroundings.ts';

/** The cues around an expression, by where they stand. */
export interface Signals {
  /** The decisive cue of the clause in front, of the noun phrase behind. */
  readonly left: CueHit | undefined;
  readonly head: CueHit | undefined;
  /** Beyond the noun phrase. */
  readonly right: readonly CueHit[];
  /** Of the clause in front and the noun phrase behind. */
  readonly near: readonly CueHit[];
}

export interface Score {
  readonly points: number;
  /** The signal that brought the points over the bar. */
  readonly rule: string;
  /** Whether words call it pay, not its form alone. */
  readonly isCued: boolean;
}

/** Points from which an expression is pay. */
export const PAY_SCORE_MIN = 3;
/** So few words beside the amount leave it no other meaning; so many make a sentence. */
const BARE_WORDS_MAX = 3;
const SENTENCE_WORDS_MIN = 6;
const WEAK_CUES_MAX = 2;
const NARROW_RATIO_MAX = 2;
/** The pay of one job in two zones or levels differs less. */
const TWIN_RATIO_MAX = 2;
/** Below this a range is as likely a price. */
const NARROW_VALUE_MIN = 1000;
/** "Gross" in front of an amount stands this close. */
const BASIS_UNITS_MAX = 16;
/** The label of a line ends within so much text. */
const LINE_LABEL_UNITS_MAX = 40;
const LABEL_WORDS_MAX = 9;
const LABEL_END = /:\s{0,4}$/;
/** What is paid besides stands right behind: "+ equity". */
const EXTRAS_UNITS_MAX = 16;

/** What is sold is priced by these too. */
const PIECE_UNITS: ReadonlySet<PayUnit> = new Set(['VISIT', 'MILE', 'PROJECT']);
/** "A full-time, union position at $58,000": the job is offered at it. */
const JOB_AT = /(?<![a-z])(?:position|role|job|post)\sat\s$/;
const HOSTILE_SECTIONS: ReadonlySet<SectionKind> = new Set([
  'ABOUT_COMPANY',
  'ABOUT_TEAM',
  'RESPONSIBILITIES',
  'REQUIREMENTS',
  'PREFERRED',
  'TECH_STACK',
]);
const DRIVERS = /(?<![a-z])(?:drivers?|cdl|otr|truckers?|owner[ -]operators?)(?![a-z])/i;
const WORD_OR_DIGIT = /[\p{L}\p{N}]/u;

/** `8-13K` alone in its line. */
function isScaledRange({ shape, amounts }: PayExpression): boolean {
  return shape === 'range' && amounts.some(({ scale }) => scale !== 1);
}

/** The ends of a pay range lie close together; those of budgets and prices seldom do. */
function isNarrow({ minValue, maxValue, mark }: PayExpression): boolean {
  if (mark === null || minValue === null || maxValue === null || minValue === maxValue)
    return false;
  return minValue >= NARROW_VALUE_MIN && maxValue <= minValue * NARROW_RATIO_MAX;
}

/** Points for and against by the form of an expression and its clause alone. */
function scoreForm(
  { folded }: PayLine,
  expression: PayExpression,
  around: Surroundings,
  near: readonly CueHit[],
): number {
  const known = near.filter(({ value, start }) => value.kind !== 'weak' && start >= expression.end);
  const behind = known.length > 0 ? 0 : unknownWords(folded, expression.end, around.headEnd);
  const others = behind + unknownWords(folded, around.leftStart, expression.start);
  const isLabelled = LABEL_END.test(folded.slice(around.leftStart, expression.start));
  let points = 0;
  const weak = near.filter(({ value }) => value.kind === 'weak').length;
  // "Our customers save $5,000 - $10,000 per month": few words, but of something else.
  if (others <= BARE_WORDS_MAX && !around.isInParagraph && weak < WEAK_CUES_MAX) points += 2;
  if (others <= 1 && !around.isInParagraph && isScaledRange(expression)) points += 1;
  if (others > BARE_WORDS_MAX && isLabelled && others <= LABEL_WORDS_MAX) points += 1;
  else if (others > SENTENCE_WORDS_MIN) points -= 2;
  else if (isNarrow(expression)) points += 1;
  // `A $40,000 machine`, "$250/month for coworking": a noun behind says what the amount is of.
  if (expression.shape !== 'range' && behind > 0) points -= expression.unit === null ? 2 : 1;
  const isPaidOtherwise = expression.unit !== null && expression.unit !== 'HOUR';
  const isLost = around.isInParagraph && others > BARE_WORDS_MAX;
  if (isLost && expression.shape !== 'range' && isPaidOtherwise) points -= 1;
  return points - Math.min(WEAK_CUES_MAX, weak) * 2;
}

function isExtra({ value, start }: CueHit, end: number): boolean {
  return value.kind === 'component' && start - end <= EXTRAS_UNITS_MAX;
}

/** Only pay is gross or net, or comes thirteen times a year. */
function saysGrossOrPayments(
  folded: string,
  { start, end }: PayExpression,
  { leftStart, headEnd, rightEnd }: Surroundings,
): boolean {
  return (
    basisWithin(folded, start, headEnd) !== null ||
    basisWithin(folded, Math.max(leftStart, start - BASIS_UNITS_MAX), start) !== null ||
    paymentsWithin(folded, end, rightEnd) !== null
  );
}

/** `Compensation: commensurate; $95,000 minimum`: the line's own label is about pay. */
function isLabelledLine(folded: string): boolean {
  const colon = folded.slice(0, LINE_LABEL_UNITS_MAX).indexOf(':');
  if (colon < 0) return false;
  return cuesWithin(folded, 0, colon).some(({ value }) => isMainPay(value) && !isPayVerb(value));
}

function opensItsLine({ folded }: PayLine, { start }: PayExpression): boolean {
  return !WORD_OR_DIGIT.test(folded.slice(0, start));
}

/**
 * What is sold is priced by the piece too. A rate per mile is pay where the line or heading speaks
 * of drivers, one per visit where a role stands in front ("fitness coach, £25 per session"), any
 * rate where the line has just stated pay by the same piece.
 */
export function isPaidBy(
  { folded, headings, paidUnit }: PayLine,
  { start }: PayExpression,
  unit: PayUnit,
): boolean {
  if (unit === paidUnit) return true;
  if (unit === 'VISIT') return PATTERNS.role.test(folded.slice(0, start));
  if (unit !== 'MILE') return false;
  return DRIVERS.test(folded) || headings.some((heading) => DRIVERS.test(heading));
}

/** A range with a currency and a period. */
function isPaidRange({ shape, mark, unit }: PayExpression): boolean {
  return shape === 'range' && mark !== null && unit !== null && !PIECE_UNITS.has(unit);
}

/** "$142,000 - $213,000 in Zone A and $128,000 - $192,000 in Zone B": a further range of the pay. */
function isTwin(one: PayExpression, paid: PayExpression): boolean {
  if (one.shape !== 'range' || paid.shape !== 'range' || one.mark === null) return false;
  const [low, paidLow] = [one.minValue ?? 0, paid.minValue ?? 0];
  const [high, paidHigh] = [one.maxValue ?? 0, paid.maxValue ?? 0];
  const areClose = low <= paidLow * TWIN_RATIO_MAX && paidLow <= low * TWIN_RATIO_MAX;
  return areClose && high <= paidHigh * TWIN_RATIO_MAX && paidHigh <= high * TWIN_RATIO_MAX;
}

/** How much speaks for an expression being pay. */
export function scoreExpression(
  line: PayLine,
  expression: PayExpression,
  around: Surroundings,
  { left, head, right, near }: Signals,
): Score {
  let points = 0;
  let rule = 'form';
  const add = (more: number, name: string): void => {
    if (more > 0 && points < PAY_SCORE_MIN) rule = name;
    points += more;
  };
  const isFirst = line.folded.slice(0, around.leftStart).trim() === '';
  const isUnderHeading = line.headingCues.some(({ value }) => isMainPay(value));
  if (left !== undefined) add(3, isPayVerb(left.value) ? 'pay-verb' : 'pay-cue');
  else if (JOB_AT.test(line.folded.slice(around.leftStart, expression.start))) add(3, 'job-at');
  if (head !== undefined) add(3, 'pay-cue-behind');
  if (isUnderHeading && (isFirst || line.followsPay)) add(3, 'heading');
  if (right.some(({ value }) => isMainPay(value) && !isPayVerb(value))) add(2, 'pay-cue-behind');
  if (
    [...right, ...near].some(
      ({ value, start }) => value.kind === 'terms' && start >= expression.end,
    )
  ) {
    add(2, 'terms-behind');
  }
  if (points === 0 && saysGrossOrPayments(line.folded, expression, around)) add(2, 'gross-or-net');
  if (points === 0 && line.paid === null && !around.isInParagraph && isLabelledLine(line.folded))
    add(2, 'line-label');
  const isCued = points >= 2 && rule !== 'pay-verb';
  const hasForm = expression.unit !== null || expression.shape === 'range';
  if (line.section === 'COMPENSATION') add(hasForm ? 2 : 1, 'section');
  if (right.some((hit) => isExtra(hit, expression.end))) add(2, 'extras-behind');
  if (line.followsPay) add(2, 'neighbour');
  if (line.paid !== null && isTwin(expression, line.paid)) add(2, 'twin');
  const { unit, mark } = expression;
  if (unit !== null && (!PIECE_UNITS.has(unit) || isPaidBy(line, expression, unit))) add(2, 'unit');
  if (mark !== null) add(1, 'currency');
  if (expression.shape === 'range') add(1, 'range');
  if (left === undefined && head === undefined) {
    add(scoreForm(line, expression, around, near), 'bare');
    points -= pointsOfOthers(line, expression, around);
    const isHostile = line.section !== null && HOSTILE_SECTIONS.has(line.section);
    // A line that begins with "$22.50 to $25.00 per hour" is pay wherever it stands.
    const opensWithPay = isFirst && opensItsLine(line, expression) && isPaidRange(expression);
    if (isHostile && !opensWithPay) points -= 2;
  }
  return { points, rule, isCued };
}
