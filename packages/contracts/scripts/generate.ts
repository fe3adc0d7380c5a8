/** npm run contracts: writes the JSON Schemas and the AsyncAPI document anew from zod. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publishedFiles } from './published-files.ts';

for (const [path, text] of Object.entries(publishedFiles())) {
  const file = join(import.meta.dirname, '..', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`${path}\n`);
}
