import type { Log, TopicSpec } from '@winnow/ports/log';
import { PortError } from '@winnow/ports/port-error';
import { enrichedTopic, LIVE_GENERATION, TOPICS } from '@winnow/contracts/topics';
import table from '../../../infra/kafka/topics.json' with { type: 'json' };
import type { Config } from './config.ts';

/** A setting of a topic that is not what the guarantees need. */
export interface TopicProblem {
  readonly topic: string;
  readonly problem: string;
}

/** The settings that a guarantee rests on; others (retention, compression) are the operator's. */
const BINDING = ['cleanup.policy', 'max.message.bytes', 'message.timestamp.type'];

/** The topics of a pipeline, as they ought to be. */
export function topicSpecs(config: Config): readonly TopicSpec[] {
  return table.topics.map(({ name, config: settings }) => specOf(config, name, settings));
}

/** The enriched topic of a replay: settings and partitions of the live one. */
export async function generationTopic(
  log: Log,
  config: Config,
  generation: string,
): Promise<TopicSpec> {
  const live = table.topics.find(({ name }) => name === TOPICS.enriched);
  const described = await log.describeTopic(TOPICS.enriched);
  const spec = specOf(config, enrichedTopic(generation), live?.config ?? {});
  return { ...spec, partitions: described?.partitions ?? spec.partitions };
}

function specOf(config: Config, name: string, settings: object): TopicSpec {
  const entries = Object.entries(settings).map(([key, value]) => [key, String(value)] as const);
  return {
    name,
    partitions: config.TOPIC_PARTITIONS,
    config: Object.fromEntries(entries),
    ...replicationOf(config),
  };
}

/** The number of copies where the operator states one; the log knows how many brokers there are. */
export function replicationOf(config: Config): { readonly replicationFactor?: number } {
  const replicationFactor = config.KAFKA_REPLICATION_FACTOR;
  return replicationFactor === undefined ? {} : { replicationFactor };
}

/** Makes what is missing and brings settings up to date; never changes a number of partitions. */
export async function createTopics(log: Log, config: Config): Promise<readonly TopicSpec[]> {
  const specs = topicSpecs(config);
  for (const spec of specs) await log.createTopic(spec);
  return specs;
}

/** What is wrong with the topics there are: missing, or set so that a guarantee breaks. */
export async function checkTopics(log: Log, config: Config): Promise<readonly TopicProblem[]> {
  const problems: TopicProblem[] = [];
  for (const spec of topicSpecs(config)) {
    const found = await log.describeTopic(spec.name);
    if (found === undefined) {
      problems.push({ topic: spec.name, problem: 'is not there' });
      continue;
    }
    for (const setting of BINDING) {
      const wanted = spec.config[setting];
      const actual = found.config[setting];
      if (wanted !== undefined && actual !== undefined && !satisfies(setting, actual, wanted)) {
        problems.push({ topic: spec.name, problem: `${setting} is ${actual}, not ${wanted}` });
      }
    }
  }
  return problems;
}

function satisfies(setting: string, actual: string, wanted: string): boolean {
  return setting === 'max.message.bytes' ? Number(actual) >= Number(wanted) : actual === wanted;
}

/** A worker starts only on topics that keep its guarantees. */
export async function requireTopics(log: Log, config: Config): Promise<void> {
  const problems = await checkTopics(log, config);
  if (problems.length === 0) return;
  const missing = problems.some(({ problem }) => problem === 'is not there');
  const list = problems.map(({ topic, problem }) => `${topic} ${problem}`).join('; ');
  throw new PortError(
    missing ? 'NOT_FOUND' : 'MISCONFIGURED',
    `${list}. \`winnow topics create\` puts it right`,
    { retriable: false },
  );
}

/** The group under which a worker reads: forms of deployment never share offsets. */
export function groupOf(stages: readonly string[], generation = LIVE_GENERATION): string {
  return `winnow.${generation}.${stages.join('-')}`;
}
