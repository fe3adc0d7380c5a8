import type { EnrichedPosting, StagedPosting } from '@winnow/contracts/enriched-posting';
import type { Outcome } from '@winnow/pipeline/outcome';
import type { SetAside } from '@winnow/pipeline/run-worker';
import type { Item } from '@winnow/pipeline/stage';
import { createMemoryDuplicateIndex } from '@winnow/ports/memory-duplicate-index';
import { createNoCache } from '@winnow/ports/no-cache';
import { duplicateStage } from '@winnow/stages/duplicate-stage';
import { tagging } from '@winnow/stages/pipeline';
import type { RawInput } from '@winnow/stages/raw-input';

/** A raw posting, or why it is none. */
export type EnricherInput = { readonly kind: 'item'; readonly value: RawInput } | SetAside;

/** All stages but the last: each posting by itself, so that any thread can do it. */
export type Tag = (inputs: readonly EnricherInput[]) => Promise<readonly Outcome<StagedPosting>[]>;

/** Enriches postings in this process: no server, and no state beyond it. */
export interface Enricher extends AsyncDisposable {
  readonly tag: Tag;
  /**
   * The last stage, in the order of the calls: duplicates are found among all postings of this
   * enricher, and the first of a job founds its cluster.
   */
  compare(tagged: readonly Outcome<StagedPosting>[]): Promise<readonly Outcome<EnrichedPosting>[]>;
  /** Both, one after the other. Same length and order as `inputs`. */
  enrich(inputs: readonly EnricherInput[]): Promise<readonly Outcome<EnrichedPosting>[]>;
}

const { signal } = new AbortController();

/** The stages up to the last, without a cache. */
export function createTag(): Tag {
  const { step } = tagging.open({ cache: createNoCache(), cacheTtlMs: 0, onCache: () => {} });
  return async (inputs) => {
    const outcomes = await step(itemsOf(inputs), { signal });
    return merge(inputs, outcomes);
  };
}

/** All four stages, with an empty duplicate index. `tag` may be done elsewhere. */
export function createEnricher(tag: Tag = createTag()): Enricher {
  const duplicates = createMemoryDuplicateIndex();
  const { step } = duplicateStage.open({
    duplicates,
    namespace: 'enrich',
    generation: 'enrich',
    onEvents: async () => {},
  });
  let seen = 0;
  const compare: Enricher['compare'] = async (tagged) => {
    const items = tagged.flatMap((outcome): Item<StagedPosting>[] => {
      const origin = { topic: 'enrich', partition: 0, offset: seen++ };
      return outcome.kind === 'ok' ? [{ value: outcome.value, origin }] : [];
    });
    return merge(tagged, await step(items, { signal }));
  };
  return {
    tag,
    compare,
    enrich: async (inputs) => compare(await tag(inputs)),
    [Symbol.asyncDispose]: () => duplicates[Symbol.asyncDispose](),
  };
}

function itemsOf(inputs: readonly EnricherInput[]): Item<RawInput>[] {
  return inputs.flatMap((input, offset) => {
    const origin = { topic: 'enrich', partition: 0, offset };
    return input.kind === 'item' ? [{ value: input.value, origin }] : [];
  });
}

/** The outcomes of what went on in their places between those of what did not. */
function merge<In, Out>(
  before: readonly ({ readonly kind: 'item' } | Outcome<In>)[],
  outcomes: readonly Outcome<Out>[],
): readonly Outcome<Out>[] {
  let next = 0;
  return before.map((each): Outcome<Out> => {
    if (each.kind === 'drop' || each.kind === 'dead-letter') return each;
    const outcome = outcomes[next++];
    if (outcome === undefined) throw new RangeError('a step returned fewer outcomes than items');
    return outcome;
  });
}
