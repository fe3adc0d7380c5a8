import { createTelemetry } from '@winnow/pipeline/telemetry';
import { EXIT } from '@winnow/wiring/exit-code';
import { createLogger } from '@winnow/wiring/logger';
import { openReadyPorts } from '@winnow/wiring/open-ready';
import {
  planReplay,
  promoteReplay,
  runReplay,
  type ReplayBound,
  type ReplayCounts,
  type ReplayPlan,
} from '@winnow/wiring/replay';
import { readTime, text, UsageError, type Command, type CommandContext } from '../command.ts';
import type { Terminal } from '../output/terminal.ts';

/** Reprocesses a range of the raw topic beside the live pipeline. */
export const replay: Command = {
  name: 'replay',
  usage: '[--from WHERE] [--to WHERE] [--generation NAME] [--promote]',
  summary: 'Reprocess a range of the raw topic as a generation of its own.',
  details: [
    'WHERE is a time (ISO 8601), so long ago (7d), or an offset that holds for every partition; default:',
    'from the beginning to the end as it is now. The bounds are fixed at the start. The same command goes',
    'on after a crash. The live pipeline and its lake rows stay as they are until the generation is',
    'promoted (`winnow generations` lists them, shows the difference, promotes and rolls back).',
  ].join('\n'),
  flags: {
    from: { type: 'string', value: 'WHERE', about: 'where the range begins' },
    to: { type: 'string', value: 'WHERE', about: 'where it ends, exclusive' },
    generation: {
      type: 'string',
      value: 'NAME',
      about: 'its name; default: r and the time, as in r20261122-181500',
    },
    promote: { type: 'boolean', about: 'make it what counts for its range when it is complete' },
  },
  run: runCommand,
};

async function runCommand(context: CommandContext): Promise<number> {
  const { flags, signal, terminal } = context;
  const config = context.config();
  await using ports = await openReadyPorts(config);
  const now = ports.clock.now();
  const plan = await planReplay(ports, {
    generation: text(flags, 'generation') ?? nameFor(now),
    from: boundOf(flags, 'from', now),
    to: boundOf(flags, 'to', now),
  });
  const { generation } = plan;
  terminal.say(`generation ${generation}: ${describeRange(plan)}`);
  const telemetry = createTelemetry(() => ports.clock.now());
  const logger = createLogger({ level: config.LOG_LEVEL, destination: process.stderr });
  let counts: ReplayCounts;
  try {
    counts = await runReplay({ ports, config, telemetry, logger, signal }, plan);
  } catch (error) {
    if (!signal.aborted) throw error;
    terminal.say(`interrupted; \`winnow replay --generation ${generation}\` goes on`);
    return EXIT.interrupted;
  }
  const promoted = flags['promote'] === true && counts.addUp;
  if (promoted) await promoteReplay(ports, generation);
  await report(terminal, plan, counts, promoted);
  return counts.addUp ? EXIT.done : EXIT.failed;
}

async function report(
  terminal: Terminal,
  plan: ReplayPlan,
  counts: ReplayCounts,
  promoted: boolean,
): Promise<void> {
  if (!terminal.people) return terminal.json({ ...plan, counts, promoted });
  const { raw, rows, deadLetters, drops, addUp } = counts;
  const verdict = addUp ? terminal.style.green('adds up') : terminal.style.red('does NOT add up');
  await terminal.out(
    [
      `${raw} raw records = ${rows} rows + ${deadLetters} dead letters + ${drops} drops: ${verdict}`,
      promoted
        ? `generation ${plan.generation} now counts for its range`
        : [
            `\`winnow generations diff ${plan.generation}\` shows what it changes,`,
            `\`winnow generations promote ${plan.generation}\` makes it what counts for its range`,
          ].join('\n'),
      '',
    ].join('\n'),
  );
}

function boundOf(flags: CommandContext['flags'], name: 'from' | 'to', now: number): ReplayBound {
  const value = text(flags, name);
  if (value === undefined) return { kind: 'edge' };
  if (/^\d{1,15}$/.test(value)) return { kind: 'offset', offset: Number(value) };
  const timestamp = readTime(value, now);
  if (timestamp === undefined) {
    throw new UsageError(`--${name} ${value}: a time, so long ago (7d) or an offset is wanted`);
  }
  return { kind: 'time', timestamp };
}

function nameFor(now: number): string {
  const [date = '', time = ''] = new Date(now).toISOString().split('T');
  return `r${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}`;
}

function describeRange({ from, to }: ReplayPlan): string {
  const ranges = Object.entries(from).map(
    ([partition, start]) => `${partition}: ${start}–${to[partition] ?? 0}`,
  );
  return `raw offsets by partition ${ranges.join(', ')}`;
}
