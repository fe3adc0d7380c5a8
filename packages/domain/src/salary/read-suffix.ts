import type { PayUnit } from '@winnow/contracts/code-lists';
import { markAfter, type CurrencyMark } from './currencies.ts';
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
  return { value: number.value, end: number.end };
}

/** `2 M€`: the sign that touches the letter makes it a magnitude. */
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

/** Reads currency, magnitude, open end and unit behind a number that ends at `numberEnd`. */
export function readSuffix(
  folded: string,
  text: string,
  numberEnd: number,
  hasMark: boolean,
): Suffix {
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
