import { z } from 'zod';
import { ClusterEvent } from './cluster-event.ts';
import {
  AnnualSalary,
  AnnualSalaryUsd,
  BaseSalary,
  Duplicate,
  EnrichedPosting,
  Evidence,
  Place,
  Section,
  StackCandidate,
  StackItem,
  SuspectSalary,
  Warning,
} from './enriched-posting.ts';
import { RawPosting } from './raw-posting.ts';

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** What stands under `$defs`, by its name. */
const PARTS = {
  AnnualSalary,
  AnnualSalaryUsd,
  BaseSalary,
  Duplicate,
  Evidence,
  Place,
  Section,
  StackCandidate,
  StackItem,
  SuspectSalary,
  Warning,
};

/**
 * The published schemas by file name, generated from zod. They allow fields that they do not name:
 * within a version fields may be added.
 */
export function jsonSchemas(): Readonly<Record<string, JsonSchema>> {
  const parts = z.registry<{ id: string }>();
  for (const [id, part] of Object.entries(PARTS)) parts.add(part, { id });
  const generate = (title: string, schema: z.ZodType): JsonSchema => {
    const { $schema, ...rest } = z.toJSONSchema(schema, { metadata: parts, io: 'input' });
    return { ...($schema === undefined ? {} : { $schema }), title, ...rest };
  };
  return {
    'raw-posting.v1.json': generate('A posting as its source published it', RawPosting),
    'enriched-posting.v1.json': generate('An enriched posting', EnrichedPosting),
    'cluster-event.v1.json': generate('What happened to a cluster of duplicates', ClusterEvent),
  };
}
