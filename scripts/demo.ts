import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { styleText } from 'node:util';
import { recordOf } from '@winnow/cli/commands/publish';
import { readFile } from '@winnow/cli/input/read-postings';
import { renderPostings } from '@winnow/cli/output/posting-table';
import { STAGE_NAMES } from '@winnow/contracts/code-lists';
import type { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import { TOPICS } from '@winnow/contracts/topics';
import { readRange } from '@winnow/pipeline/read-range';
import type { Log } from '@winnow/ports/log';
import { readConfig } from '@winnow/wiring/config';
import { readDeadLetters } from '@winnow/wiring/dead-letters';
import { describeFailure } from '@winnow/wiring/exit-code';
import { createLogger } from '@winnow/wiring/logger';
import { openReadyLog } from '@winnow/wiring/open-ready';
import { runService } from '@winnow/wiring/run-service';

const ROOT = path.join(import.meta.dirname, '..');
const EXAMPLES = path.join(ROOT, 'examples', 'postings');
/** Its own, made anew each time, so that it never meets the log of `npm start`. */
const FOLDER = path.join('.winnow', 'demo');

/** Width of a table that goes into a file or a log. */
const COLUMNS_DEFAULT = 160;

const { signal } = new AbortController();

function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** Resolves to the ids, in the order in which they were published. */
async function publishExamples(log: Log): Promise<readonly string[]> {
  const partitions = (await log.describeTopic(TOPICS.raw))?.partitions ?? 1;
  const published: string[] = [];
  for (const file of (await readdir(EXAMPLES)).toSorted()) {
    const defaults = { id: path.parse(file).name, source: 'examples' };
    for await (const { input } of readFile(path.join(EXAMPLES, file), defaults)) {
      if (input.kind !== 'item') throw new Error(`${file}: ${input.code}: ${input.reason}`);
      await log.append(TOPICS.raw, [recordOf(input.value, partitions)]);
      published.push(input.value.posting.id);
    }
  }
  return published;
}

async function readEnriched(
  log: Log,
  order: readonly string[],
): Promise<readonly EnrichedPosting[]> {
  const postings: EnrichedPosting[] = [];
  await readRange(log, TOPICS.enriched, { signal }, ({ value }) => {
    if (value !== null) postings.push(JSON.parse(Buffer.from(value).toString()) as EnrichedPosting);
  });
  return postings.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

async function demo(): Promise<void> {
  process.chdir(ROOT);
  await rm(FOLDER, { recursive: true, force: true });
  const at = (name: string): string => path.join(FOLDER, name).replaceAll(path.sep, '/');
  const config = readConfig({
    LOG_URL: `sqlite:${at('log.db')}`,
    CACHE_URL: `sqlite:${at('cache.db')}`,
    DUPLICATES_URL: `sqlite:${at('duplicates.db')}`,
    OBJECTS_URL: `file:${at('lake')}`,
  });
  await using log = await openReadyLog(config);
  const started = performance.now();
  const published = await publishExamples(log);
  const logger = createLogger({ level: 'warn', destination: process.stderr });
  await runService({ config, logger, signal, stages: STAGE_NAMES, archive: true, drain: true });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const enriched = await readEnriched(log, published);
  const letters = await readDeadLetters(log, {}, signal);

  const heading = (text: string): string => styleText('bold', text);
  say();
  say(
    heading(
      `${published.length} postings published, ${enriched.length} enriched, ${letters.length} set aside, in ${seconds} s`,
    ),
  );
  say();
  say(renderPostings(enriched, process.stdout.columns ?? COLUMNS_DEFAULT));
  for (const { key, code, stage, reason } of letters) {
    say(`${styleText('yellow', 'set aside')}  ${key ?? ''}: ${code} in ${stage}: ${reason}`);
  }
  say();
  say(heading('The lake'));
  say(
    `  ${at('lake')}/generation=live/partition=…/….parquet: one row for each enriched posting, exactly once`,
  );
  say('  Query it with DuckDB:');
  say(`    SELECT title, hiringOrganization.name, annualSalaryUsd.maxValue`);
  say(`    FROM '${at('lake')}/generation=live/**/*.parquet' ORDER BY 3 DESC NULLS LAST;`);
  say();
  say(heading('Next'));
  say(
    '  npm start                                          run the pipeline until you stop it, and beside it:',
  );
  say('  npm run winnow -- publish examples/postings/*      publish postings');
  say('  npm run winnow -- consume                          follow what comes out');
  say('  npm run winnow -- explain examples/postings/01-backend-engineer.txt');
  say();
}

try {
  await demo();
} catch (error) {
  const failure = describeFailure(error);
  if (failure === undefined) throw error;
  process.stderr.write(`${failure.code}: ${failure.message}\n`);
  process.exitCode = failure.exitCode;
}
