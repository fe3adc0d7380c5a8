import type { PayUnit } from '@winnow/contracts/code-lists';
import cueData from '../../data/salary-cues.json' with { type: 'json' };
import phrases from '../../data/salary-phrases.json' with { type: 'json' };
import data from '../../data/salary-units.json' with { type: 'json' };
import { createLexicon, type Lexicon, type LexiconHit } from './lexicon.ts';

type UnitWords = Readonly<Record<string, readonly string[]>>;

/** The contract's units, in an order in which a longer word of a later unit never loses. */
const UNITS = {
  HOUR: true,
  DAY: true,
  WEEK: true,
  BIWEEK: true,
  SEMIMONTH: true,
  MONTH: true,
  YEAR: true,
  VISIT: true,
  MILE: true,
  PROJECT: true,
} as const satisfies Record<PayUnit, true>;

/** Whether a word is one of the contract's units. */
export function isPayUnit(word: string): word is PayUnit {
  return Object.hasOwn(UNITS, word);
}

function* unitEntries(words: UnitWords): Generator<[string, PayUnit]> {
  for (const [unit, phrases] of Object.entries(words)) {
    if (!isPayUnit(unit)) continue;
    for (const phrase of phrases) yield [phrase, unit];
  }
}

function* paymentEntries(words: UnitWords): Generator<[string, number]> {
  for (const [count, phrases] of Object.entries(words)) {
    for (const phrase of phrases) yield [phrase, Number(count)];
  }
}

const suffixes: Lexicon<PayUnit> = createLexicon(unitEntries(data.suffix));
const words: Lexicon<PayUnit> = createLexicon(unitEntries(data.word));
const payments: Lexicon<number> = createLexicon(paymentEntries(data.payments));

/** Words that open a range, or say when pay applies, say nothing else of the amount either. */
const SAID_OF_PAY = {
  from: phrases.opensAtAfter,
  to: phrases.opensToAfter,
  when: phrases.occasions,
};
/** Unit, payments and basis words in one, for what is left when they are taken away. */
const payWords: Lexicon<true> = createLexicon(
  [data.word, data.suffix, data.payments, cueData.basis, SAID_OF_PAY].flatMap((lists) =>
    Object.values<readonly string[]>(lists).flatMap((phrases) =>
      phrases.map((phrase): [string, true] => [phrase, true]),
    ),
  ),
);

/** The longest unit behind a slash. */
const UNIT_UNITS_MAX = 16;
/** 年収600万円/月給30万円: what follows the slash is the name of the next pay. */
const PAY_BEHIND = /[給给薪収收額额俸]/;
/** `$150 / 10 hr day`, `£240 per 12-hour shift`: a day, and no hour. */
const WORKED_DAY =
  /(?:\/|per|a)\s?[0-9]{1,2}(?:\.5)?[\s-]?(?:h|hr|hour)s?[\s-](day|shift)(?![a-z])/y;
const WORKED_DAY_FRONT_UNITS = 5;
const DIGIT = /[0-9]/;
/** `/год` is an hour in Ukrainian (година) and a year in Russian (год). */
const UKRAINIAN_HOUR = '/год';

/** `/ month`: the slash with a space behind it. */
function slashedUnitAt(folded: string, at: number): LexiconHit<PayUnit> | undefined {
  if (folded[at] !== '/' || folded[at + 1] !== ' ') return undefined;
  const hit = suffixes.matchAt(`/${folded.slice(at + 2, at + 2 + UNIT_UNITS_MAX)}`, 0);
  return hit === undefined ? undefined : { start: at, end: at + hit.end + 1, value: hit.value };
}

function workedDayAt(folded: string, at: number): LexiconHit<PayUnit> | undefined {
  if (!DIGIT.test(folded.slice(at + 1, at + WORKED_DAY_FRONT_UNITS))) return undefined;
  WORKED_DAY.lastIndex = at;
  const worked = WORKED_DAY.exec(folded);
  if (worked === null) return undefined;
  return { start: at, end: WORKED_DAY.lastIndex, value: worked[1] === 'day' ? 'DAY' : 'VISIT' };
}

/** The unit that follows an amount directly (`/hr`, `per month`, `p.a.`). */
export function unitAt(folded: string, at: number): LexiconHit<PayUnit> | undefined {
  const hit = workedDayAt(folded, at) ?? suffixes.matchAt(folded, at) ?? slashedUnitAt(folded, at);
  if (hit === undefined || PAY_BEHIND.test(folded[hit.end] ?? '')) return undefined;
  if (folded.slice(hit.start, hit.end) === UKRAINIAN_HOUR && /руб|₽|rub/.test(folded)) {
    return { ...hit, value: 'YEAR' };
  }
  return hit;
}

/** Every word that names a unit between two offsets, leftmost first. */
export function unitsWithin(folded: string, start: number, end: number): LexiconHit<PayUnit>[] {
  return words.scan(folded, start, end);
}

/** The number of salaries a year has, where it is stated between two offsets. */
export function paymentsWithin(folded: string, start: number, end: number): number | null {
  return payments.scan(folded, start, end)[0]?.value ?? null;
}

/** Every word about unit, payments a year, gross or net between two offsets. */
export function payWordsWithin(folded: string, start: number, end: number): LexiconHit<true>[] {
  const hits = payWords.scan(folded, start, end);
  return hits.filter((hit, index) => hits[index - 1]?.start !== hit.start);
}

const WORD = /\p{L}{3,}/gu;

/** Words between two offsets that say neither unit nor gross or net nor payments a year. */
export function unknownWords(folded: string, start: number, end: number): number {
  const words = folded.slice(start, end).match(WORD)?.length ?? 0;
  if (words === 0) return 0;
  let known = 0;
  for (const hit of payWordsWithin(folded, start, end)) {
    known += folded.slice(hit.start, hit.end).match(WORD)?.length ?? 0;
  }
  return words - known;
}
