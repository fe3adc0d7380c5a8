import type { StageName } from '@winnow/contracts/code-lists';
import { startOperationsServer } from '@winnow/pipeline/operations-server';
import { createTelemetry, type Telemetry } from '@winnow/pipeline/telemetry';
import type { Logger } from 'pino';
import { stretchOf } from '@winnow/stages/pipeline';
import { ConfigError, type Config } from './config.ts';
import { openReadyPorts } from './open-ready.ts';
import { expireFromTimeToTime } from './duplicates.ts';
import type { Ports } from './open-ports.ts';
import { runArchive } from './run-archive.ts';
import { endsOf, runStages } from './run-stages.ts';

/** What a process runs. */
export interface ServiceOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Consecutive stages, fused; none for an archiver alone. */
  readonly stages: readonly StageName[];
  readonly archive: boolean;
  /** Work to the end of the input as it is now, flush, and return. */
  readonly drain: boolean;
  /** Told once everything runs, with the port of /health, /ready and /metrics. */
  readonly onReady?: (ready: { readonly port: number }) => void;
}

/** What all loops of a process share. */
export interface LoopContext {
  readonly ports: Ports;
  readonly config: Config;
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Runs stages and archiver as one process until the signal is aborted (or the input is drained).
 * A loop that fails ends the others; its error is thrown once they have let go.
 */
export async function runService(options: ServiceOptions): Promise<void> {
  const { config, logger } = options;
  await using ports = await openReadyPorts(config);
  const telemetry = createTelemetry(() => ports.clock.now());
  let ready = false;
  await using server = await startOperationsServer({
    telemetry,
    port: config.HTTP_PORT,
    host: config.HTTP_HOST,
    ready: () => ready,
    unhealthyMs: config.UNHEALTHY_MS,
  });
  ready = true;
  logger.info(
    { stages: options.stages, archive: options.archive, port: server.port },
    'worker started',
  );
  options.onReady?.({ port: server.port });
  const failing = new AbortController();
  const signal = AbortSignal.any([options.signal, failing.signal]);
  const context: LoopContext = { ports, config, telemetry, logger, signal };
  if (options.drain) await drain(context, options);
  else await runUntilStopped(context, options, failing);
  logger.info({ stages: options.stages, archive: options.archive }, 'worker stopped');
}

async function runUntilStopped(
  context: LoopContext,
  options: ServiceOptions,
  failing: AbortController,
): Promise<void> {
  const loops: Promise<void>[] = [];
  if (options.stages.length > 0) loops.push(runStageLoop(context, options.stages));
  if (options.archive) loops.push(runArchive(context));
  if (options.stages.includes('duplicate')) {
    loops.push(expireFromTimeToTime(context.ports, context.signal));
  }
  const errors: unknown[] = [];
  const guarded = loops.map((loop) =>
    loop.catch((error: unknown) => {
      errors.push(error);
      failing.abort();
    }),
  );
  await Promise.all(guarded);
  if (errors.length > 0) throw errors[0];
}

/** One after the other, so that the archiver finds what the stages wrote. */
async function drain(context: LoopContext, { stages, archive }: ServiceOptions): Promise<void> {
  const stretch = stages.length > 0 ? stretchOf(stages) : undefined;
  if (stages.length > 0 && stretch === undefined) {
    throw new ConfigError(`stages ${stages.join(',')}: not consecutive stages of the pipeline`);
  }
  if (stretch !== undefined) {
    await runStageLoop(context, stages, await endsOf(context.ports.log, stretch.input));
  }
  if (archive && !context.signal.aborted) await runArchive(context, { drain: true });
}

async function runStageLoop(
  { ports, config, telemetry, logger, signal }: LoopContext,
  names: readonly StageName[],
  to?: ReadonlyMap<number, number>,
): Promise<void> {
  await runStages({
    ports,
    config,
    telemetry,
    names,
    signal,
    ...(to === undefined ? {} : { to }),
    onReset: (reset) => logger.error(reset, 'position was reset: the log no longer holds it'),
  });
}
