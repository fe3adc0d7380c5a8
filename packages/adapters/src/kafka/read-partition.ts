import kafkajs from 'kafkajs';
import type { Cluster, Kafka, KafkaMessage } from 'kafkajs';
import { asPortError } from './errors.ts';

const FETCH_BYTES_MAX = 4 * 1024 * 1024;
const FETCH_MS_MAX = 500;

interface FetchedPartition {
  readonly highWatermark: string;
  readonly messages: readonly (KafkaMessage & { readonly isControlRecord?: boolean })[];
}

/** What a partition holds, and on which cluster. */
export interface ReadPartition {
  readonly clusterId: string;
  readonly messages: readonly KafkaMessage[];
}

/**
 * A partition from its start to its end as it is now, without a consumer group: kafkajs has no
 * consumer without one, but hands the cluster to whoever deals partitions.
 */
export async function readPartition(
  kafka: Kafka,
  topic: string,
  partition: number,
): Promise<ReadPartition> {
  const cluster = borrowCluster(kafka);
  try {
    await cluster.connect();
    await cluster.addTargetTopic(topic);
    const start = await offset(cluster, topic, partition, true);
    const end = await offset(cluster, topic, partition, false);
    const [leader = ''] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]));
    const broker = await cluster.findBroker({ nodeId: leader });
    const read: KafkaMessage[] = [];
    let position = start;
    while (position < end) {
      const answer = await broker.fetch({
        maxWaitTime: FETCH_MS_MAX,
        maxBytes: FETCH_BYTES_MAX,
        topics: [
          {
            topic,
            partitions: [{ partition, fetchOffset: String(position), maxBytes: FETCH_BYTES_MAX }],
          },
        ],
      });
      const fetched: FetchedPartition = answer.responses[0].partitions[0];
      const fresh = fetched.messages.filter((message) => Number(message.offset) >= position);
      read.push(...fresh.filter(({ isControlRecord }) => !isControlRecord));
      const last = fresh.at(-1);
      // Offsets that compaction has emptied come without messages: the next one is tried.
      position = last === undefined ? position + 1 : Number(last.offset) + 1;
    }
    const { clusterId } = await clusterOf(cluster, topic);
    return { clusterId, messages: read };
  } catch (error) {
    throw asPortError(error);
  } finally {
    await cluster.disconnect();
  }
}

/** The connection to the cluster of a consumer that never runs. */
function borrowCluster(kafka: Kafka): Cluster {
  let borrowed: Cluster | undefined;
  const [roundRobin] = [kafkajs.PartitionAssigners.roundRobin];
  kafka.consumer({
    groupId: 'winnow-control',
    allowAutoTopicCreation: false,
    partitionAssigners: [
      (config) => {
        borrowed = config.cluster;
        return roundRobin(config);
      },
    ],
  });
  if (borrowed === undefined) throw new Error('kafkajs no longer hands the cluster to assigners');
  return borrowed;
}

/** The cluster, by way of one topic: asked for none, kafkajs asks for all. */
async function clusterOf(cluster: Cluster, topic: string): Promise<{ readonly clusterId: string }> {
  const ask: unknown = Reflect.get(cluster, 'metadata');
  if (typeof ask !== 'function') throw new Error('kafkajs no longer tells the cluster’s metadata');
  // The declared type leaves out the topics to ask for.
  return await Reflect.apply(ask, cluster, [{ topics: [topic] }]);
}

async function offset(
  cluster: Cluster,
  topic: string,
  partition: number,
  fromBeginning: boolean,
): Promise<number> {
  const [answer] = await cluster.fetchTopicsOffset([
    { topic, partitions: [{ partition }], fromBeginning },
  ]);
  return Number(answer?.partitions[0]?.offset);
}
