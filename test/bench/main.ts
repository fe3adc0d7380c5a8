import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { LIVE_GENERATION, TOPICS } from '@winnow/contracts/topics';
import { recordOf } from '@winnow/cli/commands/publish';
import { renderTable, type Column } from '@winnow/cli/output/table';
import { readRawPosting } from '@winnow/stages/raw-input';
import { readConfig } from '@winnow/wiring/config';
import { openPorts } from '@winnow/wiring/open-ports';
import { createTopics } from '@winnow/wiring/topics';
import { settingsOn } from '../on-servers.ts';
import { startServers, type Servers } from '../servers.ts';
import { corpus } from './corpus.ts';
import type { Measurement } from './measured.ts';

// `npm run bench [-- MEGABYTES]`: enriching in process, and the fused pipeline on real Kafka, Redis
// and S3 beside its limits in the same run. Each in a process of its own; figures hold for this
// machine.
const megabytes = Number(process.argv[2] ?? 20);
const bytesMin = megabytes * 1_000_000;
const COPY_TOPIC = 'bench.copy';

const COLUMNS: readonly Column<Measurement>[] = [
  { heading: 'Work', cell: ({ name }) => name },
  { heading: 'Postings', right: true, cell: ({ records }) => records.toLocaleString('en-US') },
  { heading: 'Postings/s', right: true, cell: (each) => perSecond(each, each.records, 0) },
  { heading: 'MB/s', right: true, cell: (each) => perSecond(each, each.bytes / 1e6, 1) },
  { heading: 'CPU s', right: true, cell: ({ cpuSeconds }) => cpuSeconds.toFixed(1) },
  { heading: 'Wall s', right: true, cell: ({ wallSeconds }) => wallSeconds.toFixed(1) },
  { heading: 'Peak MB', right: true, cell: ({ peakMegabytes }) => peakMegabytes.toFixed(0) },
];

function perSecond({ wallSeconds }: Measurement, amount: number, digits: number): string {
  return (amount / wallSeconds).toLocaleString('en-US', { maximumFractionDigits: digits });
}

async function child(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Measurement> {
  const file = path.join(import.meta.dirname, `${name}.ts`);
  const started = spawn(process.execPath, [file, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  started.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(started, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  return JSON.parse(output) as Measurement;
}

async function onServers(servers: Servers): Promise<readonly Measurement[]> {
  const settings = settingsOn(servers, 'bench');
  Object.assign(process.env, settings);
  const config = readConfig(settings);
  await using ports = await openPorts(config);
  await ports.duplicates.dropNamespace(LIVE_GENERATION);
  await createTopics(ports.log, config);
  const partitions = (await ports.log.describeTopic(TOPICS.raw))?.partitions ?? 1;
  const copyConfig = { 'max.message.bytes': String(16 * 1024 * 1024) };
  await ports.log.createTopic({ name: COPY_TOPIC, partitions, config: copyConfig });
  const postings = await corpus(bytesMin);
  const records = postings.map((posting) => {
    const input = readRawPosting(posting);
    if (input.kind !== 'item') throw new Error(input.code);
    return recordOf(input.value, partitions);
  });
  await ports.log.append(TOPICS.raw, records);
  const bytes = postings.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
  const size = [String(records.length), String(bytes)];
  const prefix = config.LOG_URL.slice(config.LOG_URL.lastIndexOf('/') + 1);
  const topics = [TOPICS.raw, TOPICS.enriched, COPY_TOPIC].map((topic) => `${prefix}${topic}`);
  const pipeline = await child('pipeline-child', size, settings);
  const copy = await child('copy-child', [servers.kafkaBrokers.join(','), ...topics, ...size]);
  const parquet = await child('parquet-child', size, settings);
  return [copy, parquet, pipeline];
}

const inProcess = await child('enrich-child', [String(bytesMin)]);
const measurements = [inProcess];
await using servers = await startServers({ kafka: {}, redis: true, s3: true });
if (servers !== undefined) measurements.push(...(await onServers(servers)));
process.stdout.write(`\n${renderTable(COLUMNS, measurements)}`);
const [, copy, parquet, pipeline] = measurements;
if (copy !== undefined && parquet !== undefined && pipeline !== undefined) {
  const limit = inProcess.cpuSeconds + copy.cpuSeconds + parquet.cpuSeconds;
  const ratio = (pipeline.cpuSeconds / limit).toFixed(2);
  process.stdout.write(
    `\nCPU of the pipeline / (enriching + copying + Parquet): ${ratio} (goal: at most 1.2)\n`,
  );
}
