import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { describeObjectStore } from '@winnow/ports/object-store.conformance';
import { createFsObjectStore } from './fs-object-store.ts';

const root = await mkdtemp(join(tmpdir(), 'winnow-objects-'));
after(() => rm(root, { recursive: true }));
let places = 0;

describeObjectStore({
  name: 'file system',
  create: async (count) => {
    const path = join(root, String(places++));
    return Array.from({ length: count }, () => createFsObjectStore({ path }));
  },
});
