// npm run demo: the embedded pipeline over the sample postings, by the command that users have.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const winnow = join(root, 'packages', 'cli', 'bin', 'winnow.mjs');

const { status, signal } = spawnSync(
  process.execPath,
  [winnow, 'demo', join(root, 'examples', 'postings')],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = signal === null ? (status ?? 1) : 130;
