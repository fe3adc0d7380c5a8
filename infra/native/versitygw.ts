import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onFreePorts } from './free-ports.ts';
import { installOnce, isInstalled } from './install-once.ts';
import { findProgram, runCommand } from './run-command.ts';
import type { Sandbox } from './server-process.ts';

export const VERSITYGW_VERSION = 'v1.8.0';
const FOLDER = `versitygw-${VERSITYGW_VERSION}`;
const MODULE = `github.com/versity/versitygw/cmd/versitygw@${VERSITYGW_VERSION}`;

export interface S3Server {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** A bucket that is there. */
  readonly bucket: string;
}

/** Why the S3 server cannot run here; undefined when it can. */
export function versitygwMissing(): string | undefined {
  if (process.platform === 'win32') return 'versitygw does not run on Windows';
  if (isInstalled(FOLDER) || findProgram('go') !== undefined) return undefined;
  return 'versitygw needs Go (go) to be built';
}

/** Builds versitygw where it is not there: 4 to 5 minutes on a cold machine. */
export async function installVersitygw(): Promise<string> {
  const folder = await installOnce(FOLDER, async (partial) => {
    const go = findProgram('go');
    if (go === undefined) throw new Error('go is not on the PATH');
    await runCommand(go, ['install', MODULE], { cwd: partial, env: { GOBIN: partial } });
  });
  return join(folder, 'versitygw');
}

/** Starts an S3 server over a folder of the sandbox, with one bucket (a folder, to it). */
export async function startVersitygw(sandbox: Sandbox): Promise<S3Server> {
  const command = await installVersitygw();
  return await onFreePorts(1, async ([port = 0]) => await startOnPort(sandbox, command, port));
}

async function startOnPort(sandbox: Sandbox, command: string, port: number): Promise<S3Server> {
  const bucket = 'winnow';
  const data = join(sandbox.folder, `s3-${port}`);
  await mkdir(join(data, bucket), { recursive: true });
  const [accessKeyId, secretAccessKey] = ['winnow', crypto.randomUUID()];
  const endpoint = `http://127.0.0.1:${port}`;
  const general = ['--keep-alive', '--quiet', '--health', '/health', '--port', `127.0.0.1:${port}`];
  await sandbox.start({
    name: 'versitygw',
    command,
    args: [...general, 'posix', data],
    env: { ROOT_ACCESS_KEY: accessKeyId, ROOT_SECRET_KEY: secretAccessKey },
    ready: { probe: async () => (await fetch(`${endpoint}/health`)).ok },
  });
  return { endpoint, region: 'us-east-1', accessKeyId, secretAccessKey, bucket };
}
