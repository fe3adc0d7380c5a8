import kafkajs from 'kafkajs';
import type { Admin, ITopicMetadata } from 'kafkajs';
import type { TopicSpec } from '@winnow/ports/log';
import { PortError } from '@winnow/ports/port-error';
import type { AdminConnection } from './client.ts';
import { asPortError } from './errors.ts';

const { ConfigResourceTypes } = kafkajs;
/** Where a setting of a topic comes from when it was set on the topic itself. */
const SET_ON_TOPIC = 1;
const DEADLINE_MS = 10_000;
const POLL_MS = 20;
/** From three copies on, a record is acknowledged by two, and no stale copy ever leads. */
const SAFE_COPIES = 3;
const SAFE_CONFIG = { 'min.insync.replicas': '2', 'unclean.leader.election.enable': 'false' };

/** A topic as the broker knows it; undefined when there is none. */
export async function findTopic(
  admin: AdminConnection,
  name: string,
): Promise<ITopicMetadata | undefined> {
  try {
    const { topics } = await admin.use(name, (connection) =>
      connection.fetchTopicMetadata({ topics: [name] }),
    );
    return topics.find((topic) => topic.name === name);
  } catch (error) {
    if (asPortError(error).code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

/**
 * Creates it on as many brokers as asked for, or as there are; false when somebody else was faster.
 */
export async function create(
  admin: AdminConnection,
  spec: TopicSpec,
  replicationFactor: number,
): Promise<boolean> {
  const { brokers } = await admin.use('', (connection) => connection.describeCluster());
  const copies = Math.min(spec.replicationFactor ?? replicationFactor, brokers.length);
  const config = { ...(copies >= SAFE_COPIES ? SAFE_CONFIG : {}), ...spec.config };
  const topic = {
    topic: spec.name,
    numPartitions: spec.partitions,
    replicationFactor: copies,
    configEntries: toEntries(satisfiable(config, copies)),
  };
  const created = await admin.use('', (connection) => connection.createTopics({ topics: [topic] }));
  await until(`${spec.name} to have leaders`, async () => {
    const found = await findTopic(admin, spec.name);
    return found !== undefined && found.partitions.every(({ leader }) => leader >= 0);
  });
  return created;
}

/** The settings that were made on the topic itself. */
export async function readConfig(admin: Admin, name: string): Promise<Record<string, string>> {
  // A connection that knows of no topic asks for all, and fails when any of them has no leader.
  await admin.fetchTopicOffsets(name);
  const resource = { type: ConfigResourceTypes.TOPIC, name };
  const { resources } = await admin.describeConfigs({
    resources: [resource],
    includeSynonyms: false,
  });
  const entries = resources[0]?.configEntries ?? [];
  const own = entries.filter(({ configSource }) => Number(configSource) === SET_ON_TOPIC);
  return Object.fromEntries(own.map(({ configName, configValue }) => [configName, configValue]));
}

/** Kafka replaces the whole set: what is not sent again goes back to its default. */
export async function mergeConfig(
  admin: AdminConnection,
  { name: topic, config }: TopicSpec,
  copies: number,
): Promise<void> {
  const wanted = satisfiable(config, copies);
  const read = (): Promise<Record<string, string>> =>
    admin.use(topic, (connection) => readConfig(connection, topic));
  const isSo = (found: Readonly<Record<string, string>>): boolean =>
    Object.entries(wanted).every(([name, value]) => found[name] === value);
  const current = await read();
  if (isSo(current)) return;
  const configEntries = toEntries({ ...current, ...wanted });
  const resource = { type: ConfigResourceTypes.TOPIC, name: topic, configEntries };
  await admin.use(topic, (connection) =>
    connection.alterConfigs({ validateOnly: false, resources: [resource] }),
  );
  await until(`${topic} to be configured`, async () => isSo(await read()));
}

/** With more acknowledgements asked for than there are copies, nothing could ever be written. */
function satisfiable(
  config: Readonly<Record<string, string>>,
  copies: number,
): Readonly<Record<string, string>> {
  const inSync = Number(config['min.insync.replicas'] ?? 1);
  return inSync > copies ? { ...config, 'min.insync.replicas': String(copies) } : config;
}

function toEntries(
  config: Readonly<Record<string, string>>,
): { readonly name: string; readonly value: string }[] {
  return Object.entries(config).map(([name, value]) => ({ name, value }));
}

/** Waits until a change has come through to the broker that is asked. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  while (!(await isSo())) {
    if (signal.aborted) {
      throw new PortError('UNAVAILABLE', `Kafka: waited too long for ${what}`, { retriable: true });
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
