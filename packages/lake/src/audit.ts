import { HEADERS, type Origin, parseOrigin } from '@winnow/contracts/headers';
import { enrichedTopic, TOPICS } from '@winnow/contracts/topics';
import type { Log, LogRecord, PartitionRange } from '@winnow/ports/log';
import type { ObjectStore } from '@winnow/ports/object-store';
import { auditChain, type ChainAccount } from './audit-chain.ts';
import { createLedger, type Fate, type Ledger, type LedgerAccount } from './audit-ledger.ts';
import type {
  AuditErrorCode,
  AuditFinding,
  AuditReport,
  AuditWarningCode,
  RangeCollector,
} from './audit-report.ts';
import { LakeError } from './lake-error.ts';
import { rawOfMark } from './object-facts.ts';
import { lakePartitions } from './read-lake.ts';
import { scanTopic } from './scan-topic.ts';

/** A topic, and the group of the stage that reads it. */
export interface Hop {
  readonly topic: string;
  readonly group: string;
}

export interface AuditOptions {
  readonly log: Log;
  readonly objects: ObjectStore;
  readonly generation: string;
  /** Default: `postings.raw.v1`. */
  readonly rawTopic?: string;
  /** The group of the first stage. What it has committed must be accounted for. */
  readonly rawGroup: string;
  /**
   * With a worker for each stage: the topics between raw and enriched, in order. Fused there are
   * none.
   */
  readonly between?: readonly Hop[];
  /** Default: the generation's own. */
  readonly enrichedTopic?: string;
  /** Default: `postings.dead.v1`. */
  readonly deadTopic?: string;
  /** A replay's range, by raw partition. Default: from what the topic still holds … */
  readonly from?: ReadonlyMap<number, number>;
  /** … to what the group has committed. */
  readonly to?: ReadonlyMap<number, number>;
  readonly signal?: AbortSignal;
}

interface Auditing extends Omit<Required<AuditOptions>, 'from' | 'to'> {
  readonly ledgers: ReadonlyMap<number, Ledger>;
}

/**
 * Proves from log and lake alone that nothing is lost and nothing doubled: every enriched offset is
 * archived once or left out as a repeat, and every raw offset below the first stage's commit is a
 * row, a dead letter, a drop or in flight. May run beside everything else: it reads upstream first,
 * and records only ever move downstream. Memory: one byte for each raw offset in question.
 */
export async function audit(options: AuditOptions): Promise<AuditReport> {
  const auditing: Auditing = {
    rawTopic: TOPICS.raw,
    between: [],
    enrichedTopic: enrichedTopic(options.generation),
    deadTopic: TOPICS.dead,
    signal: new AbortController().signal,
    ...options,
    ledgers: await openLedgers(options),
  };
  for (const hop of auditing.between) await enterHop(auditing, hop);
  const enriched = await rangesOf(auditing.log, auditing.enrichedTopic);
  await enterDead(auditing);
  const chains = await enterChains(auditing, enriched);
  await enterGaps(auditing);
  const raw = [...auditing.ledgers.values()].map((ledger) => ledger.close());
  return reportOf(auditing, raw, chains);
}

/** What is to be accounted for. The first thing that is read. */
async function openLedgers(options: AuditOptions): Promise<ReadonlyMap<number, Ledger>> {
  const { log, rawTopic = TOPICS.raw, rawGroup, from, to } = options;
  const committed = await log.committed(rawGroup, rawTopic);
  const ledgers = new Map<number, Ledger>();
  for (const { partition, start } of await rangesOf(log, rawTopic)) {
    const next = committed.find((each) => each.partition === partition)?.next;
    const end = to === undefined ? next : to.get(partition);
    const first = Math.max(from?.get(partition) ?? 0, start);
    ledgers.set(partition, createLedger(partition, { from: first, to: Math.max(first, end ?? 0) }));
  }
  return ledgers;
}

/** What lies before a stage that has not read it yet. Its commit is read before the topic's end. */
async function enterHop(auditing: Auditing, { topic, group }: Hop): Promise<void> {
  const { log, signal } = auditing;
  const committed = await log.committed(group, topic);
  const ranges = await rangesOf(log, topic);
  const from = new Map(
    ranges.map(({ partition, start }) => {
      const next = committed.find((each) => each.partition === partition)?.next;
      return [partition, Math.max(start, next ?? 0)];
    }),
  );
  await scanTopic(log, topic, { from, to: endsOf(ranges), signal }, (record) => {
    enter(auditing, record, 'in-flight');
  });
}

async function enterDead(auditing: Auditing): Promise<void> {
  const { log, deadTopic, signal } = auditing;
  const ranges = await rangesOf(log, deadTopic);
  await scanTopic(
    log,
    deadTopic,
    { from: startsOf(ranges), to: endsOf(ranges), signal },
    (record) => {
      enter(auditing, record, record.headers[HEADERS.outcome] === 'drop' ? 'drop' : 'dead-letter');
    },
  );
}

/** Each chain beside the partition that it was made from, all of them in one go. */
async function enterChains(
  auditing: Auditing,
  ranges: readonly PartitionRange[],
): Promise<readonly ChainAccount[]> {
  const { log, objects, generation, enrichedTopic: topic, signal } = auditing;
  const ends = endsOf(ranges);
  const archived = await lakePartitions(objects, generation);
  const partitions = [...new Set([...ends.keys(), ...archived])].toSorted((a, b) => a - b);
  const onRow = (origin: Origin): void => enterOrigin(auditing, origin, 'row');
  const chains = new Map(
    partitions.map((partition) => [
      partition,
      auditChain({ objects, generation, partition, onRow }),
    ]),
  );
  await scanTopic(log, topic, { from: startsOf(ranges), to: ends, signal }, async (record) => {
    const isWaiting = await chains.get(record.partition)?.record(record);
    if (isWaiting === true) enter(auditing, record, 'in-flight');
  });
  const accounts: ChainAccount[] = [];
  for (const [partition, chain] of chains) {
    accounts.push(await chain.close(ends.get(partition) ?? 0));
  }
  return accounts;
}

/** Offsets of which nothing is known may hold no record at all. */
async function enterGaps({ log, rawTopic, ledgers, signal }: Auditing): Promise<void> {
  const [from, to] = [new Map<number, number>(), new Map<number, number>()];
  for (const [partition, ledger] of ledgers) {
    const open = ledger.open();
    if (open === undefined) continue;
    from.set(partition, open.from);
    to.set(partition, open.to);
  }
  const held = new Map([...to.keys()].map((partition) => [partition, new Set<number>()]));
  await scanTopic(log, rawTopic, { from, to, signal }, ({ partition, offset }) => {
    if (ledgers.get(partition)?.isOpen(offset) === true) held.get(partition)?.add(offset);
  });
  const starts = startsOf(await rangesOf(log, rawTopic));
  for (const [partition, end] of to) {
    const ledger = ledgers.get(partition);
    const first = Math.max(from.get(partition) ?? 0, starts.get(partition) ?? 0);
    for (let offset = first; offset < end; offset++) {
      const isGap = ledger?.isOpen(offset) === true && held.get(partition)?.has(offset) === false;
      if (isGap) ledger.enter(offset, 'gap');
    }
  }
}

function enter(auditing: Auditing, { headers }: LogRecord, fate: Fate): void {
  if (headers[HEADERS.generation] !== auditing.generation) return;
  const origin = parseOrigin(headers[HEADERS.origin]);
  if (origin !== undefined) enterOrigin(auditing, origin, fate);
}

function enterOrigin({ rawTopic, ledgers }: Auditing, origin: Origin, fate: Fate): void {
  if (origin.topic === rawTopic) ledgers.get(origin.partition)?.enter(origin.offset, fate);
}

function reportOf(
  { generation, rawTopic, enrichedTopic: topic }: Auditing,
  raw: readonly LedgerAccount[],
  chains: readonly ChainAccount[],
): AuditReport {
  const errors: AuditFinding<AuditErrorCode>[] = [];
  const warnings: AuditFinding<AuditWarningCode>[] = [];
  for (const { account, missing, doubled, both } of raw) {
    const at = { topic: rawTopic, partition: account.partition };
    errors.push(...found('RAW_MISSING', at, missing), ...found('ROWS_DOUBLED', at, doubled));
    warnings.push(...found('ROW_AND_DEAD_LETTER', at, both));
  }
  for (const { account, truncated, ...chain } of chains) {
    const at = { topic, partition: account.partition };
    errors.push(
      ...found('ENRICHED_MISSING', at, chain.missing),
      ...found('ROWS_DOUBLED', at, chain.doubled),
      ...found('ROWS_FOREIGN', at, chain.foreign),
      ...found('CHAIN_BROKEN', at, chain.astray),
      ...found('CHAIN_BROKEN', at, chain.broken),
    );
    warnings.push(...found('ROWS_WITHOUT_ORIGIN', at, chain.withoutOrigin));
    if (truncated) warnings.push({ code: 'CHAIN_TRUNCATED', ...at, count: 1, ranges: [] });
  }
  errors.push(...splitPaths(chains));
  return {
    generation,
    ok: errors.length === 0,
    errors,
    warnings,
    raw: raw.map(({ account }) => account),
    enriched: chains.map(({ account }) => account),
  };
}

function found<Code extends string>(
  code: Code,
  at: { readonly topic: string; readonly partition: number },
  offsets: RangeCollector,
): readonly AuditFinding<Code>[] {
  const count = offsets.count();
  return count === 0 ? [] : [{ code, ...at, count, ranges: offsets.ranges() }];
}

/** Raw partitions that more than one chain has marks of. */
function splitPaths(chains: readonly ChainAccount[]): readonly AuditFinding<'PATH_SPLIT'>[] {
  const names = chains.flatMap(({ marks }) => Object.entries(marks));
  const seen = new Set<string>();
  return names.flatMap(([name, mark]) => {
    const isSecond = seen.has(name);
    seen.add(name);
    const raw = rawOfMark(name, mark);
    if (!isSecond || raw === undefined) return [];
    const { topic, partition } = raw;
    return [{ code: 'PATH_SPLIT' as const, topic, partition, count: 1, ranges: [] }];
  });
}

async function rangesOf(log: Log, topic: string): Promise<readonly PartitionRange[]> {
  if ((await log.describeTopic(topic)) !== undefined) return log.ranges(topic);
  throw new LakeError(
    'TOPIC_MISSING',
    `there is no topic ${topic}: nothing can be said of what lay on it`,
  );
}

const endsOf = (ranges: readonly PartitionRange[]): ReadonlyMap<number, number> =>
  new Map(ranges.map(({ partition, end }) => [partition, end]));

const startsOf = (ranges: readonly PartitionRange[]): ReadonlyMap<number, number> =>
  new Map(ranges.map(({ partition, start }) => [partition, start]));
