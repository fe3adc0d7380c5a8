/**
 * npm run servers                      Kafka, Redis and S3 as local processes; Ctrl-C ends them
 * npm run servers -- --brokers 3       three Kafka nodes
 * npm run servers -- --sasl --tls      clients of Kafka log in, and connect by TLS
 * npm run servers -- down              ends what runs, from another terminal
 *
 * Prints the settings for a `.env`: the four URLs, and what else belongs to them.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder } from './cache-folder.ts';
import { nativeMissing, startNativeServers } from './servers.ts';
import type { NativeServers } from './servers.ts';

const BUCKET_PREFIX = 'lake';
const DOWN_POLL_MS = 100;
/** One file for each running set, named by its process. */
const RUNNING = join(cacheFolder(), 'running');

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      brokers: { type: 'string', default: '1' },
      sasl: { type: 'boolean', default: false },
      tls: { type: 'boolean', default: false },
    },
  });
  if (positionals[0] === 'down') return await down();
  const brokers = Number(values.brokers);
  if ((brokers !== 1 && brokers !== 3) || positionals.length > 0) {
    process.stderr.write('usage: npm run servers -- [--brokers 1|3] [--sasl] [--tls] | down\n');
    return 2;
  }
  const wanted = { kafka: { ...values, brokers }, redis: true, s3: true };
  const missing = nativeMissing(wanted);
  if (missing.length > 0) {
    process.stderr.write(`${missing.join('\n')}\n`);
    return 2;
  }
  const ended = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
  process.stderr.write(
    'starting; the first time fetches Kafka and builds the S3 server (minutes)\n',
  );
  await using servers = await startNativeServers(wanted);
  await mkdir(RUNNING, { recursive: true });
  await writeFile(join(RUNNING, String(process.pid)), '');
  for (const line of await settings(servers)) process.stdout.write(`${line}\n`);
  process.stderr.write('running; Ctrl-C ends them\n');
  // The signal handlers alone do not keep the process alive.
  const alive = setInterval(() => {}, 2 ** 30);
  await ended;
  clearInterval(alive);
  await rm(join(RUNNING, String(process.pid)), { force: true });
  return 0;
}

async function settings({ kafka, redis, s3, folder }: NativeServers): Promise<string[]> {
  const lines: string[] = [];
  if (kafka) {
    lines.push(`LOG_URL=kafka://${kafka.brokers.join()}`);
    lines.push(`KAFKA_REPLICATION_FACTOR=${kafka.brokers.length}`);
    if (kafka.sasl) {
      lines.push('KAFKA_SASL_MECHANISM=scram-sha-256');
      lines.push(`KAFKA_SASL_USERNAME=${kafka.sasl.username}`);
      lines.push(`KAFKA_SASL_PASSWORD=${kafka.sasl.password}`);
    }
    if (kafka.ca !== undefined) {
      const file = join(folder, 'kafka-ca.pem');
      await writeFile(file, kafka.ca);
      lines.push('KAFKA_SSL=true', `KAFKA_SSL_CA_FILE=${file}`);
    }
  }
  if (redis) lines.push(`CACHE_URL=${redis.url}/0`, `DUPLICATES_URL=${redis.url}/1`);
  if (s3) {
    lines.push(`OBJECTS_URL=s3://${s3.bucket}/${BUCKET_PREFIX}`);
    lines.push(`S3_ENDPOINT=${s3.endpoint}`, `S3_REGION=${s3.region}`);
    lines.push(`AWS_ACCESS_KEY_ID=${s3.accessKeyId}`);
    lines.push(`AWS_SECRET_ACCESS_KEY=${s3.secretAccessKey}`);
  }
  return lines;
}

/** Asks the running sets to end, and waits until they have. */
async function down(): Promise<number> {
  const files = await readdir(RUNNING).catch(() => []);
  const pids = files.map(Number).filter((pid) => pid > 0);
  if (!pids.some(isAlive)) process.stderr.write('no servers are running\n');
  for (const pid of pids) {
    if (isAlive(pid)) process.kill(pid, 'SIGTERM');
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, DOWN_POLL_MS));
    await rm(join(RUNNING, String(pid)), { force: true });
  }
  return 0;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
