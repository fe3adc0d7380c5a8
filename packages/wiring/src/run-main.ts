import type { StageName } from '@winnow/contracts/code-lists';
import { listenForShutdown } from '@winnow/pipeline/shutdown';
import { readConfig } from './config.ts';
import { environment } from './environment.ts';
import { describeFailure, EXIT } from './exit-code.ts';
import { createLogger } from './logger.ts';
import { runService } from './run-service.ts';

/** What a service is: some stages, the archiver, or both. */
export interface MainOptions {
  readonly stages: readonly StageName[];
  readonly archive: boolean;
}

/** The body of every service's `main.ts`: runs until SIGTERM and sets the exit code. */
export async function runMain({ stages, archive }: MainOptions): Promise<void> {
  const destination = process.stderr;
  let logger = createLogger({ level: 'info', destination });
  try {
    const config = readConfig(environment());
    logger = createLogger({ level: config.LOG_LEVEL, destination });
    using shutdown = listenForShutdown({ graceMs: config.SHUTDOWN_GRACE_MS });
    const { signal } = shutdown;
    await runService({ config, logger, signal, stages, archive, drain: false });
  } catch (error) {
    const failure = describeFailure(error);
    logger.fatal({ err: error, code: failure?.code ?? 'BUG' }, 'worker failed');
    process.exitCode = failure?.exitCode ?? EXIT.failed;
  }
}
