import type { PayUnit } from '@winnow/contracts/code-lists';
import { cuesWithin } from './cues.ts';
import { isCurrencyCode, markBefore, type CurrencyMark } from './currencies.ts';
import { isWordLetter } from './lexicon.ts';
import { PATTERNS } from './phrase-patterns.ts';
import { digitRunEnd, readNumber } from './read-number.ts';
import { matchesAt, readCentsPerMile, readSuffix, SPACES_MAX, type Suffix } from './read-suffix.ts';

/** One amount: a number with the currency, magnitude and unit that touch it. */
export interface Amount {
  /** From the currency or number to the last mark or unit that belongs to it. */
  readonly start: number;
  readonly end: number;
  /** Where the number itself ends: the unit may follow. */
  readonly numberStart: number;
  readonly numberEnd: number;
  /** The number without its magnitude. */
  readonly number: number;
  /** 1 when no magnitude is written. */
  readonly scale: number;
  readonly mark: CurrencyMark | null;
  readonly isMarkBefore: boolean;
  readonly unit: PayUnit | null;
  readonly isOpen: boolean;
  /** Written with two digits of cents, a group mark, or a magnitude: like money. */
  readonly isShapedAsMoney: boolean;
  readonly integerDigits: number;
}

const DIGIT = /[0-9]/g;
/** `1920 x 1080` is a size, `4'800 x 13` thirteen salaries. */
const NOT_MONEY_AFTER = /\s?(?:%|°|percent|prozent|pct|x\s?(?!1[2-6](?![0-9]))[0-9]|:\d)/y;
/** `1.125M` is a decimal; `1.125k` and `5,000만` are thousands. */
const DECIMAL_SCALE_MIN = 1e5;
/** Ranks have at most two digits; their noun stands right before them. */
const RANK_DIGITS_MAX = 2;
const RANK_UNITS_MAX = 18;
/** Fewer digits are never taken for pay without a sign of money. */
const ID_DIGITS_MIN = 4;
const SHARE_BELOW = 1000;
/** `0.62 cpm` is meant as dollars. */
const CENTS_MIN = 5;
const REFERENCE_UNITS_MAX = 40;
/** `réf. 2024-1234`: the rest of it. */
const ID_TAIL = /(?:[-_/.][0-9]{1,10}){0,4}/y;
const LETTERS_AND_HYPHEN = /(?<![\p{L}\p{N}/])(\p{L}{1,12})[-_]$/u;
const RANGE_OR_MAGNITUDE = /^\s?(?:[-~/k万]|to\b)/;
/** Forms and plans that are named by a number. */
const PLAN_NAMES = new Set(['401', '403', '457', '529', '1099']);

function spacesBefore(folded: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < SPACES_MAX && folded[start - 1] === ' ') start -= 1;
  return start;
}

/** `CAD $95,000`: the code in front of an ambiguous sign says which it is. */
function withCodeInFront(folded: string, text: string, sign: CurrencyMark): CurrencyMark {
  if (sign.codes.length === 1) return sign;
  const code = markBefore(folded, text, spacesBefore(folded, sign.start));
  if (code === undefined || code.codes.length > 1) return sign;
  return { ...code, end: sign.end };
}

/** `USD-120000`: how some forms join the code to its number. */
function codeBefore(folded: string, text: string, end: number): CurrencyMark | undefined {
  const mark = markBefore(folded, text, end);
  return mark !== undefined && isCurrencyCode(mark.mark.toUpperCase()) ? mark : undefined;
}

/** `Level 3`, `Step 1`: a small number that ranks. */
function isRank(folded: string, at: number, end: number): boolean {
  if (RANGE_OR_MAGNITUDE.test(folded.slice(end, end + 4))) return false;
  return PATTERNS.rankBefore.test(folded.slice(Math.max(0, at - RANK_UNITS_MAX), at));
}

/** `GS-1102`, `Référence : 2231`: a bare number that names a posting, a grade or a form. */
function isIdentifier(folded: string, text: string, at: number): boolean {
  const front = folded.slice(Math.max(0, at - REFERENCE_UNITS_MAX), at);
  const [joined, letters] = LETTERS_AND_HYPHEN.exec(front) ?? [];
  if (joined !== undefined && letters !== undefined) {
    const isMark = markBefore(folded, text, at - 1) !== undefined;
    if (!isMark && cuesWithin(letters, 0, letters.length).length === 0) return true;
  }
  return PATTERNS.referenceBefore.test(front);
}

const SIGN = /[$€£]/;
const PLURAL_END = /[0-9]'?s$/;
const PART_OF_TEN = /(?<![a-z])(?:low|lower|mid|middle|high|higher|upper)[\s-]{1,3}$/;

function isInTens(folded: string, prefix: CurrencyMark, suffix: Suffix): boolean {
  if (suffix.scale !== 1 || !PLURAL_END.test(folded.slice(prefix.end, suffix.end))) return false;
  return PART_OF_TEN.test(folded.slice(Math.max(0, prefix.start - RANK_UNITS_MAX), prefix.start));
}

/** `$.62`: nothing in front of the point. */
function isPointed(folded: string, at: number, prefix: CurrencyMark | undefined): boolean {
  if (prefix === undefined || folded[at - 1] !== '.') return false;
  return prefix.end === at - 1 && SIGN.test(folded[prefix.end - 1] ?? '');
}

/** Reads the amount whose number begins at `at`; undefined when it is no amount of money. */
function readAmount(
  folded: string,
  text: string,
  at: number,
): Amount | { readonly skipTo: number } {
  const number = readNumber(folded, at);
  if (number === undefined) return { skipTo: digitRunEnd(folded, at) };
  const { end: numberEnd } = number;
  const before = at > 0 ? folded.charCodeAt(at - 1) : 0;
  const front = spacesBefore(folded, at);
  let prefix = markBefore(folded, text, front);
  if (prefix === undefined && (folded[front - 1] === ':' || folded[front - 1] === '.')) {
    prefix = markBefore(folded, text, front - 1);
  }
  if (prefix === undefined && folded[front - 1] === ')') {
    const bracketed = markBefore(folded, text, front - 1);
    if (bracketed !== undefined && folded[bracketed.start - 1] === '(') prefix = bracketed;
  }
  if (prefix === undefined && folded[at - 1] === '-') prefix = codeBefore(folded, text, at - 1);
  if (prefix !== undefined) prefix = withCodeInFront(folded, text, prefix);
  const touchesLetter = isWordLetter(before) && (prefix === undefined || prefix.end !== at);
  const digits = folded.slice(at, numberEnd);
  if (
    touchesLetter ||
    PLAN_NAMES.has(digits) ||
    matchesAt(NOT_MONEY_AFTER, folded, numberEnd) >= 0
  ) {
    return { skipTo: numberEnd };
  }
  if (number.integerDigits <= RANK_DIGITS_MAX && isRank(folded, at, numberEnd))
    return { skipTo: numberEnd };
  const isCents = prefix === undefined && number.value >= CENTS_MIN;
  const suffix =
    (isCents ? readCentsPerMile(folded, numberEnd) : undefined) ??
    readSuffix(folded, text, numberEnd, prefix !== undefined);
  const next = folded.charCodeAt(suffix.end);
  if (suffix.end === numberEnd && (isWordLetter(next) || next === 0x5f))
    return { skipTo: numberEnd };
  // "salary in the mid $90s": thousands, by what they are called.
  if (number.value < SHARE_BELOW && prefix !== undefined && isInTens(folded, prefix, suffix))
    suffix.scale = SHARE_BELOW;
  const isScaled = suffix.scale !== 1;
  const isBare = prefix === undefined && suffix.end === numberEnd && !number.isGrouped;
  if (isBare && number.integerDigits >= ID_DIGITS_MIN && isIdentifier(folded, text, at))
    return { skipTo: matchesAt(ID_TAIL, folded, numberEnd) };
  const isDecimal =
    suffix.scale >= DECIMAL_SCALE_MIN && !/[万萬만]/.test(folded.slice(numberEnd, suffix.end));
  const plain = isDecimal && number.valueAsDecimal !== null ? number.valueAsDecimal : number.value;
  const value = isPointed(folded, at, prefix) ? Number(`.${digits}`) : plain;
  return {
    start: prefix?.start ?? (suffix.scale < 1 && folded[at - 1] === '.' ? at - 1 : at),
    end: suffix.end,
    numberStart: at,
    numberEnd,
    number: value + suffix.tail,
    scale: suffix.scale,
    mark: pickMark(prefix, suffix),
    isMarkBefore: prefix !== undefined,
    unit: suffix.unit,
    isOpen: suffix.isOpen,
    isShapedAsMoney: number.isGrouped || isScaled || /[.,]\d{2}$/.test(digits),
    integerDigits: number.integerDigits,
  };
}

/** The mark that says most: a code before a bare sign, else a magnitude that is one country's. */
function pickMark(prefix: CurrencyMark | undefined, suffix: Suffix): CurrencyMark | null {
  const marks = [prefix, suffix.mark].filter((mark) => mark !== undefined && mark !== null);
  const plain = marks.toSorted((a, b) => a.codes.length - b.codes.length)[0];
  if (plain !== undefined) return plain;
  if (suffix.impliedCurrency === null) return null;
  return {
    start: suffix.end,
    end: suffix.end,
    mark: '',
    codes: [suffix.impliedCurrency],
    isCasual: false,
  };
}

/** All amounts of a folded line, leftmost first. `text` is the line before folding. */
export function findAmounts(folded: string, text: string): Amount[] {
  const amounts: Amount[] = [];
  DIGIT.lastIndex = 0;
  for (let match = DIGIT.exec(folded); match !== null; match = DIGIT.exec(folded)) {
    const amount = readAmount(folded, text, match.index);
    if ('skipTo' in amount) {
      DIGIT.lastIndex = amount.skipTo;
    } else {
      amounts.push(amount);
      DIGIT.lastIndex = Math.max(amount.end, amount.numberEnd);
    }
  }
  return amounts;
}
