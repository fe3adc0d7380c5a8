// node scripts/run.mjs <script.ts> [args]: runs one of the repository's TypeScript programs, by the
// pinned Node where the one that npm found is too old for it.
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { isNewEnough, keepCompiled, runPinned } from '../packages/cli/bin/pinned-node.mjs';

const [script, ...args] = process.argv.slice(2);
if (script === undefined) {
  process.stderr.write('usage: node scripts/run.mjs <script.ts> [args]\n');
  process.exitCode = 2;
} else if (isNewEnough(process.versions.node)) {
  keepCompiled();
  process.argv.splice(1, 2, resolve(script));
  await import(pathToFileURL(resolve(script)).href);
} else runPinned(resolve(script), args);
