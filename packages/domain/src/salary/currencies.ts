import data from '../../data/salary-currencies.json' with { type: 'json' };
import conventions from '../../data/salary-countries.json' with { type: 'json' };
import { createLexicon, isWordLetter } from './lexicon.ts';

/** What a currency mark says: the currencies it may mean, the likeliest first. */
export interface CurrencyMark {
  readonly start: number;
  readonly end: number;
  /** The mark as found, lower case. */
  readonly mark: string;
  /** ISO 4217 codes. */
  readonly codes: readonly string[];
  /** Written in a way that means money only where the currency is the country's own. */
  readonly isCasual: boolean;
}

/** Where pay is offered, as far as it is known. */
export interface Market {
  readonly country: string | null;
  readonly language: string | null;
  /** The country was concluded from words of the text, where the posting names none. */
  readonly isCountryConcluded: boolean;
}

interface CurrencyFacts {
  readonly marks: readonly string[];
  readonly typicalYear: readonly number[];
}
const facts: Readonly<Record<string, CurrencyFacts>> = data.currencies;
const ambiguous: Readonly<Record<string, readonly string[]>> = data.ambiguousMarks;
const countries: Readonly<Record<string, { currency: string; period: string }>> =
  conventions.countries;
const languages: Readonly<Record<string, { currency: string; country: string | null }>> =
  conventions.languages;

const localOnly = new Set(data.localOnlyMarks);
const beforeSlash = new Set(data.marksBeforeSlash);
/** Signs that never stand in front of their number: 25万円. */
const suffixOnly = new Set(data.suffixOnlyMarks);
/** ISO codes that are no words: they count in lower case too. */
const SAFE_LOWER = new Set(data.codesInLowerCase);

function* marksOf(side: 'before' | 'after'): Generator<[string, readonly string[]]> {
  const excluded = new Set(side === 'before' ? data.suffixOnlyMarks : data.prefixOnlyMarks);
  for (const [code, { marks }] of Object.entries(facts)) {
    for (const mark of marks) if (!excluded.has(mark)) yield [mark, [code]];
  }
  for (const [mark, codes] of Object.entries(ambiguous))
    if (!excluded.has(mark)) yield [mark, codes];
}

const after = createLexicon(marksOf('after'));
const before = new Map(marksOf('before'));
const NO_LENGTHS: readonly number[] = [];
/** The lengths of the marks by their last code unit, longest first: most numbers follow none. */
const BEFORE_LENGTHS = new Map<number, number[]>();
for (const mark of [...before.keys()].toSorted((a, b) => b.length - a.length)) {
  const last = mark.charCodeAt(mark.length - 1);
  const lengths = BEFORE_LENGTHS.get(last) ?? [];
  if (!lengths.includes(mark.length)) lengths.push(mark.length);
  BEFORE_LENGTHS.set(last, lengths);
}

/** A three-letter code that is also a word ("try", "php") is a currency in capitals only. */
function isWrittenAsCode(mark: string, original: string): boolean {
  if (!/^[a-z]{3}$/.test(mark) || SAFE_LOWER.has(mark)) return true;
  if (facts[mark.toUpperCase()] === undefined) return true;
  return original === original.toUpperCase() || isCapitalised(mark, original);
}

/** `Php 50K`: a code that is also a word, with one capital. */
function isCapitalised(mark: string, original: string): boolean {
  if (!/^[a-z]{3}$/.test(mark) || SAFE_LOWER.has(mark)) return false;
  return /^[A-Z][a-z]{2}$/.test(original);
}

/** Whether a mark can only belong to the number before it. */
export function isSuffixOnly({ mark }: CurrencyMark): boolean {
  return suffixOnly.has(mark);
}

/** Three capitals that are a currency of the table. */
export function isCurrencyCode(word: string): boolean {
  return facts[word] !== undefined;
}

/** The currency mark that begins at `at`, if any. `text` is the original of the folded line. */
export function markAfter(folded: string, text: string, at: number): CurrencyMark | undefined {
  const hit = after.matchAt(folded, at);
  if (hit === undefined) return undefined;
  const mark = folded.slice(hit.start, hit.end);
  if (!isWrittenAsCode(mark, text.slice(hit.start, hit.end))) return undefined;
  if (beforeSlash.has(mark) && folded[hit.end] !== '/') return undefined;
  const isCasual = localOnly.has(mark) || isCapitalised(mark, text.slice(hit.start, hit.end));
  return { start: hit.start, end: hit.end, mark, codes: hit.value, isCasual };
}

/** The longest currency mark that ends at `end`, if any. */
export function markBefore(folded: string, text: string, end: number): CurrencyMark | undefined {
  for (const length of BEFORE_LENGTHS.get(folded.charCodeAt(end - 1)) ?? NO_LENGTHS) {
    if (length > end) continue;
    const start = end - length;
    const mark = folded.slice(start, end);
    const codes = before.get(mark);
    if (codes === undefined) continue;
    const joined =
      start > 0 &&
      isWordLetter(folded.charCodeAt(start)) &&
      isWordLetter(folded.charCodeAt(start - 1));
    if (joined || !isWrittenAsCode(mark, text.slice(start, end))) continue;
    // A letter that is a currency is a capital ("R450"), never a list's letter.
    if (mark.length === 1 && /[a-z]/.test(mark) && text[start] === mark) continue;
    const isCasual = localOnly.has(mark) || isCapitalised(mark, text.slice(start, end));
    return { start, end, mark, codes, isCasual };
  }
  return undefined;
}

/** A letter such as Q or N is a currency only where it is the country's own. */
export function isUsedIn(
  { isCasual, codes }: CurrencyMark,
  { country }: Market,
  isShapedAsMoney: boolean,
): boolean {
  if (!isCasual) return true;
  if (country === null) return isShapedAsMoney;
  const home = homeCurrency(country);
  return home !== undefined && codes.includes(home);
}

/** The currency of a country's pay; undefined when the country is not in the table. */
export function homeCurrency(country: string | null): string | undefined {
  return country === null ? undefined : countries[country]?.currency;
}

/** The country to assume for a language that one country's postings dominate. */
export function languageDefaults(
  language: string | null,
): { readonly currency: string; readonly country: string | null } | undefined {
  if (language === null) return undefined;
  return languages[language] ?? languages[language.split('-')[0] ?? ''];
}

/** The period that is meant in a country when none is said. */
export function conventionalPeriod(country: string | null): 'MONTH' | 'YEAR' | undefined {
  const period = country === null ? undefined : countries[country]?.period;
  return period === 'MONTH' || period === 'YEAR' ? period : undefined;
}

/** A country that pays in this currency and in whose postings the convention can be looked up. */
export function homeCountry(currency: string): string | null {
  return HOME_COUNTRIES.get(currency) ?? null;
}

const HOME_COUNTRIES = new Map<string, string>();
for (const [country, { currency }] of Object.entries(countries)) {
  // The currencies of several countries say nothing about the country.
  if (currency !== 'USD' && currency !== 'EUR' && !HOME_COUNTRIES.has(currency)) {
    HOME_COUNTRIES.set(currency, country);
  }
}
HOME_COUNTRIES.set('USD', 'US');

/** What a full-time year usually pays in a currency, lowest and highest; undefined when unknown. */
export function typicalYear(currency: string): readonly [low: number, high: number] | undefined {
  const [low, high] = facts[currency]?.typicalYear ?? [];
  return low === undefined || high === undefined ? undefined : [low, high];
}
