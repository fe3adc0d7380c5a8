import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { renderTable, type Column } from '@winnow/cli/output/table';
import { tagStack, type StackInput } from '@winnow/domain/stack/tag-stack';
import { readRawPosting } from '@winnow/stages/raw-input';
import { createEnricher } from '@winnow/wiring/enricher';
import { corpus } from './corpus.ts';

/**
 * `node test/bench/stack-child.ts`: how fast the whole stack stage reads, by the length of the
 * text, in megabytes a second of processor time on one core, and how long a fresh process takes to
 * import it and build its vocabulary. Texts are the descriptions of the example postings; figures
 * hold for this machine.
 */
const CORPUS_BYTES = 1_000_000;
const MEASURED_BYTES = 10_000_000;
const ROUNDS = 5;
const ROOT = path.join(import.meta.dirname, '..', '..');
const COMPILE_CACHE = path.join(ROOT, 'node_modules', '.cache', 'node');

interface Class {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** By length in characters. */
const CLASSES: readonly Class[] = [
  { name: 'below 0.5 k', from: 0, to: 500 },
  { name: '0.5 to 1.5 k', from: 500, to: 1_500 },
  { name: '1.5 to 5 k', from: 1_500, to: 5_000 },
  { name: 'above 5 k', from: 5_000, to: Infinity },
];

interface Row extends Class {
  readonly texts: number;
  readonly megabytesPerSecond: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { heading: 'Text', cell: ({ name }) => name },
  { heading: 'Texts', right: true, cell: ({ texts }) => String(texts) },
  { heading: 'MB/s', right: true, cell: (row) => row.megabytesPerSecond.toFixed(1) },
];

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function inputs(): Promise<readonly StackInput[]> {
  await using enricher = createEnricher();
  const postings = await corpus(CORPUS_BYTES);
  const outcomes = await enricher.enrich(postings.map((posting) => readRawPosting(posting)));
  return outcomes.flatMap((outcome) => {
    if (outcome.kind !== 'ok') return [];
    const { description, sections, title, language, hiringOrganization } = outcome.value;
    return [{ text: description, sections, title, language, employer: hiringOrganization.name }];
  });
}

/** The best of some rounds: other work on the machine only ever slows one down. */
function megabytesPerSecond(texts: readonly StackInput[]): number {
  const bytes = texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const times = Math.ceil(MEASURED_BYTES / bytes);
  const rounds = Array.from({ length: ROUNDS }, () =>
    cpuSeconds(() => {
      for (let time = 0; time < times; time += 1) for (const input of texts) tagStack(input);
    }),
  );
  return (bytes * times) / 1e6 / Math.min(...rounds);
}

/**
 * Run by a process of its own. Code is compiled once and kept, as the launcher keeps it; the first
 * of the rounds compiles.
 */
const LOAD = `
const started = performance.now();
const { tagStack } = await import('@winnow/domain/stack/tag-stack');
tagStack({ text: 'Rust', sections: [], title: null, language: null, employer: null });
process.stdout.write(String(performance.now() - started));
`;

function loadMs(): number {
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', LOAD], {
    cwd: import.meta.dirname,
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
  });
  return Number(stdout);
}

const all = await inputs();
const rows = CLASSES.flatMap((each): Row[] => {
  const texts = all.filter(({ text }) => text.length >= each.from && text.length < each.to);
  if (texts.length === 0) return [];
  return [{ ...each, texts: texts.length, megabytesPerSecond: megabytesPerSecond(texts) }];
});
process.stdout.write(renderTable(COLUMNS, rows));
const fastest = Math.min(...Array.from({ length: ROUNDS }, loadMs));
process.stdout.write(`\nImported and built in ${fastest.toFixed(0)} ms\n`);
