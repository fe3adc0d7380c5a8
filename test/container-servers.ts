import { GenericContainer, Network, Wait, getContainerRuntimeClient } from 'testcontainers';
import type { StartedNetwork, StartedTestContainer } from 'testcontainers';
import { onFreePorts } from '../infra/native/free-ports.ts';
import type { S3Server } from '../infra/native/versitygw.ts';
import type { Addresses } from './given-servers.ts';
import type { ServersWanted } from './servers.ts';

const IMAGES = {
  kafka: 'apache/kafka:4.3.1',
  redis: 'redis:7',
  s3: 'versity/versitygw:v1.8.0',
} as const;
const CONTROLLER_PORT = 9093;
const INTERNAL_PORT = 19_092;
const REDIS_PORT = 6379;
const S3_PORT = 7070;

/** Whether a Docker engine answers. */
export async function engineAnswers(): Promise<boolean> {
  try {
    await getContainerRuntimeClient();
    return true;
  } catch {
    return false;
  }
}

/** Starts what is wanted; pushes what must be stopped. */
export async function startContainers(
  { kafka, redis, s3 }: ServersWanted,
  stack: AsyncDisposableStack,
): Promise<Addresses> {
  const [kafkaBrokers, redisUrl, s3Server] = await Promise.all([
    kafka && startKafkaContainers(kafka.brokers ?? 1, stack),
    redis ? startRedisContainer(stack) : undefined,
    s3 ? startS3Container(stack) : undefined,
  ]);
  return {
    ...(kafkaBrokers && { kafkaBrokers }),
    ...(redisUrl !== undefined && { redisUrl }),
    ...(s3Server && { s3: s3Server }),
  };
}

async function startKafkaContainers(
  count: number,
  stack: AsyncDisposableStack,
): Promise<readonly string[]> {
  const network = await new Network().start();
  stack.defer(async () => void (await network.stop()));
  return await onFreePorts(count, async (ports) => {
    await using started = new AsyncDisposableStack();
    await Promise.all(
      ports.map(async (port, index) => {
        const container = await kafkaContainer({ id: index + 1, port, count, network }).start();
        started.defer(async () => void (await container.stop()));
      }),
    );
    stack.use(started.move());
    return ports.map((port) => `127.0.0.1:${port}`);
  });
}

function kafkaContainer(node: {
  readonly id: number;
  readonly port: number;
  readonly count: number;
  readonly network: StartedNetwork;
}): GenericContainer {
  const { id, port, count, network } = node;
  const inSync = String(Math.max(1, count - 1));
  const copies = String(count);
  const voters = Array.from(
    { length: count },
    (_, n) => `${n + 1}@kafka${n + 1}:${CONTROLLER_PORT}`,
  );
  return new GenericContainer(IMAGES.kafka)
    .withNetwork(network)
    .withNetworkAliases(`kafka${id}`)
    .withExposedPorts({ container: port, host: port })
    .withEnvironment({
      CLUSTER_ID: 'd2lubm93LXRlc3RzLTAwMQ',
      KAFKA_NODE_ID: String(id),
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_CONTROLLER_QUORUM_VOTERS: voters.join(),
      // The same port inside and out: the broker tells clients its own address.
      KAFKA_LISTENERS: `CLIENT://:${port},INTERNAL://:${INTERNAL_PORT},CONTROLLER://:${CONTROLLER_PORT}`,
      KAFKA_ADVERTISED_LISTENERS: `CLIENT://127.0.0.1:${port},INTERNAL://kafka${id}:${INTERNAL_PORT}`,
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP:
        'CLIENT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT',
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_INTER_BROKER_LISTENER_NAME: 'INTERNAL',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      KAFKA_DEFAULT_REPLICATION_FACTOR: copies,
      KAFKA_MIN_INSYNC_REPLICAS: inSync,
      KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '4',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: copies,
      KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS: '4',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: copies,
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: inSync,
      KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR: copies,
      KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR: inSync,
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: '1000',
    })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .withStartupTimeout(180_000);
}

async function startRedisContainer(stack: AsyncDisposableStack): Promise<string> {
  const container = await new GenericContainer(IMAGES.redis).withExposedPorts(REDIS_PORT).start();
  stack.defer(async () => void (await container.stop()));
  return `redis://${address(container, REDIS_PORT)}`;
}

async function startS3Container(stack: AsyncDisposableStack): Promise<S3Server> {
  const bucket = 'winnow';
  const [accessKeyId, secretAccessKey] = ['winnow', crypto.randomUUID()];
  const container = await new GenericContainer(IMAGES.s3)
    .withExposedPorts(S3_PORT)
    .withEnvironment({
      ROOT_ACCESS_KEY: accessKeyId,
      ROOT_SECRET_KEY: secretAccessKey,
      VGW_PORT: `:${S3_PORT}`,
      VGW_BACKEND: 'posix',
      VGW_BACKEND_ARG: '/data',
      VGW_HEALTH: '/health',
      VGW_KEEP_ALIVE: 'true',
    })
    // A folder of its data folder is a bucket.
    .withCopyContentToContainer([{ content: '\n', target: `/data/${bucket}/.keep` }])
    .withWaitStrategy(Wait.forHttp('/health', S3_PORT).forStatusCode(200))
    .start();
  stack.defer(async () => void (await container.stop()));
  const endpoint = `http://${address(container, S3_PORT)}`;
  return { endpoint, region: 'us-east-1', accessKeyId, secretAccessKey, bucket };
}

function address(container: StartedTestContainer, port: number): string {
  return `${container.getHost()}:${container.getMappedPort(port)}`;
}
