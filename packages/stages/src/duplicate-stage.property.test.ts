import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ClusterEvent } from '@winnow/contracts/cluster-event';
import type { Duplicate, EnrichedPosting } from '@winnow/contracts/enriched-posting';
import { rebuildClusters } from '@winnow/domain/duplicate/rebuild-clusters';
import { createMemoryDuplicateIndex } from '@winnow/ports/memory-duplicate-index';
import type { OpenStage } from '@winnow/pipeline/stage';
import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import { duplicateStage } from './duplicate-stage.ts';
import { sampleStagedPosting } from './staged-posting-sample.ts';

const TEXTS = [
  'We bake bread at night and sell it in the morning to people who queue for it in the rain.',
  'You drive a tram through the old town, ring the bell for tourists and help with prams.',
  'Our telescope needs someone who mends what freezes, writes down what shines and stays awake.',
  'We bake bread at night and sell it in the morning to people who queue for it in the rain. Cake too.',
];

/** One record of the raw topic: a posting, or (no text) the end of one. */
const record = fc.record({
  id: fc.integer({ min: 1, max: 6 }),
  text: fc.option(fc.nat({ max: TEXTS.length - 1 }), { freq: 6 }),
  city: fc.constantFrom('Berlin', 'Munich', null),
});
type Record = typeof record extends fc.Arbitrary<infer T> ? T : never;

const SIGNAL = new AbortController().signal;

interface Run {
  readonly verdicts: readonly (Duplicate | null)[];
  readonly events: readonly ClusterEvent[];
}

/** Runs records at offsets from `first`, cut into batches. */
async function run(
  { step, forget }: OpenStage<StagedPosting, EnrichedPosting>,
  records: readonly Record[],
  options: { readonly first: number; readonly batch: number },
): Promise<(Duplicate | null)[]> {
  const verdicts: (Duplicate | null)[] = [];
  for (let i = 0; i < records.length;) {
    const end = Math.min(records.length, i + options.batch);
    const gone = records[i]?.text === null;
    let j = i;
    while (j < end && (records[j]?.text === null) === gone) j++;
    const items = records.slice(i, j).map((each, at) => ({
      each,
      origin: { topic: 'raw', partition: 0, offset: options.first + i + at },
    }));
    if (gone) {
      await forget?.(
        items.map(({ each, origin }) => ({ value: `board/${each.id}`, origin })),
        { signal: SIGNAL },
      );
      verdicts.push(...items.map(() => null));
    } else {
      const postings = items.map(({ each: { id, text, city }, origin }) => {
        const parts = { id: String(id), title: 'Worker', employer: 'Acme', city };
        return { value: sampleStagedPosting({ ...parts, text: TEXTS[text ?? 0] ?? '' }), origin };
      });
      for (const outcome of await step(postings, { signal: SIGNAL })) {
        verdicts.push(outcome.kind === 'ok' ? outcome.value.duplicate : null);
      }
    }
    i = j;
  }
  return verdicts;
}

function openStage(): { stage: OpenStage<StagedPosting, EnrichedPosting>; events: ClusterEvent[] } {
  const events: ClusterEvent[] = [];
  const stage = duplicateStage.open({
    duplicates: createMemoryDuplicateIndex(),
    namespace: 'live',
    generation: 'live',
    onEvents: async (made) => void events.push(...made),
    clock: { now: () => 1_790_000_000_000 },
  });
  return { stage, events };
}

const records = fc.array(record, { minLength: 1, maxLength: 25 });

describe('duplicateStage', () => {
  it('gives the same verdicts and events however its input is cut', async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 2, max: 30 }), async (stream, batch) => {
        const runs: Run[] = [];
        for (const size of [1, batch]) {
          const { stage, events } = openStage();
          const verdicts = await run(stage, stream, { first: 0, batch: size });
          runs.push({ verdicts, events: events.map((event) => ({ ...event, sequence: 0 })) });
        }
        assert.deepEqual(runs[1], runs[0]);
      }),
    );
  });

  it('gives the same verdicts when the last records are delivered again', async () => {
    await fc.assert(
      fc.asyncProperty(
        records,
        fc.nat(25),
        fc.integer({ min: 1, max: 9 }),
        async (stream, from, batch) => {
          fc.pre(from < stream.length);
          // So many changes of one posting within what may come again are remembered.
          const changes = stream.slice(from).map(({ id }) => id);
          fc.pre(changes.every((id) => changes.filter((other) => other === id).length <= 3));
          const { stage, events } = openStage();
          const verdicts = await run(stage, stream, { first: 0, batch });
          const before = rebuildClusters(events);
          const again = await run(stage, stream.slice(from), { first: from, batch: 4 });
          assert.deepEqual(again, verdicts.slice(from));
          assert.deepEqual(rebuildClusters(events), before);
        },
      ),
    );
  });

  it('tells in its events what its clusters are', async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 1, max: 9 }), async (stream, batch) => {
        const { stage, events } = openStage();
        const verdicts = await run(stage, stream, { first: 0, batch });
        const last = new Map(stream.map(({ id }, i) => [`board/${id}`, verdicts[i]]));
        const clusters = rebuildClusters(events);
        const members = new Map(
          [...clusters].flatMap(([id, cluster]) => cluster.members.map((key) => [key, id])),
        );
        for (const [key, verdict] of last) {
          assert.equal(members.get(key), verdict?.clusterId);
          const canonical = clusters.get(verdict?.clusterId ?? '')?.members[0];
          if (verdict?.of === null) assert.ok(canonical !== undefined);
        }
      }),
    );
  });
});
