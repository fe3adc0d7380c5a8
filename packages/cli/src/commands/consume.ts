import { randomUUID } from 'node:crypto';
import { HEADERS } from '@winnow/contracts/headers';
import { TOPICS } from '@winnow/contracts/topics';
import type { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import type { Log, LogRecord } from '@winnow/ports/log';
import { systemClock } from '@winnow/ports/system-clock';
import { EXIT } from '@winnow/wiring/exit-code';
import { openReadyLog } from '@winnow/wiring/open-ready';
import {
  integer,
  readTime,
  text,
  UsageError,
  type Command,
  type CommandContext,
} from '../command.ts';
import { placeText, salaryCell } from '../output/posting-table.ts';
import type { Terminal } from '../output/terminal.ts';

const BATCH_RECORDS_MAX = 200;

/** Follows a topic until stopped. */
export const consume: Command = {
  name: 'consume',
  usage: '[TOPIC]',
  summary: 'Follow enriched postings, or any other topic.',
  details: [
    `Prints the values of ${TOPICS.enriched} (or TOPIC) as NDJSON, from the beginning, and follows it`,
    'until interrupted. With --group the position is kept under that name; without, nothing is kept.',
    'A posting that is gone is printed as {"key", "deleted": true}.',
  ].join('\n'),
  flags: {
    from: {
      type: 'string',
      value: 'WHERE',
      about: 'beginning, latest, a time (ISO 8601) or so long ago (6h)',
    },
    limit: { type: 'string', value: 'N', about: 'stop after so many records' },
    group: { type: 'string', value: 'NAME', about: 'consumer group that keeps the position' },
    envelope: { type: 'boolean', about: 'print topic, partition, offset, key and headers as well' },
  },
  followsUntilStopped: true,
  run: runConsume,
};

async function runConsume(context: CommandContext): Promise<number> {
  const { flags, terminal, positionals } = context;
  const topic = positionals[0] ?? TOPICS.enriched;
  const limit = integer(flags, 'limit') ?? Number.POSITIVE_INFINITY;
  const named = text(flags, 'group');
  const group = named ?? `winnow.consume.${randomUUID()}`;
  await using log = await openReadyLog(context.config());
  if ((await log.describeTopic(topic)) === undefined)
    throw new UsageError(`there is no topic ${topic}`);
  const from = await startOf(log, topic, text(flags, 'from') ?? 'beginning');
  const enough = new AbortController();
  const signal = AbortSignal.any([context.signal, enough.signal]);
  let printed = 0;
  try {
    await log.consume(
      topic,
      {
        group,
        batchRecordsMax: BATCH_RECORDS_MAX,
        signal,
        ...(from === undefined ? {} : { from }),
      },
      async (batch) => {
        for (const [index, record] of batch.records.entries()) {
          if (printed >= limit) return { next: batch.records[index]?.offset ?? batch.first };
          // Counted before it is printed: batches of other partitions run meanwhile.
          printed++;
          if (printed >= limit) enough.abort();
          await print(terminal, record, flags['envelope'] === true);
        }
        return { next: batch.next };
      },
    );
  } finally {
    if (named === undefined) await log.deleteGroup(group);
  }
  return EXIT.done;
}

async function startOf(
  log: Log,
  topic: string,
  from: string,
): Promise<ReadonlyMap<number, number> | undefined> {
  if (from === 'beginning') return undefined;
  if (from === 'latest') {
    return new Map((await log.ranges(topic)).map(({ partition, end }) => [partition, end]));
  }
  const time = readTime(from, systemClock.now());
  if (time === undefined) {
    throw new UsageError(`--from ${from}: beginning, latest, a time or so long ago (6h) is wanted`);
  }
  return new Map((await log.offsetsAt(topic, time)).entries());
}

async function print(terminal: Terminal, record: LogRecord, envelope: boolean): Promise<void> {
  const key = record.key === null ? null : Buffer.from(record.key).toString();
  const value = valueOf(record);
  if (envelope) {
    const { topic, partition, offset, timestamp, headers } = record;
    await terminal.json({ topic, partition, offset, timestamp, key, headers, value });
  } else if (record.value === null) await terminal.json({ key, deleted: true });
  else if (terminal.people && isEnriched(value)) await terminal.out(`${lineFor(value)}\n`);
  else await terminal.json(value);
}

/** JSON where it is JSON, else the text. */
function valueOf(record: LogRecord): unknown {
  if (record.value === null) return null;
  const plain = Buffer.from(record.value).toString('utf8');
  if (record.headers[HEADERS.contentType]?.includes('json') === false) return plain;
  try {
    return JSON.parse(plain);
  } catch {
    return plain;
  }
}

function isEnriched(value: unknown): value is EnrichedPosting {
  return typeof value === 'object' && value !== null && 'baseSalary' in value && 'stack' in value;
}

/** One posting on one line. */
function lineFor(posting: EnrichedPosting): string {
  const [place] = posting.jobLocation;
  const parts = [
    posting.title ?? posting.titles.join(' / '),
    posting.hiringOrganization.name ?? '',
    place === undefined ? '' : placeText(place),
    salaryCell(posting.baseSalary),
    posting.stack
      .map(({ name }) => name)
      .slice(0, 8)
      .join(', '),
    posting.duplicate.of === null ? '' : `${posting.duplicate.kind} of ${posting.duplicate.of}`,
  ];
  return parts.filter((part) => part !== '').join('  ·  ');
}
