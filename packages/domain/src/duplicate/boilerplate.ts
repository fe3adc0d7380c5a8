import { relateEmployers } from './employer.ts';
import type { DuplicateFeatures } from './features.ts';
import type { DuplicateParameters } from './parameters.ts';

/**
 * Shingles that an employer puts into postings of different roles: its template. Learnt from those
 * of its postings that the index gives out as peers, so that there is no state to keep, and bounded
 * by their number. Roles are counted, not postings: what all copies of one job share is that job.
 */
export function learnBoilerplate(
  f: DuplicateFeatures,
  peers: readonly DuplicateFeatures[],
  parameters: DuplicateParameters,
): ReadonlySet<number> | undefined {
  if (f.employer.words.length === 0) return undefined;
  const byRole = new Map<string, Set<number>>();
  for (const peer of [f, ...peers]) {
    if (peer.role.length === 0 || relateEmployers(f.employer, peer.employer) !== 'SAME') continue;
    const role = peer.role.join();
    const shingles = byRole.get(role) ?? new Set();
    for (const shingle of peer.sketch) shingles.add(shingle);
    byRole.set(role, shingles);
  }
  const { rolesMin, shareMin } = parameters.boilerplate;
  if (byRole.size < rolesMin) return undefined;
  const counts = new Map<number, number>();
  for (const shingles of byRole.values()) {
    for (const shingle of shingles) counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  }
  const needed = Math.max(rolesMin, byRole.size * shareMin);
  const boilerplate = new Set<number>();
  for (const [shingle, count] of counts) if (count >= needed) boilerplate.add(shingle);
  return boilerplate.size === 0 ? undefined : boilerplate;
}
