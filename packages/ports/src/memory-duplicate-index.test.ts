import { describeDuplicateIndex } from './duplicate-index.conformance.ts';
import { createMemoryDuplicateIndex } from './memory-duplicate-index.ts';

describeDuplicateIndex({
  name: 'memory',
  supports: { shared: false },
  async create() {
    const index = createMemoryDuplicateIndex();
    return { index, [Symbol.asyncDispose]: () => index[Symbol.asyncDispose]() };
  },
});
