import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClusterEvent } from '@winnow/contracts/cluster-event';
import type { Duplicate, EnrichedPosting } from '@winnow/contracts/enriched-posting';
import { clusterIdOf } from '@winnow/domain/duplicate/cluster-id';
import type { Item } from '@winnow/pipeline/stage';
import type { DuplicateIndex } from '@winnow/ports/duplicate-index';
import { createMemoryDuplicateIndex } from '@winnow/ports/memory-duplicate-index';
import { duplicateStage, type DuplicateStagePorts } from './duplicate-stage.ts';
import { expirePostings } from './release-postings.ts';
import { restorePostings } from './restore-duplicates.ts';
import { sampleStagedPosting, type SampleParts } from './staged-posting-sample.ts';

const NURSE =
  'We look for a registered nurse for our ward of internal medicine. You care for patients in ' +
  'shifts, document what you do, and guide our trainees. You bring a completed training, patience ' +
  'and a sense of humour. We offer a permanent contract, a childcare place and free tickets.';
const BACKEND =
  'You build the services behind our payments: design, code, operate. Every team owns what it runs. ' +
  'You know one language of the JVM well, have met Kafka in anger and prefer small changes. Our ' +
  'office is by the river, the coffee is good, and nobody is on call more than one week in six.';

const SIGNAL = new AbortController().signal;

interface World {
  readonly index: DuplicateIndex;
  readonly events: ClusterEvent[];
  readonly ports: DuplicateStagePorts;
  /** Runs the stage over postings at successive offsets, in batches of a size. */
  readonly run: (
    postings: readonly SampleParts[],
    options?: { readonly offset?: number; readonly batch?: number; readonly partition?: number },
  ) => Promise<Duplicate[]>;
  readonly withdraw: (key: string, offset: number) => Promise<void>;
}

function world(
  index: DuplicateIndex = createMemoryDuplicateIndex(),
  parts: Partial<DuplicateStagePorts> = {},
): World {
  const events: ClusterEvent[] = [];
  const ports: DuplicateStagePorts = {
    duplicates: index,
    namespace: 'live',
    generation: 'live',
    onEvents: async (made) => void events.push(...made),
    clock: { now: () => Date.parse('2026-11-22') },
    ...parts,
  };
  const { step, forget } = duplicateStage.open(ports);
  return {
    index,
    events,
    ports,
    async run(postings, { offset = 0, batch = postings.length, partition = 0 } = {}) {
      const items = postings.map((each, i) => ({
        value: sampleStagedPosting(each),
        origin: { topic: 'raw', partition, offset: offset + i },
      }));
      const verdicts: Duplicate[] = [];
      for (let i = 0; i < items.length; i += batch) {
        for (const outcome of await step(items.slice(i, i + batch), { signal: SIGNAL })) {
          assert.equal(outcome.kind, 'ok');
          verdicts.push((outcome as { value: EnrichedPosting }).value.duplicate);
        }
      }
      return verdicts;
    },
    async withdraw(key, offset) {
      const keys: Item<string>[] = [{ value: key, origin: { topic: 'raw', partition: 0, offset } }];
      await forget?.(keys, { signal: SIGNAL });
    },
  };
}

const nurse = {
  title: 'Registered Nurse',
  employer: 'St. Anna Hospital',
  city: 'Vienna',
  text: NURSE,
};
const backend = { title: 'Backend Engineer', employer: 'Acme GmbH', city: 'Berlin', text: BACKEND };

describe('duplicateStage', () => {
  it('gives every posting a cluster, also the first, under an id made from its key', async () => {
    const { run } = world();
    const [first] = await run([{ ...nurse, id: '1' }]);
    assert.deepEqual(first, {
      clusterId: clusterIdOf('board/1'),
      of: null,
      kind: null,
      similarity: null,
      related: [],
    });
  });

  it('finds a twin within a batch and across batches, and none where there is none', async () => {
    const postings = [
      { ...nurse, id: '1' },
      { ...backend, id: '2' },
      { ...nurse, id: '3' },
      { ...nurse, id: '4', source: 'other', text: `Brought to you by Jobs! ${NURSE} Apply now.` },
    ];
    for (const batch of [1, 2, 4]) {
      const [first, other, twin, syndicated] = await world().run(postings, { batch });
      assert.equal(other?.of, null);
      assert.notEqual(other?.clusterId, first?.clusterId);
      assert.deepEqual([twin?.of, twin?.kind, twin?.similarity], ['board/1', 'EXACT', 1]);
      assert.equal(twin?.clusterId, first?.clusterId);
      assert.deepEqual([syndicated?.of, syndicated?.kind], ['board/1', 'SYNDICATED']);
    }
  });

  it('gives a posting that says nothing a cluster of its own, unless a key says which it is', async () => {
    const empty = { title: null, employer: null, text: 'Apply now!' };
    const url = 'https://acme.example/jobs/7';
    for (const batch of [1, 4]) {
      const [first, second, keyed, again] = await world().run(
        [
          { ...empty, id: '1' },
          { ...empty, id: '2' },
          { ...empty, id: '3', url },
          { ...empty, id: '4', url: `${url}?utm_source=feed` },
        ],
        { batch },
      );
      assert.deepEqual(
        [first?.of, second?.of, keyed?.of, again?.of],
        [null, null, null, 'board/3'],
      );
    }
  });

  it('tells two shifts of one employer to be siblings', async () => {
    const [, nights, copy] = await world().run([
      { ...nurse, id: '1' },
      { ...nurse, id: '2', title: 'Registered Nurse - Nights' },
      { ...nurse, id: '3', title: 'Night Shift Registered Nurse', source: 'other' },
    ]);
    assert.deepEqual([nights?.of, nights?.related], [null, ['board/1']]);
    assert.deepEqual([copy?.of, copy?.related], ['board/2', ['board/1']]);
  });

  it('gives the same verdict and causes the same events when a record comes again', async () => {
    const postings = [
      { ...nurse, id: '1' },
      { ...nurse, id: '2' },
      { ...nurse, id: '2', text: `${NURSE} Call us.` },
      { ...backend, id: '2' },
    ];
    for (const [again, batch] of [
      [0, 4],
      [1, 3],
      [2, 1],
    ] as const) {
      const { run, events } = world();
      const first = await run(postings);
      const caused = events.splice(0);
      const second = await run(postings.slice(again), { offset: again, batch });
      assert.deepEqual(second, first.slice(again));
      const repeated = new Set(events.map((event) => JSON.stringify(event)));
      const known = new Set(caused.map((event) => JSON.stringify(event)));
      assert.deepEqual(
        [...repeated].filter((event) => !known.has(event)),
        [],
      );
      assert.ok(events.some(({ type, key }) => type === 'LEFT' && key === 'board/2'));
    }
  });

  it('takes other content under the same source and id for an update, not a duplicate', async () => {
    const { run } = world();
    const [first, updated] = await run([
      { ...nurse, id: '1' },
      { ...nurse, id: '1', text: `${NURSE} New: a bonus.` },
    ]);
    assert.deepEqual(updated, first);
  });

  it('does not take the record of a topic that was made again for a repeat', async () => {
    const { index, run } = world(undefined, { incarnation: 'made first' });
    await run([{ ...nurse, id: '1' }], { offset: 5 });
    const again = world(index, { incarnation: 'made again' });
    const [moved] = await again.run([{ ...backend, id: '1' }], { offset: 2 });
    assert.equal(moved?.of, null);
    const [other] = await again.run([{ ...nurse, id: '2' }], { offset: 3 });
    assert.equal(other?.of, null);
  });

  it('moves an update to the cluster that it belongs to now, and says so', async () => {
    const { run, events } = world();
    const [n] = await run([
      { ...nurse, id: '1' },
      { ...nurse, id: '2' },
      { ...backend, id: '3' },
    ]);
    events.length = 0;
    const [moved] = await run([{ ...backend, id: '1' }], { offset: 10 });
    assert.deepEqual([moved?.of, moved?.clusterId], ['board/3', clusterIdOf('board/3')]);
    const told = events.map(({ type, clusterId, key, canonical, cause }) => ({
      type,
      clusterId,
      key,
      canonical,
      cause,
    }));
    const [left, joined, cause] = [n?.clusterId, clusterIdOf('board/3'), 'UPDATED'];
    assert.deepEqual(told, [
      { type: 'LEFT', clusterId: left, key: 'board/1', canonical: 'board/2', cause },
      { type: 'CANONICAL_CHANGED', clusterId: left, key: 'board/2', canonical: 'board/2', cause },
      { type: 'JOINED', clusterId: joined, key: 'board/1', canonical: 'board/3', cause },
    ]);
    const [third] = await run([{ ...nurse, id: '4' }], { offset: 11 });
    assert.deepEqual([third?.of, third?.clusterId], ['board/2', left]);
  });

  it('founds another cluster for an update that leaves others behind', async () => {
    const { run } = world();
    const [first] = await run([
      { ...nurse, id: '1' },
      { ...nurse, id: '2' },
    ]);
    const [moved] = await run([{ ...backend, id: '1' }], { offset: 5 });
    assert.equal(moved?.of, null);
    assert.notEqual(moved?.clusterId, first?.clusterId);
  });

  it('lets go of a withdrawn posting', async () => {
    const { run, withdraw, events, index } = world();
    await run([
      { ...nurse, id: '1' },
      { ...nurse, id: '2' },
    ]);
    events.length = 0;
    await withdraw('board/1', 7);
    await withdraw('board/unknown', 8);
    assert.deepEqual(
      events.map(({ type, key, cause }) => [type, key, cause]),
      [
        ['LEFT', 'board/1', 'REMOVED'],
        ['CANONICAL_CHANGED', 'board/2', 'REMOVED'],
      ],
    );
    const first = events.splice(0);
    await withdraw('board/1', 7);
    assert.deepEqual(events, first);
    assert.equal(await index.count('live'), 1);
    const [again] = await run([{ ...nurse, id: '1' }], { offset: 9 });
    assert.equal(again?.of, 'board/2');
  });

  it('lets go of what is over', async () => {
    const { run, ports, index, events } = world();
    await run([
      { ...nurse, id: '1', validThrough: '2026-12-01' },
      { ...nurse, id: '2', validThrough: '2027-01-15' },
      { ...backend, id: '3' },
    ]);
    const options = { ...ports, signal: SIGNAL };
    events.length = 0;
    assert.equal(await expirePostings(Date.parse('2026-12-01T12:00:00Z'), options), 0);
    assert.equal(await expirePostings(Date.parse('2026-12-03'), options), 1);
    assert.deepEqual(
      events.map(({ type, cause }) => [type, cause]),
      [
        ['LEFT', 'EXPIRED'],
        ['CANONICAL_CHANGED', 'EXPIRED'],
      ],
    );
    assert.equal(await expirePostings(Date.parse('2027-06-01'), options), 2);
    assert.equal(await index.count('live'), 0);
  });

  it('gives two workers that see twins at the same moment one founder', async () => {
    const index = createMemoryDuplicateIndex();
    const twins = Array.from({ length: 4 }, (_, i) =>
      world(index).run([{ ...nurse, id: `${i}` }], { partition: i }),
    );
    const verdicts = (await Promise.all(twins)).flat();
    assert.equal(verdicts.filter(({ of }) => of === null).length, 1);
    assert.equal(new Set(verdicts.map(({ clusterId }) => clusterId)).size, 1);
  });

  it('restores a lost index from what was enriched, as it was', async () => {
    const postings = [
      { ...nurse, id: '1' },
      { ...nurse, id: '2' },
      { ...backend, id: '3' },
      { ...backend, id: '2' },
      { ...nurse, id: '4', source: 'other' },
    ];
    const lost = world();
    const verdicts = await lost.run(postings);
    const enriched = postings.map((each, offset) => {
      const { posting } = sampleStagedPosting(each);
      const duplicate = verdicts[offset];
      assert.ok(duplicate !== undefined);
      return {
        value: { ...posting, duplicate },
        origin: { topic: 'raw', partition: 0, offset },
      };
    });
    const index = createMemoryDuplicateIndex();
    const { run, events } = world(index);
    for (let i = 0; i < 2; i++) {
      await restorePostings(enriched, { duplicates: index, namespace: 'live' });
    }
    assert.deepEqual(await run(postings), verdicts);
    const more = [
      { ...nurse, id: '5' },
      { ...backend, id: '6' },
    ];
    events.length = 0;
    const after = await run(more, { offset: 10 });
    const before = await lost.run(more, { offset: 10 });
    assert.deepEqual(after, before);
    assert.deepEqual(
      after.map(({ of }) => of),
      ['board/1', 'board/3'],
    );
    assert.equal(await index.count('live'), 6);
  });

  it('keeps generations apart', async () => {
    const { index, run } = world();
    await run([{ ...nurse, id: '1' }]);
    const [other] = await world(index, { namespace: 'g2', generation: 'g2' }).run([
      { ...nurse, id: '2' },
    ]);
    assert.equal(other?.of, null);
  });
});
