import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { createSqliteDuplicateIndex } from './sqlite-duplicate-index.ts';

const TWINS = 150;
const NAMES = ['one', 'two', 'three'];
const CHILD = join(import.meta.dirname, 'sqlite-duplicate-index-child.ts');

describe('several processes on one file', () => {
  it('are given one founder for each set of twins', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'winnow-duplicates-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const path = join(folder, 'duplicates.db');
    const run = promisify(execFile);
    await Promise.all(
      NAMES.map((name) => run(process.execPath, [CHILD, path, name, String(TWINS)])),
    );
    await using index = createSqliteDuplicateIndex({ path });
    const queries = Array.from({ length: TWINS }, (_, twin) => ({
      key: 'nobody',
      owner: { stream: '', offset: 0 },
      strong: [twin],
      weak: [],
      peers: [],
    }));
    const found = await index.candidates('n', queries);
    const wrong = found.filter(({ candidates, clusters }) => {
      const [cluster] = clusters.values();
      return candidates.length !== NAMES.length || cluster?.members !== NAMES.length;
    });
    assert.deepEqual(wrong, []);
    assert.equal(await index.count('n'), TWINS * NAMES.length);
  });
});
