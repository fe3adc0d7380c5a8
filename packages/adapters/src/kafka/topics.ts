import type { ITopicMetadata } from 'kafkajs';
import type { Log } from '@winnow/ports/log';
import { checkTopicSpec, noSuchTopic } from '@winnow/ports/log-rules';
import type { AdminConnection } from './client.ts';
import { CONTROL_TOPIC } from './control-topic.ts';
import type { ControlTopic } from './control-topic.ts';
import { create, findTopic, mergeConfig, readConfig, until } from './topic-admin.ts';

/** Topics as the port knows them. */
export interface TopicCalls extends Pick<
  Log,
  'describeTopic' | 'listTopics' | 'createTopic' | 'deleteTopic'
> {
  /** The number of a topic's partitions, or NOT_FOUND. */
  partitions(topic: string): Promise<number>;
}

/** Creates, describes and deletes topics. */
export function createTopicCalls(
  admin: AdminConnection,
  control: ControlTopic,
  replicationFactor: number,
): TopicCalls {
  const find = (name: string): Promise<ITopicMetadata | undefined> => findTopic(admin, name);

  return {
    async partitions(name) {
      const found = await find(name);
      if (found === undefined) throw noSuchTopic(name);
      return found.partitions.length;
    },
    async describeTopic(name) {
      const found = await find(name);
      if (found === undefined) return undefined;
      const config = await admin.use(name, (connection) => readConfig(connection, name));
      const incarnation = await control.incarnation(name);
      const partitions = found.partitions.length;
      return { name, partitions, config, replicationFactor: copiesOf(found), incarnation };
    },
    async listTopics() {
      const names = await admin.use('', (connection) => connection.listTopics());
      return names.filter((name) => !name.startsWith('__') && name !== CONTROL_TOPIC).toSorted();
    },
    async createTopic(spec) {
      checkTopicSpec(spec);
      const found = await find(spec.name);
      const there = found !== undefined;
      // An entry of a topic that somebody deleted by other means must not pass for the new one's.
      if (!there) await control.forget(spec.name);
      const created = !there && (await create(admin, spec, replicationFactor));
      if (created) await control.register(spec.name);
      else await control.registerIfAbsent(spec.name);
      if (!created) await mergeConfig(admin, spec, copiesOf(found));
    },
    async deleteTopic(name) {
      if ((await find(name)) === undefined) return;
      await admin.use('', (connection) => connection.deleteTopics({ topics: [name] }));
      await control.forget(name);
      await until(`${name} to be gone`, async () => (await find(name)) === undefined);
    },
  };
}

function copiesOf(topic: ITopicMetadata | undefined): number {
  return topic?.partitions[0]?.replicas.length ?? 1;
}
