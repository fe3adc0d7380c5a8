import { asText, own } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

const ID_KEYS = [
  'id',
  'uuid',
  'shortcode',
  'Id',
  'jobId',
  'JobId',
  '@id',
  'externalPath',
  'jobid',
  'guid',
  'objectID',
  '_id',
  'job_id',
  'req_id',
];
/** What tells the entries of one posting apart: a feed repeats it for every place. */
const PLACE_KEYS = [
  'location',
  'locations',
  'jobLocation',
  'workLocation',
  'country',
  'city',
  'state',
  'address',
  'office',
];

/** The payload's own id of a posting. */
export function idOf(posting: JsonObject): string | null {
  for (const key of ID_KEYS) {
    const id = asText(own(posting, key));
    if (id !== null) return id;
  }
  return null;
}

/**
 * Feeds list a posting once for each of its places. Entries of one id are one posting: the first,
 * with the others' places under `winnow:alsoAt`. Null when the entries are different postings.
 */
export function mergePostings(postings: readonly JsonObject[]): JsonObject | null {
  const [first, ...rest] = postings;
  if (first === undefined) return null;
  if (rest.length === 0) return first;
  const id = idOf(first);
  if (id === null || rest.some((posting) => idOf(posting) !== id)) return null;
  const alsoAt: JsonValue[] = rest.map((posting) =>
    Object.fromEntries(
      PLACE_KEYS.flatMap((key) => {
        const value = own(posting, key);
        return value === undefined ? [] : [[key, value]];
      }),
    ),
  );
  return { ...first, [ALSO_AT]: alsoAt };
}

/** Key of a merged posting under which the places of its other entries are. */
export const ALSO_AT = 'winnow:alsoAt';
