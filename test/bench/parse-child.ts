import { readFile } from 'node:fs/promises';
import { renderTable, type Column } from '@winnow/cli/output/table';
import type { IdentifiedPosting } from '@winnow/contracts/raw-posting';
import { parsePosting } from '@winnow/domain/parse/parse-posting';
import { readRawPosting } from '@winnow/stages/raw-input';
import { corpus } from './corpus.ts';

/**
 * `node test/bench/parse-child.ts [BYTES] [FILE…]`: how fast one core parses, by content type, over
 * the corpus or over the NDJSON files of raw postings named. The first round warms up and is not
 * counted; figures hold for this machine.
 */
const [bytesMin = '4000000', ...files] = process.argv.slice(2);
const SECONDS_MIN = 3;

interface Row {
  readonly contentType: string;
  readonly postings: number;
  readonly megabytes: number;
  readonly megabytesPerSecond: number;
  readonly microsecondsPerPosting: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { heading: 'Content type', cell: ({ contentType }) => contentType },
  { heading: 'Postings', right: true, cell: ({ postings }) => postings.toLocaleString('en-US') },
  { heading: 'MB', right: true, cell: ({ megabytes }) => megabytes.toFixed(2) },
  { heading: 'MB/s', right: true, cell: (row) => row.megabytesPerSecond.toFixed(1) },
  { heading: 'CPU µs/posting', right: true, cell: (row) => row.microsecondsPerPosting.toFixed(0) },
];

async function bodies(): Promise<readonly unknown[]> {
  if (files.length === 0) return corpus(Number(bytesMin));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return texts.flatMap((text) => text.split('\n').filter(Boolean)).map((line) => JSON.parse(line));
}

function measure(contentType: string, postings: readonly IdentifiedPosting[]): Row {
  const bytes = postings.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
  const round = (): void => {
    for (const posting of postings) parsePosting(posting, '');
  };
  round();
  const start = process.cpuUsage();
  let seconds = 0;
  let rounds = 0;
  for (; seconds < SECONDS_MIN; rounds += 1) {
    round();
    const { user, system } = process.cpuUsage(start);
    seconds = (user + system) / 1e6;
  }
  return {
    contentType,
    postings: postings.length,
    megabytes: bytes / 1e6,
    megabytesPerSecond: (bytes * rounds) / 1e6 / seconds,
    microsecondsPerPosting: (seconds * 1e6) / rounds / postings.length,
  };
}

const byType = Map.groupBy(
  (await bodies()).flatMap((raw) => {
    const read = readRawPosting(raw, { id: 'bench' });
    return read.kind === 'item' ? [read.value.posting] : [];
  }),
  ({ contentType }) => String(contentType),
);
process.stdout.write(
  renderTable(
    COLUMNS,
    [...byType].map(([type, list]) => measure(type, list)),
  ),
);
