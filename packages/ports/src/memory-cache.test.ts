import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeCache } from './cache.conformance.ts';
import { createMemoryCache } from './memory-cache.ts';

describeCache({
  name: 'memory',
  supports: { shared: false },
  async create() {
    let now = 0;
    const cache = createMemoryCache({ entriesMax: 10_000, clock: { now: () => now } });
    return {
      cache,
      pass: async (ms) => void (now += ms),
      [Symbol.asyncDispose]: () => cache[Symbol.asyncDispose](),
    };
  },
});

describe('createMemoryCache', () => {
  it('forgets what was used longest ago once it is full', async () => {
    const cache = createMemoryCache({ entriesMax: 3 });
    const value = Buffer.from('x');
    await cache.putMany(
      ['a', 'b', 'c'].map((key) => ({ key, value })),
      { ttlMs: 60_000 },
    );
    await cache.getMany(['a']);
    await cache.putMany(
      ['d', 'e'].map((key) => ({ key, value })),
      { ttlMs: 60_000 },
    );
    const found = await cache.getMany(['a', 'b', 'c', 'd', 'e']);
    assert.deepEqual(
      found.map((each) => each !== undefined),
      [true, false, false, true, true],
    );
  });
});
