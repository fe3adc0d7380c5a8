import { HEADERS, parseOrigin } from '@winnow/contracts/headers';
import type { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import { LIVE_GENERATION, TOPICS } from '@winnow/contracts/topics';
import { readRange } from '@winnow/pipeline/read-range';
import type { Item } from '@winnow/pipeline/stage';
import type { LogRecord } from '@winnow/ports/log';
import { expirePostings } from '@winnow/stages/release-postings';
import { restorePostings } from '@winnow/stages/restore-duplicates';
import { clusterEventsTo } from './cluster-events.ts';
import type { Ports } from './open-ports.ts';

const BATCH_RECORDS_MAX = 500;
/** How often a pipeline that runs looks for postings whose time is over. */
const EXPIRE_MS = 3_600_000;

/**
 * Rebuilds the index of the live pipeline from the enriched topic: each posting goes into the
 * cluster that it says it is in. Run it while no deduplicator runs. Resolves to how many records
 * were read.
 */
export async function rebuildDuplicates(
  { log, duplicates }: Pick<Ports, 'log' | 'duplicates'>,
  options: { readonly signal: AbortSignal; readonly onProgress: (read: number) => void },
): Promise<number> {
  const raw = await log.describeTopic(TOPICS.raw);
  const restore = {
    duplicates,
    namespace: LIVE_GENERATION,
    ...(raw === undefined ? {} : { incarnation: raw.incarnation }),
  };
  let batch: Item<EnrichedPosting>[] = [];
  let read = 0;
  const flush = async (): Promise<void> => {
    await restorePostings(batch, restore);
    read += batch.length;
    options.onProgress(read);
    batch = [];
  };
  await readRange(log, TOPICS.enriched, { signal: options.signal }, async (record) => {
    const item = itemOf(record);
    if (item !== undefined) batch.push(item);
    if (batch.length >= BATCH_RECORDS_MAX) await flush();
  });
  await flush();
  // Last: what was cut off is no index to work with.
  await duplicates.begin(LIVE_GENERATION);
  return read;
}

/** Undefined for a tombstone, and for a record without an origin. */
function itemOf({ value, headers }: LogRecord): Item<EnrichedPosting> | undefined {
  const origin = parseOrigin(headers[HEADERS.origin]);
  if (value === null || origin === undefined) return undefined;
  return { value: JSON.parse(Buffer.from(value).toString('utf8')) as EnrichedPosting, origin };
}

/** Takes postings whose time is over out of their clusters; resolves to how many. */
export function expireDuplicates(
  { log, duplicates, clock }: Pick<Ports, 'log' | 'duplicates' | 'clock'>,
  signal: AbortSignal,
): Promise<number> {
  return expirePostings(clock.now(), {
    duplicates,
    namespace: LIVE_GENERATION,
    generation: LIVE_GENERATION,
    onEvents: clusterEventsTo(log),
    signal,
  });
}

/** Expires every hour, until the signal is aborted. */
export async function expireFromTimeToTime(ports: Ports, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await expireDuplicates(ports, signal);
    await ports.clock.sleep(EXPIRE_MS, signal).catch(() => {});
  }
}
