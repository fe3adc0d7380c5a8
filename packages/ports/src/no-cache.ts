import type { Cache } from './cache.ts';

/** Remembers nothing: for runs that leave no state behind. */
export function createNoCache(): Cache {
  return {
    remembers: false,
    getMany: async (keys) => keys.map(() => undefined),
    putMany: async () => {},
    async [Symbol.asyncDispose]() {},
  };
}
