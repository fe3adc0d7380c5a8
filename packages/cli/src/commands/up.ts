import { STAGE_NAMES } from '@winnow/contracts/code-lists';
import { withoutPassword } from '@winnow/wiring/config';
import { EXIT } from '@winnow/wiring/exit-code';
import { createLogger } from '@winnow/wiring/logger';
import { runService } from '@winnow/wiring/run-service';
import type { Command, CommandContext } from '../command.ts';

/** The whole pipeline in one process. */
export const up: Command = {
  name: 'up',
  usage: '',
  summary: 'Run all stages and the archiver in this process.',
  details: 'On whatever is configured: embedded by default, or Kafka, Redis and S3 by their URLs.',
  flags: {
    drain: { type: 'boolean', about: 'work to the end of the input as it is now, then exit' },
  },
  followsUntilStopped: true,
  run: runUp,
};

async function runUp({
  config: readConfig,
  flags,
  signal,
  terminal,
}: CommandContext): Promise<number> {
  const config = readConfig();
  const drain = flags['drain'] === true;
  await runService({
    config,
    logger: createLogger({ level: config.LOG_LEVEL, destination: process.stderr }),
    signal,
    stages: STAGE_NAMES,
    archive: true,
    drain,
    onReady: ({ port }) => {
      terminal.say(
        [
          `log    ${withoutPassword(config.LOG_URL)}`,
          `lake   ${withoutPassword(config.OBJECTS_URL)}`,
          `health http://${config.HTTP_HOST}:${port}/health   metrics /metrics`,
          drain ? 'draining…' : 'publish and consume from other terminals; Ctrl-C stops',
        ].join('\n'),
      );
    },
  });
  return EXIT.done;
}
