import { FOLDED_CODE_UNIT, foldText, isWordCode } from './fold-char.ts';

/** A phrase to find. `openStart` and `openEnd` let it begin or end inside a word. */
export interface Phrase {
  readonly text: string;
  readonly openStart: boolean;
  readonly openEnd: boolean;
}

/** Finds all phrases in one pass over a text. */
export interface CueAutomaton {
  /** Calls `visit` for every phrase found, in the order of their ends. */
  readonly scan: (
    text: string,
    visit: (phrase: number, start: number, end: number) => void,
  ) => void;
}

/** States by the order of their making: first child, next sibling, symbol that leads there. */
interface Trie {
  readonly states: number;
  readonly child: Int32Array;
  readonly sibling: Int32Array;
  readonly symbol: Uint16Array;
  /** The phrases that end in a state. */
  readonly ends: ReadonlyMap<number, number[]>;
}

function buildTrie(spellings: readonly Spelling[]): Trie {
  const statesMax = spellings.reduce((sum, { symbols }) => sum + symbols.length, 1);
  const child = new Int32Array(statesMax);
  const sibling = new Int32Array(statesMax);
  const symbol = new Uint16Array(statesMax);
  const ends = new Map<number, number[]>();
  let states = 1;
  for (const { phrase, symbols } of spellings) {
    let state = 0;
    for (const wanted of symbols) {
      let next = child[state] ?? 0;
      while (next !== 0 && symbol[next] !== wanted) next = sibling[next] ?? 0;
      if (next === 0) {
        next = states++;
        symbol[next] = wanted;
        sibling[next] = child[state] ?? 0;
        child[state] = next;
      }
      state = next;
    }
    const there = ends.get(state);
    if (there === undefined) ends.set(state, [phrase]);
    else there.push(phrase);
  }
  return { states, child, sibling, symbol, ends };
}

const FOUND = 1;
const OPEN = 2;

/** The flat table of an automaton. */
interface Table {
  readonly next: Uint16Array | Int32Array;
  /** For each state the nearest suffix state in which a phrase ends; 0 for none. */
  readonly outputs: Int32Array;
  /** The phrases that end in a state. */
  readonly ends: readonly (readonly number[] | undefined)[];
  /** `FOUND` where a phrase ends, in the state or a suffix of it; with `OPEN` where one is open. */
  readonly reports: Uint8Array;
}

/**
 * The table of a trie. Its states are numbered by depth: the shallow ones, where a text spends its
 * time, lie together.
 */
function complete(trie: Trie, symbols: number, isOpen: (phrase: number) => boolean): Table {
  const { states } = trie;
  const next =
    states <= 0x10000 ? new Uint16Array(states * symbols) : new Int32Array(states * symbols);
  const failure = new Int32Array(states);
  const outputs = new Int32Array(states);
  const reports = new Uint8Array(states);
  const ends: (readonly number[] | undefined)[] = [];
  const made = new Int32Array(states);
  let numbered = 1;
  for (let state = 0; state < numbered; state += 1) {
    const fallback = failure[state] ?? 0;
    const phrases = trie.ends.get(made[state] ?? 0);
    ends.push(phrases);
    if (state !== 0) {
      outputs[state] = ends[fallback] !== undefined ? fallback : (outputs[fallback] ?? 0);
      next.copyWithin(state * symbols, fallback * symbols, (fallback + 1) * symbols);
    }
    const own = phrases === undefined ? 0 : phrases.some(isOpen) ? FOUND | OPEN : FOUND;
    reports[state] = own | (reports[outputs[state] ?? 0] ?? 0);
    let child = trie.child[made[state] ?? 0] ?? 0;
    for (; child !== 0; child = trie.sibling[child] ?? 0) {
      const slot = trie.symbol[child] ?? 0;
      failure[numbered] = state === 0 ? 0 : (next[fallback * symbols + slot] ?? 0);
      next[state * symbols + slot] = numbered;
      made[numbered++] = child;
    }
  }
  return { next, outputs, ends, reports };
}

/** Added to the code of a letter that begins a word: it is a symbol of its own. */
const BEGINS_WORD = 0x10000;

const IS_WORD = Uint8Array.from(FOLDED_CODE_UNIT, (code) => (isWordCode(code) ? 1 : 0));

/** A phrase as the symbols to be met; one that may begin inside a word has two of them. */
interface Spelling {
  readonly phrase: number;
  readonly symbols: readonly number[];
}

/** Numbers the symbols of the phrases from 1, into `alphabet`; their count comes along. */
function spell(
  phrases: readonly Phrase[],
  alphabet: Uint16Array,
): { readonly spellings: readonly Spelling[]; readonly symbols: number } {
  const spellings: Spelling[] = [];
  let symbols = 1;
  const symbolOf = (symbol: number): number => {
    if (alphabet[symbol] === 0) alphabet[symbol] = symbols++;
    return alphabet[symbol] ?? 0;
  };
  phrases.forEach(({ text, openStart }, phrase) => {
    const folded = foldText(text);
    const rest: number[] = [];
    for (let index = 1; index < folded.length; index += 1) {
      const code = folded.charCodeAt(index);
      const begins = IS_WORD[code] === 1 && IS_WORD[folded.charCodeAt(index - 1)] === 0;
      rest.push(symbolOf(begins ? code + BEGINS_WORD : code));
    }
    const first = folded.charCodeAt(0);
    if (IS_WORD[first] === 1) {
      spellings.push({ phrase, symbols: [symbolOf(first + BEGINS_WORD), ...rest] });
      if (!openStart) return;
    }
    spellings.push({ phrase, symbols: [symbolOf(first), ...rest] });
  });
  return { spellings, symbols };
}

/**
 * Builds the automaton (Aho-Corasick as a flat table over the phrases' own alphabet). Few phrases
 * may begin inside a word: what remains of one that begins none is passed in the first state, whose
 * row stays in the processor's cache.
 */
export function buildCueAutomaton(phrases: readonly Phrase[]): CueAutomaton {
  const alphabet = new Uint16Array(2 * BEGINS_WORD);
  const { spellings, symbols } = spell(phrases, alphabet);
  const isOpen = (phrase: number): boolean => phrases[phrase]?.openEnd === true;
  const { next, outputs, ends, reports } = complete(buildTrie(spellings), symbols, isOpen);
  const symbolOf = new Uint16Array(2 * BEGINS_WORD);
  for (let code = 0; code < BEGINS_WORD; code += 1) {
    const folded = FOLDED_CODE_UNIT[code] ?? 0;
    symbolOf[code] = alphabet[folded] ?? 0;
    symbolOf[code + BEGINS_WORD] = alphabet[folded + BEGINS_WORD] ?? 0;
  }
  const lengths = phrases.map(({ text }) => text.length);

  const report = (
    { state, end, insideWord }: { state: number; end: number; insideWord: boolean },
    visit: (phrase: number, start: number, end: number) => void,
  ): void => {
    for (let at = state; at !== 0; at = outputs[at] ?? 0) {
      for (const id of ends[at] ?? []) {
        if (!insideWord || isOpen(id)) visit(id, end - (lengths[id] ?? 0), end);
      }
    }
  };
  return {
    scan: (text, visit) => {
      const { length } = text;
      let state = 0;
      let before = 0;
      for (let index = 0; index < length; index += 1) {
        const code = text.charCodeAt(index);
        const word = IS_WORD[code] ?? 0;
        const begins = word > before ? BEGINS_WORD : 0;
        before = word;
        state = next[state * symbols + (symbolOf[code + begins] ?? 0)] ?? 0;
        const reported = reports[state] ?? 0;
        if (reported === 0) continue;
        const end = index + 1;
        const insideWord = word === 1 && end < length && IS_WORD[text.charCodeAt(end)] === 1;
        if (insideWord && (reported & OPEN) === 0) continue;
        report({ state, end, insideWord }, visit);
      }
    },
  };
}
