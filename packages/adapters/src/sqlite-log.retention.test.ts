import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { record } from '@winnow/ports/log-conformance-kit';
import { createSqliteLog } from './sqlite-log.ts';

const HOUR_MS = 3_600_000;

const CASES: readonly [name: string, config: Record<string, string>, start: number][] = [
  ['drops what is older than retention.ms', { 'retention.ms': String(HOUR_MS) }, 2],
  ['keeps everything without retention.ms', {}, 0],
  ['keeps everything when it is -1', { 'retention.ms': '-1' }, 0],
  [
    'keeps everything of a topic that is compacted only',
    { 'retention.ms': String(HOUR_MS), 'cleanup.policy': 'compact' },
    0,
  ],
];

describe('sqlite: retention', () => {
  for (const [name, config, start] of CASES) {
    it(name, async (t) => {
      const folder = await mkdtemp(join(tmpdir(), 'winnow-log-'));
      t.after(() => rm(folder, { recursive: true, maxRetries: 5 }));
      let now = 1_000_000_000_000;
      const clock = { now: () => now, sleep: async () => {} };
      await using log = createSqliteLog({ path: join(folder, 'log.db'), clock });
      await log.createTopic({ name: 'topic', partitions: 1, config });
      await log.append('topic', [record('a'), record('b')]);
      now += HOUR_MS + 1;
      await log.append('topic', [record('c')]);
      assert.deepEqual(await log.ranges('topic'), [{ partition: 0, start, end: 3 }]);
      assert.deepEqual(await log.offsetsAt('topic', now), [2]);
    });
  }
});
