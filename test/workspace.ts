import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readFile } from '@winnow/cli/input/read-postings';
import { recordOf } from '@winnow/cli/commands/publish';
import { TOPICS } from '@winnow/contracts/topics';
import { readRange } from '@winnow/pipeline/read-range';
import type { Log, LogRecord } from '@winnow/ports/log';
import { readConfig, type Config } from '@winnow/wiring/config';

const EXAMPLES = path.join(import.meta.dirname, '..', 'examples', 'postings');
/** The time at which the examples are fetched, so that every run has the same bytes. */
const COLLECTED_AT = '2026-11-20T08:00:00.000Z';

/** A folder of its own for each test, with an embedded configuration in it. */
export interface Workspace extends AsyncDisposable {
  readonly folder: string;
  readonly config: Config;
  /** The same settings as an environment, for a child process. */
  readonly environment: Readonly<Record<string, string>>;
}

export async function createWorkspace(
  settings: Readonly<Record<string, string>> = {},
): Promise<Workspace> {
  const folder = await mkdtemp(path.join(tmpdir(), 'winnow-test-'));
  const environment = {
    LOG_URL: `sqlite:${path.join(folder, 'log.db')}`,
    CACHE_URL: `sqlite:${path.join(folder, 'cache.db')}`,
    DUPLICATES_URL: `sqlite:${path.join(folder, 'duplicates.db')}`,
    OBJECTS_URL: `file:${path.join(folder, 'lake')}`,
    LOG_LEVEL: 'silent',
    ...settings,
  };
  return {
    folder,
    environment,
    config: readConfig(environment),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Publishes the example postings to the raw topic; resolves to how many. */
export async function publishExamples(log: Log): Promise<number> {
  const partitions = (await log.describeTopic(TOPICS.raw))?.partitions ?? 1;
  const files = (await readdir(EXAMPLES)).toSorted();
  let published = 0;
  for (const file of files) {
    const defaults = { id: file, source: 'examples', collectedAt: COLLECTED_AT };
    for await (const { input } of readFile(path.join(EXAMPLES, file), defaults)) {
      if (input.kind !== 'item') throw new Error(`${file}: ${input.code}`);
      await log.append(TOPICS.raw, [recordOf(input.value, partitions)]);
      published++;
    }
  }
  return published;
}

/** All records of a topic as it is now. */
export async function readTopic(log: Log, topic: string): Promise<readonly LogRecord[]> {
  const records: LogRecord[] = [];
  const { signal } = new AbortController();
  await readRange(log, topic, { signal }, (record) => void records.push(record));
  return records;
}
