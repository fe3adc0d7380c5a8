import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** How long a server may take to say that it is ready, and to end when asked. */
const READY_MS_MAX = 120_000;
const STOP_MS_MAX = 15_000;
const LINES_KEPT = 40;

/** A running server. */
export interface ServerProcess {
  readonly pid: number;
  /** Ends it: SIGTERM, then SIGKILL when it takes too long; `kill` at once. */
  stop(how?: 'kill'): Promise<void>;
}

/** Processes and a folder that end with this process, however it ends. */
export interface Sandbox extends AsyncDisposable {
  readonly folder: string;
  /**
   * Starts a program and waits until a line of its output matches, or `probe` says that it is
   * there.
   */
  start(program: Program): Promise<ServerProcess>;
}

export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly ready: { readonly line: RegExp } | { readonly probe: () => Promise<boolean> };
}

/** Opens a sandbox; closing it ends what runs in it and removes its folder. */
export async function openSandbox(): Promise<Sandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'winnow-servers-'));
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A session of its own: a signal to the terminal's group does not reach it.
    detached: true,
    windowsHide: true,
  });
  const running = new Set<ServerProcess>();
  keeper.stdin.write(`=${folder}\n`);
  return {
    folder,
    async start(program) {
      const child = await spawnProgram(program);
      const pid = child.pid ?? 0;
      keeper.stdin.write(`+${pid}\n`);
      child.once('exit', () => {
        if (keeper.stdin.writable) keeper.stdin.write(`-${pid}\n`);
      });
      const server: ServerProcess = {
        pid,
        async stop(how) {
          running.delete(server);
          await stopProcess(child, how);
        },
      };
      running.add(server);
      await ready(program, child);
      return server;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...running].map((server) => server.stop()));
      keeper.stdin.end();
      if (keeper.exitCode === null) await once(keeper, 'exit');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function spawnProgram({ command, args, cwd, env }: Program): Promise<ChildProcess> {
  const child = spawn(command, args, {
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  await once(child, 'spawn');
  return child;
}

/** Waits for the server; rejects with its last lines when it ends or takes too long. */
async function ready(program: Program, child: ChildProcess): Promise<void> {
  const lines: string[] = [];
  const found = Promise.withResolvers<void>();
  const read = (line: string): void => {
    lines.push(line);
    if (lines.length > LINES_KEPT) lines.shift();
    if ('line' in program.ready && program.ready.line.test(line)) found.resolve();
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', read);
  }
  const fail = (what: string): void =>
    found.reject(new Error(`${program.name} ${what}:\n${lines.join('\n')}`));
  const onExit = (): void => fail('ended before it was ready');
  child.once('exit', onExit);
  const timer = setTimeout(fail, READY_MS_MAX, 'was not ready in time');
  if ('probe' in program.ready) void poll(program.ready.probe, found);
  try {
    await found.promise;
  } finally {
    clearTimeout(timer);
    child.off('exit', onExit);
  }
}

async function poll(
  probe: () => Promise<boolean>,
  found: PromiseWithResolvers<void>,
): Promise<void> {
  let settled = false;
  const settle = (): void => {
    settled = true;
  };
  found.promise.then(settle, settle);
  const PROBE_MS = 50;
  while (!settled) {
    if (await probe().catch(() => false)) found.resolve();
    else await new Promise((resolve) => setTimeout(resolve, PROBE_MS));
  }
}

async function stopProcess(child: ChildProcess, how?: 'kill'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(how === 'kill' ? 'SIGKILL' : 'SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
  await exit;
  clearTimeout(timer);
}
