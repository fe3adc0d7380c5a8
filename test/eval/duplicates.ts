import { readFile } from 'node:fs/promises';
import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import {
  DUPLICATE_PARAMETERS,
  type DuplicateParameters,
} from '@winnow/domain/duplicate/parameters';
import { makeLabelledSet, type LabelledSet } from './duplicates/pairs.ts';
import { readLabelledPairs } from './duplicates/read-labelled-pairs.ts';
import { measure, type Measured } from './duplicates/measure.ts';
import { sampleStagedPosting } from '@winnow/stages/staged-posting-sample';

/**
 * How well duplicates are found: on the generated set with the hand-written pairs, or on a file of
 * labelled pairs (see docs/duplicates.md for its form).
 */
export async function evaluateDuplicates(
  dataFile?: string,
  parameters: DuplicateParameters = DUPLICATE_PARAMETERS,
): Promise<{ readonly table: string; readonly misses: readonly string[] }> {
  const set =
    dataFile === undefined
      ? stagedSet(makeLabelledSet())
      : await readLabelledPairs(await readFile(dataFile, 'utf8'));
  const measured = await measure(set, parameters);
  return { table: tableOf(measured), misses: measured.misses };
}

/** A labelled set whose postings are as they reach the duplicate stage. */
export interface StagedSet {
  readonly postings: readonly {
    readonly staged: StagedPosting;
    readonly job: string | undefined;
  }[];
  readonly pairs: LabelledSet['pairs'];
}

export function stagedSet({ postings, pairs }: LabelledSet): StagedSet {
  return {
    postings: postings.map(({ parts, job }) => ({ staged: sampleStagedPosting(parts), job })),
    pairs,
  };
}

function tableOf(measured: Measured): string {
  const rows = [
    ['label', 'pairs', 'precision', 'recall'],
    ...measured.labels.map(({ label, pairs, precision, recall }) => [
      label,
      String(pairs),
      share(precision),
      share(recall),
    ]),
  ];
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  const lines = rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  '));
  const { sameJob, bCubed } = measured;
  return [
    ...lines,
    '',
    `same job: precision ${share(sameJob.precision)}, recall ${share(sameJob.recall)}`,
    `B³ of clusters: precision ${share(bCubed.precision)}, recall ${share(bCubed.recall)}`,
    `siblings merged: ${share(measured.siblingsMerged)}`,
    `candidate recall: ${share(measured.candidateRecall)}`,
    '',
  ].join('\n');
}

function share(value: number): string {
  return Number.isNaN(value) ? '-' : value.toFixed(4);
}
