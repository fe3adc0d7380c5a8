import { STAGE_NAMES, type StageName } from '@winnow/contracts/code-lists';
import { EXIT } from '@winnow/wiring/exit-code';
import { createLogger } from '@winnow/wiring/logger';
import { runService } from '@winnow/wiring/run-service';
import { text, UsageError, type Command, type CommandContext } from '../command.ts';

/** One worker of a deployment. */
export const run: Command = {
  name: 'run',
  usage: '--stages NAME,…',
  summary: 'Run one worker: some stages, or the archiver.',
  details: `Stages are ${STAGE_NAMES.join(', ')}, consecutive ones fused; archive is the archiver.`,
  flags: {
    stages: {
      type: 'string',
      value: 'NAME,…',
      about: 'what to run, for example parse,salary or archive',
    },
    drain: { type: 'boolean', about: 'work to the end of the input as it is now, then exit' },
  },
  followsUntilStopped: true,
  run: runWorkers,
};

async function runWorkers(context: CommandContext): Promise<number> {
  const stated = text(context.flags, 'stages');
  if (stated === undefined) throw new UsageError('--stages is wanted');
  const names = stated.split(',').map((name) => name.trim());
  const archive = names.includes('archive');
  const stages = names.filter((name) => name !== 'archive').map(stageNamed);
  const config = context.config();
  await runService({
    config,
    logger: createLogger({ level: config.LOG_LEVEL, destination: process.stderr }),
    signal: context.signal,
    stages,
    archive,
    drain: context.flags['drain'] === true,
    onReady: ({ port }) => {
      context.terminal.say(`${stated}: http://${config.HTTP_HOST}:${port}/health /ready /metrics`);
    },
  });
  return EXIT.done;
}

function stageNamed(name: string): StageName {
  const stage = STAGE_NAMES.find((known) => known === name);
  if (stage === undefined) {
    throw new UsageError(`--stages ${name}: ${STAGE_NAMES.join(', ')} or archive is wanted`);
  }
  return stage;
}
