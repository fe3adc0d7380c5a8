import { createRedisDuplicateIndex } from '@winnow/adapters/redis-duplicate-index';
import { renderTable, type Column } from '@winnow/cli/output/table';
import { fingerprint } from '@winnow/domain/duplicate/fingerprint';
import type { DuplicateIndex } from '@winnow/ports/duplicate-index';
import { createMemoryDuplicateIndex } from '@winnow/ports/memory-duplicate-index';
import { duplicateStage } from '@winnow/stages/duplicate-stage';
import { duplicateStream } from './duplicate-stream.ts';

/**
 * `node test/bench/duplicates-child.ts [POSTINGS] [SECONDS] [REDIS_URL]`: what one posting costs
 * the duplicate stage as the index grows: fingerprint, look-up, decision and claim; on the memory
 * adapter, or on a Redis server (under a namespace of its own, which is dropped afterwards). Making
 * the postings is not counted. Each row is over the `WINDOW` postings before it; figures hold for
 * this machine, and for what else it does: the last column is work that no index changes. On Redis
 * as many batches are under way at once as a worker has partitions, so that it reckons while the
 * server does.
 */
const [postingsMax = 200_000, secondsMax = 120] = process.argv.slice(2, 4).map(Number);
const redisUrl = process.argv[4];
const BATCH = 200;
const PARTITIONS = redisUrl === undefined ? 1 : 4;
const WINDOW = 10_000;
const STEADY = 2_000;
const MARKS = [1, 2.5, 5, 10, 20, 50, 100, 150, 200].map((each) => each * 10_000);
const NAMESPACE = 'bench';

interface Row {
  readonly live: number;
  readonly cpuMicroseconds: number;
  readonly wallMicroseconds: number;
  readonly slowestBatchMs: number;
  readonly megabytes: number;
  readonly joined: number;
  readonly steadyMicroseconds: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { heading: 'Live postings', right: true, cell: ({ live }) => live.toLocaleString('en-US') },
  { heading: 'CPU µs/posting', right: true, cell: (row) => row.cpuMicroseconds.toFixed(0) },
  { heading: 'Wall µs/posting', right: true, cell: (row) => row.wallMicroseconds.toFixed(0) },
  {
    heading: `Slowest ${BATCH * PARTITIONS}, ms`,
    right: true,
    cell: (row) => row.slowestBatchMs.toFixed(0),
  },
  { heading: 'Resident MB', right: true, cell: ({ megabytes }) => megabytes.toFixed(0) },
  {
    heading: 'kB/posting',
    right: true,
    cell: ({ megabytes, live }) => ((megabytes * 1e3) / live).toFixed(2),
  },
  {
    heading: 'Found as copies',
    right: true,
    cell: ({ joined }) => `${(joined * 100).toFixed(1)} %`,
  },
  {
    heading: 'Fingerprint alone, µs',
    right: true,
    cell: (row) => row.steadyMicroseconds.toFixed(0),
  },
];

function cpuSince(before?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

async function run(duplicates: DuplicateIndex): Promise<readonly Row[]> {
  const { step } = duplicateStage.open({
    duplicates,
    namespace: NAMESPACE,
    generation: NAMESPACE,
    onEvents: async () => undefined,
  });
  const { signal } = new AbortController();
  const stream = duplicateStream();
  const steady = duplicateStream().take(STEADY);
  const marks = new Set([...MARKS.filter((mark) => mark < postingsMax), postingsMax]);
  const deadline = performance.now() + secondsMax * 1_000;
  const rows: Row[] = [];
  let batches: { readonly cpu: number; readonly wall: number; readonly joined: number }[] = [];
  const round = BATCH * PARTITIONS;
  let seen = 0;
  while (seen < postingsMax && performance.now() < deadline) {
    const inputs = Array.from({ length: PARTITIONS }, (_, partition) =>
      stream.take(BATCH).map((value, i) => ({
        value,
        origin: { topic: 'raw', partition, offset: seen + i },
      })),
    );
    const before = process.cpuUsage();
    const started = performance.now();
    const outcomes = await Promise.all(inputs.map(async (items) => await step(items, { signal })));
    const wall = (performance.now() - started) * 1_000;
    const cpu = cpuSince(before);
    const joined = outcomes
      .flat()
      .filter((each) => each.kind === 'ok' && each.value.duplicate.of !== null);
    batches = [...batches, { cpu, wall, joined: joined.length }].slice(-WINDOW / round);
    seen += round;
    const [mark = Infinity] = marks;
    if (seen < mark) continue;
    marks.delete(mark);
    const mean = (of: (each: (typeof batches)[number]) => number): number =>
      batches.reduce((sum, each) => sum + of(each), 0) / (batches.length * round);
    const steadyBefore = process.cpuUsage();
    for (const { posting, facts } of steady) fingerprint(posting, facts);
    rows.push({
      live: await duplicates.count(NAMESPACE),
      cpuMicroseconds: mean((each) => each.cpu),
      wallMicroseconds: mean((each) => each.wall),
      slowestBatchMs: Math.max(...batches.map((each) => each.wall)) / 1_000,
      megabytes: process.memoryUsage.rss() / 1e6,
      joined: mean((each) => each.joined),
      steadyMicroseconds: cpuSince(steadyBefore) / STEADY,
    });
  }
  return rows;
}

await using index =
  redisUrl === undefined
    ? createMemoryDuplicateIndex()
    : createRedisDuplicateIndex({ url: redisUrl, prefix: `bench:${crypto.randomUUID()}:` });
try {
  process.stdout.write(renderTable(COLUMNS, await run(index)));
} finally {
  await index.dropNamespace(NAMESPACE);
}
