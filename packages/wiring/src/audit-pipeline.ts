import { STAGE_NAMES } from '@winnow/contracts/code-lists';
import { LIVE_GENERATION } from '@winnow/contracts/topics';
import { audit, type Hop } from '@winnow/lake/audit';
import type { AuditReport } from '@winnow/lake/audit-report';
import type { Log } from '@winnow/ports/log';
import { STAGES } from '@winnow/stages/pipeline';
import { ConfigError } from './config.ts';
import type { Ports } from './open-ports.ts';
import { readReplay } from './replay.ts';
import { groupOf } from './topics.ts';

/** Audits a generation, whatever form of deployment has worked on it. */
export async function auditPipeline(
  { log, objects }: Pick<Ports, 'log' | 'objects'>,
  generation: string,
  signal: AbortSignal,
): Promise<AuditReport> {
  if (generation === LIVE_GENERATION) {
    const [first, ...between] = await hopsOf(log);
    const rawGroup = first?.group ?? groupOf(STAGE_NAMES);
    return audit({ log, objects, generation, rawGroup, between, signal });
  }
  const replay = await readReplay(objects, generation);
  if (replay === undefined) throw new ConfigError(`there is no generation ${generation}`);
  const { from, to } = replay;
  return audit({
    log,
    objects,
    generation,
    rawGroup: groupOf(STAGE_NAMES, generation),
    from,
    to,
    signal,
  });
}

/**
 * The hops of the live pipeline: from each topic the group that has read furthest, be it a single
 * stage's or that of several stages fused.
 */
async function hopsOf(log: Log): Promise<readonly Hop[]> {
  const hops: Hop[] = [];
  let start = 0;
  while (start < STAGES.length) {
    const topic = STAGES[start]?.input ?? '';
    const stretches = STAGE_NAMES.slice(start).map((_, index) =>
      STAGE_NAMES.slice(start, start + index + 1),
    );
    const read = await Promise.all(
      stretches.map(async (names) => ({
        names,
        offsets: await offsetsRead(log, groupOf(names), topic),
      })),
    );
    const furthest = read.reduce((best, each) => (each.offsets > best.offsets ? each : best));
    if (furthest.offsets === 0) return hops;
    hops.push({ topic, group: groupOf(furthest.names) });
    start += furthest.names.length;
  }
  return hops;
}

async function offsetsRead(log: Log, group: string, topic: string): Promise<number> {
  if ((await log.describeTopic(topic)) === undefined) return 0;
  return (await log.committed(group, topic)).reduce((sum, { next }) => sum + (next ?? 0), 0);
}
