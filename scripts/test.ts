/**
 * npm test: types, lint and format first, then every test in one `node --test` run, so that its
 * counts close the output.
 *
 *   npm test                         everything
 *   npm test -- packages/ports       only the tests under these paths
 *   npm run check -- types lint      only these static checks (default: all of them)
 *
 * WINNOW_SERVERS=required makes it an error when the real servers cannot be had; `none` leaves them
 * out without asking.
 */
import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { SharedServers } from '../test/shared-servers.ts';

const ROOT = join(import.meta.dirname, '..');

/** A test or a file of tests that takes longer hangs: a lost record shows up as silence. */
const TEST_MS_MAX = 300_000;

const STATIC_CHECKS: Readonly<Record<string, readonly string[]>> = {
  types: [bin('typescript', 'tsc'), '-p', '.'],
  lint: [bin('oxlint', 'oxlint'), '--type-aware', '--deny-warnings', '.'],
  format: [bin('oxfmt', 'oxfmt'), '--check', '.'],
};

const COMPILE_CACHE = join(ROOT, 'node_modules', '.cache', 'node');

const TEST_ROOTS = ['packages/*/src', 'packages/*/test', 'services/*/src', 'infra', 'test'];

const args = process.argv.slice(2);
process.exitCode = args[0] === '--static' ? await runStatic(args.slice(1)) : await runAll(args);

/** Runs the named checks, all of them even when one fails. */
async function runStatic(names: readonly string[]): Promise<number> {
  const failed: string[] = [];
  for (const name of names.length === 0 ? Object.keys(STATIC_CHECKS) : names) {
    const command = STATIC_CHECKS[name];
    if (command === undefined) {
      say(`there is no check ${name}; there are ${Object.keys(STATIC_CHECKS).join(', ')}`);
      return 2;
    }
    say(`== ${name}`);
    if ((await node(command)) !== 0) failed.push(name);
  }
  if (failed.length > 0) say(`FAILED: ${failed.join(', ')}`);
  return failed.length > 0 ? 1 : 0;
}

async function runAll(paths: readonly string[]): Promise<number> {
  const checks = await runStatic([]);
  const roots = paths.length === 0 ? TEST_ROOTS : paths;
  const patterns = roots.map((path) => (path.endsWith('.ts') ? path : `${path}/**/*.test.ts`));
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).toSorted();
  await using servers = files.some(wantsServers) ? await startServers() : undefined;
  say(`== tests (${files.length} files)`);
  const options = [`--test-timeout=${TEST_MS_MAX}`, `--test-concurrency=${availableParallelism()}`];
  const tests = await node(['--test', ...options, ...files], servers?.env);
  return checks === 0 ? tests : 1;
}

function wantsServers(file: string): boolean {
  return /\b(?:start|require)Servers\b/.test(readFileSync(join(ROOT, file), 'utf8'));
}

/** One of each real server for the whole run, so that no file waits for its own. */
async function startServers(): Promise<SharedServers> {
  say('== servers');
  const { startSharedServers } = await import('../test/shared-servers.ts');
  const servers = await startSharedServers();
  for (const [name, value] of Object.entries(servers.env)) {
    if (!name.includes('SECRET')) say(`${name}=${value}`);
  }
  return servers;
}

/** Runs this Node with these arguments, its output to ours; resolves to its exit code. */
async function node(
  command: readonly string[],
  added: Readonly<Record<string, string>> = {},
): Promise<number> {
  // Tests start hundreds of processes: what Node compiled for one serves the next.
  const env = { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env, ...added };
  const child = spawn(process.execPath, command, { cwd: ROOT, stdio: 'inherit', env });
  // Ctrl-C reaches the child by itself; we wait for what it makes of it.
  const wait = (): void => {};
  process.on('SIGINT', wait);
  const stop = (): void => void child.kill('SIGTERM');
  process.on('SIGTERM', stop);
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    process.off('SIGINT', wait);
    process.off('SIGTERM', stop);
  }
}

/** A command of an installed package, as the script behind it: `.bin` holds shims on Windows. */
function bin(packageName: string, command: string): string {
  return join(ROOT, 'node_modules', packageName, 'bin', command);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
