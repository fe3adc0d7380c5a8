import { CANDIDATES_MAX, PEERS_MAX, WEAK_CANDIDATES_MAX } from './duplicate-index.ts';

/** Numbers of postings as the index has them under the lookups of one query, oldest first. */
export interface CandidateLists {
  readonly strong: readonly (readonly number[])[];
  readonly weak: readonly (readonly number[])[];
  readonly peers: readonly (readonly number[])[];
  /** The posting itself; 0 when it is not there. */
  readonly own: number;
}

/** All lengths of a bounded list divide it: sums are exact, in whatever order they are made. */
const WEAK_UNIT = 27_720;
const PEER_WEIGHT = WEAK_UNIT * 100;
const STRONG_WEIGHT = WEAK_UNIT * 1_000;
/** One shared lookup that more than three others have says nothing. */
const WEAK_WEIGHT_MIN = WEAK_UNIT / 3;

/**
 * Candidates by promise: what was found under strong lookups, then the newest peers, then what
 * shares more and rarer weak lookups; among equals the earlier one. Every adapter ranks like this,
 * so that all give the same verdicts.
 */
export function rankCandidates({ strong, weak, peers, own }: CandidateLists): readonly number[] {
  const weights = new Map<number, number>();
  const add = (list: readonly number[], weight: number): void => {
    for (const number of list) weights.set(number, (weights.get(number) ?? 0) + weight);
  };
  for (const list of strong) add(list, STRONG_WEIGHT);
  for (const list of peers) add(list.slice(-PEERS_MAX), PEER_WEIGHT);
  for (const list of weak) if (list.length > 0) add(list, WEAK_UNIT / list.length);
  weights.delete(own);
  const ranked: { readonly number: number; readonly weight: number }[] = [];
  for (const [number, weight] of weights) {
    if (weight >= WEAK_WEIGHT_MIN) ranked.push({ number, weight });
  }
  ranked.sort((a, b) => b.weight - a.weight || a.number - b.number);
  let others = 0;
  while (others < ranked.length && (ranked[others]?.weight ?? 0) >= PEER_WEIGHT) others++;
  const count = Math.min(CANDIDATES_MAX, others + WEAK_CANDIDATES_MAX);
  return ranked.slice(0, count).map(({ number }) => number);
}
