import type { DuplicateKind } from '@winnow/contracts/code-lists';
import { learnBoilerplate } from './boilerplate.ts';
import { compare, type Comparison, similarityOf } from './compare.ts';
import { relateEmployers } from './employer.ts';
import type { DuplicateFeatures } from './features.ts';
import type { DuplicateParameters } from './parameters.ts';
import { barrierToCluster, type ClusterProfile } from './profile.ts';
import { relateRoles } from './title.ts';

/** A posting that is known already. */
export interface Candidate {
  /** `<source>/<id>` */
  readonly key: string;
  readonly clusterId: string;
  /** Order of arrival: a lower number came first. */
  readonly order: number;
  readonly features: DuplicateFeatures;
}

/** Which cluster a posting belongs to, and which postings are its siblings. */
export interface Decision {
  /** Undefined: none of those that are known. */
  readonly clusterId: string | undefined;
  /** Keys of siblings, the most alike first. */
  readonly related: readonly string[];
}

/** Siblings that are named; a template may have thousands. */
export const RELATED_MAX = 5;

/**
 * The verdict on one posting. The best match decides: a key before text, then the more similar,
 * then the earlier. A match whose cluster holds a member that the posting must not be merged with
 * is passed over. `current` is the cluster that it is in already: an update stays where it still
 * fits.
 */
export function decide(
  f: DuplicateFeatures,
  known: {
    readonly candidates: readonly Candidate[];
    /** Of a cluster that a candidate is in; asked for only where the candidate matches. */
    readonly profileOf: (clusterId: string) => ClusterProfile | undefined;
    readonly current?: string | undefined;
  },
  parameters: DuplicateParameters,
): Decision {
  let learnt: { readonly shingles: ReadonlySet<number> | undefined } | undefined;
  const boilerplate = (): ReadonlySet<number> | undefined => {
    const peers = (): DuplicateFeatures[] => known.candidates.map(({ features }) => features);
    learnt ??= { shingles: learnBoilerplate(f, peers(), parameters) };
    return learnt.shingles;
  };
  const matches: Match[] = [];
  const barred = new Set<string>();
  const siblings: Sibling[] = [];
  for (const candidate of known.candidates) {
    if (isOver(candidate.features, f)) continue;
    const comparison = compare(f, candidate.features, { boilerplate, parameters });
    if (comparison.sameJob) matches.push({ candidate, comparison });
    else if (comparison.barrier !== undefined) {
      barred.add(candidate.clusterId);
      const likeness = likenessOf(f, candidate.features, parameters);
      if (isSibling(f, candidate.features, likeness, parameters)) {
        siblings.push({ candidate, likeness });
      }
    }
  }
  matches.sort(
    (a, b) =>
      Number(b.candidate.clusterId === known.current) -
        Number(a.candidate.clusterId === known.current) || byStrength(a, b),
  );
  for (const { candidate, comparison } of matches) {
    const { clusterId } = candidate;
    const profile = known.profileOf(clusterId);
    const keyed = comparison.identity !== undefined && comparison.identity !== 'TEXT';
    // A member's source is known of candidates alone, and some rules hold within one source.
    const apart = !keyed && barred.has(clusterId);
    if (apart || profile === undefined || barrierToCluster(f, profile, keyed) !== undefined) {
      siblings.push({ candidate, likeness: likenessOf(f, candidate.features, parameters) });
      continue;
    }
    return { clusterId, related: keysOf(siblings, clusterId) };
  }
  return { clusterId: undefined, related: keysOf(siblings, undefined) };
}

interface Match {
  readonly candidate: Candidate;
  readonly comparison: Comparison;
}

interface Sibling {
  readonly candidate: Candidate;
  /** Similarity of the whole texts, boilerplate and all. */
  readonly likeness: number;
}

function likenessOf(
  f: DuplicateFeatures,
  other: DuplicateFeatures,
  parameters: DuplicateParameters,
): number {
  return similarityOf(f, other, parameters) ?? 0;
}

function byStrength(a: Match, b: Match): number {
  return (
    Number(b.comparison.identity !== undefined) - Number(a.comparison.identity !== undefined) ||
    (b.comparison.similarity ?? 0) - (a.comparison.similarity ?? 0) ||
    a.candidate.order - b.candidate.order
  );
}

/** Long after a posting was last seen, another one like it is a new opening. */
const FORGOTTEN_AFTER_DAYS = 120;

function isOver(earlier: DuplicateFeatures, f: DuplicateFeatures): boolean {
  if (earlier.seenDay === 0 || f.seenDay === 0) return false;
  return Math.abs(f.seenDay - earlier.seenDay) > FORGOTTEN_AFTER_DAYS;
}

/** The same template, another place, level, role or opening. */
function isSibling(
  f: DuplicateFeatures,
  other: DuplicateFeatures,
  likeness: number,
  parameters: DuplicateParameters,
): boolean {
  if (likeness >= parameters.siblingSimilarityMin) return true;
  if (f.employer.words.length === 0 || relateRoles(f.role, other.role) !== 'SAME') return false;
  return relateEmployers(f.employer, other.employer) === 'SAME';
}

/** One for each cluster that is not the posting's own: its other members say nothing more. */
function keysOf(siblings: readonly Sibling[], ownCluster: string | undefined): string[] {
  const keys = new Map<string, string>();
  const ordered = siblings.toSorted(
    (a, b) => b.likeness - a.likeness || a.candidate.order - b.candidate.order,
  );
  for (const { candidate } of ordered) {
    if (candidate.clusterId === ownCluster || keys.has(candidate.clusterId)) continue;
    keys.set(candidate.clusterId, candidate.key);
    if (keys.size === RELATED_MAX) break;
  }
  return [...keys.values()];
}

/** How a member relates to the canonical one of its cluster. */
export interface Likeness {
  readonly kind: DuplicateKind;
  /** 0 to 1 with three digits; null where there is no text to compare. */
  readonly similarity: number | null;
}

/**
 * The kind of a duplicate. EXACT: the same text and role, wherever. Otherwise SYNDICATED from
 * another source; in the same source REPOST where dates differ, or, without dates, where the
 * source's own key says that it is the old job anew; NEAR where nothing but the content tells.
 */
export function describeDuplicate(
  f: DuplicateFeatures,
  canonical: DuplicateFeatures,
  parameters: DuplicateParameters,
): Likeness {
  const value = similarityOf(f, canonical, parameters);
  const similarity = value === undefined ? null : Math.round(value * 1_000) / 1_000;
  return { kind: kindOf(f, canonical), similarity };
}

function kindOf(f: DuplicateFeatures, canonical: DuplicateFeatures): DuplicateKind {
  const sameText = f.words > 0 && f.text === canonical.text && f.words === canonical.words;
  if (sameText && f.role.join() === canonical.role.join()) return 'EXACT';
  if (f.source !== canonical.source) return 'SYNDICATED';
  const posted = relateDays(f.postedDay, canonical.postedDay);
  const seen = relateDays(f.seenDay, canonical.seenDay);
  if (posted === 'OTHER' || (posted === 'UNKNOWN' && seen === 'OTHER')) return 'REPOST';
  if (posted === 'SAME') return 'NEAR';
  const same = (a: number, b: number): boolean => a > 0 && a === b;
  const sameKey =
    same(f.requisition, canonical.requisition) ||
    same(f.jobId, canonical.jobId) ||
    same(f.url, canonical.url);
  return sameKey ? 'REPOST' : 'NEAR';
}

function relateDays(a: number, b: number): 'SAME' | 'OTHER' | 'UNKNOWN' {
  if (a === 0 || b === 0) return 'UNKNOWN';
  return a === b ? 'SAME' : 'OTHER';
}
