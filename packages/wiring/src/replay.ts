import { STAGE_NAMES } from '@winnow/contracts/code-lists';
import { enrichedTopic, LIVE_GENERATION, TOPICS } from '@winnow/contracts/topics';
import { audit } from '@winnow/lake/audit';
import type { RawAccount } from '@winnow/lake/audit-report';
import { compareGeneration, type RowComparison } from '@winnow/lake/compare-generation';
import { promote, type CurrentGenerations, type Offsets } from '@winnow/lake/current-generations';
import { LakeError } from '@winnow/lake/lake-error';
import type { Log } from '@winnow/ports/log';
import type { ObjectStore } from '@winnow/ports/object-store';
import { ConfigError } from './config.ts';
import type { Ports } from './open-ports.ts';
import { runArchive } from './run-archive.ts';
import type { LoopContext } from './run-service.ts';
import { runStages } from './run-stages.ts';
import { generationTopic, groupOf } from './topics.ts';

/** What a replay does; fixed when it starts, so that it can go on after a crash. */
export interface ReplayPlan {
  readonly generation: string;
  /** Offsets of the raw topic by partition: `from` inclusive, `to` exclusive. */
  readonly from: Offsets;
  readonly to: Offsets;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** What became of the raw records of a range. They add up: raw = rows + dead letters + drops. */
export interface ReplayCounts {
  readonly raw: number;
  /** Rows in the lake, tombstones included. */
  readonly rows: number;
  readonly deadLetters: number;
  readonly drops: number;
  readonly addUp: boolean;
}

/** Where a range begins or ends: a time (ms since the epoch), or an offset in every partition. */
export type ReplayBound =
  | { readonly kind: 'time'; readonly timestamp: number }
  | { readonly kind: 'offset'; readonly offset: number }
  | { readonly kind: 'edge' };

/** A name is part of topics, groups and object keys. */
const GENERATION_NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

/**
 * Fixes what a replay does and writes it down under the generation's name. A name that is taken by
 * the same range goes on with it; by another one it is an error.
 */
export async function planReplay(
  ports: Ports,
  options: { readonly generation: string; readonly from: ReplayBound; readonly to: ReplayBound },
): Promise<ReplayPlan> {
  const { generation } = options;
  if (!GENERATION_NAME.test(generation) || generation === LIVE_GENERATION) {
    throw new ConfigError(
      `--generation ${generation}: lower-case letters, digits and dashes, not live`,
    );
  }
  const known = await readPlan(ports.objects, generation);
  const from = await resolveBound(ports.log, options.from, 'start');
  const to = await resolveBound(ports.log, options.to, 'end');
  if (known !== undefined) {
    // An open end means "as it was when the replay began".
    const sameEnd = options.to.kind === 'edge' || sameOffsets(known.to, to);
    if (sameEnd && sameOffsets(known.from, from)) return known;
    throw new ConfigError(`generation ${generation} is there already, with another range`);
  }
  const plan = { generation, from, to, startedAt: ports.clock.now() };
  const put = await ports.objects.putIfAbsent(planKey(generation), toJson(plan));
  if (put.kind === 'written') return plan;
  return (await readPlan(ports.objects, generation)) ?? plan;
}

async function resolveBound(log: Log, bound: ReplayBound, edge: 'start' | 'end'): Promise<Offsets> {
  const ranges = await log.ranges(TOPICS.raw);
  const at = bound.kind === 'time' ? await log.offsetsAt(TOPICS.raw, bound.timestamp) : [];
  const entries = ranges.map(({ partition, start, end }): [string, number] => {
    if (bound.kind === 'edge') return [String(partition), edge === 'start' ? start : end];
    const wanted = bound.kind === 'offset' ? bound.offset : (at[partition] ?? end);
    return [String(partition), Math.min(Math.max(wanted, start), end)];
  });
  return Object.fromEntries(entries);
}

/**
 * Runs a replay to its end: all stages fused, under a consumer group, a topic, a lake prefix and a
 * duplicate namespace of its own, so that the live pipeline never sees it.
 */
export async function runReplay(context: LoopContext, plan: ReplayPlan): Promise<ReplayCounts> {
  const { ports, config, telemetry, signal } = context;
  const { generation } = plan;
  const output = enrichedTopic(generation);
  await ports.log.createTopic(await generationTopic(ports.log, config, generation));
  const from = toMap(plan.from);
  const to = new Map(
    [...toMap(plan.to)].filter(([partition, end]) => end > (from.get(partition) ?? 0)),
  );
  if (to.size > 0) {
    await runStages({
      ports,
      config,
      telemetry,
      names: STAGE_NAMES,
      signal,
      generation,
      output,
      from,
      to,
    });
    if (!signal.aborted) await runArchive(context, { generation, drain: true });
  }
  if (signal.aborted) throw signal.reason;
  const counts = await countReplay(context, plan);
  await ports.objects.putIfAbsent(completeKey(generation), toJson({ ...plan, counts }));
  // In this order: a group without its namespace has lost it.
  await ports.log.deleteGroup(groupOf(STAGE_NAMES, generation));
  await ports.duplicates.dropNamespace(generation);
  return counts;
}

/** Makes a complete replay the one that counts for its range. */
export async function promoteReplay(
  ports: { readonly objects: ObjectStore },
  generation: string,
): Promise<CurrentGenerations> {
  const { from, to } = await completePlan(ports.objects, generation);
  return promote(ports.objects, { generation, from, to });
}

async function completePlan(objects: ObjectStore, generation: string): Promise<ReplayPlan> {
  const plan = await readPlan(objects, generation);
  if (plan === undefined)
    throw new LakeError('CURRENT_INVALID', `there is no generation ${generation}`);
  if ((await objects.head(completeKey(generation))) === undefined) {
    throw new LakeError(
      'CURRENT_INVALID',
      `generation ${generation} is not complete: replay it to its end`,
    );
  }
  return plan;
}

/** What a replay would change, or has changed, in the rows that count: record by record. */
export async function* compareReplay(
  ports: { readonly objects: ObjectStore },
  generation: string,
  signal: AbortSignal,
): AsyncGenerator<RowComparison> {
  const { objects } = ports;
  const plan = await completePlan(objects, generation);
  const [from, to] = [toMap(plan.from), toMap(plan.to)];
  yield* compareGeneration({ objects, generation, from, to, signal });
}

/** The audit's own account of the range: the counts are proved, not remembered. */
async function countReplay(
  { ports, signal }: LoopContext,
  plan: ReplayPlan,
): Promise<ReplayCounts> {
  const { log, objects } = ports;
  const { generation } = plan;
  const rawGroup = groupOf(STAGE_NAMES, generation);
  const [from, to] = [toMap(plan.from), toMap(plan.to)];
  const report = await audit({ log, objects, generation, rawGroup, from, to, signal });
  const sum = (count: (account: RawAccount) => number): number =>
    report.raw.reduce((total, account) => total + count(account), 0);
  return {
    raw: sum((account) => account.to - account.from - account.gaps),
    rows: sum(({ rows }) => rows),
    deadLetters: sum(({ deadLetters }) => deadLetters),
    drops: sum(({ drops }) => drops),
    addUp: report.ok && sum(({ inFlight, missing }) => inFlight + missing) === 0,
  };
}

async function readPlan(objects: ObjectStore, generation: string): Promise<ReplayPlan | undefined> {
  const found = await objects.get(planKey(generation));
  if (found === undefined) return undefined;
  return JSON.parse(Buffer.from(found.body).toString('utf8')) as ReplayPlan;
}

/** The bounds of a replay by raw partition; undefined where there is no such generation. */
export async function readReplay(
  objects: ObjectStore,
  generation: string,
): Promise<{ readonly from: Map<number, number>; readonly to: Map<number, number> } | undefined> {
  const plan = await readPlan(objects, generation);
  return plan && { from: toMap(plan.from), to: toMap(plan.to) };
}

function planKey(generation: string): string {
  return `replays/${generation}/plan.json`;
}

function completeKey(generation: string): string {
  return `replays/${generation}/complete.json`;
}

function toJson(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`);
}

function toMap(offsets: Offsets): Map<number, number> {
  return new Map(Object.entries(offsets).map(([partition, offset]) => [Number(partition), offset]));
}

function sameOffsets(a: Offsets, b: Offsets): boolean {
  const partitions = Object.keys(a);
  return (
    partitions.length === Object.keys(b).length && partitions.every((each) => a[each] === b[each])
  );
}
