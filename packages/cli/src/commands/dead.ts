import { TOPICS } from '@winnow/contracts/topics';
import {
  originalOf,
  readDeadLetters,
  requeueRecord,
  type DeadFilter,
  type DeadLetter,
} from '@winnow/wiring/dead-letters';
import { EXIT } from '@winnow/wiring/exit-code';
import { openObjects } from '@winnow/wiring/open-ports';
import { openReadyLog } from '@winnow/wiring/open-ready';
import { integer, text, UsageError, type Command, type CommandContext } from '../command.ts';
import { renderTable, type Column } from '../output/table.ts';

/** A record that failed so often is looked at by a person before it goes round again. */
const ATTEMPTS_MAX = 5;

/** What was set aside, and the way back. */
export const dead: Command = {
  name: 'dead',
  usage: 'ls|show|requeue [ID…]',
  summary: 'List, show and requeue dead letters.',
  details: [
    'ls lists dead letters (and, with --outcome drop, drops); show prints one with its headers and',
    'original bytes; requeue publishes the originals of IDs, or of all that the filter lets through, to',
    'the raw topic again. An ID is <partition>/<offset> on the dead topic, as ls prints it.',
  ].join('\n'),
  flags: {
    code: { type: 'string', value: 'CODE', about: 'only with this code' },
    stage: { type: 'string', value: 'NAME', about: 'only of this stage' },
    outcome: { type: 'string', value: 'KIND', about: 'dead-letter (default), drop or all' },
    'attempts-max': {
      type: 'string',
      value: 'N',
      about: `requeue only up to so many attempts (${ATTEMPTS_MAX})`,
    },
  },
  async run(context) {
    const [action, ...ids] = context.positionals;
    await using log = await openReadyLog(context.config());
    const letters = await readDeadLetters(log, filterOf(context, ids), context.signal);
    switch (action) {
      case 'ls':
        return await list(context, letters);
      case 'show':
        return await show(context, letters);
      case 'requeue':
        return await requeue(context, log, letters);
      default:
        throw new UsageError('ls, show or requeue is wanted');
    }
  },
};

function filterOf({ flags, positionals }: CommandContext, ids: readonly string[]): DeadFilter {
  const outcome = text(flags, 'outcome') ?? 'dead-letter';
  if (!['dead-letter', 'drop', 'all'].includes(outcome)) {
    throw new UsageError(`--outcome ${outcome}: dead-letter, drop or all is wanted`);
  }
  if (positionals[0] === 'show' && ids.length === 0)
    throw new UsageError('which one? `dead ls` lists them');
  const filter = { code: text(flags, 'code'), stage: text(flags, 'stage') };
  const selected = ids.length > 0 || filter.code !== undefined || filter.stage !== undefined;
  if (positionals[0] === 'requeue' && !selected) {
    throw new UsageError('IDs, --code or --stage are wanted');
  }
  return {
    ...filter,
    ids: ids.length > 0 ? ids : undefined,
    outcome: outcome === 'all' || ids.length > 0 ? undefined : outcome,
  };
}

const COLUMNS: readonly Column<DeadLetter>[] = [
  { heading: 'ID', cell: ({ id }) => id },
  { heading: 'Code', cell: ({ code }) => code },
  { heading: 'Stage', cell: ({ stage }) => stage },
  { heading: 'Attempt', cell: ({ attempt }) => String(attempt), right: true },
  { heading: 'Failed at', cell: ({ failedAt }) => failedAt.slice(0, 19) },
  { heading: 'Key', widthMax: 40, cell: ({ key }) => key ?? '' },
  { heading: 'Reason', widthMax: 60, cell: ({ reason }) => reason },
];

async function list({ terminal }: CommandContext, letters: readonly DeadLetter[]): Promise<number> {
  if (!terminal.people) for (const letter of letters) await terminal.json(withoutRecord(letter));
  else if (letters.length === 0) await terminal.out('nothing was set aside\n');
  else await terminal.out(renderTable(COLUMNS, letters));
  return EXIT.done;
}

function withoutRecord({ record: _record, ...letter }: DeadLetter): object {
  return letter;
}

async function show(context: CommandContext, letters: readonly DeadLetter[]): Promise<number> {
  const { terminal } = context;
  if (letters.length === 0)
    throw new UsageError(`no such dead letter: ${context.positionals.slice(1).join(' ')}`);
  await using objects = await openObjects(context.config());
  for (const letter of letters) {
    const bytes = await originalOf(letter, objects);
    const { headers } = letter.record;
    if (!terminal.people) {
      const original = bytes === undefined ? null : Buffer.from(bytes).toString('base64');
      await terminal.json({ ...withoutRecord(letter), headers, originalBase64: original });
      continue;
    }
    const lines = Object.entries(headers).map(
      ([name, value]) => `${terminal.style.dim(name)}: ${value}`,
    );
    const body = bytes === undefined ? '(no original)' : Buffer.from(bytes).toString('utf8');
    await terminal.out(
      `${terminal.style.bold(letter.id)}  ${letter.code}\n${lines.join('\n')}\n\n${body}\n`,
    );
  }
  return EXIT.done;
}

async function requeue(
  context: CommandContext,
  log: Awaited<ReturnType<typeof openReadyLog>>,
  letters: readonly DeadLetter[],
): Promise<number> {
  const { terminal, flags, signal } = context;
  const attemptsMax = integer(flags, 'attempts-max') ?? ATTEMPTS_MAX;
  await using objects = await openObjects(context.config());
  const counts = { requeued: 0, tooManyAttempts: 0, gone: 0 };
  for (const letter of letters) {
    if (letter.attempt >= attemptsMax) {
      counts.tooManyAttempts++;
      continue;
    }
    const record = await requeueRecord(letter, { log, objects }, signal);
    if (record === undefined) counts.gone++;
    else {
      await log.append(TOPICS.raw, [record]);
      counts.requeued++;
    }
  }
  if (terminal.people) {
    const { requeued, tooManyAttempts, gone } = counts;
    await terminal.out(
      `${requeued} requeued, ${tooManyAttempts} with too many attempts, ${gone} without an original\n`,
    );
  } else await terminal.json(counts);
  return counts.gone + counts.tooManyAttempts > 0 ? EXIT.failed : EXIT.done;
}
