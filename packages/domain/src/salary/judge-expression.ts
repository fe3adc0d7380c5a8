import type { PayComponent, PayUnit } from '@winnow/contracts/code-lists';
import { cuesWithin, hasAdditive, isMainPay, isPayVerb, type CueHit } from './cues.ts';
import type { PayExpression } from './group-ranges.ts';
import { isUnspaced } from './lexicon.ts';
import { differentials, PATTERNS } from './phrase-patterns.ts';
import { PAY_SCORE_MIN, scoreExpression, unknownWords, type Score } from './score-expression.ts';
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
/** A word that binds an amount to something else stands at most this far from it. */
const VETO_UNITS_MAX = 70;
const NEAR_UNITS_MAX = 30;
/** A word this close behind an amount is said of it. */
const ADJACENT_UNITS_MAX = 9;

/** Forms that no amount but pay is written in. */
const PAY_FORM = /(?<![a-z])l\.?p\.?a(?![a-z])|薪|(?:€|euro)-(?:basis|job)/;

/** The cue in front that decides what the amount is, nearest first. */
function decisiveLeft(folded: string, hits: readonly CueHit[], start: number): CueHit | undefined {
  const hasPay = hits.some(({ value }) => isMainPay(value));
  for (const hit of hits.toReversed()) {
    if (isUndecided(hit) || isPaidByOthers(folded, hits, hit)) continue;
    if (isMainPay(hit.value)) {
      const measured = folded.slice(Math.max(0, hit.start - MEASURE_UNITS_MAX), hit.start);
      if (MEASURE_OF.test(measured)) continue;
      if (isOutdone(folded, hits, hit, start)) continue;
      return hit;
    }
    const between = folded.slice(hit.end, start);
    const isSeparated = /[,)+&]|\s(?:and|und|et|y|e|plus|or)\s/.test(between);
    const isAdded = hasAdditive(folded, Math.max(0, hit.start - 24), hit.start);
    if (isSeparated && (isAdded || hasPay)) continue;
    if (between.length > VETO_UNITS_MAX) continue;
    return hit;
  }
  return undefined;
}

function isUndecided({ value }: CueHit): boolean {
  return value.kind === 'weak' || value.kind === 'terms';
}

/** "bonus eligible", "loading included": the amount is not the bonus or the loading. */
const NOT_AMOUNT_OF = /^\s{0,2}(?:-?eligib|inclu|incl\b|inc\b)/;
/** 10万円の賞与: what binds an amount to a word behind it where words are not spaced. */
const BOUND_BEHIND = /^\s?[のな的之]?$/;
const BRACKET_OPENS = /^\s?\((?:[a-z]{1,10}\s){0,2}$/;
/** "2x annual salary up to $500,000", "20% of salary": a measure of something else. */
const MEASURE_OF =
  /(?:[0-9]\s?x|times|[0-9]\s?%\sof)\s(?:(?:your|the|my|an?|annual|base|basic|gross)\s){0,3}$/;
const MEASURE_UNITS_MAX = 40;
const PLUS_BEFORE = /[a-z0-9).]\s?(?:\+|plus|zzgl\.?)\s?(?:an?\s|up\sto\s|bis\szu\s)?$/;
const PLUS_UNITS_MAX = 16;
const TO_US = /^\s(?:us|our|to us)(?![a-z])/;

/**
 * "A competitive package, private medical cover, a ticket loan of up to £5,000": behind a comma
 * another noun is nearer than the word for pay.
 */
function isOutdone(folded: string, hits: readonly CueHit[], pay: CueHit, start: number): boolean {
  const nearer = hits.find(({ value, start: at }) => value.kind === 'weak' && at > pay.end);
  return nearer !== undefined && folded.slice(pay.end, Math.min(nearer.start, start)).includes(',');
}

/** `Our customers pay`, `400 farms pay us`: not what the job pays. */
function isPaidByOthers(folded: string, hits: readonly CueHit[], verb: CueHit): boolean {
  if (!isPayVerb(verb.value)) return false;
  if (TO_US.test(folded.slice(verb.end, verb.end + 8))) return true;
  return hits.some(
    ({ value, end }) => value.kind === 'weak' && end <= verb.start && verb.start - end <= 3,
  );
}

/**
 * 時給1,200円 交通費支給, 月給25万円（賞与年2回）: Japanese, Chinese and Korean name an amount in front
 * of it. A component behind begins the next item, unless it touches an amount that nothing names.
 */
function isNextItem(
  folded: string,
  { value, start }: CueHit,
  { end, hasPayInFront }: { end: number; hasPayInFront: boolean },
): boolean {
  if (isMainPay(value) || !isUnspaced(folded.charCodeAt(start))) return false;
  return hasPayInFront || !BOUND_BEHIND.test(folded.slice(end, start));
}

/** The cue in the noun phrase behind the amount that decides what the amount is. */
function decisiveHead(
  folded: string,
  hits: readonly CueHit[],
  { end, unit, hasPayInFront }: { end: number; unit: PayUnit | null; hasPayInFront: boolean },
): CueHit | undefined {
  for (const hit of hits) {
    if (isUndecided(hit) || isPayVerb(hit.value)) continue;
    if (isNextItem(folded, hit, { end, hasPayInFront })) continue;
    // "$25/hr 401k, medical": benefits listed behind pay with a unit say nothing about it.
    const isListed = hit.value.kind === 'never' && hit.value.name === 'insurance' && unit !== null;
    if (isListed) continue;
    const behind = folded.slice(hit.end, hit.end + 16);
    if (NOT_AMOUNT_OF.test(behind)) continue;
    // "£12.60 per hour (Real Living Wage)": what the pay is equal to.
    const isLegal = hit.value.kind === 'never' && hit.value.name === 'legal';
    if (isLegal && BRACKET_OPENS.test(folded.slice(end, hit.start))) continue;
    return hit;
  }
  return undefined;
}

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
  { start, end }: PayExpression,
): boolean {
  if (left === undefined || head === undefined || !isMainPay(left.value)) return false;
  const isLabel = /^\s?:\s{0,3}(?:c\.|ca\.?|circa)?\s?$/.test(folded.slice(left.end, start));
  return isLabel && head.start - end > ADJACENT_UNITS_MAX;
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
  const isPayForm = PAY_FORM.test(folded.slice(expression.start, expression.end));
  const adjacent = adjacentMain(folded, left, expression.start);
  const isHeadGeneric = head?.value.kind === 'pay';
  const nearest =
    adjacent ??
    (isHeadGeneric || isLabelled(folded, left, head, expression) ? (left ?? head) : (head ?? left));
  const claimedEnd = nearest !== undefined && nearest === head ? head.end : expression.end;
  const decided =
    nearest === undefined
      ? headingVerdict(line, expression)
      : verdictOf(nearest, folded.slice(nearest.start, nearest.end));
  const isOverruled = isPayForm && decided?.kind === 'never';
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
  const isLoose =
    expression.mark === null && !(isNamed && isNear(line, expression, left, around.headEnd));
  const isCounted = expression.mark === null && countsSomething(line, expression, around, score);
  const needed = isLoose ? PAY_SCORE_MIN + 1 : PAY_SCORE_MIN;
  if (score.points < needed || isCounted)
    return { verdict: { kind: 'never', rule: 'no-cue' }, claimedEnd };
  if (nearest === undefined && isAddedToPay(line, expression))
    return {
      verdict: { kind: 'component', component: 'ALLOWANCE', isDifferential: true },
      claimedEnd,
    };
  const verdict: Verdict = {
    kind: 'pay',
    component: mainComponent(nearest, head, left, line.headingCues.at(-1)),
    rule: `${expression.shape}/${score.rule}`,
    score: score.points,
    isCued: score.isCued,
  };
  return { verdict, claimedEnd };
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
