import cuesJson from '../../data/stack/cues.json' with { type: 'json' };
import wordsJson from '../../data/stack/words.json' with { type: 'json' };

/**
 * What wording says of a technology beside it:
 * - must, should, plus: it is demanded, expected, welcome
 * - use: it is in use, no word on who must know it
 * - not: it is denied; migrate: something is being left behind
 * - role, noun: the words around a name that make a technology of it
 * - years: a span of time; legal: the text is about law, not about work
 */
export const CUE_KINDS = [
  'must',
  'should',
  'plus',
  'use',
  'not',
  'migrate',
  'role',
  'noun',
  'years',
  'legal',
] as const;
export type CueKind = (typeof CUE_KINDS)[number];

/** Which side of the technology the wording stands on; some phrases stand on either. */
export type Side = 'before' | 'after' | 'both';

export interface CuePhrase {
  readonly kind: CueKind;
  readonly phrase: string;
  readonly side: Side;
  /** Languages in which the phrase means this; null for all. */
  readonly languages: readonly string[] | null;
}

type Phrases = Readonly<Record<string, readonly string[]>>;
type TwoSides = Readonly<Record<'before' | 'after', Phrases>>;

const BY_LANGUAGE: Readonly<Record<string, TwoSides>> = cuesJson;

function sided(): CuePhrase[] {
  const found = new Map<
    string,
    { kind: CueKind; phrase: string; sides: Set<Side>; languages: Set<string> }
  >();
  for (const kind of ['must', 'should', 'plus', 'use', 'not', 'migrate'] as const) {
    for (const side of ['before', 'after'] as const) {
      for (const [language, phrases] of Object.entries(BY_LANGUAGE[kind]?.[side] ?? {})) {
        for (const phrase of phrases) {
          const key = `${kind} ${phrase.toLowerCase()}`;
          const entry = found.get(key) ?? { kind, phrase, sides: new Set(), languages: new Set() };
          entry.sides.add(side);
          entry.languages.add(language);
          found.set(key, entry);
        }
      }
    }
  }
  return [...found.values()].map(({ kind, phrase, sides, languages }) => ({
    kind,
    phrase,
    side: sides.size === 2 ? 'both' : ([...sides][0] ?? 'before'),
    languages: [...languages],
  }));
}

function everywhere(kind: CueKind, side: Side, phrases: readonly string[]): CuePhrase[] {
  return phrases.map((phrase) => ({ kind, phrase, side, languages: null }));
}

const ALL: readonly CuePhrase[] = [
  ...sided(),
  ...everywhere('role', 'before', wordsJson.roles.before),
  ...everywhere('role', 'after', wordsJson.roles.after),
  ...everywhere('noun', 'before', wordsJson.nouns.before),
  ...everywhere('noun', 'after', wordsJson.nouns.after),
  ...everywhere('years', 'both', wordsJson.years),
  ...everywhere('legal', 'both', wordsJson.legal),
];

const CJK = /[\u3040-\u30ff\u4e00-\u9fff]/;

/** All wording of languages that write spaces, for the trie. */
export const CUES: readonly CuePhrase[] = ALL.filter(({ phrase }) => !CJK.test(phrase));

/** Wording of languages that write none: too few phrases for an alphabet of their own. */
export const CJK_CUES: readonly CuePhrase[] = [
  ...ALL.filter(({ phrase }) => CJK.test(phrase)),
  { kind: 'years', phrase: '年', side: 'both', languages: ['ja'] },
];

/** Tokens that hold a technology's name and are none. */
export const MASKS: readonly string[] = wordsJson.masks;
