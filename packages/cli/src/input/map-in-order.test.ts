import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapInOrder } from './map-in-order.ts';

async function* numbers(count: number): AsyncGenerator<number> {
  for (let number = 0; number < count; number++) yield number;
}

test('results come in the order of their inputs, whichever is done first', async () => {
  const pending: (() => void)[] = [];
  const results = Array.fromAsync(
    mapInOrder(
      numbers(6),
      3,
      (value) =>
        new Promise<number>((resolve) => {
          // The later one of each three is done first.
          pending.unshift(() => resolve(value));
          if (pending.length === 3) for (const done of pending.splice(0)) done();
        }),
    ),
  );
  assert.deepEqual(await results, [0, 1, 2, 3, 4, 5]);
});

test('no more than so many are under way', async () => {
  let running = 0;
  let most = 0;
  const map = async (value: number): Promise<number> => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    return value;
  };
  await Array.fromAsync(mapInOrder(numbers(50), 4, map));
  assert.ok(most <= 4);
});

test('a rejection ends it', async () => {
  const map = async (value: number): Promise<number> => {
    if (value === 3) throw new RangeError('three');
    return value;
  };
  await assert.rejects(Array.fromAsync(mapInOrder(numbers(9), 2, map)), RangeError);
});
