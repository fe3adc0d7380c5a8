import type { PayComponent } from '@winnow/contracts/code-lists';
import { cuesWithin, isMainPay, isPayVerb, type CueHit } from './cues.ts';
import { decisiveHead, decisiveLeft, isEarnedByOthers } from './decisive-cues.ts';
import type { PayExpression } from './group-ranges.ts';
import { unknownWords } from './pay-units.ts';
import { differentials, PATTERNS } from './phrase-patterns.ts';
import { isPaidBy, PAY_SCORE_MIN, scoreExpression, type Score } from './score-expression.ts';
import type { PayLine, Surroundings } from './surroundings.ts';

/** What an expression is. */
export type Verdict =
  | {
      readonly kind: 'pay';
      readonly component: PayComponent;
      readonly rule: string;
      readonly score: number;
      /** Whether words call it pay, not its form alone. */
      readonly isCued: boolean;
    }
  | { readonly kind: 'actual' }
  | {
      readonly kind: 'component';
      readonly component: PayComponent;
      /** Whether it is added to each hour or month of the pay. */
      readonly isDifferential: boolean;
    }
  | { readonly kind: 'never'; readonly rule: string };

/** A verdict, and up to where its cue behind the amount is used up. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly claimedEnd: number;
}

/** An amount this far into its line still stands under the heading above. */
const LABEL_UNITS_MAX = 24;
const NEAR_UNITS_MAX = 30;
/** A word this close behind an amount is said of it. */
const ADJACENT_UNITS_MAX = 9;
const NOUN_UNITS_MAX = 16;

/** Forms that no amount but pay is written in. */
const PAY_FORM = /(?<![a-z])l\.?p\.?a(?![a-z])|薪|(?:€|euro)-(?:basis|job)/;

/** "Earn up to $6,000 in retention bonuses". */
const MADE_OF = /^\s(?:in|of)\s(?:[a-z-]{1,14}\s){0,2}$/;
const PLUS_BEFORE = /[a-z0-9).]\s?(?:\+|plus|zzgl\.?)\s?(?:an?\s|up\sto\s|bis\szu\s)?$/;
const PLUS_UNITS_MAX = 16;
/** "Call-back visits pay an additional $90": on top of the pay. */
const ADDED_BEFORE =
  /(?<![\p{L}])(?:additional|extra|zusätzlich|supplémentaires?|adicionales|extra's)\s$/u;
const ADDED = { kind: 'component', component: 'ALLOWANCE', isDifferential: true } as const;
const VERB_UNITS_MAX = 32;

function verdictOf(hit: CueHit, word: string): Verdict | undefined {
  if (hit.value.kind === 'never') return { kind: 'never', rule: hit.value.name };
  if (hit.value.kind !== 'component' || isMainPay(hit.value)) return undefined;
  if (hit.value.component === 'ACTUAL') return { kind: 'actual' };
  const isDifferential = differentials.has(word);
  return { kind: 'component', component: hit.value.component, isDifferential };
}

function mainComponent(...hits: readonly (CueHit | undefined)[]): PayComponent {
  for (const hit of hits) {
    if (hit?.value.kind !== 'component') continue;
    const { component } = hit.value;
    if (component === 'BASE' || component === 'OTE' || component === 'TOTAL') return component;
  }
  return 'BASE';
}

/** A cue right in front of the amount, with nothing but a colon or "of" between. */
function adjacentMain(folded: string, left: CueHit | undefined, start: number): CueHit | undefined {
  if (left?.value.kind !== 'component' || !isMainPay(left.value)) return undefined;
  const between = folded.slice(left.end, start).trim();
  return between.length <= 3 && !/[,+)]/.test(between) ? left : undefined;
}

/** `Salary: £43k - 51k Location options: …`: the label beats a word further behind. */
function isLabelled(
  folded: string,
  left: CueHit | undefined,
  head: CueHit | undefined,
  { start, end, shape, unit }: PayExpression,
): boolean {
  if (left === undefined || head === undefined || !isMainPay(left.value)) return false;
  const isLabel = /^\s?:\s{0,3}(?:c\.|ca\.?|circa)?\s?$/.test(folded.slice(left.end, start));
  // "Total rewards: $10,000 employee referral jackpot": a single amount is of the noun behind it.
  const isOfNoun = head.value.kind === 'never' && shape === 'single' && unit === null;
  return isLabel && head.start - end > (isOfNoun ? NOUN_UNITS_MAX : ADJACENT_UNITS_MAX);
}

/** `Stipend of $1,200 per month for interns`: where the stipend is the pay. */
function isInternStipend(line: PayLine, expression: PayExpression, hit: CueHit): boolean {
  const isStipend =
    line.folded.startsWith('stipend', hit.start) ||
    (hit.value.kind === 'component' && hit.value.component === 'ALLOWANCE');
  if (expression.unit === null || !isStipend) return false;
  return line.isInternship || PATTERNS.internship.test(line.folded);
}

/** Decides what an expression is from the words around it. */
export function judgeExpression(
  line: PayLine,
  expression: PayExpression,
  around: Surroundings,
): Judgement {
  const { folded } = line;
  const leftHits = cuesWithin(folded, around.leftStart, expression.start);
  // "Dhs 3,500 all inclusive": the phrase is longer than the noun phrase.
  const headHits = cuesWithin(folded, expression.end, around.headEnd, around.rightEnd);
  const rightStart = Math.max(around.headEnd, headHits.at(-1)?.end ?? 0);
  const right = cuesWithin(folded, rightStart, around.rightEnd);
  const left = decisiveLeft(folded, leftHits, expression.start);
  const head = decisiveHead(folded, headHits, {
    end: expression.end,
    unit: expression.unit,
    hasPayInFront: left !== undefined,
  });
  const isPayForm =
    PAY_FORM.test(folded.slice(expression.start, expression.end)) ||
    isDriversRate(line, expression);
  // "Earn up to $6,000 in retention bonuses": the words behind say what of.
  const isMadeOf = head !== undefined && MADE_OF.test(folded.slice(expression.end, head.start));
  const adjacent = isMadeOf ? undefined : adjacentMain(folded, left, expression.start);
  const isHeadGeneric = head?.value.kind === 'pay';
  const nearest =
    adjacent ??
    (isHeadGeneric || isLabelled(folded, left, head, expression) ? (left ?? head) : (head ?? left));
  const claimedEnd = nearest !== undefined && nearest === head ? head.end : expression.end;
  const decided =
    nearest === undefined
      ? headingVerdict(line, expression)
      : verdictOf(nearest, folded.slice(nearest.start, nearest.end));
  const isOverruled = decided?.kind === 'never' && (isPayForm || isRate(line, expression, decided));
  const outright = saidOutright(line, expression, left, leftHits);
  if (outright !== undefined) return { verdict: outright, claimedEnd };
  if (
    decided !== undefined &&
    !isOverruled &&
    !(nearest !== undefined && isInternStipend(line, expression, nearest))
  ) {
    return { verdict: decided, claimedEnd };
  }
  const near = [...leftHits, ...headHits];
  const score: Score = isPayForm
    ? { points: PAY_SCORE_MIN + 1, rule: 'pay-form', isCued: true }
    : scoreExpression(line, expression, around, { left, head, right, near });
  const isNamed = score.isCued || (left !== undefined && isPayVerb(left.value));
  // "Front desk, 15-18/hr": a range by the hour has the form of nothing else.
  const isHourly = expression.unit === 'HOUR' && expression.shape === 'range';
  const isLoose =
    expression.mark === null &&
    !isHourly &&
    !(isNamed && isNear(line, expression, left, around.headEnd));
  const isCounted = expression.mark === null && countsSomething(line, expression, around, score);
  const needed = isLoose ? PAY_SCORE_MIN + 1 : PAY_SCORE_MIN;
  if (score.points < needed || isCounted)
    return { verdict: { kind: 'never', rule: 'no-cue' }, claimedEnd };
  if (nearest === undefined && isAddedToPay(line, expression))
    return { verdict: ADDED, claimedEnd };
  const verdict: Verdict = {
    kind: 'pay',
    component: isSum(line, expression)
      ? 'TOTAL'
      : mainComponent(nearest, head, left, line.headingCues.at(-1)),
    rule: `${expression.shape}/${score.rule}`,
    score: score.points,
    isCued: score.isCued,
  };
  return { verdict, claimedEnd };
}

/** `OTR flatbed, 55 cpm all miles`: cents a mile of a driver are a rate in any sentence. */
function isDriversRate(line: PayLine, expression: PayExpression): boolean {
  const { unit, mark } = expression;
  return unit === 'MILE' && mark === null && isPaidBy(line, expression, unit);
}

/** What the word right in front of an amount says of it, whatever else stands around. */
function saidOutright(
  line: PayLine,
  expression: PayExpression,
  left: CueHit | undefined,
  leftHits: readonly CueHit[],
): Verdict | undefined {
  const { start } = expression;
  if (left === undefined && isEarnedByOthers(line.folded, leftHits))
    return { kind: 'never', rule: 'others' };
  if (ADDED_BEFORE.test(line.folded.slice(Math.max(0, start - PLUS_UNITS_MAX), start)))
    return ADDED;
  const isSubject = left === undefined || isPayVerb(left.value);
  if (isSubject && isObjectOfVerb(line, expression)) return { kind: 'never', rule: 'object' };
  return undefined;
}

/** `$17.25/hr + $2.25 shift diff = $19.50/hr`: what the pay in front makes with its additions. */
function isSum({ folded, paid }: PayLine, { start }: PayExpression): boolean {
  return paid !== null && folded.slice(paid.end, start).trimEnd().endsWith('=');
}

/** "Budget: $90-100/hr C2C": what clients of recruiters offer for an hour or day of work. */
function isRate(
  { folded }: PayLine,
  { unit }: PayExpression,
  { rule }: Extract<Verdict, { kind: 'never' }>,
): boolean {
  if (rule !== 'budget') return false;
  return unit === 'HOUR' || (unit === 'DAY' && PATTERNS.engagement.test(folded));
}

/** "Our platform helps restaurants save $2,000 a month". */
function isObjectOfVerb({ folded }: PayLine, { start }: PayExpression): boolean {
  return PATTERNS.objectOf.test(folded.slice(Math.max(0, start - VERB_UNITS_MAX), start));
}

/** `$23.50 per hour + $6/hr from the province`: on top of the pay in front of it. */
function isAddedToPay(
  { folded, paidUnit, followsPay }: PayLine,
  { start }: PayExpression,
): boolean {
  if (!followsPay || paidUnit === null) return false;
  return PLUS_BEFORE.test(folded.slice(Math.max(0, start - PLUS_UNITS_MAX), start));
}

/** `1k-5k people`: what stands behind a number without a sign of money is what it counts. */
function countsSomething(
  { folded }: PayLine,
  { end, unit, amounts }: PayExpression,
  { headEnd }: Surroundings,
  { isCued }: Score,
): boolean {
  if (unit !== null) return false;
  const behind = cuesWithin(folded, end, headEnd);
  const [first] = behind;
  if (first?.value.kind === 'weak' && first.start - end <= 2) return true;
  const isPlain = amounts.every(({ scale }) => scale === 1);
  return behind.length === 0 && (isPlain || !isCued) && unknownWords(folded, end, headEnd) > 0;
}

function hasMoneyForm({ unit, amounts }: Pick<PayExpression, 'unit' | 'amounts'>): boolean {
  return unit !== null || amounts.some(({ scale }) => scale !== 1);
}

/**
 * A number without any sign of money is pay only where the word for pay stands close by and no noun
 * behind it says what it counts: "a base of more than 4,700 clients".
 */
function isNear(
  { folded }: PayLine,
  { start, end, unit, amounts }: PayExpression,
  left: CueHit | undefined,
  headEnd: number,
): boolean {
  if (hasMoneyForm({ unit, amounts })) return true;
  if (unknownWords(folded, end, headEnd) > 0) return false;
  return left !== undefined && folded.slice(left.end, start).length <= NEAR_UNITS_MAX;
}

/** What the heading says about an amount that nothing in its own line says anything about. */
function headingVerdict(line: PayLine, expression: PayExpression): Verdict | undefined {
  const heading = line.headingCues.at(-1);
  const isUnderHeading = line.folded.slice(0, expression.start).trim().length <= LABEL_UNITS_MAX;
  return heading === undefined || !isUnderHeading ? undefined : verdictOf(heading, '');
}
