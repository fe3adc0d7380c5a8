import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deal } from './assigner.ts';
import type { Worker } from './assigner.ts';

const TOPIC = 'postings.raw.v1';

function worker(name: string, memberId = `${name}-${crypto.randomUUID()}`): Worker {
  return { memberId, name, topics: [TOPIC] };
}

function partitions(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Partitions by worker name, which outlives a restart as member ids do not. */
function byName(count: number, workers: readonly Worker[]): Map<string, number[]> {
  const dealt = deal(TOPIC, partitions(count), workers);
  return new Map(workers.map(({ name, memberId }) => [name, dealt.get(memberId) ?? []]));
}

describe('deal', () => {
  for (const [count, members] of [
    [4, 1],
    [4, 2],
    [4, 3],
    [12, 5],
    [3, 7],
    [0, 2],
  ] as const) {
    it(`deals each of ${count} partitions once to ${members}, none above its share`, () => {
      const workers = partitions(members).map((index) => worker(`worker-${index}`));
      const dealt = [...deal(TOPIC, partitions(count), workers).values()];
      assert.deepEqual(
        dealt.flat().toSorted((a, b) => a - b),
        partitions(count),
      );
      for (const own of dealt) assert.ok(own.length <= Math.ceil(count / members));
    });
  }

  it('gives a worker that starts again what it had', () => {
    const names = ['a', 'b', 'c'];
    const first = byName(
      12,
      names.map((name) => worker(name)),
    );
    const again = byName(
      12,
      names.toReversed().map((name) => worker(name)),
    );
    for (const [name, own] of first) assert.deepEqual(again.get(name), own);
  });

  it('moves few partitions when a worker comes: kept are more than dealing anew would keep', () => {
    const count = 60;
    const before = byName(
      count,
      ['a', 'b', 'c', 'd'].map((name) => worker(name)),
    );
    const after = byName(
      count,
      ['a', 'b', 'c', 'd', 'e'].map((name) => worker(name)),
    );
    const kept = [...before].flatMap(([name, own]) =>
      own.filter((partition) => after.get(name)?.includes(partition)),
    );
    // The newcomer takes its fifth; a few more move because of the shares.
    assert.ok(kept.length >= count * 0.6, `${kept.length} of ${count} kept`);
  });

  it('tells workers of one name apart by their member ids', () => {
    const twins = [worker('same', 'm1'), worker('same', 'm2')];
    const dealt = deal(TOPIC, partitions(4), twins);
    assert.equal(dealt.get('m1')?.length, 2);
    assert.equal(dealt.get('m2')?.length, 2);
  });
});
