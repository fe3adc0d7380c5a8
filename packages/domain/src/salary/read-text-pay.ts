import type { Section } from '@winnow/contracts/enriched-posting';
import { cuesWithin, isMainPay, type CueHit } from './cues.ts';
import { isUsedIn, type Market } from './currencies.ts';
import { draftFromText, OTHER_UNIT_RULE, type TextPayInput } from './draft-from-text.ts';
import { findAmounts } from './find-amounts.ts';
import { foldLine } from './fold-line.ts';
import { groupRanges, type PayExpression } from './group-ranges.ts';
import { headingsAbove, type Heading } from './headings-above.ts';
import { judgeExpression } from './judge-expression.ts';
import { isTypical } from './plausibility.ts';
import type { SalaryDraft } from './salary-draft.ts';
import { withSharedUnits, withTellingLabels } from './settle-together.ts';
import { surroundingsOf, type PayLine, type Surroundings } from './surroundings.ts';
import { withoutStrays } from './without-strays.ts';

/** How far beyond the usual an amount may lie that only its form calls pay. */
const UNCUED_SLACK = 1.3;
/** So little text beside a single amount without a unit leaves no room for another meaning. */
const GUESS_UNITS_MAX = 6;
/** A paragraph longer than this is read in pieces, so that windows stay small. */
const LONE_WORD_UNITS_MAX = 28;
const FURTHER_RATIO_MAX = 3;
const LINE_UNITS_MAX = 4000;
/** A posting states a few amounts of pay; a text with more than this is a table of something. */
const DRAFTS_MAX = 200;
/** Two amounts that are the ends of one range may stand on lines of their own. */
const RANGE_BREAK = /^[ \t]*\n[ \t]*(?:[-–—]|to|bis|à)?[ \t]*\n?[ \t]*$/i;

function sectionAt(sections: readonly Section[], at: number): Section | undefined {
  return sections.find((section) => at >= section.start && at < section.end);
}

/** `35h`, `5年`: without a sign of money a bare letter or sign is a duration. */
const UNIT_OF_PAY =
  /(?:\/|\b(?:per|an?|p\.?|lpa|pa|pd|ph|pw|pcm|hourly|monthly|annual|annually|yearly|weekly|daily)\b).*$/;

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

/** An implausible amount is held back where words call it pay and its form is that of money. */
function isWorthATrace(draft: SalaryDraft, { mark, isShapedAsMoney }: PayExpression): boolean {
  if (draft.unitRule === OTHER_UNIT_RULE) return mark !== null;
  if (!draft.isCued) return false;
  return mark !== null || (draft.suspect === 'CURRENCY_UNKNOWN' && isShapedAsMoney);
}

/** "€30,000; ticket €7": a further amount without a unit is like the pay in front of it. */
function isWithin({ minValue }: SalaryDraft, paid: PayExpression): boolean {
  const low = paid.minValue ?? paid.maxValue ?? 0;
  const high = paid.maxValue ?? low;
  return (
    minValue !== null && minValue * FURTHER_RATIO_MAX >= low && minValue <= high * FURTHER_RATIO_MAX
  );
}

/** What no word calls pay has to be an amount that is usually paid, and at its usual unit. */
function isUsual(draft: SalaryDraft, around: Surroundings, line: PayLine): boolean {
  const { currency, unitText: unit } = draft;
  if (currency === null || unit === null) return false;
  if (!isTypical(draft, { currency, unit, slack: UNCUED_SLACK })) return false;
  const isSingle = draft.minValue === draft.maxValue;
  const isGuess =
    draft.unitRule === 'unit/magnitude' && isSingle && Number.isInteger(draft.minValue);
  const others = line.folded.length - (draft.end ?? 0) + (draft.start ?? 0);
  if (isGuess && line.paid !== null) return isWithin(draft, line.paid);
  if (!isGuess || line.followsPay) return true;
  return !around.isInParagraph && others <= GUESS_UNITS_MAX;
}

/**
 * Up to where the text behind an expression is its own. A lone word between two amounts belongs to
 * the second unless that has one behind it: "£55,000 OTE £85,000", but "$120k base $240k OTE".
 */
function ownedUntil(
  folded: string,
  expression: PayExpression,
  next: PayExpression | undefined,
): number {
  if (next === undefined) return folded.length;
  const between = folded.slice(expression.end, next.start);
  if (
    between.length > LONE_WORD_UNITS_MAX ||
    /[,;()/|+]|\s(?:and|or|plus|und|et|y)\s/.test(between)
  ) {
    return next.start;
  }
  const isMain = ({ value }: CueHit): boolean => value.kind === 'component' && isMainPay(value);
  const [lone] = cuesWithin(folded, expression.end, next.start).filter(isMain);
  if (lone === undefined) return next.start;
  const behindNext = cuesWithin(
    folded,
    next.end,
    Math.min(folded.length, next.end + LONE_WORD_UNITS_MAX),
  );
  return behindNext.some(isMain) ? next.start : expression.end;
}

const JOINED =
  /^\s?(?:,|\/|\(|,?\s?\(?(?:and|or|und|oder|et|ou|y|o|e|en|of|i)\s)\s?(?:up to|from|bis|ab)?\s?$/;

function joinsPrevious(folded: string, all: readonly PayExpression[], index: number): boolean {
  return JOINED.test(folded.slice(all[index - 1]?.end ?? 0, all[index]?.start));
}

/** The expressions of a folded line that may be pay. */
function findExpressions(input: TextPayInput, folded: string, text: string): PayExpression[] {
  return groupRanges(folded, findAmounts(folded, text)).filter((expression) =>
    isWorthJudging(folded, expression, input.market),
  );
}

function readLine(
  input: TextPayInput,
  line: PayLine,
  expressions: readonly PayExpression[],
): SalaryDraft[] {
  const drafts: SalaryDraft[] = [];
  let current = line;
  let claimed = 0;
  // "Fees are £68 a day and £1,250 a month": what the first is, the second is too.
  let isOther = false;
  expressions.forEach((expression, index) => {
    if (isYearLike(expression)) return;
    const around = surroundingsOf(current, expression, {
      previousEnd: Math.max(claimed, expressions[index - 1]?.end ?? 0),
      nextStart: ownedUntil(line.folded, expression, expressions[index + 1]),
    });
    const { verdict, claimedEnd } = judgeExpression(current, expression, around);
    claimed = claimedEnd;
    const isSoFar = verdict.kind === 'never' || (verdict.kind === 'pay' && !verdict.isCued);
    const isNamed = verdict.kind === 'never' && verdict.rule !== 'no-cue';
    isOther = isNamed || (isOther && isSoFar && joinsPrevious(line.folded, expressions, index));
    if (isOther !== current.followsOther) current = { ...current, followsOther: isOther };
    if (isOther || verdict.kind === 'never') return;
    const draft = draftFromText(input, current, expression, { around, verdict });
    // What has no cue of pay and is no plausible pay is some other amount.
    // A bonus without a sign of money is some other number.
    if (verdict.kind === 'component' && (expression.mark === null || draft.currency === null))
      return;
    if (draft.suspect !== null && !isWorthATrace(draft, expression)) return;
    if (draft.suspect === null && !draft.isCued && !isUsual(draft, around, current)) return;
    drafts.push(draft);
    if (verdict.kind === 'pay' && draft.suspect === null)
      current = { ...current, followsPay: true, paidUnit: expression.unit, paid: expression };
  });
  return drafts;
}

/** End of the line that begins at `start`, or of a range that goes on in the next line. */
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

/** Reads all pay of a text, in order, in one pass; a line without a digit costs nothing. */
export function readTextPay(input: TextPayInput): SalaryDraft[] {
  const { text } = input;
  const drafts: SalaryDraft[] = [];
  const knownHeadings = new Map<number, Heading | undefined>();
  let lastPayEnd = -1;
  let position = 0;
  DIGIT.lastIndex = 0;
  for (let digit = DIGIT.exec(text); digit !== null; digit = DIGIT.exec(text)) {
    const start = position + text.slice(position, digit.index).lastIndexOf('\n') + 1;
    const end = lineEnd(text, start);
    position = end;
    DIGIT.lastIndex = end;
    const raw = text.slice(start, end);
    const folded = foldLine(raw).replaceAll('\n', ' ');
    const expressions = findExpressions(input, folded, raw);
    if (expressions.length === 0) continue;
    const headings = headingsAbove(text, start, knownHeadings);
    const line: PayLine = {
      text: raw,
      folded,
      offset: start,
      section: sectionAt(input.sections, start)?.kind ?? null,
      headingCues: headings.flatMap(({ cues }) => cues),
      headings: headings.map((heading) => heading.text),
      isInternship: input.employmentType.includes('INTERN'),
      paidUnit: null,
      paid: null,
      followsOther: false,
      followsPay: lastPayEnd >= 0 && text.slice(lastPayEnd, start).trim().length <= 60,
    };
    const found = readLine(input, line, expressions);
    drafts.push(...found);
    if (drafts.length >= DRAFTS_MAX) break;
    const pay = found.findLast((draft) => draft.suspect === null && draft.component === 'BASE');
    if (pay?.end !== undefined && pay.end !== null) lastPayEnd = pay.end;
  }
  return withTellingLabels(withSharedUnits(withoutStrays(drafts)));
}
