import type { StackCandidate } from '@winnow/contracts/enriched-posting';

export interface CandidateCount {
  /** The spelling seen first. */
  readonly name: string;
  /** Postings that have it. */
  readonly postings: number;
}

/** How many postings name each unknown technology, most frequent first, then by name. */
export function countCandidates(
  results: Iterable<{ readonly stackCandidates: readonly StackCandidate[] }>,
): readonly CandidateCount[] {
  const counts = new Map<string, { name: string; postings: number }>();
  for (const { stackCandidates } of results) {
    const seen = new Set<string>();
    for (const { name } of stackCandidates) {
      const key = name.toLowerCase();
      if (seen.has(key)) continue;
      seen.add(key);
      const count = counts.get(key) ?? { name, postings: 0 };
      count.postings += 1;
      counts.set(key, count);
    }
  }
  return [...counts.values()].toSorted(
    (a, b) => b.postings - a.postings || (a.name < b.name ? -1 : 1),
  );
}
