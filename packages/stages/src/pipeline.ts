import type { EnrichedPosting, StagedPosting } from '@winnow/contracts/enriched-posting';
import type { StageName } from '@winnow/contracts/code-lists';
import { TOPICS } from '@winnow/contracts/topics';
import { fuse } from '@winnow/pipeline/fuse';
import type { PureStagePorts } from '@winnow/pipeline/pure-stage';
import type { Stage } from '@winnow/pipeline/stage';
import { duplicateStage, type DuplicateStagePorts } from './duplicate-stage.ts';
import { parseStage } from './parse-stage.ts';
import type { RawInput } from './raw-input.ts';
import { salaryStage } from './salary-stage.ts';
import { stackStage } from './stack-stage.ts';

/** All that the stages touch of the world. */
export type StagePorts = PureStagePorts & DuplicateStagePorts;

/** What happens to each posting by itself. */
export const tagging = fuse(fuse(parseStage, salaryStage), stackStage);

/** The product: what happens to a posting, in order. */
export const pipeline = fuse(tagging, duplicateStage);

/** The same as a list, for deployments with a worker per stage: each with the topic it writes. */
export const STAGES = [
  { name: 'parse', stage: parseStage, input: TOPICS.raw, output: TOPICS.parsed, event: 'parsed' },
  {
    name: 'salary',
    stage: salaryStage,
    input: TOPICS.parsed,
    output: TOPICS.normalized,
    event: 'normalized',
  },
  {
    name: 'stack',
    stage: stackStage,
    input: TOPICS.normalized,
    output: TOPICS.tagged,
    event: 'tagged',
  },
  {
    name: 'duplicate',
    stage: duplicateStage,
    input: TOPICS.tagged,
    output: TOPICS.enriched,
    event: 'enriched',
  },
] as const satisfies readonly { readonly name: StageName; readonly [field: string]: unknown }[];

/** What may travel between two stages. */
export type Travelling = RawInput | StagedPosting | EnrichedPosting;

/** Some consecutive stages as one, with the topics at its ends. */
export interface Stretch {
  readonly names: readonly StageName[];
  readonly stage: Stage<Travelling, StagedPosting | EnrichedPosting, StagePorts>;
  readonly input: string;
  readonly output: string;
  readonly event: string;
}

/** Undefined when the names are not consecutive stages in the order of the pipeline. */
export function stretchOf(names: readonly StageName[]): Stretch | undefined {
  const start = STAGES.findIndex(({ name }) => name === names[0]);
  const taken = STAGES.slice(start, start + names.length);
  const [first] = taken;
  const last = taken.at(-1);
  if (start < 0 || first === undefined || last === undefined) return undefined;
  if (taken.length !== names.length || taken.some(({ name }, i) => name !== names[i]))
    return undefined;
  // Consecutive stages fit by construction (see `pipeline`); only the list forgets their types.
  const stages = taken.map(({ stage }) => stage as unknown as Stretch['stage']);
  const stage = stages.reduce((left, right) => fuse(left, right as never));
  return { names, stage, input: first.input, output: last.output, event: last.event };
}
