import type { PayBasis, PayComponent } from '@winnow/contracts/code-lists';
import data from '../../data/salary-cues.json' with { type: 'json' };
import { PATTERNS } from './phrase-patterns.ts';
import { createLexicon, type Lexicon, type LexiconHit } from './lexicon.ts';

/** `ACTUAL` is the pro-rata amount beside a full-time equivalent. */
export type CueComponent = PayComponent | 'ACTUAL';

/** What a word near an amount says about it. */
export type Cue =
  | { readonly kind: 'pay'; readonly isVerb: boolean }
  | { readonly kind: 'component'; readonly component: CueComponent }
  | { readonly kind: 'never'; readonly name: string }
  | { readonly kind: 'terms' }
  | { readonly kind: 'weak' };
export type CueHit = LexiconHit<Cue>;

type WordLists = Readonly<Record<string, readonly string[]>>;

const COMPONENTS = {
  BASE: true,
  OTE: true,
  TOTAL: true,
  BONUS: true,
  SIGNING_BONUS: true,
  COMMISSION: true,
  EQUITY: true,
  ALLOWANCE: true,
  TIPS: true,
  ACTUAL: true,
} as const satisfies Record<CueComponent, true>;

function isComponent(name: string): name is CueComponent {
  return Object.hasOwn(COMPONENTS, name);
}

/** Whether a cue says that an amount is what the job pays. */
export function isMainPay(value: Cue): boolean {
  if (value.kind === 'pay') return true;
  if (value.kind !== 'component') return false;
  return value.component === 'BASE' || value.component === 'OTE' || value.component === 'TOTAL';
}

/** `pays`, `earn`: customers do so too. */
export function isPayVerb(value: Cue): boolean {
  return value.kind === 'pay' && value.isVerb;
}

/** Later entries give way: a phrase in several lists means the first. */
function cueEntries(): Map<string, Cue> {
  const entries = new Map<string, Cue>();
  const add = (phrases: readonly string[], cue: Cue): void => {
    for (const phrase of phrases) if (!entries.has(phrase)) entries.set(phrase, cue);
  };
  for (const [component, phrases] of Object.entries<readonly string[]>(data.component)) {
    if (isComponent(component)) add(phrases, { kind: 'component', component });
  }
  for (const [name, phrases] of Object.entries<readonly string[]>(data.never)) {
    add(phrases, { kind: 'never', name });
  }
  add(data.verb, { kind: 'pay', isVerb: true });
  for (const phrases of Object.values<readonly string[]>(data.pay)) {
    add(phrases, { kind: 'pay', isVerb: false });
  }
  add(data.terms, { kind: 'terms' });
  add(data.weak, { kind: 'weak' });
  return entries;
}

function* basisEntries(lists: WordLists): Generator<[string, PayBasis]> {
  for (const phrase of lists['GROSS'] ?? []) yield [phrase, 'GROSS'];
  for (const phrase of lists['NET'] ?? []) yield [phrase, 'NET'];
}

const cues: Lexicon<Cue> = createLexicon(cueEntries());
const bases: Lexicon<PayBasis> = createLexicon(basisEntries(data.basis));
const additives: Lexicon<true> = createLexicon(
  data.additive.map((phrase): [string, true] => [phrase, true]),
);

/**
 * Every cue that begins between two offsets of a folded text, leftmost first; it ends there too, or
 * before `reach` where that is given.
 */
export function cuesWithin(folded: string, start: number, end: number, reach = end): CueHit[] {
  return cues.scan(folded, start, end, reach).filter((hit) => !isInTitle(folded, hit));
}

/** "Head of Tax £85k", "Director of Lending". */
const HEAD_OF = /(?<![a-z])(?:head|director|vp|svp|manager|leader|chief|officer|professor)\sof\s$/;
const HEAD_OF_UNITS = 16;
const OF_TITLES: ReadonlySet<CueComponent> = new Set(['EQUITY', 'ALLOWANCE']);

/** "Insurance Broker £35,000", "Dental Nurse": what names the job says nothing of its amounts. */
function isInTitle(folded: string, { value, start, end }: CueHit): boolean {
  const isOfField =
    value.kind === 'never' ||
    value.kind === 'weak' ||
    (value.kind === 'component' && OF_TITLES.has(value.component));
  if (!isOfField) return false;
  if (HEAD_OF.test(folded.slice(Math.max(0, start - HEAD_OF_UNITS), start))) return true;
  PATTERNS.roleAfter.lastIndex = end;
  if (PATTERNS.roleAfter.test(folded)) return true;
  if (!folded.includes('/', end)) return false;
  PATTERNS.genderAfter.lastIndex = end;
  return PATTERNS.genderAfter.test(folded);
}

/** Gross or net, where it is said between two offsets. */
export function basisWithin(folded: string, start: number, end: number): PayBasis | null {
  return bases.scan(folded, start, end)[0]?.value ?? null;
}

/** Whether a word that adds or excludes ("plus", "excluding") stands between two offsets. */
export function hasAdditive(folded: string, start: number, end: number): boolean {
  return additives.scan(folded, start, end).length > 0;
}
