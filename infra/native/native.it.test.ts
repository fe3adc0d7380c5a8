import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { nativeMissing } from './servers.ts';

const missing = nativeMissing({ kafka: {}, redis: true, s3: true });
const skip =
  (process.env['WINNOW_SERVERS'] === 'none' && 'WINNOW_SERVERS=none') ||
  (missing.length > 0 && missing.join('; '));
const POLL_MS = 50;

interface Running {
  readonly child: ChildProcess;
  readonly settings: ReadonlyMap<string, string>;
}

/** Starts the command and reads its settings. */
async function start(t: TestContext, ...args: string[]): Promise<Running> {
  const command = [join(import.meta.dirname, 'main.ts'), ...args];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  t.after(() => child.kill('SIGKILL'));
  const settings = new Map<string, string>();
  for await (const line of createInterface({ input: child.stdout })) {
    const [name = '', ...value] = line.split('=');
    settings.set(name, value.join('='));
    if (name === 'AWS_SECRET_ACCESS_KEY') return { child, settings };
  }
  throw new Error(`the servers did not start:\n${errors}`);
}

/** Whether something listens. */
async function isOpen(port: number): Promise<boolean> {
  const socket = createConnection({ port, host: '127.0.0.1' });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

function ports(settings: ReadonlyMap<string, string>): number[] {
  const urls = ['LOG_URL', 'CACHE_URL', 'S3_ENDPOINT'].map((name) => settings.get(name) ?? '');
  return urls.map((url) => Number(/:(\d+)(\/\d)?$/.exec(url)?.[1]));
}

describe('npm run servers', { skip }, () => {
  it('prints the settings of a running set, and ends it when asked', async (t) => {
    const { child, settings } = await start(t);
    assert.match(settings.get('LOG_URL') ?? '', /^kafka:\/\/127\.0\.0\.1:\d+$/);
    assert.match(settings.get('CACHE_URL') ?? '', /^redis:\/\/127\.0\.0\.1:\d+\/0$/);
    assert.match(settings.get('DUPLICATES_URL') ?? '', /^redis:\/\/127\.0\.0\.1:\d+\/1$/);
    assert.equal(settings.get('OBJECTS_URL'), 's3://winnow/lake');
    for (const port of ports(settings)) assert.ok(await isOpen(port));
    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    for (const port of ports(settings)) assert.equal(await isOpen(port), false);
  });

  it('leaves no process and no folder behind when it is killed', async (t) => {
    const { child, settings } = await start(t, '--tls');
    const folder = dirname(settings.get('KAFKA_SSL_CA_FILE') ?? '');
    assert.ok(existsSync(folder));
    child.kill('SIGKILL');
    for (const port of ports(settings)) await until(async () => !(await isOpen(port)));
    await until(async () => !existsSync(folder));
  });
});
