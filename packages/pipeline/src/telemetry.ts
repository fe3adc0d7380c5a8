import type { Batch } from '@winnow/ports/log';
import type { PortError } from '@winnow/ports/port-error';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CacheCount } from './pure-stage.ts';
import type { SetAside } from './run-worker.ts';

/** What one worker tells of itself. */
export interface WorkerTelemetry {
  retried(error: PortError): void;
  position(batch: Batch): void;
  batchStarted(batch: Batch): BatchTelemetry;
}

export interface BatchTelemetry {
  /** Everything is durable: so many outputs, and what was set aside. */
  done(outputs: number, setAside: readonly SetAside[]): void;
}

/** The process's metrics and its health. */
export interface Telemetry {
  readonly registry: Registry;
  worker(name: string): WorkerTelemetry;
  cached(count: CacheCount): void;
  reset(reset: { readonly topic: string; readonly partition: number }): void;
  /** Age of the oldest record that was taken and not yet acknowledged; 0 when there is none. */
  oldestUnacknowledgedMs(): number;
}

const BATCH_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Counters as Prometheus reads them; `now` is the clock in milliseconds. */
export function createTelemetry(now: () => number): Telemetry {
  const registry = new Registry();
  const metrics = createMetrics(registry);
  /** When each batch in hand was taken, by an object of its own. */
  const unacknowledged = new Map<object, number>();
  const oldestUnacknowledgedMs = (): number => {
    let oldest: number | undefined;
    for (const taken of unacknowledged.values()) oldest = Math.min(oldest ?? taken, taken);
    return oldest === undefined ? 0 : now() - oldest;
  };
  new Gauge({
    name: 'winnow_oldest_unacknowledged_seconds',
    help: 'Age of the oldest batch in hand',
    registers: [registry],
    collect() {
      this.set(oldestUnacknowledgedMs() / 1000);
    },
  });

  return {
    registry,
    worker: (worker) => ({
      retried: ({ code }) => metrics.retries.inc({ worker, code }),
      position: ({ topic, partition, next, end }) =>
        metrics.lag.set({ worker, topic, partition }, Math.max(0, end - next)),
      batchStarted(batch) {
        const token = {};
        const started = now();
        unacknowledged.set(token, started);
        metrics.in.inc({ worker }, batch.records.length);
        // A batch that is given up (lost partition, crash) will be somebody else's oldest.
        const giveUp = (): void => void unacknowledged.delete(token);
        batch.signal.addEventListener('abort', giveUp, { once: true });
        return {
          done(outputs, setAside) {
            batch.signal.removeEventListener('abort', giveUp);
            unacknowledged.delete(token);
            metrics.out.inc({ worker }, outputs);
            for (const { kind, stage, code } of setAside) {
              (kind === 'drop' ? metrics.dropped : metrics.dead).inc({ worker, stage, code });
            }
            metrics.batch.observe({ worker }, (now() - started) / 1000);
          },
        };
      },
    }),
    cached({ stage, hits, computed, errors }) {
      metrics.hits.inc({ stage }, hits);
      metrics.misses.inc({ stage }, computed);
      metrics.cacheErrors.inc({ stage }, errors);
    },
    reset: ({ topic, partition }) => metrics.resets.inc({ topic, partition }),
    oldestUnacknowledgedMs,
  };
}

function createMetrics(registry: Registry) {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[]): Counter =>
    new Counter({ name, help, labelNames, registers });
  return {
    in: counter('winnow_records_in_total', 'Records taken from the input topic', ['worker']),
    out: counter('winnow_records_out_total', 'Records handed on', ['worker']),
    dead: counter('winnow_records_dead_total', 'Dead letters', ['worker', 'stage', 'code']),
    dropped: counter('winnow_records_dropped_total', 'Drops', ['worker', 'stage', 'code']),
    retries: counter('winnow_retries_total', 'Tries again after an error', ['worker', 'code']),
    hits: counter('winnow_cache_hits_total', 'Stage results from the cache', ['stage']),
    misses: counter('winnow_cache_misses_total', 'Stage results computed', ['stage']),
    cacheErrors: counter('winnow_cache_errors_total', 'Cache calls that failed', ['stage']),
    resets: counter('winnow_position_resets_total', 'Positions the log no longer held', [
      'topic',
      'partition',
    ]),
    batch: new Histogram({
      name: 'winnow_batch_duration_seconds',
      help: 'From taking a batch to acknowledging it',
      labelNames: ['worker'],
      buckets: BATCH_SECONDS,
      registers,
    }),
    lag: new Gauge({
      name: 'winnow_lag_records',
      help: 'Records between the position and the end of the partition',
      labelNames: ['worker', 'topic', 'partition'],
      registers,
    }),
  };
}
