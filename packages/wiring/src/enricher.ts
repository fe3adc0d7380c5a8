import type { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import type { Outcome } from '@winnow/pipeline/outcome';
import type { SetAside } from '@winnow/pipeline/run-worker';
import { createMemoryDuplicateIndex } from '@winnow/ports/memory-duplicate-index';
import { createNoCache } from '@winnow/ports/no-cache';
import { pipeline, type StagePorts } from '@winnow/stages/pipeline';
import type { RawInput } from '@winnow/stages/raw-input';

/** A raw posting, or why it is none. */
export type EnricherInput = { readonly kind: 'item'; readonly value: RawInput } | SetAside;

/** Enriches postings in this process: no server, and no state beyond it. */
export interface Enricher extends AsyncDisposable {
  /** Same length and order. Duplicates are found among all postings of this enricher. */
  enrich(inputs: readonly EnricherInput[]): Promise<readonly Outcome<EnrichedPosting>[]>;
}

/** All four stages fused, with an empty duplicate index. */
export function createEnricher(): Enricher {
  const duplicates = createMemoryDuplicateIndex();
  const ports: StagePorts = {
    cache: createNoCache(),
    cacheTtlMs: 0,
    onCache: () => {},
    duplicates,
    namespace: 'enrich',
    generation: 'enrich',
    onEvents: async () => {},
  };
  const { step } = pipeline.open(ports);
  const { signal } = new AbortController();
  let offset = 0;
  return {
    async enrich(inputs) {
      const items = inputs.flatMap((input) => {
        const origin = { topic: 'enrich', partition: 0, offset: offset++ };
        return input.kind === 'item' ? [{ value: input.value, origin }] : [];
      });
      const outcomes = await step(items, { signal });
      let next = 0;
      return inputs.map((input) => (input.kind === 'item' ? take(outcomes, next++) : input));
    },
    [Symbol.asyncDispose]: () => duplicates[Symbol.asyncDispose](),
  };
}

function take<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError('a step returned fewer outcomes than items');
  return value;
}
