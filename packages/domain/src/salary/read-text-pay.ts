import type { ContractType, EmploymentType, PayUnit } from '@winnow/contracts/code-lists';
import type { Section } from '@winnow/contracts/enriched-posting';
import { basisWithin, cuesWithin, type CueHit } from './cues.ts';
import { isUsedIn, type Market } from './currencies.ts';
import { findAmounts, type Amount } from './find-amounts.ts';
import { foldLine } from './fold-line.ts';
import type { LexiconHit } from './lexicon.ts';
import { groupRanges, type PayExpression } from './group-ranges.ts';
import { judgeExpression, type Verdict } from './judge-expression.ts';
import { surroundingsOf, type PayLine, type Surroundings } from './surroundings.ts';
import { paymentsWithin, unitsWithin } from './pay-units.ts';
import { findFault, isTypical } from './plausibility.ts';
import { labelOf } from './range-label.ts';
import { resolveCurrency } from './resolve-currency.ts';
import { resolveUnit, type StatedUnit } from './resolve-unit.ts';
import type { Inference, SalaryDraft } from './salary-draft.ts';
import { withoutStrays } from './without-strays.ts';

export interface TextPayInput {
  readonly text: string;
  readonly sections: readonly Section[];
  readonly market: Market;
  readonly contractType: readonly ContractType[];
  readonly employmentType: readonly EmploymentType[];
}

/** A heading above an amount is at most this long, or ends with a colon. */
const HEADING_UNITS_MAX = 90;
const HEADING_SENTENCE_UNITS_MAX = 240;
const HEADINGS_MAX = 2;
/** How far beyond the usual an amount may lie that only its form calls pay. */
const UNCUED_SLACK = 1.3;
/** So little text beside a single amount without a unit leaves no room for another meaning. */
const GUESS_UNITS_MAX = 6;
const HEADING_GAP_LINES_MAX = 4;
/** A paragraph longer than this is read in pieces, so that windows stay small. */
const LINE_UNITS_MAX = 4000;
/** Two amounts that are the ends of one range may stand on lines of their own. */
const RANGE_BREAK = /^[ \t]*\n[ \t]*(?:[-–—]|to|bis|à)?[ \t]*\n?[ \t]*$/i;

interface Context {
  readonly input: TextPayInput;
  readonly country: string | null;
}

function sectionAt(sections: readonly Section[], at: number): Section | undefined {
  return sections.find((section) => at >= section.start && at < section.end);
}

/** ISO codes of currencies that stand near an expression, in capitals. */
const CODE = /(?<![A-Za-z])(?:USD|EUR|GBP|CHF|CAD|AUD|NZD|SGD|HKD|TWD|MXN|CLP|COP|ARS|UYU|JPY|CNY|RMB|SEK|NOK|DKK|INR|PKR|LKR|BRL|ZAR|MYR|PHP|ILS|PLN|CZK|HUF|RON)(?![A-Za-z])/g;

function codesNearby(line: PayLine, around: Surroundings, expression: PayExpression): string[] {
  const left = line.text.slice(around.leftStart, expression.start);
  const right = line.text.slice(expression.end, Math.min(around.rightEnd, expression.end + 40));
  const codes = [...right.matchAll(CODE)].map(([code]) => code);
  codes.push(...[...left.matchAll(CODE)].map(([code]) => code).toReversed());
  for (const heading of line.headings) codes.push(...[...heading.matchAll(CODE)].map(([code]) => code));
  return codes.map((code) => (code === 'RMB' ? 'CNY' : code));
}

/** A unit that can only be the amount's own, also behind "+ tips". */
const PER = /^(?:per |an |a |pro |par |\/|l'|de l')/;
/** `3 days per week`: the unit of something else than money. */
const DURATION_BEFORE =
  /\d\s?-?\s?(?:h|hrs?|hours?|days?|shifts?|nights?|std|stunden|tage|heures|jours|horas|días|dias|uur|uren|dagen|ore|giorni|godz|godzin|dni|timmar|timer|hodin|weeks?|months?|x|times|wochenstunden|einsätze|年|日|时|小时|時間)\.?\s?$|(?:^|\D)1[2-8](?:\.|x|te|e|ème|º|°|th)?\s?$/u;

function statedUnits(line: PayLine, around: Surroundings, expression: PayExpression): StatedUnit[] {
  const { folded } = line;
  const found: StatedUnit[] = [];
  const units = (start: number, end: number): LexiconHit<PayUnit>[] =>
    unitsWithin(folded, start, end).filter((hit) => !DURATION_BEFORE.test(folded.slice(Math.max(0, hit.start - 24), hit.start)));
  if (expression.unit !== null) found.push({ unit: expression.unit, rule: 'unit/stated' });
  const isBenefit = (start: number, end: number): boolean =>
    cuesWithin(folded, end, Math.min(folded.length, end + 24)).some(
      ({ value, start: at }) => at - end <= 2 && (value.kind === 'never' || (value.kind === 'component' && value.component === 'BONUS')),
    ) && start >= expression.end;
  for (const { start, end, value } of units(expression.end, around.rightEnd)) {
    const isBeyond = start > around.headEnd && /\+|plus|bonus/.test(folded.slice(expression.end, start));
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

function toDraft(
  context: Context,
  line: PayLine,
  expression: PayExpression,
  { around, verdict }: { around: Surroundings; verdict: Extract<Verdict, { kind: 'pay' | 'component' | 'actual' }> },
): SalaryDraft {
  const { market, contractType, employmentType } = context.input;
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
      : resolveUnit(values, stated, { currency: money.currency, market, contractType, employmentType });
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
    base - (unit.isInferred ? CONFIDENCE.inferredUnit : 0) - (money.isInferred ? CONFIDENCE.inferredCurrency : 0);
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
      paymentsWithin(line.folded, expression.end, Math.min(line.folded.length, around.rightEnd + 40)) ??
      paymentsWithin(line.folded, around.leftStart, expression.start),
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

/** `35h`, `5年`: without a sign of money a bare letter or sign is a duration. */
const UNIT_OF_PAY = /(?:\/|\b(?:per|an?|p\.?|lpa|pa|hourly|monthly|annual|annually|yearly|weekly|daily)\b).*$/;

/** An amount without any sign of money needs a unit, a magnitude or its length to be looked at. */
function isWorthJudging(folded: string, expression: PayExpression, market: Market): boolean {
  const { mark, unit, amounts } = expression;
  if (mark !== null) return isUsedIn(mark, market, expression.isShapedAsMoney);
  if (expression.isShapedAsMoney) return true;
  const last = amounts.at(-1);
  if (last === undefined) return false;
  if (unit !== null) return UNIT_OF_PAY.test(folded.slice(last.numberEnd, last.end));
  return amounts.some(({ integerDigits }) => integerDigits >= 4);
}

function isYearLike(expression: PayExpression): boolean {
  return (
    expression.mark === null &&
    !expression.isShapedAsMoney &&
    expression.unit === null &&
    expression.amounts.every(({ number }) => number >= 1900 && number <= 2100)
  );
}

/** What no word calls pay has to be an amount that is usually paid, and at its usual unit. */
function isUsual(draft: SalaryDraft, around: Surroundings, line: PayLine): boolean {
  const { currency, unitText: unit } = draft;
  if (currency === null || unit === null) return false;
  if (!isTypical(draft, { currency, unit, slack: UNCUED_SLACK })) return false;
  const isSingle = draft.minValue === draft.maxValue;
  const isGuess = draft.unitRule === 'unit/magnitude' && isSingle && Number.isInteger(draft.minValue);
  const others = line.folded.length - (draft.end ?? 0) + (draft.start ?? 0);
  if (!isGuess || line.followsPay) return true;
  return !around.isInParagraph && others <= GUESS_UNITS_MAX;
}

function readLine(context: Context, line: PayLine): SalaryDraft[] {
  const amounts: readonly Amount[] = findAmounts(line.folded, line.text);
  const expressions = groupRanges(line.folded, amounts).filter((expression) =>
    isWorthJudging(line.folded, expression, context.input.market),
  );
  const drafts: SalaryDraft[] = [];
  let current = line;
  let claimed = 0;
  expressions.forEach((expression, index) => {
    if (isYearLike(expression)) return;
    const around = surroundingsOf(current, expression, {
      previousEnd: Math.max(claimed, expressions[index - 1]?.end ?? 0),
      nextStart: expressions[index + 1]?.start ?? line.folded.length,
    });
    const { verdict, claimedEnd } = judgeExpression(current, expression, around);
    claimed = claimedEnd;
    if (verdict.kind === 'never') return;
    const draft = toDraft(context, current, expression, { around, verdict });
    // What has no cue of pay and is no plausible pay is some other amount.
    if (draft.suspect !== null && (!draft.isCued || expression.mark === null)) return;
    if (!draft.isCued && !isUsual(draft, around, current)) return;
    drafts.push(draft);
    if (verdict.kind === 'pay' && draft.suspect === null) current = { ...current, followsPay: true };
  });
  return drafts;
}

const AMOUNT = /[$€£¥₹]\s?\d|\d{4,}|\d[.,]\d{3}/;

interface Heading {
  readonly text: string;
  readonly cues: readonly CueHit[];
  readonly line: number;
}

function headingOf(text: string, line: number): Heading | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  // A sentence or an amount above is a statement of its own.
  const isSentence = trimmed.endsWith(':') && trimmed.length <= HEADING_SENTENCE_UNITS_MAX;
  if (trimmed.length > HEADING_UNITS_MAX && !isSentence) return undefined;
  const folded = foldLine(trimmed);
  return { text: trimmed, cues: cuesWithin(folded, 0, folded.length), line };
}

/** End of the line that begins at `start`, after a range whose second end stands on the next line. */
function lineEnd(text: string, start: number): number {
  let end = text.indexOf('\n', start);
  if (end < 0) end = text.length;
  for (let joined = 0; joined < 2 && end < text.length; joined += 1) {
    const next = text.slice(end, end + 24);
    const match = /^\s{0,6}(?:[-–—]|to|bis|à)\s{0,6}(?=[$€£A-Z0-9])/.exec(next);
    const isAfterAmount = /[0-9kK€$£]\s{0,3}$/.test(text.slice(Math.max(start, end - 8), end));
    if (match === null || !isAfterAmount || !RANGE_BREAK.test(match[0])) break;
    const following = text.indexOf('\n', end + match[0].length);
    end = following < 0 ? text.length : following;
  }
  return Math.min(end, start + LINE_UNITS_MAX);
}

const DIGIT = /[0-9０-９٠-٩]/g;

/** Reads all pay of a text, in order. One pass over the lines; a line without a digit costs nothing. */
export function readTextPay(input: TextPayInput): SalaryDraft[] {
  const { text } = input;
  const context: Context = { input, country: input.market.country };
  const drafts: SalaryDraft[] = [];
  let lastPayEnd = -1;
  let position = 0;
  DIGIT.lastIndex = 0;
  for (let digit = DIGIT.exec(text); digit !== null; digit = DIGIT.exec(text)) {
    const start = Math.max(position, text.lastIndexOf('\n', digit.index) + 1);
    const end = lineEnd(text, start);
    position = end;
    DIGIT.lastIndex = end;
    const raw = text.slice(start, end);
    const headings = headingsAbove(text, start);
    const line: PayLine = {
      text: raw,
      folded: foldLine(raw).replaceAll('\n', ' '),
      offset: start,
      section: sectionAt(input.sections, start)?.kind ?? null,
      headingCues: headings.flatMap(({ cues }) => cues),
      headings: headings.map((heading) => heading.text),
      isInternship: input.employmentType.includes('INTERN'),
      followsPay: lastPayEnd >= 0 && text.slice(lastPayEnd, start).trim().length <= 60,
    };
    const found = readLine(context, line);
    drafts.push(...found);
    const pay = found.findLast((draft) => draft.suspect === null && draft.component === 'BASE');
    if (pay?.end !== undefined && pay.end !== null) lastPayEnd = pay.end;
  }
  return withoutStrays(drafts);
}

/** The lines above that introduce a line: nearest last, at most two, none beyond a long paragraph. */
function headingsAbove(text: string, start: number): Heading[] {
  const found: Heading[] = [];
  let end = start - 1;
  for (let count = 0; count < HEADING_GAP_LINES_MAX && end > 0 && found.length < HEADINGS_MAX; count += 1) {
    const from = text.lastIndexOf('\n', end - 1) + 1;
    if (end - from > HEADING_SENTENCE_UNITS_MAX) break;
    const content = text.slice(from, end);
    if (content.trim() !== '') {
      // A sentence or an amount above is a statement of its own.
      const isStatement = /[.;!?]\s*$/.test(content);
      if (AMOUNT.test(content)) break;
      const heading = isStatement ? undefined : headingOf(content, count);
      if (heading === undefined && !isStatement) break;
      if (heading !== undefined) found.unshift(heading);
    }
    end = from - 1;
  }
  return found;
}
