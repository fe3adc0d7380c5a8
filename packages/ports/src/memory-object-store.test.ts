import { createMemoryObjectStore } from './memory-object-store.ts';
import type { ObjectStore } from './object-store.ts';
import { describeObjectStore } from './object-store.conformance.ts';

describeObjectStore({
  name: 'memory',
  create: async (count) => Array<ObjectStore>(count).fill(createMemoryObjectStore()),
});
