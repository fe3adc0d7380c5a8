import { countCandidates } from '@winnow/domain/stack/count-candidates';
import { lintRegistry } from '@winnow/domain/stack/lint-registry';
import type { StackCandidate } from '@winnow/contracts/enriched-posting';
import { createEnricher } from '@winnow/wiring/enricher';
import { EXIT } from '@winnow/wiring/exit-code';
import { UsageError, type Command, type CommandContext } from '../command.ts';
import { batches } from '../input/batches.ts';
import { readFile } from '../input/read-postings.ts';
import { renderTable } from '../output/table.ts';

const BATCH_RECORDS_MAX = 200;

/** For those who look after the registry of technologies. */
export const stack: Command = {
  name: 'stack',
  usage: 'lint | candidates FILE…',
  summary: 'Check the technology registry, or find names that it lacks.',
  details: [
    'lint checks the registry and runs the examples of its ambiguous entries. candidates counts the',
    'names in technology lists of FILE… that the registry lacks.',
  ].join('\n'),
  flags: {},
  async run(context) {
    const [action, ...files] = context.positionals;
    if (action === 'lint') return lint(context);
    if (action === 'candidates' && files.length > 0) return candidates(context, files);
    throw new UsageError('lint, or candidates FILE… is wanted');
  },
};

async function lint({ terminal }: CommandContext): Promise<number> {
  const problems = lintRegistry();
  for (const problem of problems) {
    if (terminal.people) await terminal.out(`${problem}\n`);
    else await terminal.json({ problem });
  }
  if (problems.length === 0 && terminal.people) await terminal.out('the registry is sound\n');
  return problems.length === 0 ? EXIT.done : EXIT.failed;
}

async function candidates(
  { terminal, signal }: CommandContext,
  files: readonly string[],
): Promise<number> {
  await using enricher = createEnricher();
  const found: { readonly stackCandidates: readonly StackCandidate[] }[] = [];
  for (const file of files) {
    for await (const batch of batches(readFile(file, {}), BATCH_RECORDS_MAX)) {
      for (const outcome of await enricher.enrich(batch.map(({ input }) => input))) {
        if (outcome.kind === 'ok') found.push({ stackCandidates: outcome.value.stackCandidates });
      }
      if (signal.aborted) return EXIT.interrupted;
    }
  }
  const counts = countCandidates(found);
  if (!terminal.people) for (const count of counts) await terminal.json(count);
  else {
    await terminal.out(
      renderTable(
        [
          { heading: 'Name', cell: ({ name }: (typeof counts)[number]) => name },
          {
            heading: 'Postings',
            right: true,
            cell: ({ postings }: (typeof counts)[number]) => String(postings),
          },
        ],
        counts,
      ),
    );
  }
  return EXIT.done;
}
