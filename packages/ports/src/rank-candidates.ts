import {
  CANDIDATES_MAX,
  PEERS_MAX,
  WEAK_CANDIDATES_MAX,
  type CandidateLists,
} from './duplicate-index.ts';
import { createTally } from './tally.ts';

/** All lengths of a bounded list divide it: sums are exact, in whatever order they are made. */
const WEAK_UNIT = 27_720;
const PEER_WEIGHT = WEAK_UNIT * 100;
const STRONG_WEIGHT = WEAK_UNIT * 1_000;
/** One shared lookup that more than three others have says nothing. */
const WEAK_WEIGHT_MIN = WEAK_UNIT / 3;

const tally = createTally();

/**
 * Candidates by promise: what was found under strong lookups, then the newest peers, then what
 * shares more and rarer weak lookups; among equals the earlier one. Every adapter ranks like this,
 * so that all give the same verdicts.
 */
export function rankCandidates({ strong, weak, peers, own }: CandidateLists): readonly number[] {
  tally.begin(lengthOf(strong) + lengthOf(weak) + lengthOf(peers));
  for (const list of strong) addAll(list, 0, STRONG_WEIGHT);
  for (const list of peers) addAll(list, Math.max(0, list.length - PEERS_MAX), PEER_WEIGHT);
  for (const list of weak) if (list.length > 0) addAll(list, 0, WEAK_UNIT / list.length);
  tally.drop(own);
  const ranked = tally.ranked(WEAK_WEIGHT_MIN);
  let others = 0;
  while (others < ranked.length && tally.weightOf(ranked[others] ?? 0) >= PEER_WEIGHT) others++;
  const count = Math.min(CANDIDATES_MAX, others + WEAK_CANDIDATES_MAX);
  return ranked.length > count ? ranked.slice(0, count) : ranked;
}

function lengthOf(lists: readonly (readonly number[])[]): number {
  let length = 0;
  for (const list of lists) length += list.length;
  return length;
}

function addAll(list: readonly number[], from: number, weight: number): void {
  for (let i = from; i < list.length; i++) tally.add(list[i] ?? 0, weight);
}
