import type { StageName } from '@winnow/contracts/code-lists';
import { LIVE_GENERATION, TOPICS } from '@winnow/contracts/topics';
import { runWorker, type WorkerSpec } from '@winnow/pipeline/run-worker';
import type { Telemetry } from '@winnow/pipeline/telemetry';
import type { Log } from '@winnow/ports/log';
import { stretchOf, type StagePorts, type Travelling } from '@winnow/stages/pipeline';
import { rawWire, stagedWire } from '@winnow/stages/wire';
import type { StagedPosting, EnrichedPosting } from '@winnow/contracts/enriched-posting';
import { clusterEventsTo } from './cluster-events.ts';
import { ConfigError, type Config } from './config.ts';
import type { Ports } from './open-ports.ts';
import { guardDuplicates } from './guard-duplicates.ts';
import { groupOf } from './topics.ts';

export interface RunStagesOptions {
  readonly ports: Ports;
  readonly config: Config;
  readonly telemetry: Telemetry;
  readonly names: readonly StageName[];
  readonly signal: AbortSignal;
  /** A replay writes to topics of its own; default: the live pipeline. */
  readonly generation?: string;
  /** The enriched topic of the generation, where it is not the live one. */
  readonly output?: string;
  readonly from?: ReadonlyMap<number, number>;
  /** Offsets at which to stop. */
  readonly to?: ReadonlyMap<number, number>;
  readonly onReset?: (reset: {
    topic: string;
    partition: number;
    wanted: number;
    start: number;
  }) => void;
}

/** Runs consecutive stages as one worker until the signal is aborted or the bounds are reached. */
export async function runStages(options: RunStagesOptions): Promise<void> {
  const { ports, config, telemetry, names, generation = LIVE_GENERATION } = options;
  const stretch = stretchOf(names);
  if (stretch === undefined) {
    throw new ConfigError(`stages ${names.join(',')}: not consecutive stages of the pipeline`);
  }
  const group = groupOf(names, generation);
  if (names.includes('duplicate')) {
    const { input: topic } = stretch;
    await guardDuplicates(ports, { namespace: generation, group, topic, from: options.from });
  }
  const worker = telemetry.worker(names.length > 1 ? 'fused' : String(names[0]));
  const wireOptions = {
    generation,
    output: stretch.event,
    keepLarge: keepLargeIn(ports),
    now: () => ports.clock.now(),
  };
  const wire = names[0] === 'parse' ? rawWire(wireOptions) : stagedWire(wireOptions);
  const spec: WorkerSpec<Travelling, StagedPosting | EnrichedPosting> = {
    name: stretch.names.join(','),
    stage: stretch.stage.open(await stagePorts(options, generation)),
    // What a stretch reads is what its wire decodes: both were chosen by its first stage.
    wire: wire as WorkerSpec<Travelling, StagedPosting | EnrichedPosting>['wire'],
    topics: { input: stretch.input, output: options.output ?? stretch.output, dead: TOPICS.dead },
  };
  await runWorker(spec, {
    log: ports.log,
    clock: ports.clock,
    telemetry: worker,
    recordBytesMax: config.RECORD_BYTES_MAX,
    retryMsMax: config.RETRY_MS_MAX,
    consume: {
      group,
      batchRecordsMax: config.BATCH_RECORDS_MAX,
      batchBytesMax: config.BATCH_BYTES_MAX,
      signal: options.signal,
      ...(options.from === undefined ? {} : { from: options.from }),
      ...(options.to === undefined ? {} : { to: options.to }),
      onReset: (reset) => {
        telemetry.reset(reset);
        options.onReset?.(reset);
      },
    },
  });
}

async function stagePorts(options: RunStagesOptions, generation: string): Promise<StagePorts> {
  const { ports, config, telemetry } = options;
  const raw = await ports.log.describeTopic(TOPICS.raw);
  return {
    ...(raw === undefined ? {} : { incarnation: raw.incarnation }),
    clock: ports.clock,
    cache: ports.cache,
    cacheTtlMs: config.CACHE_TTL_MS,
    onCache: telemetry.cached,
    duplicates: ports.duplicates,
    namespace: generation,
    generation,
    onEvents: clusterEventsTo(ports.log),
  };
}

/** Originals too large for a dead letter, by hash: the same original is stored once. */
function keepLargeIn(ports: Ports): (hash: string, bytes: Uint8Array) => Promise<string> {
  return async (hash, bytes) => {
    const key = `dead/${hash}`;
    await ports.objects.putIfAbsent(key, bytes);
    return key;
  };
}

/** Where each partition ends now. */
export async function endsOf(log: Log, topic: string): Promise<ReadonlyMap<number, number>> {
  return new Map((await log.ranges(topic)).map(({ partition, end }) => [partition, end]));
}
