import type { SampleParts } from '@winnow/stages/staged-posting-sample';
import { HAND_VARIED } from './hand-varied.ts';
import { HAND_WRITTEN } from './hand-written.ts';
import { makeJobs, type Job } from './jobs.ts';
import { firstPosting, MUTATIONS, type SameJobLabel } from './mutations.ts';
import { createRandom } from './random.ts';

/** What two postings are to each other. */
export type PairLabel = SameJobLabel | 'SIBLING' | 'DIFFERENT';

export interface LabelledPair {
  readonly a: string;
  readonly b: string;
  readonly label: PairLabel;
  /** What was done to make `b`, for the table of misses. */
  readonly how: string;
}

/** Postings in order of arrival, the gold clusters, and pairs of them. */
export interface LabelledSet {
  readonly postings: readonly { readonly parts: SampleParts; readonly job: string }[];
  readonly pairs: readonly LabelledPair[];
}

const SEED = 20261122;
const TEMPLATES = 90;
/** Copies of one job. */
const COPIES_MAX = 3;

/** The generated set with the hand-written pairs: the same for the same seed. */
export function makeLabelledSet(seed: number = SEED): LabelledSet {
  const random = createRandom(seed);
  const postings: { parts: SampleParts; job: string; at: number }[] = [];
  const pairs: LabelledPair[] = [];
  const firsts = new Map<Job, string>();
  const copiesOf = new Map<Job, string[]>();
  let made = 0;
  const put = (parts: SampleParts, job: string): string => {
    postings.push({ parts, job, at: random.next() });
    return `${parts.source}/${parts.id}`;
  };
  const groups = makeJobs(seed, TEMPLATES);
  let mutation = 0;
  for (const group of groups) {
    for (const job of group) {
      const first = put(firstPosting(job, `p${made++}`), job.id);
      firsts.set(job, first);
      for (let copies = 1 + random.below(COPIES_MAX); copies > 0; copies--) {
        const how = MUTATIONS[mutation++ % MUTATIONS.length];
        if (how === undefined) continue;
        const copy = put(how.apply(job, `p${made++}`, random), job.id);
        pairs.push({ a: first, b: copy, label: how.label, how: how.name });
        copiesOf.set(job, [...(copiesOf.get(job) ?? []), copy]);
      }
    }
    for (const [i, job] of group.entries()) {
      for (const other of group.slice(i + 1)) {
        pairs.push(pairOf(firsts, [job, other], 'SIBLING'));
        const copies = new Map([job, other].map((each) => [each, copiesOf.get(each)?.[0] ?? '']));
        pairs.push(pairOf(copies, [job, other], 'SIBLING'));
      }
    }
  }
  for (const [i, group] of groups.entries()) {
    for (let apart = 1; apart <= 4; apart++) {
      const other = groups[(i + apart * 10) % groups.length];
      const [one, two] = [group[0], other?.[0]];
      if (one !== undefined && two !== undefined && one.employer !== two.employer) {
        pairs.push(pairOf(firsts, [one, two], 'DIFFERENT'));
      }
    }
  }
  for (const [i, { label, a, b }] of HAND_WRITTEN.entries()) {
    const same = label !== 'SIBLING' && label !== 'DIFFERENT';
    const left = put({ ...a, id: `h${i}a` }, `hand ${i}`);
    const right = put({ ...b, id: `h${i}b` }, same ? `hand ${i}` : `hand ${i} b`);
    pairs.push({ a: left, b: right, label, how: 'written by hand' });
  }
  for (const [i, { first, others }] of HAND_VARIED.entries()) {
    putVaried(`varied ${i}`, { first, others }, { put, pairs });
  }
  return { postings: postings.toSorted((a, b) => a.at - b.at), pairs };
}

/** A job and its variations; pairs with the first, and of copies with what is no copy. */
function putVaried(
  name: string,
  { first, others }: (typeof HAND_VARIED)[number],
  into: {
    readonly put: (parts: SampleParts, job: string) => string;
    readonly pairs: LabelledPair[];
  },
): void {
  const { put, pairs } = into;
  const isSame = ({ label }: { readonly label: PairLabel }): boolean =>
    label !== 'SIBLING' && label !== 'DIFFERENT';
  const a = put({ ...first, id: `${name} first` }, name);
  const made = others.map((each, i) => {
    const job = isSame(each) ? name : `${name} ${i}`;
    return { ...each, key: put({ ...each.parts, id: `${name} ${i}` }, job) };
  });
  for (const { key, label, how } of made) pairs.push({ a, b: key, label, how });
  for (const copy of made.filter(isSame)) {
    for (const { key, label, how } of made.filter((each) => !isSame(each))) {
      pairs.push({ a: copy.key, b: key, label, how: `${copy.how}; ${how}` });
    }
  }
}

function pairOf(
  firsts: ReadonlyMap<Job, string>,
  [a, b]: readonly [Job, Job],
  label: PairLabel,
): LabelledPair {
  const differ = (['city', 'level', 'role', 'requisitionId'] as const).filter(
    (field) => a[field] !== b[field],
  );
  const how = label === 'SIBLING' ? `other ${differ.join(', ')}` : 'other employer';
  return { a: firsts.get(a) ?? '', b: firsts.get(b) ?? '', label, how };
}
