import { readRawPosting } from '@winnow/stages/raw-input';
import { createEnricher } from '@winnow/wiring/enricher';
import { corpus } from './corpus.ts';
import { measured } from './measured.ts';

/** Enriches a corpus in this process, from NDJSON to NDJSON; prints what it took. */
const postings = await corpus(Number(process.argv[2] ?? 20_000_000));
const lines = postings.map((posting) => JSON.stringify(posting));
const bytes = postings.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
const BATCH = 200;

await measured('enrich in process', { records: lines.length, bytes }, async () => {
  await using enricher = createEnricher();
  let out = 0;
  for (let start = 0; start < lines.length; start += BATCH) {
    const inputs = lines
      .slice(start, start + BATCH)
      .map((line) => readRawPosting(JSON.parse(line)));
    for (const outcome of await enricher.enrich(inputs)) out += JSON.stringify(outcome).length;
  }
  return out;
});
