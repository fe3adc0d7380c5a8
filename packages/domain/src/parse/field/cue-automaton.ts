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

interface Trie {
  readonly children: Map<number, number>[];
  readonly phrases: number[][];
}

function buildTrie(spellings: readonly Spelling[]): Trie {
  const children: Map<number, number>[] = [new Map()];
  const ends: number[][] = [[]];
  for (const { phrase, symbols } of spellings) {
    let state = 0;
    for (const symbol of symbols) {
      let next = children[state]?.get(symbol);
      if (next === undefined) {
        next = children.length;
        children.push(new Map());
        ends.push([]);
        children[state]?.set(symbol, next);
      }
      state = next;
    }
    ends[state]?.push(phrase);
  }
  return { children, phrases: ends };
}

/** The trie with its states numbered by depth: the shallow ones, where a text spends its time, lie together. */
function byDepth(trie: Trie): Trie {
  const order: number[] = [0];
  const number = new Map([[0, 0]]);
  for (let head = 0; head < order.length; head += 1) {
    for (const child of trie.children[order[head] ?? 0]?.values() ?? []) {
      number.set(child, order.length);
      order.push(child);
    }
  }
  return {
    children: order.map((state) => {
      const children = new Map<number, number>();
      for (const [symbol, child] of trie.children[state] ?? []) {
        children.set(symbol, number.get(child) ?? 0);
      }
      return children;
    }),
    phrases: order.map((state) => trie.phrases[state] ?? []),
  };
}

/** Flat transitions, and for each state the nearest suffix state in which a phrase ends. */
function complete(
  trie: Trie,
  symbols: number,
): { next: Uint16Array | Int32Array; outputs: Int32Array } {
  const states = trie.children.length;
  const next =
    states <= 0x10000 ? new Uint16Array(states * symbols) : new Int32Array(states * symbols);
  const failure = new Int32Array(states);
  const outputs = new Int32Array(states);
  for (let state = 0; state < states; state += 1) {
    const fallback = failure[state] ?? 0;
    if (state !== 0) next.copyWithin(state * symbols, fallback * symbols, (fallback + 1) * symbols);
    for (const [symbol, child] of trie.children[state] ?? []) {
      const target = state === 0 ? 0 : (next[fallback * symbols + symbol] ?? 0);
      failure[child] = target;
      outputs[child] = (trie.phrases[target]?.length ?? 0) > 0 ? target : (outputs[target] ?? 0);
      next[state * symbols + symbol] = child;
    }
  }
  return { next, outputs };
}

/** What a scan needs of the trie: the phrases of the states that have some, and where any end. */
function endsOf(
  { phrases }: Trie,
  outputs: Int32Array,
): { readonly ends: ReadonlyMap<number, readonly number[]>; readonly hasOutput: Uint8Array } {
  const ends = new Map<number, readonly number[]>();
  const hasOutput = new Uint8Array(phrases.length);
  phrases.forEach((ids, state) => {
    if (ids.length > 0) ends.set(state, ids);
    hasOutput[state] = ids.length > 0 || (outputs[state] ?? 0) !== 0 ? 1 : 0;
  });
  return { ends, hasOutput };
}

/** Added to the code of a letter that begins a word: it is a symbol of its own. */
const BEGINS_WORD = 0x10000;

const IS_WORD = Uint8Array.from(FOLDED_CODE_UNIT, (code) => (isWordCode(code) ? 1 : 0));

/** A phrase as the symbols to be met; one that may begin inside a word has two of them. */
interface Spelling {
  readonly phrase: number;
  readonly symbols: readonly number[];
}

/** Numbers the symbols of the phrases from 1, into `alphabet`; their count is with the spellings. */
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
 * Builds the automaton (Aho-Corasick as a flat table over the phrases' own alphabet). As few phrases
 * may begin inside a word, the rest of a word that begins none is passed in the first state, whose
 * row stays in the processor's cache.
 */
export function buildCueAutomaton(phrases: readonly Phrase[]): CueAutomaton {
  const alphabet = new Uint16Array(2 * BEGINS_WORD);
  const { spellings, symbols } = spell(phrases, alphabet);
  const trie = byDepth(buildTrie(spellings));
  const { next, outputs } = complete(trie, symbols);
  const symbolOf = new Uint16Array(2 * BEGINS_WORD);
  for (let code = 0; code < BEGINS_WORD; code += 1) {
    const folded = FOLDED_CODE_UNIT[code] ?? 0;
    symbolOf[code] = alphabet[folded] ?? 0;
    symbolOf[code + BEGINS_WORD] = alphabet[folded + BEGINS_WORD] ?? 0;
  }
  const { ends, hasOutput } = endsOf(trie, outputs);
  const wordAt = (text: string, index: number): boolean =>
    index < text.length && IS_WORD[text.charCodeAt(index)] === 1;

  const report = (
    text: string,
    { state, end }: { state: number; end: number },
    visit: (phrase: number, start: number, end: number) => void,
  ): void => {
    const endsInWord = wordAt(text, end) && wordAt(text, end - 1);
    for (let at = state; at !== 0; at = outputs[at] ?? 0) {
      for (const id of ends.get(at) ?? []) {
        const phrase = phrases[id];
        if (phrase === undefined || (endsInWord && !phrase.openEnd)) continue;
        visit(id, end - phrase.text.length, end);
      }
    }
  };
  return {
    scan: (text, visit) => {
      let state = 0;
      let before = 0;
      for (let index = 0; index < text.length; index += 1) {
        const code = text.charCodeAt(index);
        const word = IS_WORD[code] ?? 0;
        const begins = word > before ? BEGINS_WORD : 0;
        before = word;
        state = next[state * symbols + (symbolOf[code + begins] ?? 0)] ?? 0;
        if (hasOutput[state] === 1) report(text, { state, end: index + 1 }, visit);
      }
    },
  };
}
