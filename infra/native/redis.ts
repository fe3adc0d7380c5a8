import { readdir, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { onFreePorts } from './free-ports.ts';
import { installOnce, isInstalled } from './install-once.ts';
import { findProgram, runCommand } from './run-command.ts';
import type { Sandbox } from './server-process.ts';

/** Debian's packages that hold `redis-server` and the libraries it needs beyond the base system. */
const PACKAGES = ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1'];
const FOLDER = 'redis-debian';

export interface Redis {
  readonly url: string;
  /** Ends it; `kill` without a goodbye. */
  stop(how?: 'kill'): Promise<void>;
  start(): Promise<void>;
}

interface RedisProgram {
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Why Redis cannot run here; undefined when it can. */
export function redisMissing(): string | undefined {
  if (findProgram('redis-server') !== undefined || isInstalled(FOLDER)) return undefined;
  if (findProgram('apt-get') !== undefined && findProgram('dpkg') !== undefined) return undefined;
  return 'Redis needs redis-server on the PATH, or Debian’s apt-get to fetch it';
}

/** Starts Redis on a free port; nothing is written to disk. */
export async function startRedis(sandbox: Sandbox): Promise<Redis> {
  const program = await redisServer();
  return await onFreePorts(1, async ([port = 0]) => await startOnPort(sandbox, program, port));
}

async function startOnPort(
  sandbox: Sandbox,
  { command, env }: RedisProgram,
  port: number,
): Promise<Redis> {
  const settings = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const start = () =>
    sandbox.start({
      name: 'Redis',
      command,
      args: ['--port', String(port), '--dir', sandbox.folder, ...settings],
      env,
      ready: { probe: () => ping(port) },
    });
  let server = await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: (how) => server.stop(how),
    start: async () => {
      server = await start();
    },
  };
}

async function redisServer(): Promise<RedisProgram> {
  const command = findProgram('redis-server');
  if (command !== undefined) return { command, env: {} };
  const folder = await installOnce(FOLDER, fetchPackages);
  const usr = join(folder, 'usr');
  const libraries = await readdir(join(usr, 'lib'));
  const paths = libraries.map((name) => join(usr, 'lib', name));
  const env = { LD_LIBRARY_PATH: [join(usr, 'lib'), ...paths].join(':') };
  return { command: join(usr, 'bin', 'redis-server'), env };
}

/** Fetches and unpacks the packages; the system stays as it is. */
async function fetchPackages(folder: string): Promise<void> {
  const download = (): Promise<void> =>
    runCommand('apt-get', ['download', '-q', ...PACKAGES], { cwd: folder });
  try {
    await download();
  } catch (error) {
    // A machine that was never updated knows no package; only root can change that.
    if (process.getuid?.() !== 0) throw error;
    await runCommand('apt-get', ['update', '-q']);
    await download();
  }
  for (const file of await readdir(folder)) {
    if (!file.endsWith('.deb')) continue;
    await runCommand('dpkg', ['-x', file, '.'], { cwd: folder });
    await rm(join(folder, file));
  }
}

/** Whether something answers PING on the port. */
async function ping(port: number): Promise<boolean> {
  const socket = createConnection({ port, host: '127.0.0.1' });
  try {
    socket.write('PING\r\n');
    for await (const chunk of socket) return String(chunk).startsWith('+PONG');
    return false;
  } finally {
    socket.destroy();
  }
}
