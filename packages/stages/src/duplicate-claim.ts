import type { Duplicate } from '@winnow/contracts/enriched-posting';
import { clusterIdOf } from '@winnow/domain/duplicate/cluster-id';
import {
  decide,
  describeDuplicate,
  type Candidate,
  type Decision,
} from '@winnow/domain/duplicate/decide';
import { encodeFeatures, type DuplicateFeatures } from '@winnow/domain/duplicate/features';
import { lookupsOf, storedUnder } from '@winnow/domain/duplicate/lookups';
import {
  decodeProfile,
  EMPTY_PROFILE,
  type ClusterProfile,
  encodeProfile,
  headOf,
  withMember,
  withoutMember,
} from '@winnow/domain/duplicate/profile';
import type { Claim, Found, IndexedCluster, IndexedPosting } from '@winnow/ports/duplicate-index';
import { type DuplicateAnswer, decodeAnswer, encodeAnswer, leaving } from './duplicate-answer.ts';
import type { BatchOverlay, View } from './duplicate-overlay.ts';
import type { DuplicateSettings, Prepared } from './prepare-duplicate.ts';

interface Decided {
  readonly claim: Claim;
  readonly answer: DuplicateAnswer;
}

interface Context {
  readonly overlay: BatchOverlay;
  readonly settings: DuplicateSettings;
  /** The id that this posting would found was taken. */
  readonly taken: boolean;
}

/**
 * Decides on one posting, notes the decision in the overlay and says what has to be claimed.
 * Undefined, and nothing noted, where the index has to be asked again first.
 */
export function decideClaim(
  prepared: Prepared,
  found: Found,
  context: Context,
): Decided | undefined {
  const { self } = found;
  if (self !== undefined && !context.overlay.isClear(self.clusterId)) return undefined;
  const before = self === undefined ? undefined : context.settings.read(self.features);
  const current = self === undefined ? undefined : context.overlay.cluster(self.clusterId);
  if (self !== undefined && before !== undefined && current !== undefined) {
    if (isSameContent(before, prepared.features)) {
      return refresh(prepared, { found, self, current, context });
    }
    const known = { self, cluster: current, before };
    return place(prepared, { found, current: known, context });
  }
  return place(prepared, { found, current: undefined, context });
}

/** The day on which it was collected is no content. */
function isSameContent(before: DuplicateFeatures, now: DuplicateFeatures): boolean {
  return encodeFeatures({ ...before, seenDay: 0 }) === encodeFeatures({ ...now, seenDay: 0 });
}

/** Seen again, unchanged: it stays where it is. */
function refresh(
  prepared: Prepared,
  known: {
    readonly found: Found;
    readonly self: IndexedPosting;
    readonly current: IndexedCluster;
    readonly context: Context;
  },
): Decided {
  const { found, self, current, context } = known;
  const latest = found.latest === undefined ? undefined : decodeAnswer(found.latest);
  const duplicate = relationTo(current, prepared, {
    related: latest?.duplicate?.related ?? [],
    settings: context.settings,
  });
  const unchanged =
    latest?.duplicate !== undefined &&
    JSON.stringify(latest.duplicate) === JSON.stringify(duplicate);
  const answer: DuplicateAnswer = unchanged
    ? latest
    : {
        duplicate,
        joined: false,
        left: undefined,
        promoted: undefined,
        cause: 'POSTED',
        sequence: found.seen,
      };
  const posting = { ...self, features: prepared.encoded };
  const canonical = current.canonical.key === self.key ? posting : current.canonical;
  const cluster = { ...current, canonical };
  context.overlay.add({ posting, found, lookups: undefined, lookupsBefore: [], cluster });
  const claim = claimOf(prepared, { found, cluster, founds: false, lookups: undefined, answer });
  // What is claimed now causes nothing; what it repeats may have.
  return { claim, answer: { ...answer, joined: false, left: undefined, promoted: undefined } };
}

/** New, or with other content: to the cluster it belongs to. */
function place(
  prepared: Prepared,
  known: {
    readonly found: Found;
    readonly current:
      | {
          readonly self: IndexedPosting;
          readonly cluster: IndexedCluster;
          readonly before: DuplicateFeatures;
        }
      | undefined;
    readonly context: Context;
  },
): Decided | undefined {
  const { found, current, context } = known;
  const { overlay, settings } = context;
  const view = overlay.view(prepared.query, found);
  if (view === undefined) return undefined;
  const remaining =
    current === undefined
      ? undefined
      : {
          ...current.cluster,
          profile: encodeProfile(
            withoutMember(decodeProfile(current.cluster.profile), headOf(current.before)),
          ),
        };
  const decision = decideOn(prepared, { view, remaining, context });
  if (decision.clusterId !== undefined && !overlay.isClear(decision.clusterId)) return undefined;
  const stays =
    remaining !== undefined &&
    (decision.clusterId === remaining.id ||
      (decision.clusterId === undefined && remaining.members === 1));
  const joined = stays ? remaining : targetOf(decision, overlay);
  const founds = joined === undefined;
  const next = found.seen + overlay.decided() + 1;
  const order = stays && current !== undefined ? current.self.order : next;
  const id = joined?.id ?? foundedId(prepared, current !== undefined || context.taken);
  const posting = { key: prepared.key, clusterId: id, order, features: prepared.encoded };
  const cluster = clusterWith(posting, { id, joined, stays, head: prepared.head });

  const leaves = current !== undefined && !stays ? remaining : undefined;
  const answer: DuplicateAnswer = {
    duplicate: relationTo(cluster, prepared, { related: decision.related, settings }),
    joined: !stays,
    ...leaving(prepared.key, leaves),
    cause: current === undefined ? 'POSTED' : 'UPDATED',
    sequence: found.seen,
  };
  const lookups = storedUnder(prepared.lookups, {
    full: view.full,
    founds: founds || cluster.members === 1,
    parameters: settings.parameters,
  });
  if (leaves !== undefined && current !== undefined) {
    overlay.leave(current.self, leaves, leaves.profile);
  }
  const lookupsBefore = lookupsBeforeOf(found, current?.before, settings);
  overlay.add({ posting, found, lookups, lookupsBefore, cluster });
  const profileLeft = leaves?.profile ?? '';
  const claim = claimOf(prepared, { found, cluster, founds, lookups, answer, profileLeft });
  return { claim, answer };
}

/** Under some of these the posting was stored before; undefined where nobody can tell. */
function lookupsBeforeOf(
  { self }: Found,
  before: DuplicateFeatures | undefined,
  { parameters }: DuplicateSettings,
): readonly number[] | undefined {
  if (self === undefined) return [];
  if (before === undefined) return undefined;
  const { strong, weak, peers } = lookupsOf(before, parameters);
  return [...strong, ...weak, ...peers];
}

function decideOn(
  prepared: Prepared,
  known: {
    readonly view: View;
    readonly remaining: IndexedCluster | undefined;
    readonly context: Context;
  },
): Decision {
  const { view, remaining, context } = known;
  const candidates: Candidate[] = [];
  for (const { key, clusterId, order, features: encoded } of view.candidates) {
    const features = context.settings.read(encoded);
    // Made by another version: it is no candidate until it is seen again.
    if (features !== undefined) candidates.push({ key, clusterId, order, features });
  }
  const profileOf = (id: string): ClusterProfile | undefined => {
    const cluster = id === remaining?.id ? remaining : context.overlay.cluster(id);
    return cluster === undefined ? undefined : decodeProfile(cluster.profile);
  };
  const index = { candidates, profileOf, current: remaining?.id };
  return decide(prepared.features, index, context.settings.parameters);
}

function targetOf({ clusterId }: Decision, overlay: BatchOverlay): IndexedCluster | undefined {
  return clusterId === undefined ? undefined : overlay.cluster(clusterId);
}

function foundedId({ key, owner }: Prepared, again: boolean): string {
  return clusterIdOf(key, again ? `${owner.stream}/${owner.offset}` : '');
}

/** The cluster as it is once the posting is in it. */
function clusterWith(
  posting: IndexedPosting,
  into: {
    readonly id: string;
    readonly joined: IndexedCluster | undefined;
    readonly stays: boolean;
    readonly head: string;
  },
): IndexedCluster {
  const { id, joined, stays, head } = into;
  const profile = encodeProfile(
    withMember(joined === undefined ? EMPTY_PROFILE : decodeProfile(joined.profile), head),
  );
  if (joined === undefined) {
    return { id, members: 1, canonical: posting, successor: undefined, profile };
  }
  const canonical = joined.canonical.key === posting.key ? posting : joined.canonical;
  if (stays) return { ...joined, canonical, profile };
  const successor = joined.successor ?? posting.key;
  return { id, members: joined.members + 1, canonical, successor, profile };
}

/** What the contract says of a member of this cluster. */
function relationTo(
  cluster: IndexedCluster,
  prepared: Prepared,
  options: { readonly related: readonly string[]; readonly settings: DuplicateSettings },
): Duplicate {
  const related = [...options.related];
  const { canonical } = cluster;
  const { read, parameters } = options.settings;
  const alone = { clusterId: cluster.id, of: null, kind: null, similarity: null, related };
  if (canonical.key === prepared.key) return alone;
  const features = read(canonical.features);
  if (features === undefined) return { ...alone, of: canonical.key };
  const { kind, similarity } = describeDuplicate(prepared.features, features, parameters);
  return { clusterId: cluster.id, of: canonical.key, kind, similarity, related };
}

function claimOf(
  prepared: Prepared,
  decided: {
    readonly found: Found;
    readonly cluster: IndexedCluster;
    readonly founds: boolean;
    readonly lookups: readonly number[] | undefined;
    readonly answer: DuplicateAnswer;
    readonly profileLeft?: string;
  },
): Claim {
  const { found, cluster, founds, lookups, answer, profileLeft = '' } = decided;
  return {
    query: prepared.query,
    found,
    lookups,
    features: prepared.encoded,
    cluster: { id: cluster.id, founds, profile: cluster.profile },
    profileLeft,
    answer: encodeAnswer(answer),
    dueAt: prepared.dueAt,
  };
}
