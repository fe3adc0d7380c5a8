import { STAGE_NAMES, type StageName } from '@winnow/contracts/code-lists';
import type { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import { TOPICS } from '@winnow/contracts/topics';
import type { Config } from '@winnow/wiring/config';
import { createLogger } from '@winnow/wiring/logger';
import { openReadyPorts } from '@winnow/wiring/open-ready';
import { runService } from '@winnow/wiring/run-service';
import { createTopics } from '@winnow/wiring/topics';
import { openLog } from '@winnow/wiring/open-ports';
import { publishExamples, readTopic } from './workspace.ts';

/** Which stages share a process. */
export type Form = readonly (readonly StageName[])[];

export const FORMS: readonly Form[] = [
  [STAGE_NAMES],
  STAGE_NAMES.map((name) => [name]),
  [
    ['parse', 'salary'],
    ['stack', 'duplicate'],
  ],
];

/** The examples through a form of deployment: enriched events by key. */
export async function enrichedBy(form: Form, config: Config): Promise<ReadonlyMap<string, string>> {
  await using log = await openLog(config);
  await createTopics(log, config);
  await publishExamples(log);
  const { signal } = new AbortController();
  const logger = createLogger({ level: 'silent', destination: process.stderr });
  for (const stages of form) {
    await runService({ config, logger, signal, stages, archive: false, drain: true });
  }
  await using ports = await openReadyPorts(config);
  const records = await readTopic(ports.log, TOPICS.enriched);
  return new Map(
    records
      .map(({ key, value }): [string, string] => [textOf(key), textOf(value)])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function textOf(bytes: Uint8Array | null): string {
  return bytes === null ? 'null' : Buffer.from(bytes).toString();
}

/** The clusters with more than one member, as sorted lists of keys. */
export function clustersOf(enriched: ReadonlyMap<string, string>): readonly string[] {
  const clusters = new Map<string, string[]>();
  for (const [key, value] of enriched) {
    const { duplicate } = JSON.parse(value) as EnrichedPosting;
    clusters.set(duplicate.clusterId, [...(clusters.get(duplicate.clusterId) ?? []), key]);
  }
  return [...clusters.values()]
    .filter((keys) => keys.length > 1)
    .map((keys) => keys.toSorted().join(' '))
    .toSorted();
}
