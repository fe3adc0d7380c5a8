import { renderTable, type Column } from '@winnow/cli/output/table';
import { createMemoryDuplicateIndex } from '@winnow/ports/memory-duplicate-index';
import { duplicateStage } from '@winnow/stages/duplicate-stage';
import { duplicateStream } from './duplicate-stream.ts';

/**
 * `node test/bench/duplicates-child.ts [POSTINGS] [SECONDS]`: what one posting costs the duplicate
 * stage as the index grows, on the memory adapter: fingerprint, look-up, decision and claim. Making
 * the postings is not counted. Each row is over the `WINDOW` postings before it; figures hold for
 * this machine.
 */
const [postingsMax = 200_000, secondsMax = 120] = process.argv.slice(2).map(Number);
const BATCH = 200;
const WINDOW = 5_000;
const MARKS = [10_000, 25_000, 50_000, 100_000, 200_000, 500_000, 1_000_000];

interface Row {
  readonly live: number;
  readonly cpuMicroseconds: number;
  readonly wallMicroseconds: number;
  readonly slowestBatchMs: number;
  readonly megabytes: number;
  readonly joined: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { heading: 'Live postings', right: true, cell: ({ live }) => live.toLocaleString('en-US') },
  { heading: 'CPU µs/posting', right: true, cell: (row) => row.cpuMicroseconds.toFixed(0) },
  { heading: 'Wall µs/posting', right: true, cell: (row) => row.wallMicroseconds.toFixed(0) },
  { heading: `Slowest ${BATCH}, ms`, right: true, cell: (row) => row.slowestBatchMs.toFixed(0) },
  { heading: 'Resident MB', right: true, cell: ({ megabytes }) => megabytes.toFixed(0) },
  {
    heading: 'Found as copies',
    right: true,
    cell: ({ joined }) => `${(joined * 100).toFixed(1)} %`,
  },
];

async function run(): Promise<readonly Row[]> {
  await using duplicates = createMemoryDuplicateIndex();
  const { step } = duplicateStage.open({
    duplicates,
    namespace: 'bench',
    generation: 'bench',
    onEvents: async () => undefined,
  });
  const { signal } = new AbortController();
  const stream = duplicateStream();
  const marks = new Set([...MARKS.filter((mark) => mark < postingsMax), postingsMax]);
  const deadline = performance.now() + secondsMax * 1_000;
  const rows: Row[] = [];
  let batches: { readonly cpu: number; readonly wall: number; readonly joined: number }[] = [];
  for (let offset = 0; offset < postingsMax && performance.now() < deadline; offset += BATCH) {
    const items = stream.take(BATCH).map((value, i) => ({
      value,
      origin: { topic: 'raw', partition: 0, offset: offset + i },
    }));
    const cpu = process.cpuUsage();
    const started = performance.now();
    const outcomes = await step(items, { signal });
    const wall = (performance.now() - started) * 1_000;
    const { user, system } = process.cpuUsage(cpu);
    const joined = outcomes.filter(
      (each) => each.kind === 'ok' && each.value.duplicate.of !== null,
    );
    batches = [...batches, { cpu: user + system, wall, joined: joined.length }].slice(
      -WINDOW / BATCH,
    );
    if (!marks.has(offset + BATCH)) continue;
    const mean = (of: (each: (typeof batches)[number]) => number): number =>
      batches.reduce((sum, each) => sum + of(each), 0) / (batches.length * BATCH);
    rows.push({
      live: await duplicates.count('bench'),
      cpuMicroseconds: mean((each) => each.cpu),
      wallMicroseconds: mean((each) => each.wall),
      slowestBatchMs: Math.max(...batches.map((each) => each.wall)) / 1_000,
      megabytes: process.memoryUsage.rss() / 1e6,
      joined: mean((each) => each.joined),
    });
  }
  return rows;
}

process.stdout.write(renderTable(COLUMNS, await run()));
