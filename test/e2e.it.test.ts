import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { recordOf } from '@winnow/cli/commands/publish';
import { HEADERS } from '@winnow/contracts/headers';
import { LIVE_GENERATION, TOPICS } from '@winnow/contracts/topics';
import { lakeObjects, readRows } from '@winnow/lake/read-lake';
import type { Log } from '@winnow/ports/log';
import { readRawPosting } from '@winnow/stages/raw-input';
import { auditPipeline } from '@winnow/wiring/audit-pipeline';
import { readConfig } from '@winnow/wiring/config';
import { createLogger } from '@winnow/wiring/logger';
import { openPorts } from '@winnow/wiring/open-ports';
import { runService } from '@winnow/wiring/run-service';
import { createTopics } from '@winnow/wiring/topics';
import { corpus } from './bench/corpus.ts';
import { settingsOn } from './on-servers.ts';
import { requireServers } from './servers.ts';

const ROOT = path.join(import.meta.dirname, '..');
const CORPUS_BYTES = 2_000_000;
const SERVICES = [
  'parser',
  'parser',
  'salary-normalizer',
  'stack-tagger',
  'deduplicator',
  'archiver',
];

describe('the whole, on Kafka, Redis and S3', { timeout: 300_000 }, () => {
  it('loses and doubles nothing when one of two parsers is killed mid-way', async (t) => {
    const servers = await requireServers(t, { kafka: {}, redis: true, s3: true });
    if (servers === undefined) return;
    const settings = {
      ...settingsOn(servers, 'endToEnd'),
      BATCH_RECORDS_MAX: '50',
      KAFKA_SESSION_MS: '6000',
    };
    Object.assign(process.env, settings);
    const config = readConfig({ ...settings, TOPIC_PARTITIONS: '4' });
    await using ports = await openPorts(config);
    await ports.duplicates.dropNamespace(LIVE_GENERATION);
    await createTopics(ports.log, config);

    const workers = SERVICES.map((service) => startService(t, service, settings));
    const half = Math.floor((await publish(ports.log, 'half')) / 2);
    await originsOn(ports.log, TOPICS.parsed, half);
    workers[0]?.kill('SIGKILL');
    const published = half * 2 + (await publish(ports.log, 'rest'));
    await originsOn(ports.log, TOPICS.enriched, published);
    for (const worker of workers.slice(1)) worker.kill('SIGTERM');
    const codes = await Promise.all(workers.slice(1).map(exitOf));
    assert.deepEqual(codes, [0, 0, 0, 0, 0]);
    const logger = createLogger({ level: 'silent', destination: process.stderr });
    const { signal } = new AbortController();
    await runService({ config, logger, signal, stages: [], archive: true, drain: true });

    const report = await auditPipeline(ports, LIVE_GENERATION, signal);
    assert.deepEqual(report.errors, []);
    const rows = new Map<string, number>();
    for await (const object of lakeObjects(ports.objects, { generation: LIVE_GENERATION })) {
      for (const { key } of await readRows(ports.objects, object)) {
        rows.set(String(key), (rows.get(String(key)) ?? 0) + 1);
      }
    }
    assert.equal(rows.size, published);
    assert.deepEqual(
      [...rows].filter(([, count]) => count !== 1),
      [],
    );
  });
});

/** An even number of postings, each with an id of its own; resolves to how many. */
async function publish(log: Log, name: string): Promise<number> {
  const partitions = (await log.describeTopic(TOPICS.raw))?.partitions ?? 1;
  const postings = await corpus(CORPUS_BYTES / 2);
  const records = postings.slice(0, postings.length - (postings.length % 2)).map((posting) => {
    const input = readRawPosting({ ...posting, id: `${name}-${posting.id ?? ''}` });
    if (input.kind !== 'item') throw new Error(input.code);
    return recordOf(input.value, partitions);
  });
  await log.append(TOPICS.raw, records);
  return records.length;
}

/** Resolves when the topic holds so many different origins. */
async function originsOn(log: Log, topic: string, count: number): Promise<void> {
  const seen = new Set<string>();
  const enough = new AbortController();
  const options = { group: `ledger-${topic}`, batchRecordsMax: 500, signal: enough.signal };
  await log.consume(topic, options, async ({ records }) => {
    for (const { headers } of records) seen.add(headers[HEADERS.origin] ?? '');
    if (seen.size >= count) enough.abort();
  });
}

function startService(
  t: TestContext,
  name: string,
  settings: Readonly<Record<string, string>>,
): ChildProcess {
  const main = path.join(ROOT, 'services', name, 'src', 'main.ts');
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...settings, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  return child;
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}
