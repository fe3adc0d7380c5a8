import type { StackCategory } from '@winnow/contracts/code-lists';

/**
 * T1 says what it is wherever it stands, T2 needs its context, T3 never counts in its bare form.
 */
export type Tier = 1 | 2 | 3;

/**
 * A technology as the registry's files write it; `packages/domain/data/stack/README.md` explains.
 */
export interface TechnologyEntry {
  readonly id: string;
  /** The vendor's spelling. Also the first alias, by the rule of its tier. */
  readonly name: string;
  readonly tier: Tier;
  /** A name of the first tier that is told from a word by its capitals alone (REST, SOAP). */
  readonly exactName?: boolean;
  /** Unambiguous spellings, in any case. */
  readonly aliases?: readonly string[];
  /** Unambiguous spellings in exactly this case. */
  readonly exact?: readonly string[];
  /**
   * Unambiguous spellings that another trade or a person also bears (LTE, Jenkins): in this case
   * they count in company or with a cue.
   */
  readonly shared?: readonly string[];
  /** Ambiguous spellings: exact case and context are needed. */
  readonly weak?: readonly string[];
  /** Words near the name that let an ambiguous spelling pass. */
  readonly cues?: readonly string[];
  /** Phrases that hold a spelling of the name and mean something else. */
  readonly not?: readonly string[];
  /** Words anywhere near an ambiguous spelling that rule it out. */
  readonly against?: readonly string[];
  /** How far off corroboration may be: in the same list or sentence, or anywhere in the text. */
  readonly reach?: 'local' | 'document';
  /** Technologies that this one is built on. Never tagged as stated. */
  readonly implies?: readonly string[];
  readonly vendor?: string;
  /** Employers whose postings say the name of themselves, beside the vendor and the name itself. */
  readonly employers?: readonly string[];
  /** Whose neighbours corroborate: a spreadsheet among office programs does not vouch for Go. */
  readonly world?: World;
  /** Its look-alikes are written small inside a sentence: there, the name in its case is it. */
  readonly capitals?: boolean;
  /** Ids elsewhere. */
  readonly crosswalk?: {
    readonly linguist?: number;
    readonly simpleIcons?: string;
    readonly stackOverflow?: string;
  };
  /** For ambiguous names: a sentence in which it counts, and at least two in which it does not. */
  readonly examples?: { readonly yes: string; readonly no: readonly string[] };
}

export const WORLDS = [
  'development',
  'office',
  'business',
  'design',
  'science',
  'engineering',
] as const;
export type World = (typeof WORLDS)[number];

export interface Technology extends TechnologyEntry {
  readonly category: StackCategory;
  readonly world: World;
}
