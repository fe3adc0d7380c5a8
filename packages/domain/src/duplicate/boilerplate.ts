import { relateEmployers } from './employer.ts';
import type { DuplicateFeatures } from './features.ts';
import type { DuplicateParameters } from './parameters.ts';
import type { Sketch } from './sketch.ts';

/**
 * The shingles of a posting that its employer puts into postings of other roles too: its template.
 * Learnt from those of its postings that the index gives out as peers, so that there is no state to
 * keep, and bounded by their number. Roles are counted, not postings: what all copies of one job
 * share is that job. Undefined when too few roles are known to tell.
 */
export function learnBoilerplate(
  f: DuplicateFeatures,
  peers: readonly DuplicateFeatures[],
  parameters: DuplicateParameters,
): ReadonlySet<number> | undefined {
  if (f.employer.words.length === 0 || f.role.length === 0) return undefined;
  const { rolesMin, shareMin } = parameters.boilerplate;
  const byRole = new Map<string, DuplicateFeatures[]>();
  for (const peer of peers) {
    if (peer.role.length === 0 || relateEmployers(f.employer, peer.employer) !== 'SAME') continue;
    const role = peer.role.join();
    const there = byRole.get(role);
    if (there === undefined) byRole.set(role, [peer]);
    else there.push(peer);
  }
  byRole.delete(f.role.join());
  const roles = byRole.size + 1;
  if (roles < rolesMin) return undefined;
  // The posting's own role has all of its shingles.
  const counts = new Uint8Array(f.sketch.length).fill(1);
  const counted = new Uint8Array(f.sketch.length);
  let round = 0;
  for (const postings of byRole.values()) {
    round++;
    for (const { sketch } of postings) countShared(f.sketch, sketch, { counts, counted, round });
  }
  const needed = Math.max(rolesMin, roles * shareMin);
  const boilerplate = f.sketch.filter((_, i) => (counts[i] ?? 0) >= needed);
  return boilerplate.length === 0 ? undefined : new Set(boilerplate);
}

/** Counts each shingle of `own` once per round. Both are ascending. */
function countShared(
  own: Sketch,
  other: Sketch,
  tally: { readonly counts: Uint8Array; readonly counted: Uint8Array; readonly round: number },
): void {
  let j = 0;
  for (let i = 0; i < own.length; i++) {
    const shingle = own[i] ?? 0;
    while (j < other.length && (other[j] ?? 0) < shingle) j++;
    if (other[j] !== shingle || tally.counted[i] === tally.round) continue;
    tally.counted[i] = tally.round;
    tally.counts[i] = (tally.counts[i] ?? 0) + 1;
  }
}
