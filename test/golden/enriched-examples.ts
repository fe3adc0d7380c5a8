import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readFile } from '@winnow/cli/input/read-postings';
import { createEnricher } from '@winnow/wiring/enricher';

export const GOLDEN_FILE = path.join(import.meta.dirname, 'enriched.ndjson');
const EXAMPLES = path.join(import.meta.dirname, '..', '..', 'examples', 'postings');

/**
 * What the example postings become, one line each, in the order of the files. Without the stages'
 * versions: those change with every change of the code, and `stage-versions.test.ts` holds them.
 */
export async function enrichExamples(): Promise<string> {
  await using enricher = createEnricher();
  let lines = '';
  for (const file of (await readdir(EXAMPLES)).toSorted()) {
    const defaults = { id: path.parse(file).name, source: 'examples' };
    for await (const { input } of readFile(path.join(EXAMPLES, file), defaults)) {
      const [outcome] = await enricher.enrich([input]);
      const line = outcome?.kind === 'ok' ? { ...outcome.value, stages: {} } : { file, outcome };
      lines += `${JSON.stringify(line)}\n`;
    }
  }
  return lines;
}
