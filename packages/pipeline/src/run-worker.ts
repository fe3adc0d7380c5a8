import type { Clock } from '@winnow/ports/clock';
import type { Batch, ConsumeOptions, Log, LogRecord, NewRecord } from '@winnow/ports/log';
import { PortError } from '@winnow/ports/port-error';
import type { Outcome } from './outcome.ts';
import { retrying } from './retry.ts';
import type { Item, OpenStage, Origin } from './stage.ts';
import type { WorkerTelemetry } from './telemetry.ts';

/** A record without its place: the runner routes it. */
export type Message = Omit<NewRecord, 'partition'>;

/** What became of a record that goes no further. */
export type SetAside = Exclude<Outcome<never>, { readonly kind: 'ok' }>;

/** A record, read: something for the stage, a posting that is gone, or nothing anybody can read. */
export type Arrival<In> =
  | { readonly kind: 'item'; readonly value: In }
  | { readonly kind: 'tombstone'; readonly key: string }
  | SetAside;

/**
 * How records and values become each other. Pure but for `setAside`, which may store a large body.
 */
export interface Wire<In, Out> {
  /** The raw record that this one descends from; undefined when its headers do not say. */
  origin(record: LogRecord): Origin | undefined;
  decode(record: LogRecord): Arrival<In>;
  output(record: LogRecord, origin: Origin, value: Out): Message;
  tombstone(record: LogRecord, origin: Origin): Message;
  setAside(record: LogRecord, origin: Origin, outcome: SetAside): Promise<Message>;
}

export interface WorkerSpec<In, Out> {
  readonly name: string;
  readonly stage: OpenStage<In, Out>;
  readonly wire: Wire<In, Out>;
  readonly topics: { readonly input: string; readonly output: string; readonly dead: string };
}

export interface WorkerOptions {
  readonly log: Log;
  readonly clock: Clock;
  readonly telemetry: WorkerTelemetry;
  readonly consume: ConsumeOptions;
  /** Outputs with more bytes become dead letters (`RECORD_TOO_LARGE`). */
  readonly recordBytesMax: number;
  /** How long a broken world is waited for before the worker gives up. */
  readonly retryMsMax: number;
}

/** What a batch came to. In = outputs + set aside, always. */
interface Settled {
  readonly outputs: NewRecord[];
  readonly setAside: NewRecord[];
  readonly outcomes: SetAside[];
}

/**
 * Reads a topic, runs a stage over each batch and writes what comes of it. Order of effects: what
 * is set aside becomes durable, then the outputs in order, then the offset is committed. Every
 * output goes to partition `input partition mod n` whatever its key, so that one path leads from a
 * raw partition to an enriched one. Resolves when the signal is aborted or the bounds are reached.
 */
export async function runWorker<In, Out>(
  spec: WorkerSpec<In, Out>,
  options: WorkerOptions,
): Promise<void> {
  const { log, telemetry } = options;
  const partitions = {
    output: await partitionsOf(log, spec.topics.output),
    dead: await partitionsOf(log, spec.topics.dead),
  };
  await log.consume(spec.topics.input, options.consume, async (batch) => {
    telemetry.position(batch);
    if (batch.records.length === 0) return;
    const started = telemetry.batchStarted(batch);
    const settled = await retrying(
      async () => {
        const settled = await settle(spec, options, partitions, batch);
        fence(batch);
        if (settled.setAside.length > 0) await log.append(spec.topics.dead, settled.setAside);
        fence(batch);
        if (settled.outputs.length > 0) await log.append(spec.topics.output, settled.outputs);
        return settled;
      },
      {
        clock: options.clock,
        signal: batch.signal,
        retryMsMax: options.retryMsMax,
        onRetry: (error) => telemetry.retried(error),
      },
    );
    fence(batch);
    started.done(settled.outputs.length, settled.outcomes);
  });
}

/** The work of a partition that has moved on must leave no trace from here on. */
function fence(batch: Batch): void {
  if (!batch.signal.aborted) return;
  throw new PortError('FENCED', `partition ${batch.partition} of ${batch.topic} has been lost`, {
    retriable: false,
  });
}

async function partitionsOf(log: Log, topic: string): Promise<number> {
  const described = await log.describeTopic(topic);
  if (described !== undefined) return described.partitions;
  throw new PortError('NOT_FOUND', `there is no topic ${topic}: run \`winnow topics create\``, {
    retriable: false,
  });
}

async function settle<In, Out>(
  spec: WorkerSpec<In, Out>,
  options: WorkerOptions,
  partitions: { readonly output: number; readonly dead: number },
  batch: Batch,
): Promise<Settled> {
  const settled: Settled = { outputs: [], setAside: [], outcomes: [] };
  const setAside = async ({ record, origin }: Read, outcome: SetAside): Promise<void> => {
    const message = await spec.wire.setAside(record, origin, outcome);
    settled.outcomes.push(outcome);
    settled.setAside.push({ ...message, partition: batch.partition % partitions.dead });
  };
  const put = async (read: Read, message: Message): Promise<void> => {
    const bytes = recordBytes(message);
    if (bytes <= options.recordBytesMax) {
      settled.outputs.push({ ...message, partition: batch.partition % partitions.output });
      return;
    }
    const reason = `${bytes} bytes are more than ${options.recordBytesMax}`;
    const code = 'RECORD_TOO_LARGE';
    await setAside(read, { kind: 'dead-letter', code, reason, stage: spec.name });
  };

  for (const run of runsOf(spec.wire, batch)) {
    const context = { signal: batch.signal };
    if (run.keys.length > 0) await spec.stage.forget?.(run.keys, context);
    const outcomes = run.items.length > 0 ? await spec.stage.step(run.items, context) : [];
    if (outcomes.length !== run.items.length) {
      throw new RangeError(`${spec.name}: ${run.items.length} items, ${outcomes.length} outcomes`);
    }
    let next = 0;
    for (const read of run.reads) {
      const { record, origin, arrival } = read;
      const outcome = arrival.kind === 'item' ? outcomes[next++] : arrival;
      if (outcome === undefined) continue;
      if (outcome.kind === 'ok') await put(read, spec.wire.output(record, origin, outcome.value));
      else if (outcome.kind === 'tombstone') await put(read, spec.wire.tombstone(record, origin));
      else await setAside(read, outcome);
    }
  }
  return settled;
}

interface Read {
  readonly record: LogRecord;
  readonly origin: Origin;
}

/**
 * Records that can be taken in one go: a stage with a memory must forget in the order of the log.
 */
interface Run<In> {
  readonly forgetting: boolean;
  readonly reads: (Read & { readonly arrival: Arrival<In> })[];
  readonly items: Item<In>[];
  readonly keys: Item<string>[];
}

function runsOf<In, Out>(wire: Wire<In, Out>, batch: Batch): readonly Run<In>[] {
  const runs: Run<In>[] = [];
  for (const record of batch.records) {
    const stated = wire.origin(record);
    const origin = stated ?? placeOf(record);
    const arrival: Arrival<In> =
      stated === undefined
        ? { kind: 'dead-letter', code: 'RECORD_INVALID', reason: 'no origin header', stage: 'wire' }
        : wire.decode(record);
    const forgetting = arrival.kind === 'tombstone';
    let run = runs.at(-1);
    if (run === undefined || run.forgetting !== forgetting) {
      run = { forgetting, reads: [], items: [], keys: [] };
      runs.push(run);
    }
    run.reads.push({ record, origin, arrival });
    if (arrival.kind === 'tombstone') run.keys.push({ value: arrival.key, origin });
    if (arrival.kind === 'item') run.items.push({ value: arrival.value, origin });
  }
  return runs;
}

/** Where a record lies: the origin of one that descends from nothing. */
export function placeOf({ topic, partition, offset }: LogRecord): Origin {
  return { topic, partition, offset };
}

/** What a record takes on the wire but for its framing, which is below 100 bytes. */
function recordBytes(message: Message): number {
  let bytes = (message.key?.length ?? 0) + (message.value?.length ?? 0);
  for (const [name, value] of Object.entries(message.headers)) bytes += name.length + value.length;
  return bytes;
}
