import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { describeDuplicateIndex } from '@winnow/ports/duplicate-index.conformance';
import { createSqliteDuplicateIndex } from './sqlite-duplicate-index.ts';

async function folder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'winnow-duplicates-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

describeDuplicateIndex({
  name: 'sqlite',
  supports: { shared: true },
  async create() {
    await using stack = new AsyncDisposableStack();
    const path = join(stack.use(await folder()).path, 'sub', 'duplicates.db');
    const index = stack.use(createSqliteDuplicateIndex({ path }));
    const held = stack.move();
    return {
      index,
      reopen: async () => createSqliteDuplicateIndex({ path }),
      [Symbol.asyncDispose]: () => held.disposeAsync(),
    };
  },
});

describe('createSqliteDuplicateIndex', () => {
  it('says that a file is none of its own', async () => {
    await using place = await folder();
    const path = join(place.path, 'text.db');
    await writeFile(path, 'not a database, but a text that is longer than a header of SQLite is\n');
    assert.throws(() => createSqliteDuplicateIndex({ path }), {
      code: 'CORRUPT',
      retriable: false,
    });
  });

  it('rejects, to be tried again, once it is closed', async () => {
    const index = createSqliteDuplicateIndex({ path: ':memory:' });
    await index[Symbol.asyncDispose]();
    await assert.rejects(index.candidates('n', []), { code: 'UNAVAILABLE', retriable: true });
  });
});
