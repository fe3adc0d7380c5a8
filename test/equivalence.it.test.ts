import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfig } from '@winnow/wiring/config';
import { openDuplicates } from '@winnow/wiring/open-ports';
import { clustersOf, enrichedBy, FORMS } from './forms.ts';
import { settingsOn } from './on-servers.ts';
import { requireServers } from './servers.ts';
import { createWorkspace } from './workspace.ts';

describe('worker per stage and fused, on Kafka, Redis and S3', { timeout: 300_000 }, () => {
  it('give the bytes of the embedded pipeline', async (t) => {
    const servers = await requireServers(t, { kafka: {}, redis: true, s3: true });
    if (servers === undefined) return;
    await using workspace = await createWorkspace({ TOPIC_PARTITIONS: '1' });
    const embedded = await enrichedBy(FORMS[0] ?? [], workspace.config);
    assert.ok(embedded.size > 10);
    for (const form of FORMS) {
      const settings = settingsOn(servers, 'equivalence');
      Object.assign(process.env, settings);
      const config = readConfig({ ...settings, TOPIC_PARTITIONS: '1' });
      await using duplicates = await openDuplicates(config);
      await duplicates.dropNamespace('live');
      const enriched = await enrichedBy(form, config);
      assert.deepEqual(clustersOf(enriched), clustersOf(embedded));
      assert.deepEqual(enriched, embedded, JSON.stringify(form));
    }
  });
});
