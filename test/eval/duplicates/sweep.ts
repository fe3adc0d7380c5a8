/** `node test/eval/duplicates/sweep.ts`: the table of parameters in docs/duplicates.md. */
import {
  DUPLICATE_PARAMETERS,
  type DuplicateParameters,
} from '@winnow/domain/duplicate/parameters';
import { stagedSet } from '../duplicates.ts';
import { measure } from './measure.ts';
import { makeLabelledSet } from './pairs.ts';

type Change = readonly [name: string, parameters: DuplicateParameters];

const CHOSEN = DUPLICATE_PARAMETERS;

const CHANGES: readonly Change[] = [
  ['as chosen', CHOSEN],
  ...[0.15, 0.45, 0.6, 0.8].map((similarityMin): Change => [
    `similarityMin ${similarityMin}`,
    { ...CHOSEN, similarityMin, similarityLearntMin: Math.min(similarityMin, 0.12) },
  ]),
  ...[0.05, 0.2, 0.3, 0.5].map((similarityLearntMin): Change => [
    `similarityLearntMin ${similarityLearntMin}`,
    { ...CHOSEN, similarityLearntMin },
  ]),
  ...[0.5, 0.7, 1].map((containmentWeight): Change => [
    `containmentWeight ${containmentWeight}`,
    { ...CHOSEN, containmentWeight },
  ]),
  ...(
    [
      [2, 8],
      [4, 8],
      [4, 16],
      [6, 12],
      [6, 16],
      [8, 16],
      [12, 24],
      [16, 32],
    ] as const
  ).map(([storedShingles, probedShingles]): Change => [
    `shingles stored ${storedShingles}, probed ${probedShingles}`,
    { ...CHOSEN, storedShingles, probedShingles },
  ]),
  ...[0, 0.2, 0.45].map((sameAgency): Change => [
    `doubt.sameAgency ${sameAgency}`,
    { ...CHOSEN, doubt: { ...CHOSEN.doubt, sameAgency } },
  ]),
  ...[2, 4, 6].map((rolesMin): Change => [
    `boilerplate.rolesMin ${rolesMin}`,
    { ...CHOSEN, boilerplate: { ...CHOSEN.boilerplate, rolesMin } },
  ]),
  [
    'boilerplate never learnt',
    { ...CHOSEN, boilerplate: { rolesMin: Number.POSITIVE_INFINITY, shareMin: 1 } },
  ],
  ...[0, 0.15, 0.6].map((employerUnknown): Change => [
    `doubt.employerUnknown ${employerUnknown}`,
    { ...CHOSEN, doubt: { ...CHOSEN.doubt, employerUnknown } },
  ]),
  ...[0, 0.2].map((employerAlias): Change => [
    `doubt.employerAlias ${employerAlias}`,
    { ...CHOSEN, doubt: { ...CHOSEN.doubt, employerAlias } },
  ]),
];

const set = stagedSet(makeLabelledSet());
const percent = (value: number): string => `${(value * 100).toFixed(2)} %`;
const rows = [
  '| parameters | precision | recall | B³ precision | B³ recall | siblings merged | candidate recall |',
  '|---|---|---|---|---|---|---|',
];
for (const [name, parameters] of CHANGES) {
  const { sameJob, bCubed, siblingsMerged, candidateRecall } = await measure(set, parameters);
  const cells = [
    sameJob.precision,
    sameJob.recall,
    bCubed.precision,
    bCubed.recall,
    siblingsMerged,
    candidateRecall,
  ];
  rows.push(`| ${name} | ${cells.map(percent).join(' | ')} |`);
}
process.stdout.write(`${rows.join('\n')}\n`);
