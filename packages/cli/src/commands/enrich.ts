import type { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import type { Outcome } from '@winnow/pipeline/outcome';
import { createEnricher } from '@winnow/wiring/enricher';
import { createTagPool } from '@winnow/wiring/tag-pool';
import { EXIT } from '@winnow/wiring/exit-code';
import { integer, type Command, type CommandContext } from '../command.ts';
import { batches } from '../input/batches.ts';
import { mapInOrder } from '../input/map-in-order.ts';
import { readArguments } from '../input/read-arguments.ts';
import { readNdjson } from '../input/read-postings.ts';
import { renderPostings } from '../output/posting-table.ts';

/** Enough to fill the stages' inner loops, little enough to answer soon. */
const BATCH_RECORDS_MAX = 200;
/** A source slower than this sees its answers without waiting for a full batch. */
const IDLE_MS = 20;
/** Batches under way for each thread, so that none waits for the next. */
const BATCHES_AHEAD = 2;

/** Raw postings in, enriched postings out: no server, no state. */
export const enrich: Command = {
  name: 'enrich',
  usage: '[FILE…]',
  summary: 'Enrich raw postings: one line out for each line in, in the same order.',
  details: [
    'Reads raw postings as NDJSON on stdin, or files of any supported shape. Writes enriched postings',
    'as NDJSON; a line that cannot be read becomes {"id", "error": {"code", "message"}}, one that is no',
    'posting {"id", "dropped": {"code", "reason"}}. Duplicates are found within the run.',
  ].join('\n'),
  flags: {
    source: { type: 'string', value: 'NAME', about: 'source of postings that name none' },
    'content-type': {
      type: 'string',
      value: 'TYPE',
      about: 'content type of files; default: by their shape',
    },
    jobs: { type: 'string', value: 'N', about: 'threads that read postings; default 1' },
    country: {
      type: 'string',
      value: 'CC',
      about: 'country (ISO 3166-1 alpha-2) of postings that name none',
    },
  },
  run: runEnrich,
};

async function runEnrich(context: CommandContext): Promise<number> {
  const { terminal, signal } = context;
  const paths = context.positionals.length === 0 ? ['-'] : context.positionals;
  const jobs = integer(context.flags, 'jobs') ?? 1;
  await using pool = jobs > 1 ? createTagPool(jobs) : undefined;
  await using enricher = createEnricher(pool?.tag);
  const shown: EnrichedPosting[] = [];
  let failed = 0;
  let done = 0;
  const tagged = mapInOrder(
    batches(readArguments(context, paths, readNdjson), BATCH_RECORDS_MAX, IDLE_MS),
    pool === undefined ? 1 : jobs * BATCHES_AHEAD,
    async (batch) => ({ batch, staged: await enricher.tag(batch.map(({ input }) => input)) }),
  );
  for await (const { batch, staged } of tagged) {
    const outcomes = await enricher.compare(staged);
    let lines = '';
    for (const [index, outcome] of outcomes.entries()) {
      const id = batch[index]?.id ?? null;
      if (outcome.kind === 'dead-letter') failed++;
      if (!terminal.people) lines += `${JSON.stringify(lineOf(id, outcome))}\n`;
      else if (outcome.kind === 'ok') shown.push(outcome.value);
      else terminal.say(`${id ?? '(no id)'}: ${outcome.code}: ${outcome.reason}`);
    }
    done += batch.length;
    if (lines !== '') await terminal.out(lines);
    else terminal.progress(`${done} postings`);
    if (signal.aborted) return EXIT.interrupted;
  }
  if (terminal.people && shown.length > 0)
    await terminal.out(renderPostings(shown, terminal.columns));
  return failed > 0 ? EXIT.failed : EXIT.done;
}

/** The line for one posting, as the details above say. */
function lineOf(id: string | null, outcome: Outcome<EnrichedPosting>): object {
  switch (outcome.kind) {
    case 'ok':
      return outcome.value;
    case 'drop':
      return { id, dropped: { code: outcome.code, reason: outcome.reason } };
    case 'dead-letter':
      return { id, error: { code: outcome.code, message: outcome.reason } };
  }
}
