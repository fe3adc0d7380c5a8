import { barrierBetween, type Barrier } from './compare.ts';
import { decodeFeatures, encodeFeatures, type DuplicateFeatures } from './features.ts';

/**
 * What holds for a whole cluster: the distinct heads of its members (everything but their texts),
 * each with how many have it. So a cannot-link rule is checked against every member without reading
 * them, and a member that leaves takes its head along.
 */
export interface ClusterProfile {
  readonly heads: readonly { readonly members: number; readonly head: string }[];
}

/** Distinct heads of one cluster; beyond it, only postings with a head that is there may join. */
export const HEADS_MAX = 12;

export const EMPTY_PROFILE: ClusterProfile = { heads: [] };

/** The part of a posting's features that rules speak of. */
export function headOf(f: DuplicateFeatures): string {
  return encodeFeatures({
    ...f,
    url: 0,
    source: f.jobId > 0 ? f.source : 0,
    text: 0,
    words: 0,
    sketch: [],
    pay: null,
    postedDay: 0,
    seenDay: 0,
  });
}

/**
 * The rule that keeps a posting out of a cluster; undefined where it may join. `keyed`: it has a
 * key in common with a member.
 */
export function barrierToCluster(
  f: DuplicateFeatures,
  profile: ClusterProfile,
  keyed: boolean,
): Barrier | undefined {
  const own = headOf(f);
  if (profile.heads.some(({ head }) => head === own)) return undefined;
  if (profile.heads.length >= HEADS_MAX) return 'TOO_MANY';
  for (const { head } of profile.heads) {
    const other = decodeFeatures(head);
    const barrier = other === undefined ? undefined : barrierBetween(f, other, keyed);
    if (barrier !== undefined) return barrier;
  }
  return undefined;
}

/** The profile once a member with this head has joined. */
export function withMember(profile: ClusterProfile, head: string): ClusterProfile {
  const known = profile.heads.some((each) => each.head === head);
  const heads = known
    ? profile.heads.map((each) => (each.head === head ? { head, members: each.members + 1 } : each))
    : [...profile.heads, { head, members: 1 }];
  return { heads };
}

/** The profile once a member with this head has left. */
export function withoutMember(profile: ClusterProfile, head: string): ClusterProfile {
  return {
    heads: profile.heads
      .map((each) => (each.head === head ? { head, members: each.members - 1 } : each))
      .filter(({ members }) => members > 0),
  };
}

/** As code units below 256: count (4 bytes) and length (2 bytes) before each head. */
export function encodeProfile(profile: ClusterProfile): string {
  return profile.heads
    .map(({ members, head }) => {
      const bytes = [members >>> 24, members >>> 16, members >>> 8, members, head.length >> 8];
      return `${String.fromCharCode(...bytes.map((byte) => byte & 255), head.length & 255)}${head}`;
    })
    .join('');
}

/** Reverses `encodeProfile`. */
export function decodeProfile(encoded: string): ClusterProfile {
  const heads: { members: number; head: string }[] = [];
  for (let at = 0; at + 6 <= encoded.length;) {
    const byte = (i: number): number => encoded.charCodeAt(at + i) & 255;
    const members = byte(0) * 2 ** 24 + ((byte(1) << 16) | (byte(2) << 8) | byte(3));
    const length = (byte(4) << 8) | byte(5);
    heads.push({ members, head: encoded.slice(at + 6, at + 6 + length) });
    at += 6 + length;
  }
  return { heads };
}
