import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import { hash32 } from './hash.ts';
import { fold, WORDS } from './words.ts';

/** Under which terms a job is done, each a bit set of what is stated; 0 where nothing is. */
export interface TermsPrint {
  /** Of `SHIFTS`: when in the day or week, as the title says it. */
  readonly shift: number;
  /** Of `HOURS`: full or part time. */
  readonly hours: number;
  /** Of `CONTRACTS`: for good or for a time. */
  readonly contract: number;
  /** Of `MARKS`: what the title says that does not go without saying. */
  readonly marks: number;
  /** 16 bits of the primary subtag of each language that is required, ascending. */
  readonly languages: readonly number[];
}

/** What a title says of terms, and its words without those that say it. */
export interface TitleTerms extends Omit<TermsPrint, 'languages'> {
  readonly words: readonly string[];
}

/** Languages of a posting that are kept. */
export const REQUIRED_LANGUAGES_MAX = 4;

// By place in these lists, never to be reordered: it is stored.
const SHIFTS = ['DAY', 'NIGHT', 'EARLY', 'LATE', 'WEEKEND', 'ROTATING'] as const;
const HOURS = ['FULL_TIME', 'PART_TIME'] as const;
const CONTRACTS = ['PERMANENT', 'LIMITED'] as const;
const MARKS = ['PART_TIME', 'LIMITED'] as const;
const PART_TIME = 1 << HOURS.indexOf('PART_TIME');
const PERMANENT = 1 << CONTRACTS.indexOf('PERMANENT');
const LIMITED = 1 << CONTRACTS.indexOf('LIMITED');

interface Phrase {
  readonly words: readonly string[];
  readonly of: 'shift' | 'hours' | 'contract';
  readonly bit: number;
}

const PHRASES = phrasesByFirstWord();

/** By first word, the longest first, so that "night shift" leaves no "shift". */
function phrasesByFirstWord(): ReadonlyMap<string, readonly Phrase[]> {
  const phrases = [
    ...SHIFTS.flatMap((name, i) => phrasesOf(WORDS.shifts[name], 'shift', 1 << i)),
    ...HOURS.flatMap((name, i) => phrasesOf(WORDS.hours[name], 'hours', 1 << i)),
    ...CONTRACTS.flatMap((name, i) => phrasesOf(WORDS.contracts[name], 'contract', 1 << i)),
  ];
  phrases.sort((a, b) => b.words.length - a.words.length);
  return Map.groupBy(phrases, ({ words: [first = ''] }) => first);
}

function phrasesOf(texts: readonly string[], of: Phrase['of'], bit: number): Phrase[] {
  return texts.map((text) => ({ words: fold(text).split(' '), of, bit }));
}

/** Takes the terms out of the folded words of a title. */
export function takeTerms(words: readonly string[]): TitleTerms {
  const stated = { shift: 0, hours: 0, contract: 0 };
  const rest: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const phrase = PHRASES.get(words[i] ?? '')?.find((each) =>
      each.words.every((word, j) => word === words[i + j]),
    );
    if (phrase === undefined) {
      rest.push(words[i] ?? '');
      continue;
    }
    stated[phrase.of] |= phrase.bit;
    i += phrase.words.length - 1;
  }
  // Full time and permanent go without saying, and so does what is offered as either.
  const marked = { PART_TIME: stated.hours === PART_TIME, LIMITED: stated.contract === LIMITED };
  const marks = MARKS.reduce((bits, mark, i) => bits | (marked[mark] ? 1 << i : 0), 0);
  return { ...stated, marks, words: rest };
}

/** What of a posting states terms besides its title. */
export type TermsInput = Pick<
  StagedPosting['posting'],
  'employmentType' | 'contractType' | 'languages'
>;

/** The terms of a posting: its title's words first, for its fields may hold a site's default. */
export function printTerms(
  { employmentType, contractType, languages }: TermsInput,
  title: Omit<TermsPrint, 'languages'>,
): TermsPrint {
  const { shift, hours, contract, marks } = title;
  const required = languages.filter((each) => each.required).map((each) => each.language);
  const prints = new Set(required.map((tag) => hash32(primarySubtag(tag)) & 0xffff));
  return {
    shift,
    marks,
    hours: hours > 0 ? hours : hoursOf(employmentType),
    contract: contract > 0 ? contract : contractOf(employmentType, contractType),
    languages: [...prints].sort((a, b) => a - b).slice(0, REQUIRED_LANGUAGES_MAX),
  };
}

/** `en` of `en-GB`. */
export function primarySubtag(language: string): string {
  return language.toLowerCase().split('-', 1).join('');
}

function hoursOf(types: TermsInput['employmentType']): number {
  return HOURS.reduce((bits, type, i) => bits | (types.includes(type) ? 1 << i : 0), 0);
}

type ContractType = TermsInput['contractType'][number];
const LIMITED_CONTRACTS: readonly ContractType[] = [
  'FIXED_TERM',
  'FREELANCE',
  'INTERIM',
  'SEASONAL',
];

function contractOf(
  employment: TermsInput['employmentType'],
  contracts: TermsInput['contractType'],
): number {
  const limited =
    employment.includes('CONTRACTOR') ||
    employment.includes('TEMPORARY') ||
    contracts.some((each) => LIMITED_CONTRACTS.includes(each));
  return (contracts.includes('PERMANENT') ? PERMANENT : 0) | (limited ? LIMITED : 0);
}

/**
 * A title without a shift stands beside "… - Nights" as another job, as one without a level does
 * beside "Senior …". Two that are stated keep jobs apart even under one key.
 */
export function shiftsDiffer(a: TermsPrint, b: TermsPrint, keyed: boolean): boolean {
  return areDisjoint(a.shift, b.shift) || (a.shift !== b.shift && !keyed);
}

/**
 * Whether both state hours, contracts or languages, and nothing fits both. Who leaves one out, or
 * offers either, may be a shorter copy.
 */
export function termsDiffer(a: TermsPrint, b: TermsPrint): boolean {
  return (
    areDisjoint(a.hours, b.hours) ||
    areDisjoint(a.contract, b.contract) ||
    (!isWithin(a.languages, b.languages) && !isWithin(b.languages, a.languages))
  );
}

function areDisjoint(a: number, b: number): boolean {
  return a > 0 && b > 0 && (a & b) === 0;
}

function isWithin(part: readonly number[], whole: readonly number[]): boolean {
  return part.every((each) => whole.includes(each));
}
