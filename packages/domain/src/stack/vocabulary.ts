import { CUES, MASKS, type CuePhrase } from './cues.ts';
import { createPhraseTrie, type PhraseTrie } from './phrase-trie.ts';
import { REGISTRY } from './registry.ts';
import type { Technology } from './technology.ts';

/** strong: any case, any place; exact: this case, any place; weak: this case, in context. */
export type Strength = 'strong' | 'exact' | 'weak';

export type Pattern =
  | {
      readonly kind: 'name';
      readonly phrase: string;
      readonly strength: Strength;
      readonly technology: Technology;
    }
  | { readonly kind: 'mask'; readonly phrase: string }
  | { readonly kind: 'near'; readonly phrase: string }
  | ({ readonly kind: 'cue' } & { readonly phrase: string; readonly cue: CuePhrase });

export interface Vocabulary {
  readonly patterns: readonly Pattern[];
  /** 1 for patterns that are the words around names (cue, near), by place. */
  readonly isWording: Uint8Array;
  readonly trie: PhraseTrie;
}

const GLUED_LENGTH_MIN = 6;
/** Two or three words of letters and digits. */
const WORDS = /^[\p{L}\d]+(?: [\p{L}\d]+){1,2}$/u;
const JOINT = /^([\p{L}]{2,}[a-z])([A-Z]{2,}\d?)$/u;

/**
 * The spellings that a strong alias stands for: "GitHub Actions" is also "GithubActions", "Vue.js"
 * is also "VueJS" and "Vue js". Hyphens for spaces need no variant, the alphabet folds them.
 */
export function spellingsOf(alias: string): readonly string[] {
  const spellings = [alias];
  if (/\.js$/i.test(alias)) {
    const stem = alias.slice(0, -3);
    spellings.push(`${stem}js`, `${stem} js`);
  }
  // Asked of thousands of names while a command starts: a look for the space costs least.
  if (alias.includes(' ') && WORDS.test(alias)) {
    const glued = alias.replaceAll(' ', '');
    if (glued.length >= GLUED_LENGTH_MIN) spellings.push(glued);
  }
  const joint = /[A-Z]\d?$/.test(alias) ? JOINT.exec(alias) : null;
  if (joint !== null) spellings.push(`${joint[1]} ${joint[2]}`);
  return spellings;
}

/** All names of a technology with what each needs to count. */
export function namesOf(technology: Technology): readonly { phrase: string; strength: Strength }[] {
  const { name, tier, exactName = false } = technology;
  const strong = [...(tier === 1 && !exactName ? [name] : []), ...(technology.aliases ?? [])];
  const exact = [...(tier === 1 && exactName ? [name] : []), ...(technology.exact ?? [])];
  const weak = [...(tier === 2 ? [name] : []), ...(technology.weak ?? [])];
  const names: { phrase: string; strength: Strength }[] = [];
  for (const phrase of new Set(strong.flatMap(spellingsOf))) {
    names.push({ phrase, strength: 'strong' });
  }
  for (const phrase of exact) names.push({ phrase, strength: 'exact' });
  for (const phrase of weak) names.push({ phrase, strength: 'weak' });
  return names;
}

function buildVocabulary(): Vocabulary {
  const patterns: Pattern[] = [];
  const near = new Set<string>();
  const masks = new Set(MASKS);
  for (const technology of REGISTRY) {
    for (const { phrase, strength } of namesOf(technology)) {
      patterns.push({ kind: 'name', phrase, strength, technology });
    }
    for (const phrase of technology.not ?? []) masks.add(phrase);
    for (const phrase of [...(technology.cues ?? []), ...(technology.against ?? [])]) {
      near.add(phrase.toLowerCase());
    }
  }
  for (const phrase of masks) patterns.push({ kind: 'mask', phrase });
  for (const phrase of near) patterns.push({ kind: 'near', phrase });
  for (const cue of CUES) patterns.push({ kind: 'cue', phrase: cue.phrase, cue });
  // Languages attach endings to names ("Pythonista"), never to our wording.
  const trie = createPhraseTrie(
    patterns.map(({ phrase }) => phrase),
    (pattern) => patterns[pattern]?.kind === 'name',
  );
  const isWording = Uint8Array.from(patterns, ({ kind }) =>
    kind === 'cue' || kind === 'near' ? 1 : 0,
  );
  return { patterns, isWording, trie };
}

let built: Vocabulary | undefined;

/** The registry and the wording as one trie; built on the first call and kept. */
export function vocabulary(): Vocabulary {
  built ??= buildVocabulary();
  return built;
}
