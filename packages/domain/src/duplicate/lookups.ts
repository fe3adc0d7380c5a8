import type { DuplicateFeatures } from './features.ts';
import { hashOf } from './hash.ts';
import type { DuplicateParameters } from './parameters.ts';

/** Where to look for postings like this one: 48-bit numbers. */
export interface Lookups {
  /** What is found here comes first: keys, and exact text. */
  readonly strong: readonly number[];
  /** Shingles: what shares more of them, and rarer ones, comes first. */
  readonly weak: readonly number[];
  /** Other postings of this employer, to learn its boilerplate from. */
  readonly peers: readonly number[];
}

const TEXT = 1;
const TEXT_IN_PLACE = 2;
const URL = 3;
const REQUISITION = 4;
const JOB = 5;
const ROLE = 6;
const ROLE_IN_PLACE = 7;
const PEERS = 8;
const SHINGLE = 9;

/** Places of a posting under which its role is looked up. */
const PLACES_MAX = 3;

/** Everything under which a twin of this posting may be stored. */
export function lookupsOf(f: DuplicateFeatures, parameters: DuplicateParameters): Lookups {
  const strong: number[] = [];
  const places = placeNumbers(f);
  const role = hashOf(0, ...f.role, f.level);
  if (f.words > 0) {
    strong.push(hashOf(TEXT, f.text));
    for (const place of places) strong.push(hashOf(TEXT_IN_PLACE, f.text, role, place));
  }
  if (f.url > 0) strong.push(hashOf(URL, f.url));
  if (f.requisition > 0) strong.push(hashOf(REQUISITION, f.requisition));
  if (f.jobId > 0) strong.push(hashOf(JOB, f.jobId));
  // An employer's names begin alike ("Acme", "Acme Robotics GmbH").
  const [employer] = f.employer.words;
  if (employer !== undefined && f.role.length > 0) {
    strong.push(hashOf(ROLE, employer, role));
    for (const place of places) strong.push(hashOf(ROLE_IN_PLACE, employer, role, place));
  }
  const shingles = f.sketch.slice(0, parameters.probedShingles);
  return {
    strong,
    weak: shingles.map((shingle) => hashOf(SHINGLE, shingle)),
    peers: f.employer.words.length === 0 ? [] : [hashOf(PEERS, ...f.employer.words)],
  };
}

/**
 * Under which of its lookups a posting is stored. A shingle whose list is full tells nothing: the
 * next rarer one takes its place. Only who founds a cluster is a sample of the employer's texts.
 */
export function storedUnder(
  { strong, weak, peers }: Lookups,
  options: {
    readonly full: readonly number[];
    readonly founds: boolean;
    readonly parameters: DuplicateParameters;
  },
): number[] {
  const shingles = weak.filter((lookup) => !options.full.includes(lookup));
  return [
    ...strong,
    ...shingles.slice(0, options.parameters.storedShingles),
    ...(options.founds ? peers : []),
  ];
}

function placeNumbers({ where }: DuplicateFeatures): number[] {
  if (where.remote) return [1];
  return where.places
    .filter(({ city }) => city > 0)
    .slice(0, PLACES_MAX)
    .map(({ city }) => city + 2);
}
