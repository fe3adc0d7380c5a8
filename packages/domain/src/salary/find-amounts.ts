import type { PayUnit } from '@winnow/contracts/code-lists';
import { markAfter, markBefore, type CurrencyMark } from './currencies.ts';
import { isUnspaced, isWordLetter } from './lexicon.ts';
import { magnitudeAt } from './magnitudes.ts';
import { PATTERNS } from './phrase-patterns.ts';
import { unitAt } from './pay-units.ts';
import { digitRunEnd, readNumber } from './read-number.ts';

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

/** Between an amount and what belongs to it. A decoded entity leaves up to seven spaces. */
const SPACES_MAX = 8;
/** Elements that may follow a number: magnitude, currency, trailer, basis, unit. */
const SUFFIXES_MAX = 7;

const DIGIT = /[0-9]/g;
/** `.–`, `,--`, `,-`, `.-`: no cents. */
const TRAILER = /[.,]\s?-{1,2}(?![0-9])|\.–|,—/y;
const NOT_MONEY_AFTER = /\s?(?:%|°|percent|prozent|pct|x\s?[0-9]|:\d)/y;
/** `1.125M` is a decimal; `1.125k` and `5,000만` are thousands. */
const DECIMAL_SCALE_MIN = 1e5;
/** Forms and plans that are named by a number. */
/** Ranks have at most two digits; their noun stands right before them. */
const RANK_DIGITS_MAX = 2;
const RANK_UNITS_MAX = 18;
const RANGE_OR_MAGNITUDE = /^\s?(?:[-~/k万]|to\b)/;
const PLAN_NAMES = new Set(['401', '403', '457', '529', '1099']);

function skipSpaces(folded: string, at: number): number {
  let next = at;
  while (next < folded.length && next - at < SPACES_MAX && folded[next] === ' ') next += 1;
  return next;
}

function spacesBefore(folded: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < SPACES_MAX && folded[start - 1] === ' ') start -= 1;
  return start;
}

function matchesAt(pattern: RegExp, folded: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(folded) ? pattern.lastIndex : -1;
}

interface Suffix {
  end: number;
  scale: number;
  mark: CurrencyMark | null;
  unit: PayUnit | null;
  isOpen: boolean;
  impliedCurrency: string | null;
  tail: number;
}

/** What follows the magnitude 万 or 千 in a number such as 22万5,000. */
function readTail(
  folded: string,
  at: number,
  scale: number,
): { value: number; end: number } | undefined {
  const number = readNumber(folded, at);
  if (number === undefined || number.value >= scale) return undefined;
  const inner = magnitudeAt(folded, number.end);
  if (
    inner !== undefined &&
    inner.magnitude.factor < scale &&
    isUnspaced(inner.word.charCodeAt(0))
  ) {
    return { value: number.value * inner.magnitude.factor, end: inner.end };
  }
  return { value: number.value, end: number.end };
}

const CJK_MAGNITUDE = /[万萬만千천億亿억]/;

function readMagnitude(folded: string, at: number, state: Suffix): boolean {
  const found = magnitudeAt(folded, at);
  if (found === undefined) return false;
  const { factor, currency } = found.magnitude;
  const isCjk = CJK_MAGNITUDE.test(found.word);
  if (state.scale !== 1 && !isCjk) return false;
  // A lone letter has to touch the number: "5 m" is a length, "25 L" a volume.
  if (found.word.length === 1 && !isCjk && at > state.end + (found.word === 'k' ? 1 : 0))
    return false;
  state.scale *= factor;
  state.end = found.end;
  state.impliedCurrency = currency ?? state.impliedCurrency;
  if (
    found.word.startsWith('lpa') ||
    found.word.startsWith('l.p') ||
    / pa$| p\.a$/.test(found.word)
  ) {
    state.unit = 'YEAR';
  }
  if (isCjk) {
    const tail = readTail(folded, state.end, factor);
    if (tail !== undefined) {
      state.tail = tail.value / state.scale;
      state.end = tail.end;
    }
  }
  return true;
}

/** Reads currency, magnitude, open end and unit behind a number that ends at `numberEnd`. */
function readSuffix(folded: string, text: string, numberEnd: number, hasMark: boolean): Suffix {
  const state: Suffix = {
    end: numberEnd,
    scale: 1,
    mark: null,
    unit: null,
    isOpen: false,
    impliedCurrency: null,
    tail: 0,
  };
  let at = numberEnd;
  for (let count = 0; count < SUFFIXES_MAX; count += 1) {
    const trailer = matchesAt(TRAILER, folded, at);
    if (trailer >= 0) {
      state.end = trailer;
      at = trailer;
      continue;
    }
    const next = skipSpaces(folded, at);
    if (state.unit === null && readMagnitude(folded, next, state)) {
      at = state.end;
      continue;
    }
    if (!state.isOpen && next === at) {
      const open = Math.max(
        matchesAt(PATTERNS.openMark, folded, at),
        matchesAt(PATTERNS.openMarkBeforeWord, folded, at),
      );
      if (open >= 0) {
        state.isOpen = true;
        state.end = open;
        at = open;
        continue;
      }
    }
    // "($)", "(usd)"
    const opener = folded[next] === '(' ? next + 1 : next;
    const mark =
      state.mark === null && state.unit === null ? markAfter(folded, text, opener) : undefined;
    if (mark !== undefined && isSuffixMark(folded, mark, hasMark)) {
      state.mark = mark;
      const closes = opener > next && folded[mark.end] === ')';
      state.end = closes ? mark.end + 1 : withoutFullStop(text, mark.end);
      at = state.end;
      continue;
    }
    // "… dollars ($130,000) per year"
    const behind = folded[next] === ')' && next === at ? skipSpaces(folded, next + 1) : opener;
    const unit = state.unit === null ? unitAt(folded, behind) : undefined;
    if (unit !== undefined) {
      state.unit = unit.value;
      state.end = opener > next && folded[unit.end] === ')' ? unit.end + 1 : unit.end;
      at = state.end;
      continue;
    }
    const basis = matchesAt(PATTERNS.betweenAmountAndUnit, folded, next);
    if (basis >= 0) {
      at = basis;
      continue;
    }
    break;
  }
  return state;
}

/** `Kč.` at the end of a sentence: the full stop is not the currency's. */
function withoutFullStop(text: string, end: number): number {
  if (text[end - 1] !== '.') return end;
  return /^\s*(?:$|\p{Lu})/u.test(text.slice(end, end + SPACES_MAX)) ? end - 1 : end;
}

/** A mark behind a number belongs to it unless a further number follows it: "… - 50 $60". */
function isSuffixMark(folded: string, mark: CurrencyMark, hasMark: boolean): boolean {
  const following = folded.charCodeAt(skipSpaces(folded, mark.end));
  const isBeforeNumber = following >= 0x30 && following <= 0x39;
  if (isBeforeNumber) return false;
  if (folded[mark.end] === '-' && isWordLetter(folded.charCodeAt(mark.end + 1))) return false;
  // A symbol in front needs no second symbol, but a code behind it says which dollar it is.
  return !hasMark || /[a-z]|\/-/.test(mark.mark);
}

/** `CAD $95,000`: the code in front of an ambiguous sign says which it is. */
function withCodeInFront(folded: string, text: string, sign: CurrencyMark): CurrencyMark {
  if (sign.codes.length === 1) return sign;
  const code = markBefore(folded, text, spacesBefore(folded, sign.start));
  if (code === undefined || code.codes.length > 1) return sign;
  return { ...code, end: sign.end };
}

/** `Level 3`, `Step 1`: a small number that ranks. */
function isRank(folded: string, at: number, end: number): boolean {
  if (RANGE_OR_MAGNITUDE.test(folded.slice(end, end + 4))) return false;
  return PATTERNS.rankBefore.test(folded.slice(Math.max(0, at - RANK_UNITS_MAX), at));
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
  const suffix = readSuffix(folded, text, numberEnd, prefix !== undefined);
  const next = folded.charCodeAt(suffix.end);
  if (suffix.end === numberEnd && (isWordLetter(next) || next === 0x5f))
    return { skipTo: numberEnd };
  const isScaled = suffix.scale !== 1;
  const isDecimal =
    suffix.scale >= DECIMAL_SCALE_MIN && !/[万萬만]/.test(folded.slice(numberEnd, suffix.end));
  const value = isDecimal && number.valueAsDecimal !== null ? number.valueAsDecimal : number.value;
  return {
    start: prefix?.start ?? at,
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
