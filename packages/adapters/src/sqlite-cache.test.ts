import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { describeCache } from '@winnow/ports/cache.conformance';
import { PortError } from '@winnow/ports/port-error';
import { createSqliteCache } from './sqlite-cache.ts';

const BYTES_MAX = 64_000_000;

function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), 'winnow-cache-'));
}

describeCache({
  name: 'sqlite',
  supports: { shared: true },
  async create() {
    const folder = scratchFolder();
    let now = 0;
    const open = () =>
      createSqliteCache({
        path: join(folder, 'deep', 'cache.db'),
        bytesMax: BYTES_MAX,
        clock: { now: () => now },
      });
    const cache = open();
    return {
      cache,
      reopen: async () => open(),
      pass: async (ms) => void (now += ms),
      async [Symbol.asyncDispose]() {
        await cache[Symbol.asyncDispose]();
        rmSync(folder, { recursive: true });
      },
    };
  },
});

describe('createSqliteCache', () => {
  function scratch(t: TestContext): string {
    const folder = scratchFolder();
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  }

  it('stays below its size by forgetting the oldest entries', async (t) => {
    const folder = scratch(t);
    const bytesMax = 1_000_000;
    await using cache = createSqliteCache({ path: join(folder, 'cache.db'), bytesMax });
    const ENTRIES = 1_000;
    for (let index = 0; index < ENTRIES; index += 10) {
      const entries = Array.from({ length: 10 }, (_, step) => ({
        key: String(index + step),
        value: Buffer.alloc(10_000, index),
      }));
      await cache.putMany(entries, { ttlMs: 60_000 });
    }
    const keys = Array.from({ length: ENTRIES }, (_, index) => String(index));
    const found = (await cache.getMany(keys)).map((value) => value !== undefined);
    const firstKept = found.indexOf(true);
    assert.deepEqual(found.slice(firstKept), Array(ENTRIES - firstKept).fill(true));
    assert.ok(ENTRIES - firstKept >= 30, `${ENTRIES - firstKept} entries are kept`);
    await cache[Symbol.asyncDispose]();
    const bytes = statSync(join(folder, 'cache.db')).size;
    assert.ok(bytes <= bytesMax + 10 * 10_000 * 1.3, `${bytes} bytes`);
  });

  it('remembers after it was closed, in the file alone', async (t) => {
    const folder = scratch(t);
    const path = join(folder, 'cache.db');
    const first = createSqliteCache({ path, bytesMax: BYTES_MAX });
    await first.putMany([{ key: 'a', value: Buffer.from('x') }], { ttlMs: 60_000 });
    await first[Symbol.asyncDispose]();
    await first[Symbol.asyncDispose]();
    assert.deepEqual(readdirSync(folder), ['cache.db']);
    await using second = createSqliteCache({ path, bytesMax: BYTES_MAX });
    assert.notEqual((await second.getMany(['a']))[0], undefined);
  });

  it('rejects with CORRUPT on a file that is none of its own, and leaves it alone', (t) => {
    const path = join(scratch(t), 'notes.txt');
    writeFileSync(path, 'not a database\n'.repeat(100));
    const size = statSync(path).size;
    assert.throws(
      () => createSqliteCache({ path, bytesMax: BYTES_MAX }),
      (error) => error instanceof PortError && error.code === 'CORRUPT' && !error.retriable,
    );
    assert.equal(statSync(path).size, size);
  });

  it('rejects with UNAVAILABLE while another process writes', async (t) => {
    const path = join(scratch(t), 'cache.db');
    await using cache = createSqliteCache({ path, bytesMax: BYTES_MAX });
    const { DatabaseSync } = await import('node:sqlite');
    using other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    await assert.rejects(
      cache.putMany([{ key: 'a', value: Buffer.from('x') }], { ttlMs: 60_000 }),
      (error) => error instanceof PortError && error.code === 'UNAVAILABLE' && error.retriable,
    );
    assert.deepEqual(await cache.getMany(['a']), [undefined]);
    other.exec('ROLLBACK');
    await cache.putMany([{ key: 'a', value: Buffer.from('x') }], { ttlMs: 60_000 });
    assert.notEqual((await cache.getMany(['a']))[0], undefined);
  });
});
