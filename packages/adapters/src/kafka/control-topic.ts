import type { Kafka } from 'kafkajs';
import type { AdminConnection } from './client.ts';
import { readPartition } from './read-partition.ts';
import type { RecordSender } from './producer.ts';
import { create, findTopic } from './topic-admin.ts';

/** Where the incarnations of topics are kept, by name: kafkajs does not show Kafka's topic ids. */
export const CONTROL_TOPIC = 'winnow.control.v1';

/** What a topic is called in its incarnation that was not created by us. */
const FOREIGN = 'foreign';

/** The incarnations of topics. */
export interface ControlTopic {
  /** The cluster's id and the topic's; changes when the topic is made again. */
  incarnation(topic: string): Promise<string>;
  /** Gives a topic that was just created an id. */
  register(topic: string): Promise<void>;
  /** The same for one that has none, because somebody else created it. */
  registerIfAbsent(topic: string): Promise<void>;
  forget(topic: string): Promise<void>;
}

interface Registry {
  readonly clusterId: string;
  /** By topic; null for one that was forgotten. */
  readonly ids: ReadonlyMap<string, string | null>;
}

/** Opens the control topic; it is made when the first id is written. */
export function openControlTopic(
  kafka: Kafka,
  admin: AdminConnection,
  sender: RecordSender,
  replicationFactor: number,
): ControlTopic {
  const exists = async (): Promise<boolean> =>
    (await findTopic(admin, CONTROL_TOPIC)) !== undefined;

  const read = async (): Promise<Registry> => {
    if (await exists()) {
      const { clusterId, messages } = await readPartition(kafka, CONTROL_TOPIC, 0);
      const entries = messages.map(
        ({ key, value }) => [String(key), value && String(value)] as const,
      );
      return { clusterId, ids: new Map(entries) };
    }
    const { clusterId } = await admin.use('', (connection) => connection.describeCluster());
    return { clusterId, ids: new Map() };
  };

  const write = async (topic: string, id: string | null): Promise<void> => {
    if (!(await exists())) {
      const config = { 'cleanup.policy': 'compact' };
      await create(admin, { name: CONTROL_TOPIC, partitions: 1, config }, replicationFactor);
    }
    const value = id === null ? null : Buffer.from(id);
    await sender.send(CONTROL_TOPIC, 0, [
      { partition: 0, key: Buffer.from(topic), value, headers: {} },
    ]);
  };

  return {
    async incarnation(topic) {
      const { clusterId, ids } = await read();
      return `${clusterId}/${ids.get(topic) ?? FOREIGN}`;
    },
    register: (topic) => write(topic, crypto.randomUUID()),
    async registerIfAbsent(topic) {
      if (((await read()).ids.get(topic) ?? null) === null) await write(topic, crypto.randomUUID());
    },
    async forget(topic) {
      if (((await read()).ids.get(topic) ?? null) !== null) await write(topic, null);
    },
  };
}
