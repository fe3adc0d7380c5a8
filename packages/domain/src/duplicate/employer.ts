import { hash32 } from './hash.ts';
import { foldWords, WORDS } from './words.ts';

/** An employer's name without its legal form. */
export interface EmployerPrint {
  /** Hashes of the words of the name, in order; empty when it is not known. */
  readonly words: readonly number[];
  /** It hires for others: its name does not say whose job this is. */
  readonly agency: boolean;
}

const NAME_CHARS_MAX = 200;
const NAME_WORDS_MAX = 6;

const LEGAL = new Set(WORDS.legalForms);
const AGENCY_WORDS = new Set(WORDS.agencyWords);
const AGENCIES = new Set(WORDS.agencies);

/** Legal forms that stand before or behind a name without a space. */
const ATTACHED_LEGAL =
  /株式会社|有限会社|合同会社|合資会社|一般社団法人|股份有限公司|有限公司|주식회사|[(（]株[)）]|㈱|㈜/g;

/** Null or a name without a letter is an unknown employer. */
export function printEmployer(name: string | null): EmployerPrint {
  const words = foldWords(
    (name ?? '').slice(0, NAME_CHARS_MAX).replace(/[.'’]/g, '').replace(ATTACHED_LEGAL, ' '),
  );
  const named = words.filter((word) => !LEGAL.has(word));
  const kept = (named.length > 0 ? named : words).slice(0, NAME_WORDS_MAX);
  const agency =
    kept.some((word) => AGENCY_WORDS.has(word)) ||
    AGENCIES.has(kept.join(' ')) ||
    AGENCIES.has(kept.slice(0, 2).join(' ')) ||
    AGENCIES.has(kept[0] ?? '');
  return { words: kept.map((word) => hash32(word)), agency };
}

/** `ALIAS`: one name is the beginning of the other ("Acme", "Acme Robotics"). */
export type EmployerRelation = 'SAME' | 'ALIAS' | 'AGENCY' | 'UNKNOWN' | 'DIFFERENT';

/** Compares two names; neither has to be known. */
export function relateEmployers(a: EmployerPrint, b: EmployerPrint): EmployerRelation {
  if (a.words.length === 0 || b.words.length === 0) return 'UNKNOWN';
  const shared = Math.min(a.words.length, b.words.length);
  let equal = 0;
  while (equal < shared && a.words[equal] === b.words[equal]) equal++;
  if (equal === shared) return a.words.length === b.words.length ? 'SAME' : 'ALIAS';
  return a.agency || b.agency ? 'AGENCY' : 'DIFFERENT';
}
