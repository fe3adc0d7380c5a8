import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import { Kafka, logLevel, Partitioners, type Message } from 'kafkajs';
import { enrichedFixtures, type WireFixture } from '../packages/contracts/scripts/wire-fixtures.ts';
import { startServers } from './servers.ts';

const ROOT = join(import.meta.dirname, '..');
const EXAMPLE = join(ROOT, 'examples', 'consumer');
const run = promisify(execFile);

const scratch = mkdtempSync(join(tmpdir(), 'winnow-consumer-'));
const folder = join(scratch, 'consumer');
after(() => rmSync(scratch, { recursive: true, force: true }));

/** npm as a user runs it: not as a child of the npm that runs these tests. */
async function npm(cwd: string, ...args: readonly string[]): Promise<string> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^npm_(?:package|lifecycle|command|config_local_prefix)/.test(name),
  );
  const options = { cwd, env: Object.fromEntries(inherited) };
  const script = process.env['npm_execpath'];
  const { stdout } =
    script === undefined
      ? await run('npm', [...args], { ...options, shell: process.platform === 'win32' })
      : await run(process.execPath, [script, ...args], options);
  return stdout;
}

before(async () => {
  const contracts = join(ROOT, 'packages', 'contracts');
  await run(process.execPath, [join(contracts, 'scripts', 'build.ts')]);
  const [packed] = JSON.parse(
    await npm(join(contracts, 'dist'), 'pack', '--json', '--pack-destination', scratch),
  ) as [{ filename: string }];
  mkdirSync(folder);
  for (const file of ['consumer.ts', 'package.json', 'tsconfig.json']) {
    copyFileSync(join(EXAMPLE, file), join(folder, file));
  }
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  await npm(folder, 'install', ...quiet, join(scratch, packed.filename));
});

describe('the packed contracts, installed into an empty folder', () => {
  it('hold no TypeScript sources, which Node would refuse there', async () => {
    const { stdout } = await run(
      process.execPath,
      [
        '--print',
        "require('node:fs').readdirSync('node_modules/@winnow/contracts', { recursive: true }).join()",
      ],
      { cwd: folder },
    );
    const sources = stdout
      .trim()
      .split(',')
      .filter((file) => /(?<!\.d)\.ts$/.test(file));
    assert.deepEqual(sources, []);
    assert.match(stdout, /schemas/);
  });

  it('depend on zod alone', async () => {
    const tree = JSON.parse(await npm(folder, 'ls', '@winnow/contracts', 'zod', '--json')) as {
      dependencies: Readonly<Record<string, { dependencies?: object }>>;
    };
    const { dependencies = {} } = tree.dependencies['@winnow/contracts'] ?? {};
    assert.deepEqual(Object.keys(dependencies), ['zod']);
  });

  it('type-check the example consumer', async () => {
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    await run(process.execPath, [tsc, '-p', '.'], { cwd: folder });
  });

  it('decode a wire fixture', async () => {
    const program = `
      import { decodeEnriched, TOPICS } from '@winnow/contracts';
      import { readFileSync } from 'node:fs';
      const { value } = JSON.parse(readFileSync(0, 'utf8'));
      const posting = decodeEnriched({ value: Buffer.from(JSON.stringify(value)) });
      console.log(JSON.stringify([TOPICS.enriched, posting.id]));`;
    const child = run(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: folder,
    });
    child.child.stdin?.end(JSON.stringify(fixture()));
    const { stdout } = await child;
    assert.deepEqual(JSON.parse(stdout), [
      'postings.enriched.v1',
      (fixture().value as { id: string }).id,
    ]);
  });
});

const servers = await startServers({ kafka: {} });
after(() => servers?.[Symbol.asyncDispose]());

describe('the example consumer', { skip: servers === undefined ? 'no Kafka' : false }, () => {
  it('keeps each event once, whatever is delivered again', async (t) => {
    assert.ok(servers !== undefined);
    const brokers = servers.kafkaBrokers;
    const topic = await createTopic(t, brokers);
    const database = join(folder, 'postings.db');
    const consume = (until: string): Promise<readonly string[]> =>
      consumedKeys({ BROKERS: brokers.join(), TOPIC: topic, DATABASE: database }, until);

    await send(brokers, topic, [
      event('a', 0),
      event('b', 1),
      event('a', 0),
      event('broken', 2, { schemaVersion: 2 }),
      event('b', 3, null),
      event('c', 4),
    ]);
    assert.deepEqual(await consume('c'), ['a', 'b', 'c']);
    assert.deepEqual(keptIn(database), ['a', 'c']);

    // A new group begins at the start of the topic: everything is delivered again.
    await send(brokers, topic, [event('d', 5)]);
    assert.deepEqual(await consume('d'), ['d']);
    assert.deepEqual(keptIn(database), ['a', 'c', 'd']);
  });
});

function fixture(): WireFixture {
  const found = enrichedFixtures().find(({ value }) => value !== null);
  assert.ok(found !== undefined);
  return found;
}

/** A record of the enriched topic that descends from the raw record at this offset. */
function event(key: string, offset: number, fields: object | null = {}): Message {
  const { headers, value } = fixture();
  return {
    key,
    value: fields === null ? null : JSON.stringify({ ...(value as object), ...fields }),
    headers: { ...headers, 'winnow-origin': `postings.raw.v1/0/${offset}` },
  };
}

function client(brokers: readonly string[]): Kafka {
  return new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
}

/** A topic of one partition that is gone after the test. */
async function createTopic(t: TestContext, brokers: readonly string[]): Promise<string> {
  const topic = `consumer-example-${crypto.randomUUID()}`;
  const admin = client(brokers).admin();
  await admin.connect();
  t.after(async () => {
    await admin.deleteTopics({ topics: [topic] });
    await admin.disconnect();
  });
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
  return topic;
}

async function send(brokers: readonly string[], topic: string, messages: Message[]): Promise<void> {
  const createPartitioner = Partitioners.DefaultPartitioner;
  const producer = client(brokers).producer({ createPartitioner });
  await producer.connect();
  await producer.send({ topic, acks: -1, messages });
  await producer.disconnect();
}

/** Runs the example in a new group until it has kept this key; the keys it kept, in order. */
async function consumedKeys(
  settings: Readonly<Record<string, string>>,
  until: string,
): Promise<readonly string[]> {
  const env = { ...process.env, ...settings, GROUP: `consumer-example-${crypto.randomUUID()}` };
  const child = spawn(process.execPath, ['consumer.ts'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  const keys: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.includes('"annualSalary"')) continue;
    const { key } = JSON.parse(line) as { key: string };
    keys.push(key);
    if (key === until) child.kill('SIGTERM');
  }
  assert.deepEqual(await ended, [0, null]);
  return keys;
}

function keptIn(path: string): readonly unknown[] {
  using database = new DatabaseSync(path);
  return database
    .prepare('SELECT key FROM posting ORDER BY key')
    .all()
    .map(({ key }) => key);
}
