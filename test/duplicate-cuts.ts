import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { ClusterEvent } from '@winnow/contracts/cluster-event';
import type { Duplicate } from '@winnow/contracts/enriched-posting';
import type { DuplicateIndex } from '@winnow/ports/duplicate-index';
import { createMemoryDuplicateIndex } from '@winnow/ports/memory-duplicate-index';
import { duplicateStage } from '@winnow/stages/duplicate-stage';
import { sampleStagedPosting } from '@winnow/stages/staged-posting-sample';

/** Postings of a few templates, so many that every list of the index overflows. */
const posting = fc.record({
  // Some come again, with other content: a call ends before a key that it holds already.
  id: fc.oneof({ weight: 7, arbitrary: fc.nat({ max: 9_999 }) }, fc.nat({ max: 199 })),
  employer: fc.constantFrom('Acme', 'Acme', 'Acme Süd', 'Brix & Co', null),
  role: fc.constantFrom('Baker', 'Baker', 'Senior Baker', 'Night Porter'),
  city: fc.constantFrom('Berlin', 'Munich', 'Cologne', 'Essen', 'Kiel', 'Ulm', 'Hof', null),
  template: fc.nat({ max: 2 }),
  own: fc.nat({ max: 30 }),
  source: fc.constantFrom('board', 'board', 'site'),
});
type Posting = typeof posting extends fc.Arbitrary<infer T> ? T : never;

const stream = fc.array(posting, { minLength: 120, maxLength: 260, size: 'max' });

const TEMPLATES = [
  'you start at four when the ovens are warm and leave before noon with bread under your arm',
  'we look for somebody who keeps a calm hand when the queue grows and the till stops working',
  'the house stands by the river since our grandmother opened it and has never closed in winter',
];

function textOf({ template, own }: Posting): string {
  const line = (at: number): string =>
    `${TEMPLATES[(template + at) % TEMPLATES.length] ?? ''} at counter ${own >> at} of floor ${own % 5}`;
  return [line(0), `number ${own} says hello to whoever reads number ${own * 7}`, line(1)].join(
    '. ',
  );
}

interface Run {
  readonly verdicts: readonly (Duplicate | null)[];
  readonly events: readonly ClusterEvent[];
  /** Whether some list of the index was full when it was asked. */
  readonly overflowed: boolean;
}

async function run(index: DuplicateIndex, postings: readonly Posting[], cut: number): Promise<Run> {
  const events: ClusterEvent[] = [];
  const verdicts: (Duplicate | null)[] = [];
  let overflowed = false;
  const { step } = duplicateStage.open({
    duplicates: {
      ...index,
      postingsPerCall: cut,
      async candidates(namespace, queries) {
        const found = await index.candidates(namespace, queries);
        overflowed ||= found.some(({ full }) => full.length > 0);
        return found;
      },
    },
    namespace: `${crypto.randomUUID()}`,
    generation: 'live',
    onEvents: async (made) => void events.push(...made),
    clock: { now: () => 1_790_000_000_000 },
  });
  for (let from = 0; from < postings.length; from += cut) {
    const items = postings.slice(from, from + cut).map((each, i) => ({
      value: sampleStagedPosting({
        id: String(each.id),
        source: each.source,
        title: each.role,
        employer: each.employer,
        city: each.city,
        text: textOf(each),
      }),
      origin: { topic: 'raw', partition: 0, offset: from + i },
    }));
    for (const outcome of await step(items, { signal: SIGNAL })) {
      verdicts.push(outcome.kind === 'ok' ? outcome.value.duplicate : null);
    }
  }
  return { verdicts, events: events.map((event) => ({ ...event, sequence: 0 })), overflowed };
}

const SIGNAL = new AbortController().signal;
const CUTS = [1, 7, 200] as const;

/**
 * Every verdict and every event is the same however the stream is cut, and the same as those of the
 * memory adapter that is asked for one posting at a time.
 */
export function describeDuplicateCuts(
  name: string,
  open: () => DuplicateIndex,
  options: { readonly runs: number; readonly skip?: string | false } = { runs: 10 },
): void {
  it(
    `${name}: verdicts do not depend on where a stream is cut`,
    { skip: options.skip ?? false },
    async () => {
      await using index = open();
      await fc.assert(
        fc.asyncProperty(stream, async (postings) => {
          await using memory = createMemoryDuplicateIndex();
          const plain = await run(memory, postings, 1);
          assert.ok(plain.overflowed);
          for (const cut of CUTS) {
            const { verdicts, events } = await run(index, postings, cut);
            assert.deepEqual(verdicts, plain.verdicts);
            assert.deepEqual(events, plain.events);
          }
        }),
        { numRuns: options.runs },
      );
    },
  );
}
