import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { STAGE_NAMES } from '@winnow/contracts/code-lists';
import { enrichedTopic, TOPICS } from '@winnow/contracts/topics';
import { createTelemetry, type Telemetry } from '@winnow/pipeline/telemetry';
import type { Config } from '@winnow/wiring/config';
import { openPorts } from '@winnow/wiring/open-ports';
import { endsOf, runStages } from '@winnow/wiring/run-stages';
import { createTopics, generationTopic } from '@winnow/wiring/topics';
import { createWorkspace, publishExamples, readTopic } from './workspace.ts';

const PURE_STAGES = ['parse', 'salary', 'stack'];

describe('the cache of stage results', { timeout: 120_000 }, () => {
  it('saves a second run over the same input all computing, and changes no byte', async () => {
    await using workspace = await createWorkspace();
    const first = await runGeneration(workspace.config, 'first');
    const second = await runGeneration(workspace.config, 'second');
    assert.ok(first.enriched.length > 10);
    assert.deepEqual(second.enriched, first.enriched);
    for (const stage of PURE_STAGES) {
      assert.ok((first.misses[stage] ?? 0) > 10, stage);
      assert.equal(second.misses[stage], 0, stage);
      assert.ok((second.hits[stage] ?? 0) > 10, stage);
    }
  });

  it('changes nothing but a counter when it cannot be reached', async () => {
    await using workspace = await createWorkspace();
    const cached = await runGeneration(workspace.config, 'cached');
    // Nothing listens there.
    await using apart = await createWorkspace({ CACHE_URL: 'redis://127.0.0.1:1' });
    const uncached = await runGeneration(apart.config, 'cached');
    assert.deepEqual(uncached.enriched, cached.enriched);
    for (const stage of PURE_STAGES) {
      assert.ok((uncached.errors[stage] ?? 0) > 0, stage);
      assert.equal(cached.errors[stage], 0, stage);
    }
  });
});

interface Run {
  readonly enriched: readonly string[];
  readonly hits: Readonly<Record<string, number>>;
  readonly misses: Readonly<Record<string, number>>;
  readonly errors: Readonly<Record<string, number>>;
}

/** The examples through all stages as a generation: what came out, and what the cache did. */
async function runGeneration(config: Config, generation: string): Promise<Run> {
  await using ports = await openPorts(config);
  const { log } = ports;
  await createTopics(log, config);
  if ((await readTopic(log, TOPICS.raw)).length === 0) await publishExamples(log);
  const { name: output } = await generationTopic(log, config, generation);
  await log.createTopic(await generationTopic(log, config, generation));
  const telemetry = createTelemetry(() => ports.clock.now());
  const to = await endsOf(log, TOPICS.raw);
  const { signal } = new AbortController();
  await runStages({ ports, config, telemetry, names: STAGE_NAMES, signal, generation, output, to });
  const records = await readTopic(log, enrichedTopic(generation));
  return {
    enriched: records.map(({ value }) => Buffer.from(value ?? []).toString()).toSorted(),
    hits: await byStage(telemetry, 'winnow_cache_hits_total'),
    misses: await byStage(telemetry, 'winnow_cache_misses_total'),
    errors: await byStage(telemetry, 'winnow_cache_errors_total'),
  };
}

async function byStage({ registry }: Telemetry, name: string): Promise<Record<string, number>> {
  const metric = await registry.getSingleMetric(name)?.get();
  const values = metric?.values ?? [];
  return Object.fromEntries(values.map(({ labels, value }) => [String(labels['stage']), value]));
}
