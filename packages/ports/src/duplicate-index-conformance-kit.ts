import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Claim, Claimed, DuplicateIndex, DuplicateQuery, Found } from './duplicate-index.ts';

/** An index to be tested. */
export interface DuplicateIndexUnderTest {
  readonly name: string;
  /** Why it cannot be tested here; the suite is skipped, and says so. */
  readonly skip?: string;
  /** An index that holds nothing, and what belongs to it. */
  readonly create: () => Promise<DuplicateIndexWorld>;
  readonly supports: {
    /** What one index claims, another one that is opened on the same place sees. */
    readonly shared: boolean;
  };
}

export interface DuplicateIndexWorld extends AsyncDisposable {
  readonly index: DuplicateIndex;
  /** Opens another index on the same place, for one that supports it. */
  readonly reopen?: () => Promise<DuplicateIndex>;
}

export const DAY_MS = 86_400_000;

export function on(
  { create }: DuplicateIndexUnderTest,
  sentence: string,
  body: (world: DuplicateIndexWorld) => Promise<void>,
): void {
  it(sentence, async () => {
    await using world = await create();
    await body(world);
  });
}

interface QueryParts {
  readonly strong?: readonly number[] | undefined;
  readonly weak?: readonly number[] | undefined;
  readonly peers?: readonly number[] | undefined;
  readonly stream?: string;
  readonly offset?: number;
}

export function query(key: string, parts: QueryParts = {}): DuplicateQuery {
  const { strong = [], weak = [], peers = [], stream = 's', offset = 1 } = parts;
  return { key, owner: { stream, offset }, strong, weak, peers };
}

export interface ClaimParts extends QueryParts {
  readonly lookups?: readonly number[];
  readonly keepLookups?: boolean;
  readonly features?: string;
  readonly clusterId?: string;
  readonly founds?: boolean;
  readonly profile?: string;
  readonly profileLeft?: string;
  readonly answer?: string;
  readonly dueAt?: number;
}

/** A claim with everything that the test does not care about filled in. */
export function claimOf(key: string, found: Found, parts: ClaimParts): Claim {
  return {
    query: query(key, parts),
    found,
    lookups: parts.keepLookups === true ? undefined : (parts.lookups ?? []),
    features: parts.features ?? `features of ${key.length}`,
    cluster: {
      id: parts.clusterId ?? `cluster of ${key}`,
      founds: parts.founds ?? true,
      profile: parts.profile ?? 'profile',
    },
    profileLeft: parts.profileLeft ?? 'left',
    answer: parts.answer ?? `answer to ${key}`,
    dueAt: parts.dueAt ?? 30 * DAY_MS,
  };
}

/** A claim still to be looked up. */
export interface Wanted {
  readonly key: string;
  readonly parts: ClaimParts;
}

export function founding(key: string, parts: ClaimParts = {}): Wanted {
  return { key, parts: { ...parts, founds: true } };
}

export function joining(key: string, clusterId: string, parts: ClaimParts = {}): Wanted {
  return { key, parts: { ...parts, clusterId, founds: false } };
}

export async function lookUp(
  index: DuplicateIndex,
  asked: DuplicateQuery,
  namespace = 'n',
): Promise<Found> {
  const [found] = await index.candidates(namespace, [asked]);
  assert.ok(found !== undefined, 'one answer for one query');
  return found;
}

/** Looks up, claims, and expects to be granted. */
export async function grant(
  index: DuplicateIndex,
  { key, parts }: Wanted,
  namespace = 'n',
): Promise<void> {
  const found = await lookUp(index, query(key, parts), namespace);
  assert.deepEqual(await index.claim(namespace, [claimOf(key, found, parts)]), ['granted']);
}

export async function release(
  index: DuplicateIndex,
  key: string,
  parts: {
    readonly profileLeft?: string;
    readonly offset: number;
    readonly answer: string | undefined;
  },
): Promise<Claimed | undefined> {
  const asked = query(key, { offset: parts.offset });
  const found = await lookUp(index, asked);
  const { answer, profileLeft = '' } = parts;
  const [result] = await index.release('n', [{ query: asked, found, profileLeft, answer }]);
  return result;
}
