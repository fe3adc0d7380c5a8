import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import { postingKey } from '@winnow/contracts/topics';
import { encodeFeatures, type DuplicateFeatures } from '@winnow/domain/duplicate/features';
import type { FeatureReader } from '@winnow/domain/duplicate/feature-reader';
import { fingerprint } from '@winnow/domain/duplicate/fingerprint';
import { lookupsOf, type Lookups } from '@winnow/domain/duplicate/lookups';
import type { DuplicateParameters } from '@winnow/domain/duplicate/parameters';
import { headOf } from '@winnow/domain/duplicate/profile';
import type { DuplicateQuery, Owner } from '@winnow/ports/duplicate-index';

/** What stays the same over the life of an opened stage. */
export interface DuplicateSettings {
  readonly parameters: DuplicateParameters;
  readonly read: FeatureReader;
  /** Milliseconds since the epoch at which a posting is due. */
  readonly dueAt: (posting: StagedPosting['posting']) => number;
}

/** A posting, ready to be looked up. */
export interface Prepared {
  readonly key: string;
  readonly owner: Owner;
  readonly features: DuplicateFeatures;
  readonly encoded: string;
  readonly head: string;
  readonly lookups: Lookups;
  readonly query: DuplicateQuery;
  readonly dueAt: number;
}

/** Everything about a posting that does not depend on the index. */
export function prepareDuplicate(
  { posting, facts }: StagedPosting,
  { owner, settings }: { readonly owner: Owner; readonly settings: DuplicateSettings },
): Prepared {
  const key = postingKey({ source: posting.source.name, id: posting.id });
  const features = fingerprint(posting, facts);
  const lookups = lookupsOf(features, settings.parameters);
  return {
    key,
    owner,
    features,
    encoded: encodeFeatures(features),
    head: headOf(features),
    lookups,
    query: { key, owner, ...lookups },
    dueAt: settings.dueAt(posting),
  };
}
