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

/**
 * An automaton as a double array: a state is the place from which its ways are counted, and the
 * slot a symbol further on holds the way, if the state's own number stands there. A table of states
 * by symbols would be twenty times as large, and out of the processor's cache at every text.
 */
interface Table {
  /** By slot: the state whose way it is, and where it leads. */
  readonly ways: Int32Array;
  /** By state: where to go on where there is no way. */
  readonly failure: Int32Array;
  /** By state: the nearest suffix state in which a phrase ends; `ROOT` for none. */
  readonly outputs: Int32Array;
  /** By state: where in `ids` the phrases begin that end in it; 0 for none. */
  readonly endsAt: Int32Array;
  /** Phrases, `NO_PHRASE` before and behind those of each state. */
  readonly ids: Int32Array;
  /** `FOUND` where a phrase ends, in the state or a suffix of it; with `OPEN` where one is open. */
  readonly reports: Uint8Array;
}

const ROOT = 0;
const NO_STATE = -1;
const NO_PHRASE = -1;

/** The nodes of a trie by their depth. */
function nodesInOrder({ states, child, sibling }: Trie): Int32Array {
  const nodes = new Int32Array(states);
  let count = 1;
  for (let at = 0; at < count; at += 1) {
    let next = child[nodes[at] ?? 0] ?? 0;
    for (; next !== 0; next = sibling[next] ?? 0) nodes[count++] = next;
  }
  return nodes;
}

/** Slots farther back than this are given up: too few of them are free. */
const WINDOW_SLOTS = 48;

/** States at places of their own, in which all of their ways find free slots. */
function createPlaces(trie: Trie, symbols: number) {
  const { child, sibling, symbol } = trie;
  let ways = new Int32Array(4 * (trie.states + symbols)).fill(NO_STATE);
  let isTaken = new Uint8Array(ways.length / 2);
  let from = 1;
  const grow = (): void => {
    const more = new Int32Array(2 * ways.length).fill(NO_STATE);
    more.set(ways);
    ways = more;
    const taken = new Uint8Array(ways.length / 2);
    taken.set(isTaken);
    isTaken = taken;
  };
  const isFree = (node: number, state: number): boolean => {
    if (isTaken[state] === 1) return false;
    for (let at = child[node] ?? 0; at !== 0; at = sibling[at] ?? 0) {
      if (ways[2 * (state + (symbol[at] ?? 0))] !== NO_STATE) return false;
    }
    return true;
  };
  return {
    /** Takes a place for a node, and the slots for its ways. */
    take(node: number): number {
      const first = symbol[child[node] ?? 0] ?? 0;
      let state = node === 0 ? ROOT : Math.max(from - first, 1);
      while (2 * (state + symbols) >= ways.length) grow();
      while (!isFree(node, state)) {
        state += 1;
        if (2 * (state + symbols) >= ways.length) grow();
      }
      if (state + first - from > WINDOW_SLOTS) from = state + first - WINDOW_SLOTS / 2;
      isTaken[state] = 1;
      for (let at = child[node] ?? 0; at !== 0; at = sibling[at] ?? 0) {
        ways[2 * (state + (symbol[at] ?? 0))] = state;
      }
      return state;
    },
    /** The slots up to the last state's. */
    ways: (size: number): Int32Array => ways.slice(0, 2 * size),
  };
}

/** The states of a trie's nodes, and their ways. */
function placeStates(
  trie: Trie,
  symbols: number,
): { readonly stateOf: Int32Array; readonly ways: Int32Array; readonly size: number } {
  const { child, sibling, symbol } = trie;
  const places = createPlaces(trie, symbols);
  const stateOf = new Int32Array(trie.states);
  const nodes = nodesInOrder(trie);
  let size = symbols;
  for (const node of nodes) {
    const state = places.take(node);
    stateOf[node] = state;
    size = Math.max(size, state + symbols);
  }
  const ways = places.ways(size);
  for (const node of nodes) {
    for (let at = child[node] ?? 0; at !== 0; at = sibling[at] ?? 0) {
      ways[2 * ((stateOf[node] ?? 0) + (symbol[at] ?? 0)) + 1] = stateOf[at] ?? 0;
    }
  }
  return { stateOf, ways, size };
}

/** The automaton of a trie, node by node from the root on. */
function complete(trie: Trie, symbols: number, isOpen: (phrase: number) => boolean): Table {
  const { stateOf, ways, size } = placeStates(trie, symbols);
  const failure = new Int32Array(size);
  const outputs = new Int32Array(size);
  const endsAt = new Int32Array(size);
  const reports = new Uint8Array(size);
  const ids: number[] = [NO_PHRASE];
  const next = (from: number, symbol: number): number => {
    for (let state = from; ; state = failure[state] ?? ROOT) {
      if (ways[2 * (state + symbol)] === state) return ways[2 * (state + symbol) + 1] ?? ROOT;
      if (state === ROOT) return ROOT;
    }
  };
  for (const node of nodesInOrder(trie)) {
    const state = stateOf[node] ?? ROOT;
    const phrases = trie.ends.get(node);
    if (phrases !== undefined) {
      endsAt[state] = ids.length;
      ids.push(...phrases, NO_PHRASE);
    }
    const fallback = failure[state] ?? ROOT;
    if (state !== ROOT) {
      outputs[state] = (endsAt[fallback] ?? 0) > 0 ? fallback : (outputs[fallback] ?? ROOT);
    }
    const own = phrases === undefined ? 0 : phrases.some(isOpen) ? FOUND | OPEN : FOUND;
    reports[state] = own | (reports[outputs[state] ?? ROOT] ?? 0);
    let child = trie.child[node] ?? 0;
    for (; child !== 0; child = trie.sibling[child] ?? 0) {
      const symbol = trie.symbol[child] ?? 0;
      failure[stateOf[child] ?? 0] = state === ROOT ? ROOT : next(fallback, symbol);
    }
  }
  return { ways, failure, outputs, endsAt, ids: Int32Array.from(ids), reports };
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
 * Builds the automaton (Aho-Corasick over the phrases' own alphabet). Few phrases may begin inside
 * a word: what remains of one that begins none is passed in the first state.
 */
export function buildCueAutomaton(phrases: readonly Phrase[]): CueAutomaton {
  const alphabet = new Uint16Array(2 * BEGINS_WORD);
  const { spellings, symbols } = spell(phrases, alphabet);
  const isOpen = (phrase: number): boolean => phrases[phrase]?.openEnd === true;
  const table = complete(buildTrie(spellings), symbols, isOpen);
  const { ways, failure, outputs, endsAt, ids, reports } = table;
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
    for (let at = state; at !== ROOT; at = outputs[at] ?? ROOT) {
      for (let index = endsAt[at] ?? 0; ; index += 1) {
        const id = ids[index] ?? NO_PHRASE;
        if (id === NO_PHRASE) break;
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
        const symbol = symbolOf[code + begins] ?? 0;
        let slot = 2 * (state + symbol);
        while (ways[slot] !== state && state !== ROOT) {
          state = failure[state] ?? ROOT;
          slot = 2 * (state + symbol);
        }
        if (ways[slot] !== state) continue;
        state = ways[slot + 1] ?? ROOT;
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
