import type { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import { createFeatureReader } from '@winnow/domain/duplicate/feature-reader';
import { lookupsOf, storedUnder } from '@winnow/domain/duplicate/lookups';
import { DUPLICATE_PARAMETERS } from '@winnow/domain/duplicate/parameters';
import {
  decodeProfile,
  EMPTY_PROFILE,
  encodeProfile,
  headOf,
  withMember,
  withoutMember,
} from '@winnow/domain/duplicate/profile';
import type { Item } from '@winnow/pipeline/stage';
import type { Claim, DuplicateIndex, Found } from '@winnow/ports/duplicate-index';
import { systemClock } from '@winnow/ports/system-clock';
import { encodeAnswer } from './duplicate-answer.ts';
import { ownerOf, slicesOfDistinctKeys } from './duplicate-batch.ts';
import { dueTime, KEEP_DAYS } from './duplicate-due.ts';
import { prepareDuplicate, type DuplicateSettings, type Prepared } from './prepare-duplicate.ts';

export interface RestoreOptions {
  readonly duplicates: DuplicateIndex;
  readonly namespace: string;
  readonly incarnation?: string;
}

const FEATURES_READ_MAX = 1_024;

/**
 * Puts enriched postings back into an index that has lost them, each into the cluster that it says
 * it is in: nothing is decided anew, and no event is caused. Origins are the raw records', in the
 * order in which they lie on the enriched topic or in the lake; a posting that comes again moves to
 * the cluster that it names then. What is there already stays.
 */
export async function restorePostings(
  batch: readonly Item<EnrichedPosting>[],
  options: RestoreOptions,
): Promise<void> {
  const settings: DuplicateSettings = {
    parameters: DUPLICATE_PARAMETERS,
    read: createFeatureReader(FEATURES_READ_MAX),
    dueAt: (posting) => dueTime(posting, { clock: systemClock, keepDays: () => KEEP_DAYS }),
  };
  const known = batch.map(({ value, origin }) => {
    const { duplicate, ...posting } = value;
    const staged = {
      posting: { ...posting, duplicate },
      facts: { country: null, structuredPay: [], jobId: null, canonicalUrl: posting.source.url },
    };
    const prepared = prepareDuplicate(staged, { owner: ownerOf(origin, options), settings });
    return { prepared, duplicate };
  });
  for (const slice of slicesOfDistinctKeys(known, ({ prepared }) => prepared.key)) {
    // One by one where they share a cluster: each claim rests on what the one before has made of
    // it.
    for (const part of slicesOfDistinctKeys(slice, ({ duplicate }) => duplicate.clusterId)) {
      await restore(part, options, settings);
    }
  }
}

interface Known {
  readonly prepared: Prepared;
  readonly duplicate: EnrichedPosting['duplicate'];
}

async function restore(
  postings: readonly Known[],
  { duplicates, namespace }: RestoreOptions,
  settings: DuplicateSettings,
): Promise<void> {
  for (let open = postings; open.length > 0;) {
    const queries = open.map(({ prepared, duplicate }) => ({
      ...prepared.query,
      clusterId: duplicate.clusterId,
    }));
    const found = await duplicates.candidates(namespace, queries);
    const wanted = open.flatMap((each, i) => {
      const answered = found[i];
      if (answered === undefined || answered.answer !== undefined) return [];
      return [{ each, claim: claimOf(each, answered, settings) }];
    });
    const results = await duplicates.claim(
      namespace,
      wanted.map(({ claim }) => claim),
    );
    open = wanted.filter((_, i) => results[i] !== 'granted').map(({ each }) => each);
  }
}

function claimOf({ prepared, duplicate }: Known, found: Found, settings: DuplicateSettings): Claim {
  const { self } = found;
  const before = self === undefined ? undefined : settings.read(self.features);
  const left = self === undefined ? undefined : found.clusters.get(self.clusterId);
  const remaining =
    left === undefined || before === undefined
      ? EMPTY_PROFILE
      : withoutMember(decodeProfile(left.profile), headOf(before));
  const target = found.clusters.get(duplicate.clusterId);
  const stays = self?.clusterId === duplicate.clusterId;
  const others = target === undefined ? EMPTY_PROFILE : decodeProfile(target.profile);
  const lookups = lookupsOf(prepared.features, settings.parameters);
  const answer = {
    duplicate,
    joined: !stays,
    left: undefined,
    promoted: undefined,
    cause: 'POSTED',
    sequence: found.seen,
  } as const;
  return {
    query: prepared.query,
    found,
    lookups: storedUnder(lookups, {
      full: found.full,
      founds: target === undefined,
      parameters: settings.parameters,
    }),
    features: prepared.encoded,
    cluster: {
      id: duplicate.clusterId,
      founds: target === undefined,
      profile: encodeProfile(withMember(stays ? remaining : others, prepared.head)),
    },
    profileLeft: encodeProfile(remaining),
    answer: encodeAnswer(answer),
    dueAt: prepared.dueAt,
  };
}
