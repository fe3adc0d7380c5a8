import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createWorkspace } from './workspace.ts';
import { clustersOf, enrichedBy, FORMS } from './forms.ts';

describe('worker per stage and fused, embedded', { timeout: 120_000 }, () => {
  it('give the same bytes where twins share a partition', async () => {
    const [first, ...others] = await Promise.all(FORMS.map((form) => run(form, '1')));
    assert.ok(first !== undefined && first.size > 10);
    for (const other of others) assert.deepEqual(other, first);
  });

  it('give the same clusters, as sets, over several partitions', async () => {
    const [first, ...others] = await Promise.all(FORMS.map((form) => run(form, '4')));
    assert.ok(first !== undefined && first.size > 10);
    for (const other of others) assert.deepEqual(clustersOf(other), clustersOf(first));
  });
});

async function run(
  form: (typeof FORMS)[number],
  partitions: string,
): Promise<ReadonlyMap<string, string>> {
  await using workspace = await createWorkspace({
    TOPIC_PARTITIONS: partitions,
    BATCH_RECORDS_MAX: '5',
  });
  return await enrichedBy(form, workspace.config);
}
