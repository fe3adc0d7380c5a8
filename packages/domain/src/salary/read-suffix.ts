import type { PayUnit } from '@winnow/contracts/code-lists';
import { isSuffixOnly, markAfter, type CurrencyMark } from './currencies.ts';
import { isUnspaced, isWordLetter } from './lexicon.ts';
import { magnitudeAt } from './magnitudes.ts';
import { unitAt } from './pay-units.ts';
import { PATTERNS } from './phrase-patterns.ts';
import { readNumber } from './read-number.ts';

/** Between an amount and what belongs to it. A decoded entity leaves up to seven spaces. */
export const SPACES_MAX = 8;
/** Elements that may follow a number: magnitude, currency, trailer, basis, unit. */
const SUFFIXES_MAX = 7;
/** `.–`, `,--`, `,-`, `.-`: no cents. */
const TRAILER = /[.,]\s?-{1,2}(?![0-9])|\.–|,—/y;

/** 万. */
const SPOKEN_SCALE = 1e4;
/** `16 dollars and 50 cents`. */
const CENTS = /^,?\s(?:and\s)?([0-9]{1,2})\s(?:cents?|pence)(?![a-z])/;
const CENTS_UNITS_MAX = 16;

function skipSpaces(folded: string, at: number): number {
  let next = at;
  while (next < folded.length && next - at < SPACES_MAX && folded[next] === ' ') next += 1;
  return next;
}

/** Where a sticky pattern that matches at `at` ends; -1 where it does not match. */
export function matchesAt(pattern: RegExp, folded: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(folded) ? pattern.lastIndex : -1;
}

/** Currency, magnitude, open end and unit behind a number. */
export interface Suffix {
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
  // 4萬5 is 45,000, as one says it: a lone digit counts the next lower magnitude.
  const isSpoken = number.integerDigits === 1 && scale === SPOKEN_SCALE && number.end === at + 1;
  return { value: isSpoken ? number.value * (scale / 10) : number.value, end: number.end };
}

/** `2 M€`: the sign that touches the letter makes it a magnitude. */
/** `48T-55T €`: both ends write the letter, the last one has the currency. */
const SHARED_LETTER = /t(?=\s?(?:-|bis|to)\s?[0-9]{1,3}(?:[.,][0-9])?\s?t\s?(?:€|eur))/y;
/** `the low $100,000s`, `$80K's`: about that much. */
const PLURAL = /(?:'?s|-?ish)(?![\p{L}\p{N}'])/uy;
/** `62 CPM`, `55 cents per mile`; with a currency in front it is what stands there. */
const CENTS_PER_MILE = /\s?(?:cpm|(?:¢|cents?)\s?(?:per|a|\/)\s?mi(?:le)?)(?![a-z])/y;
const LETTER_C = 0x63;
const CENT_SIGN = 0xa2;
const SIGN = /[€$£]/;
const CJK_MAGNITUDE = /[万萬만千천億亿억]/;

function readMagnitude(folded: string, at: number, state: Suffix): boolean {
  const found = magnitudeAt(folded, at);
  if (found === undefined) return false;
  const { factor, currency } = found.magnitude;
  const isCjk = CJK_MAGNITUDE.test(found.word);
  if (state.scale !== 1 && !isCjk) return false;
  // A lone letter has to touch the number: "5 m" is a length, "25 L" a volume.
  const isLoneLetter = found.word.length === 1 && !isCjk;
  const isApart = at > state.end + (found.word === 'k' ? 1 : 0);
  if (isLoneLetter && isApart && !SIGN.test(folded[found.end] ?? '')) return false;
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

/** Where an open end such as `+` ends; -1 where there is none. */
function openEnd(folded: string, at: number): number {
  return Math.max(
    matchesAt(PATTERNS.openMark, folded, at),
    matchesAt(PATTERNS.openMarkBeforeWord, folded, at),
  );
}

/**
 * Reads a currency or unit, bare or in brackets: "($)", "(usd)", "… dollars ($130,000) per year".
 */
function readMarkOrUnit(
  folded: string,
  text: string,
  { at, next, hasMark, state }: { at: number; next: number; hasMark: boolean; state: Suffix },
): boolean {
  if (state.unit !== null) return false;
  const opener = folded[next] === '(' ? next + 1 : next;
  const isBracketed = opener > next;
  const mark = state.mark === null ? markAfter(folded, text, opener) : undefined;
  if (mark !== undefined && isSuffixMark(folded, mark, hasMark)) {
    state.mark = mark;
    const cents = CENTS.exec(folded.slice(mark.end, mark.end + CENTS_UNITS_MAX));
    if (cents !== null) {
      state.tail = Number(cents[1]) / 100;
      state.end = mark.end + cents[0].length;
      return true;
    }
    const closes = isBracketed && folded[mark.end] === ')';
    state.end = closes ? mark.end + 1 : withoutFullStop(text, mark.end);
    return true;
  }
  const behind = folded[next] === ')' && next === at ? skipSpaces(folded, next + 1) : opener;
  const unit = unitAt(folded, behind);
  if (unit === undefined) return false;
  state.unit = unit.value;
  const closes = isBracketed && folded[unit.end] === ')';
  // "$28/hr. Overtime": the full stop ends the sentence; that of "p.a." is the unit's.
  const isAbbreviated = folded.indexOf('.', unit.start) < unit.end - 1;
  state.end = closes ? unit.end + 1 : isAbbreviated ? unit.end : withoutFullStop(text, unit.end);
  return true;
}

/**
 * Reads the element at `at` of what follows a number. Gives where the next one begins, -1 where
 * nothing of money follows.
 */
function readElement(
  folded: string,
  text: string,
  { at, hasMark, state }: { at: number; hasMark: boolean; state: Suffix },
): number {
  const trailer = matchesAt(TRAILER, folded, at);
  if (trailer >= 0) return (state.end = trailer);
  const next = skipSpaces(folded, at);
  if (state.unit === null && readMagnitude(folded, next, state)) return state.end;
  if (next === at && !state.isOpen) {
    const open = openEnd(folded, at);
    if (open >= 0) {
      state.isOpen = true;
      return (state.end = open);
    }
  }
  if (readMarkOrUnit(folded, text, { at, next, hasMark, state })) return state.end;
  const plural = hasMark && next === at ? matchesAt(PLURAL, folded, at) : -1;
  if (plural >= 0) return (state.end = plural);
  return matchesAt(PATTERNS.betweenAmountAndUnit, folded, next);
}

/** A rate in cents behind a number that ends at `numberEnd`; undefined where there is none. */
export function readCentsPerMile(folded: string, numberEnd: number): Suffix | undefined {
  const next = folded.charCodeAt(folded[numberEnd] === ' ' ? numberEnd + 1 : numberEnd);
  if (next !== LETTER_C && next !== CENT_SIGN) return undefined;
  const end = matchesAt(CENTS_PER_MILE, folded, numberEnd);
  if (end < 0) return undefined;
  const none = { mark: null, isOpen: false, impliedCurrency: null, tail: 0 };
  return { ...none, end, scale: 0.01, unit: 'MILE' };
}

/** Reads currency, magnitude, open end and unit behind a number that ends at `numberEnd`. */
export function readSuffix(
  folded: string,
  text: string,
  numberEnd: number,
  hasMark: boolean,
): Suffix {
  let at = Math.max(numberEnd, matchesAt(SHARED_LETTER, folded, numberEnd));
  const state: Suffix = {
    end: at,
    scale: 1,
    mark: null,
    unit: null,
    isOpen: false,
    impliedCurrency: null,
    tail: 0,
  };
  for (let count = 0; count < SUFFIXES_MAX && at >= 0; count += 1) {
    at = readElement(folded, text, { at, hasMark, state });
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
  if (isBeforeNumber && !isSuffixOnly(mark)) return false;
  if (folded[mark.end] === '-' && isWordLetter(folded.charCodeAt(mark.end + 1))) {
    // A 500-Euro-Gutschein is no money; a job "auf 556-Euro-Basis" pays it.
    if (unitAt(folded, mark.end) === undefined) return false;
  }
  // A symbol in front needs no second symbol, but a code behind it says which dollar it is.
  return !hasMark || /[a-z]|\/-/.test(mark.mark);
}
