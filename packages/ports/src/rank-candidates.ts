/** Numbers of postings as the index has them under the lookups of one query. */
export interface CandidateLists {
  readonly strong: readonly (readonly number[])[];
  readonly weak: readonly (readonly number[])[];
  readonly peers: readonly (readonly number[])[];
  /** The posting itself; 0 when it is not there. */
  readonly own: number;
}

/** All lengths of a bounded list divide it: sums are exact, in whatever order they are made. */
const WEAK_UNIT = 27_720;
const STRONG_WEIGHT = WEAK_UNIT * 1_000;
const PEER_WEIGHT = WEAK_UNIT * 100;

/**
 * Candidates by promise: what was found under strong lookups, then peers, then what shares more and
 * rarer weak lookups; among equals the earlier one. Every adapter ranks like this, so that all give
 * the same verdicts.
 */
export function rankCandidates({ strong, weak, peers, own }: CandidateLists): readonly number[] {
  const weights = new Map<number, number>();
  const add = (lists: readonly (readonly number[])[], weightOf: (size: number) => number): void => {
    for (const list of lists) {
      const weight = weightOf(list.length);
      for (const number of list) weights.set(number, (weights.get(number) ?? 0) + weight);
    }
  };
  add(strong, () => STRONG_WEIGHT);
  add(peers, () => PEER_WEIGHT);
  add(weak, (size) => WEAK_UNIT / size);
  weights.delete(own);
  return [...weights.keys()].sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0) || a - b);
}
