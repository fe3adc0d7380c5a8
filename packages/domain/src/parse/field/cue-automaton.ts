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

function buildTrie(phrases: readonly string[], classOf: Uint16Array): Trie {
  const children: Map<number, number>[] = [new Map()];
  const ends: number[][] = [[]];
  phrases.forEach((phrase, id) => {
    let state = 0;
    for (let index = 0; index < phrase.length; index += 1) {
      const symbol = classOf[phrase.charCodeAt(index)] ?? 0;
      let next = children[state]?.get(symbol);
      if (next === undefined) {
        next = children.length;
        children.push(new Map());
        ends.push([]);
        children[state]?.set(symbol, next);
      }
      state = next;
    }
    ends[state]?.push(id);
  });
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

/** Builds the automaton (Aho-Corasick as a flat table over the phrases' own alphabet). */
export function buildCueAutomaton(phrases: readonly Phrase[]): CueAutomaton {
  const folded = phrases.map((phrase) => foldText(phrase.text));
  const alphabet = new Uint16Array(0x10000);
  let symbols = 1;
  for (const phrase of folded) {
    for (let index = 0; index < phrase.length; index += 1) {
      const code = phrase.charCodeAt(index);
      if (alphabet[code] === 0) alphabet[code] = symbols++;
    }
  }
  const trie = byDepth(buildTrie(folded, alphabet));
  const { next, outputs } = complete(trie, symbols);
  const symbolOf = new Uint16Array(0x10000);
  for (let code = 0; code < 0x10000; code += 1) {
    symbolOf[code] = alphabet[FOLDED_CODE_UNIT[code] ?? 0] ?? 0;
  }
  const hasOutput = new Uint8Array(trie.children.length);
  trie.phrases.forEach((ids, state) => {
    hasOutput[state] = ids.length > 0 || (outputs[state] ?? 0) !== 0 ? 1 : 0;
  });
  const wordAt = (text: string, index: number): boolean =>
    index >= 0 && index < text.length && isWordCode(FOLDED_CODE_UNIT[text.charCodeAt(index)] ?? 0);

  const report = (
    text: string,
    { state, end }: { state: number; end: number },
    visit: (phrase: number, start: number, end: number) => void,
  ): void => {
    const endsInWord = wordAt(text, end) && wordAt(text, end - 1);
    for (let at = state; at !== 0; at = outputs[at] ?? 0) {
      for (const id of trie.phrases[at] ?? []) {
        const phrase = phrases[id];
        if (phrase === undefined || (endsInWord && !phrase.openEnd)) continue;
        const start = end - (folded[id]?.length ?? 0);
        const startsInWord = !phrase.openStart && wordAt(text, start - 1) && wordAt(text, start);
        if (!startsInWord) visit(id, start, end);
      }
    }
  };
  return {
    scan: (text, visit) => {
      let state = 0;
      for (let index = 0; index < text.length; index += 1) {
        state = next[state * symbols + (symbolOf[text.charCodeAt(index)] ?? 0)] ?? 0;
        if (hasOutput[state] === 1) report(text, { state, end: index + 1 }, visit);
      }
    },
  };
}
