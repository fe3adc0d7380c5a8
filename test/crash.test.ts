import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { LIVE_GENERATION } from '@winnow/contracts/topics';
import type { AuditReport } from '@winnow/lake/audit-report';
import { lakeObjects, readRows, type LakeRow } from '@winnow/lake/read-lake';
import { auditPipeline } from '@winnow/wiring/audit-pipeline';
import { readConfig } from '@winnow/wiring/config';
import { openReadyPorts } from '@winnow/wiring/open-ready';
import { createWorkspace, publishExamples, type Workspace } from './workspace.ts';

/**
 * Few records a batch and few partitions, so that there are several batches to be killed between.
 */
const SETTINGS = { TOPIC_PARTITIONS: '2', BATCH_RECORDS_MAX: '4', KAFKA_REPLICATION_FACTOR: '1' };
const CHILD = path.join(import.meta.dirname, 'crash-child.ts');
/** Children at once: what two cores take. */
const CONCURRENCY = 2;

const published = await publishedWorkspace();
after(() => published[Symbol.asyncDispose]());
const { boundaries, expected } = await withoutKill();

describe('a pipeline that is killed (kill -9) at an effect', { timeout: 600_000 }, () => {
  it('has effects to be killed at, and without a kill everything adds up', () => {
    assert.ok(boundaries.length > 20, boundaries.join('\n'));
    assert.ok(expected.rows.length > 10);
    assert.equal(expected.ok, true);
  });

  describe('and started again', { concurrency: CONCURRENCY }, () => {
    for (const [index, name] of boundaries.entries()) {
      it(`loses and doubles nothing: ${index + 1}, ${name}`, async () => {
        await using workspace = await copyOf(published);
        const killed = await runChild(workspace, index + 1);
        assert.equal(killed.signal, 'SIGKILL');
        const resumed = await runChild(workspace, 0);
        assert.equal(resumed.code, 0, resumed.stderr);
        assert.deepEqual(await outcomeOf(workspace), expected);
      });
    }
  });
});

/** What every other run must come to, and where it can be killed on the way. */
async function withoutKill(): Promise<{
  readonly boundaries: readonly string[];
  readonly expected: Outcome;
}> {
  await using workspace = await copyOf(published);
  const { stdout, stderr, code } = await runChild(workspace, 0);
  assert.equal(code, 0, stderr);
  return { boundaries: JSON.parse(stdout) as string[], expected: await outcomeOf(workspace) };
}

/** The examples on the raw topic, made once and copied for each run. */
async function publishedWorkspace(): Promise<Workspace> {
  const workspace = await createWorkspace(SETTINGS);
  await using ports = await openReadyPorts(workspace.config);
  await publishExamples(ports.log);
  return workspace;
}

async function copyOf(source: Workspace): Promise<Workspace> {
  const workspace = await createWorkspace(SETTINGS);
  await cp(source.folder, workspace.folder, { recursive: true });
  return workspace;
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function runChild(workspace: Workspace, killAt: number): Promise<Ended> {
  const child = spawn(process.execPath, [CHILD, String(killAt)], {
    env: { ...process.env, ...workspace.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, ...output };
}

interface Outcome {
  readonly rows: readonly string[];
  readonly ok: boolean;
  readonly raw: AuditReport['raw'];
}

/** What a run leaves behind, in an order of its own: rows by origin, and the audit's verdict. */
async function outcomeOf(workspace: Workspace): Promise<Outcome> {
  await using ports = await openReadyPorts(readConfig(workspace.environment));
  const rows: string[] = [];
  for await (const object of lakeObjects(ports.objects, { generation: LIVE_GENERATION })) {
    for (const row of await readRows(ports.objects, object)) rows.push(summaryOf(row));
  }
  const { ok, raw } = await auditPipeline(ports, LIVE_GENERATION, new AbortController().signal);
  return { rows: rows.toSorted(), ok, raw };
}

function summaryOf({ origin, posting, deleted }: LakeRow): string {
  const content = posting === null ? null : { ...posting, source: posting.source.name };
  return JSON.stringify([origin, deleted, content]);
}
