// Plain JavaScript that any Node from 18 on can read: it finds a Node that runs the TypeScript.
import { spawn } from 'node:child_process';
import module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The first release that strips types and opens SQLite without a warning. */
const NODE_VERSION_MIN = [24, 15];

/** Usage or configuration: see the exit codes of `winnow`. */
const EXIT_USAGE = 2;

/** @param {string} version such as `20.19.1` */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [majorMin, minorMin] = NODE_VERSION_MIN;
  return major > majorMin || (major === majorMin && minor >= minorMin);
}

/**
 * The pinned Node among the installed packages.
 * @returns {string | undefined} its path; undefined where the registry has none for this platform
 */
export function findPinnedNode() {
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), 'bin', windows ? 'node.exe' : 'node');
  } catch {
    return undefined;
  }
}

/** Where Node keeps what it compiled: beside the packages, gone with them. */
export const COMPILE_CACHE = fileURLToPath(
  new URL('../../../node_modules/.cache/node', import.meta.url),
);

/** Compiled code is kept, which halves the time that a command takes to start. */
export function keepCompiled() {
  module.enableCompileCache?.(COMPILE_CACHE);
}

/**
 * Runs a script by the pinned Node and ends as it ends. The child leads a process group of its own,
 * so that Ctrl-C reaches it once, through us, and is not taken for a second signal.
 * @param {string} script
 * @param {readonly string[]} args
 */
export function runPinned(script, args) {
  const node = findPinnedNode();
  if (node === undefined) {
    const wanted = NODE_VERSION_MIN.join('.');
    process.stderr.write(
      `NODE_TOO_OLD: Node ${wanted} or newer is needed, this is ${process.versions.node}. ` +
        `Run \`npm install\` in the repository, which brings one for Linux (x64, arm64) and ` +
        `Windows (x64); elsewhere install Node 24 (https://nodejs.org, or \`nvm install\`).\n`,
    );
    process.exitCode = EXIT_USAGE;
    return;
  }
  const windows = process.platform === 'win32';
  const child = spawn(node, [script, ...args], { stdio: 'inherit', detached: !windows });
  // On Windows every process of the console gets Ctrl-C by itself.
  const pass = (signal) => {
    if (!windows) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  child.on('error', (error) => {
    process.stderr.write(`NODE_NOT_STARTED: ${node}: ${error.message}\n`);
    process.exitCode = EXIT_USAGE;
  });
  child.on('exit', (code, signal) => {
    for (const each of signals) process.off(each, pass);
    if (signal === null) process.exitCode = code ?? 1;
    else process.kill(process.pid, signal);
  });
}
