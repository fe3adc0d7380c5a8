import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STAGE_NAMES } from '@winnow/contracts/code-lists';
import versions from '../packages/stages/src/stage-versions.json' with { type: 'json' };
import { stageHashes } from '../scripts/stage-hashes.ts';

const hashes = await stageHashes();

for (const name of STAGE_NAMES) {
  test(`the version of ${name} stands for its source and its dictionaries`, () => {
    const { dictionaries, source } = versions[name];
    const way = 'raise it, or declare the change neutral: `npm run versions`';
    assert.deepEqual({ dictionaries, source }, hashes[name], way);
  });
}
