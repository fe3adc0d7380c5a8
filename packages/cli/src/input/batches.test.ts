import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batches } from './batches.ts';

test('groups are of the size, the last may be shorter', async () => {
  async function* five(): AsyncGenerator<number> {
    yield* [1, 2, 3, 4, 5];
  }
  assert.deepEqual(await Array.fromAsync(batches(five(), 2)), [[1, 2], [3, 4], [5]]);
});

test('a group goes as it is when its next value does not come', async () => {
  const { promise: later, resolve } = Promise.withResolvers<void>();
  async function* slow(): AsyncGenerator<number> {
    yield 1;
    await later;
    yield 2;
  }
  const groups = batches(slow(), 10, 1);
  assert.deepEqual((await groups.next()).value, [1]);
  resolve();
  assert.deepEqual((await groups.next()).value, [2]);
  assert.equal((await groups.next()).done, true);
});

test('a source that fails fails the groups', async () => {
  async function* broken(): AsyncGenerator<number> {
    yield 1;
    throw new RangeError('broken');
  }
  await assert.rejects(Array.fromAsync(batches(broken(), 10, 5)), RangeError);
});
