import type { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import { postingKey } from '@winnow/contracts/topics';
import { describeDuplicate } from '@winnow/domain/duplicate/decide';
import { fingerprint } from '@winnow/domain/duplicate/fingerprint';
import type { DuplicateParameters } from '@winnow/domain/duplicate/parameters';
import { createMemoryDuplicateIndex } from '@winnow/ports/memory-duplicate-index';
import type { DuplicateIndex } from '@winnow/ports/duplicate-index';
import { duplicateStage } from '@winnow/stages/duplicate-stage';
import type { StagedSet } from '../duplicates.ts';
import type { PairLabel } from './pairs.ts';

export interface Measured {
  readonly labels: readonly {
    readonly label: PairLabel;
    readonly pairs: number;
    readonly precision: number;
    readonly recall: number;
  }[];
  /** One job or not, whatever the kind. */
  readonly sameJob: { readonly precision: number; readonly recall: number };
  readonly bCubed: { readonly precision: number; readonly recall: number };
  readonly siblingsMerged: number;
  /** Same-job pairs whose earlier posting, or its cluster, the later one was compared with. */
  readonly candidateRecall: number;
  readonly misses: readonly string[];
}

const LABELS: readonly PairLabel[] = [
  'EXACT',
  'NEAR',
  'REPOST',
  'SYNDICATED',
  'SIBLING',
  'DIFFERENT',
];

/** Runs the stage over the postings of a set, in their order, and compares with its labels. */
export async function measure(set: StagedSet, parameters: DuplicateParameters): Promise<Measured> {
  const { verdicts, compared } = await run(set, parameters);
  const staged = new Map(set.postings.map(({ staged: each }) => [keyOf(each), each]));
  const counts = new Map<string, number>();
  const add = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  const misses: string[] = [];
  let candidates = 0;
  let samePairs = 0;
  for (const { a, b, label, how } of set.pairs) {
    const [x, y] = [verdicts.get(a), verdicts.get(b)];
    const [left, right] = [staged.get(a), staged.get(b)];
    if (x === undefined || y === undefined || left === undefined || right === undefined) continue;
    const merged = x.clusterId === y.clusterId;
    const same = label !== 'SIBLING' && label !== 'DIFFERENT';
    let predicted: PairLabel = 'DIFFERENT';
    if (merged) {
      const [f, canonical] = [left, right].map((each) => fingerprint(each.posting, each.facts));
      if (f !== undefined && canonical !== undefined) {
        predicted = describeDuplicate(f, canonical, parameters).kind;
      }
    } else if (label === 'SIBLING') predicted = 'SIBLING';
    add(`gold ${label}`);
    add(`predicted ${predicted}`);
    if (predicted === label) add(`hit ${label}`);
    add(`${same} ${merged}`);
    if (same) {
      samePairs++;
      if (compared(a, b)) candidates++;
      else misses.push(`no candidate  ${label}  ${how}  ${a}  ${b}`);
    }
    if (same !== merged)
      misses.push(`${merged ? 'merged' : 'missed'}  ${label}  ${how}  ${a}  ${b}`);
  }
  const count = (name: string): number => counts.get(name) ?? 0;
  return {
    labels: LABELS.map((label) => ({
      label,
      pairs: count(`gold ${label}`),
      precision: count(`hit ${label}`) / count(`predicted ${label}`),
      recall: count(`hit ${label}`) / count(`gold ${label}`),
    })),
    sameJob: {
      precision: count('true true') / (count('true true') + count('false true')),
      recall: count('true true') / samePairs,
    },
    bCubed: bCubed(set, verdicts),
    siblingsMerged: siblingsMerged(set, verdicts),
    candidateRecall: candidates / samePairs,
    misses: misses.toSorted(),
  };
}

type Verdicts = ReadonlyMap<string, EnrichedPosting['duplicate']>;

async function run(
  set: StagedSet,
  parameters: DuplicateParameters,
): Promise<{
  readonly verdicts: Verdicts;
  readonly compared: (a: string, b: string) => boolean;
}> {
  await using index = createMemoryDuplicateIndex();
  const candidates = new Map<string, Set<string>>();
  const watched: DuplicateIndex = {
    ...index,
    async candidates(namespace, queries) {
      const found = await index.candidates(namespace, queries);
      for (const [i, { key }] of queries.entries()) {
        const keys = candidates.get(key) ?? new Set();
        for (const each of found[i]?.candidates ?? []) keys.add(each.key).add(each.clusterId);
        candidates.set(key, keys);
      }
      return found;
    },
  };
  const { step } = duplicateStage.open({
    duplicates: watched,
    namespace: 'evaluation',
    generation: 'evaluation',
    onEvents: async () => {},
    parameters,
  });
  const { signal } = new AbortController();
  const verdicts = new Map<string, EnrichedPosting['duplicate']>();
  // One by one: what the batch itself adds to the candidates cannot be watched from here.
  for (const [offset, { staged }] of set.postings.entries()) {
    const origin = { topic: 'evaluation', partition: 0, offset };
    const [outcome] = await step([{ value: staged, origin }], { signal });
    if (outcome?.kind === 'ok') verdicts.set(keyOf(staged), outcome.value.duplicate);
  }
  const compared = (a: string, b: string): boolean => {
    const finds = (later: string, earlier: string): boolean => {
      const keys = candidates.get(later);
      return (
        keys?.has(earlier) === true || keys?.has(verdicts.get(earlier)?.clusterId ?? '') === true
      );
    };
    return finds(a, b) || finds(b, a);
  };
  return { verdicts, compared };
}

function keyOf({ posting }: StagedSet['postings'][number]['staged']): string {
  return postingKey({ source: posting.source.name, id: posting.id });
}

/** Bagga and Baldwin 1998: for each posting, how pure and how whole its cluster is; averaged. */
function bCubed(set: StagedSet, verdicts: Verdicts): { precision: number; recall: number } {
  const labelled = set.postings.flatMap(({ staged, job }) => {
    const cluster = verdicts.get(keyOf(staged))?.clusterId;
    return job === undefined || cluster === undefined ? [] : [{ job, cluster }];
  });
  const size = (key: (each: (typeof labelled)[number]) => string): Map<string, number> => {
    const sizes = new Map<string, number>();
    for (const each of labelled) sizes.set(key(each), (sizes.get(key(each)) ?? 0) + 1);
    return sizes;
  };
  const both = size(({ job, cluster }) => `${cluster} ${job}`);
  const clusters = size(({ cluster }) => cluster);
  const jobs = size(({ job }) => job);
  let precision = 0;
  let recall = 0;
  for (const { job, cluster } of labelled) {
    const shared = both.get(`${cluster} ${job}`) ?? 0;
    precision += shared / (clusters.get(cluster) ?? 1);
    recall += shared / (jobs.get(job) ?? 1);
  }
  return { precision: precision / labelled.length, recall: recall / labelled.length };
}

function siblingsMerged(set: StagedSet, verdicts: Verdicts): number {
  const siblings = set.pairs.filter(({ label }) => label === 'SIBLING');
  const merged = siblings.filter(
    ({ a, b }) => verdicts.get(a)?.clusterId === verdicts.get(b)?.clusterId,
  );
  return merged.length / siblings.length;
}
