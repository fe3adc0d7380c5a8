import { readFile, writeFile } from 'node:fs/promises';
import { enrichExamples, GOLDEN_FILE } from './enriched-examples.ts';

// `npm run golden` says what changed; `npm run golden -- --write` takes it over, to be read as a
// diff.
const now = await enrichExamples();
const before = await readFile(GOLDEN_FILE, 'utf8').catch(() => '');
if (process.argv.includes('--write')) await writeFile(GOLDEN_FILE, now);
const changed = now.split('\n').filter((line, index) => line !== before.split('\n')[index]).length;
process.stdout.write(changed === 0 ? 'nothing changed\n' : `${changed} postings changed\n`);
process.exitCode = changed > 0 && !process.argv.includes('--write') ? 1 : 0;
