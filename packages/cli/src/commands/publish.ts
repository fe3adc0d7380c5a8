import { HEADERS } from '@winnow/contracts/headers';
import { postingKey, TOPICS } from '@winnow/contracts/topics';
import type { Log, NewRecord } from '@winnow/ports/log';
import { partitionOf } from '@winnow/ports/partition';
import type { RawInput } from '@winnow/stages/raw-input';
import { EXIT } from '@winnow/wiring/exit-code';
import { openReadyLog } from '@winnow/wiring/open-ready';
import { UsageError, type Command, type CommandContext } from '../command.ts';
import { batches } from '../input/batches.ts';
import { readArguments, type ReadStdin } from '../input/read-arguments.ts';
import { readAny } from '../input/read-postings.ts';

const BATCH_RECORDS_MAX = 500;

/** Postings of any supported shape to the raw topic. */
export const publish: Command = {
  name: 'publish',
  usage: 'FILE…|-',
  summary: 'Publish postings to the raw topic.',
  details: [
    'A file is NDJSON of raw postings, the list payload of a job board (a posting for each job), or one',
    'posting in any supported shape; - is stdin. Resolves when every record is durable.',
  ].join('\n'),
  flags: {
    source: { type: 'string', value: 'NAME', about: 'source of postings that name none' },
    'content-type': {
      type: 'string',
      value: 'TYPE',
      about: 'content type of files; default: by their shape',
    },
    country: {
      type: 'string',
      value: 'CC',
      about: 'country (ISO 3166-1 alpha-2) of postings that name none',
    },
    delete: {
      type: 'string',
      value: 'SOURCE/ID',
      multiple: true,
      about: 'publish that a posting is gone',
    },
  },
  run: runPublish,
};

async function runPublish(context: CommandContext): Promise<number> {
  const { terminal, flags, positionals } = context;
  const gone = flags['delete'] ?? [];
  const deletions = Array.isArray(gone) ? (gone as readonly string[]) : [];
  if (positionals.length === 0 && deletions.length === 0)
    throw new UsageError('no file to publish');
  const config = context.config();
  await using log = await openReadyLog(config);
  const partitions = (await log.describeTopic(TOPICS.raw))?.partitions ?? 1;
  let published = 0;
  let refused = 0;
  for await (const batch of batches(
    readArguments(context, positionals, readStdin),
    BATCH_RECORDS_MAX,
  )) {
    const records: NewRecord[] = [];
    for (const { id, input } of batch) {
      if (input.kind === 'item') records.push(recordOf(input.value, partitions));
      else {
        refused++;
        terminal.say(`winnow: ${input.code}: ${id ?? '(no id)'}: ${input.reason}`);
      }
    }
    await log.append(TOPICS.raw, records);
    published += records.length;
    terminal.progress(`${published} published`);
    if (context.signal.aborted) break;
  }
  await appendTombstones(log, deletions, partitions);
  const counts = { published, deleted: deletions.length, refused };
  if (terminal.people) {
    const also = deletions.length > 0 ? `, ${deletions.length} deleted` : '';
    await terminal.out(`${published} published to ${TOPICS.raw}${also}\n`);
  } else await terminal.json(counts);
  return refused > 0 ? EXIT.failed : EXIT.done;
}

async function appendTombstones(
  log: Log,
  keys: readonly string[],
  partitions: number,
): Promise<void> {
  if (keys.length === 0) return;
  const records = keys.map((key): NewRecord => {
    const bytes = Buffer.from(key);
    return { partition: partitionOf(bytes, partitions), key: bytes, value: null, headers: {} };
  });
  await log.append(TOPICS.raw, records);
}

/** Stdin may hold any supported shape, as a file may. */
const readStdin: ReadStdin = (stdin, defaults) => readAny(stdin, 'stdin', defaults);

/**
 * The raw record of a posting: key, envelope and partition as any Kafka client would choose them.
 */
export function recordOf({ posting, contentHash }: RawInput, partitions: number): NewRecord {
  const key = Buffer.from(postingKey(posting));
  const headers: Record<string, string> = {
    [HEADERS.specVersion]: '1.0',
    [HEADERS.id]: `${contentHash.slice('sha256:'.length, 'sha256:'.length + 32)}`,
    [HEADERS.type]: 'winnow.posting.raw.v1',
    [HEADERS.source]: `/${encodeURIComponent(posting.source)}`,
    [HEADERS.contentType]: 'application/json',
  };
  const value = Buffer.from(JSON.stringify(posting));
  return { partition: partitionOf(key, partitions), key, value, headers };
}
