import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TOPICS } from '@winnow/contracts/topics';
import { createMemoryObjectStore } from '@winnow/ports/memory-object-store';
import {
  type CurrentGenerations,
  CURRENT_KEY,
  ensureCurrent,
  generationOf,
  promote,
  readCurrent,
  rollback,
} from './current-generations.ts';
import { LakeError } from './lake-error.ts';

const LIVE = { generation: 'live' };
const G2 = { generation: 'g2', from: { '0': 10, '1': 0 }, to: { '0': 20, '1': 5 } };
const G3 = { generation: 'g3', from: { '0': 15 }, to: { '0': 30 } };

const isInvalid = (error: unknown): boolean =>
  error instanceof LakeError && error.code === 'CURRENT_INVALID';

describe('generationOf', () => {
  const current: CurrentGenerations = [LIVE, G2, G3];
  const CASES: readonly [partition: number, offset: number, generation: string][] = [
    [0, 9, 'live'],
    [0, 10, 'g2'],
    [0, 14, 'g2'],
    [0, 15, 'g3'],
    [0, 29, 'g3'],
    [0, 30, 'live'],
    [1, 0, 'g2'],
    [1, 5, 'live'],
    [2, 15, 'live'],
  ];
  for (const [partition, offset, generation] of CASES) {
    it(`is ${generation} for ${partition}/${offset}`, () => {
      assert.equal(generationOf(current, { topic: TOPICS.raw, partition, offset }), generation);
    });
  }
});

describe('current.json', () => {
  it('is the live generation alone until something is promoted', async () => {
    const objects = createMemoryObjectStore();
    assert.deepEqual(await readCurrent(objects), [LIVE]);
    await ensureCurrent(objects);
    await ensureCurrent(objects);
    assert.deepEqual(await readCurrent(objects), [LIVE]);
  });

  it('lists what was promoted, the last wins, and each only once', async () => {
    const objects = createMemoryObjectStore();
    await promote(objects, G2);
    await promote(objects, G3);
    assert.deepEqual(await readCurrent(objects), [LIVE, G2, G3]);
    assert.deepEqual(await promote(objects, G2), [LIVE, G3, G2]);
  });

  it('goes back to what was valid before', async () => {
    const objects = createMemoryObjectStore();
    await promote(objects, G2);
    await promote(objects, G3);
    assert.deepEqual(await rollback(objects, 'g3'), [LIVE, G2]);
    assert.deepEqual(await rollback(objects, 'g2'), [LIVE]);
    await assert.rejects(rollback(objects, 'g2'), isInvalid);
    await assert.rejects(rollback(objects, 'live'), isInvalid);
    assert.deepEqual(await readCurrent(objects), [LIVE]);
  });

  it('loses no promotion of those made at the same time', async () => {
    const objects = createMemoryObjectStore();
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    await Promise.all(
      names.map((generation) => promote(objects, { generation, from: { '0': 0 }, to: { '0': 1 } })),
    );
    const current = await readCurrent(objects);
    assert.deepEqual(current.map(({ generation }) => generation).toSorted(), [...names, 'live']);
  });

  it('wants both ends of every partition', async () => {
    const objects = createMemoryObjectStore();
    const entry = { generation: 'g2', from: { '0': 1 }, to: { '1': 2 } };
    await assert.rejects(promote(objects, entry), isInvalid);
  });

  const BROKEN = [
    '',
    'null',
    '[]',
    '{}',
    '[{"generation": 1}]',
    '[{"generation": "a", "from": {}}]',
  ];
  for (const text of BROKEN) {
    it(`refuses ${JSON.stringify(text)}`, async () => {
      const objects = createMemoryObjectStore();
      await objects.putIfAbsent(CURRENT_KEY, Buffer.from(text));
      await assert.rejects(readCurrent(objects), isInvalid);
      await assert.rejects(promote(objects, G2), isInvalid);
    });
  }
});
