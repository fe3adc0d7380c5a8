import { enrichedTopic, LIVE_GENERATION } from '@winnow/contracts/topics';
import { createArchiver } from '@winnow/lake/archiver';
import type { ArchiverEvent } from '@winnow/lake/archiver-events';
import type { Telemetry } from '@winnow/pipeline/telemetry';
import { Counter, type Registry } from 'prom-client';
import type { LoopContext } from './run-service.ts';
import { endsOf } from './run-stages.ts';
import { groupOf } from './topics.ts';

export interface RunArchiveOptions {
  readonly generation?: string;
  /** End when everything that lies on the topic now is in the lake. */
  readonly drain?: boolean;
}

/** Archives a generation's enriched topic until the signal is aborted, or until it is drained. */
export async function runArchive(
  context: LoopContext,
  options: RunArchiveOptions = {},
): Promise<void> {
  const { ports, config, logger } = context;
  const { generation = LIVE_GENERATION, drain = false } = options;
  const count = countersIn(context.telemetry);
  const archiver = createArchiver({
    log: ports.log,
    objects: ports.objects,
    clock: ports.clock,
    generation,
    group: groupOf(['archive'], generation),
    batchRecordsMax: config.BATCH_RECORDS_MAX,
    flushRecordsMax: config.FLUSH_RECORDS_MAX,
    flushBytesMax: config.FLUSH_BYTES_MAX,
    flushMsMax: config.FLUSH_MS_MAX,
    retryMsMax: config.RETRY_MS_MAX,
    observe(event) {
      count(event);
      if (event.kind === 'object') logger.info(event, 'object written');
      else if (event.kind === 'adopted') logger.warn(event, 'object of another archiver adopted');
      else logger.error(event, 'archiver found something wrong');
    },
  });
  const topic = enrichedTopic(generation);
  const { signal } = context;
  await archiver.run(drain ? { signal, to: await endsOf(ports.log, topic) } : { signal });
}

const counters = new WeakMap<Registry, (event: ArchiverEvent) => void>();

/** The archiver's metrics, registered once for each process. */
function countersIn({ registry }: Telemetry): (event: ArchiverEvent) => void {
  const known = counters.get(registry);
  if (known !== undefined) return known;
  const registers = [registry];
  const objects = new Counter({
    name: 'winnow_lake_objects_total',
    help: 'Objects written to the lake, by what caused the flush',
    labelNames: ['reason'],
    registers,
  });
  const single = (name: string, help: string): Counter => new Counter({ name, help, registers });
  const rows = single('winnow_lake_rows_total', 'Rows written to the lake');
  const bytes = single('winnow_lake_bytes_total', 'Bytes written to the lake');
  const repeats = single('winnow_lake_repeats_total', 'Records left out as repeats');
  const adopted = single(
    'winnow_lake_adopted_total',
    'Objects of another archiver that were adopted',
  );
  const expired = single('winnow_lake_expired_total', 'Enriched records that retention took first');
  const unreadable = single(
    'winnow_lake_unreadable_total',
    'Rows whose value is no enriched posting',
  );
  const count = (event: ArchiverEvent): void => {
    switch (event.kind) {
      case 'object':
        objects.inc({ reason: event.reason });
        rows.inc(event.rows);
        bytes.inc(event.bytes);
        repeats.inc(event.repeats);
        return;
      case 'adopted':
        return adopted.inc();
      case 'expired':
        return expired.inc(event.to - event.from);
      case 'unreadable':
      case 'no-origin':
        return unreadable.inc();
    }
  };
  counters.set(registry, count);
  return count;
}
