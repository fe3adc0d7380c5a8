import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onFreePorts } from './free-ports.ts';
import { kafkaJars } from './kafka-jars.ts';
import { createCertificate } from './kafka-tls.ts';
import type { Certificate } from './kafka-tls.ts';
import { findProgram, runCommand } from './run-command.ts';
import type { Sandbox, ServerProcess } from './server-process.ts';

/** Small heap, no warm-up, and no wait for a second compiler: a broker for tests. */
const JVM_ARGS = ['-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const READY = /Kafka Server started/;
const CLUSTER_ID_BYTES = 16;
/** For clients, for other brokers, for the controllers. */
const PORTS_PER_NODE = 3;

const LOGGING = `rootLogger.level = INFO
rootLogger.appenderRef.out.ref = OUT
appender.out.type = Console
appender.out.name = OUT
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d %p %c{1} %m%n
`;

export interface KafkaOptions {
  /** 1 or 3. */
  readonly brokers?: number;
  /** Clients log in by SCRAM-SHA-256. */
  readonly sasl?: boolean;
  /** Clients connect by TLS. */
  readonly tls?: boolean;
  /** What the only broker tells clients its port is: that of a proxy in front of it. */
  readonly advertisedPort?: number;
}

export interface Kafka {
  /** host:port of each broker, for clients. */
  readonly brokers: readonly string[];
  /** Where the brokers listen themselves, which is another port when there is a proxy. */
  readonly ports: readonly number[];
  readonly sasl?: { readonly username: string; readonly password: string };
  /** The certificate to trust, PEM. */
  readonly ca?: string;
  /** Ends a broker; `kill` without a goodbye. */
  stopBroker(index: number, how?: 'kill'): Promise<void>;
  startBroker(index: number): Promise<void>;
}

interface Node {
  readonly id: number;
  readonly folder: string;
  readonly client: number;
  readonly advertised: number;
  readonly internal: number;
  readonly controller: number;
}

/** Starts Apache Kafka in KRaft mode, each node broker and controller at once. */
export async function startKafka(sandbox: Sandbox, options: KafkaOptions = {}): Promise<Kafka> {
  const java = findProgram('java');
  if (java === undefined) throw new Error('java is not on the PATH');
  const program = { java, jars: await kafkaJars() };
  const count = options.brokers ?? 1;
  return await onFreePorts(
    count * PORTS_PER_NODE,
    async (ports) => await startNodes(sandbox, options, program, ports),
  );
}

async function startNodes(
  sandbox: Sandbox,
  options: KafkaOptions,
  { java, jars }: { readonly java: string; readonly jars: string },
  ports: readonly number[],
): Promise<Kafka> {
  const base = join(sandbox.folder, `kafka-${crypto.randomUUID()}`);
  await mkdir(base, { recursive: true });
  const nodes = planNodes(base, ports, options.advertisedPort);
  const sasl = options.sasl ? { username: 'winnow', password: crypto.randomUUID() } : undefined;
  const certificate = options.tls ? await createCertificate(base) : undefined;
  const logging = join(base, 'log4j2.properties');
  await writeFile(logging, LOGGING);
  const command = [...JVM_ARGS, `-Dlog4j2.configurationFile=${logging}`, '-cp', join(jars, '*')];
  const clusterId = crypto.getRandomValues(new Uint8Array(CLUSTER_ID_BYTES));
  const format = ['format', '-t', Buffer.from(clusterId).toString('base64url')];
  if (sasl) {
    const { username, password } = sasl;
    format.push('--add-scram', `SCRAM-SHA-256=[name=${username},password=${password}]`);
  }

  const properties = (node: Node): string => join(node.folder, 'server.properties');
  const prepare = async (node: Node): Promise<void> => {
    await mkdir(node.folder, { recursive: true });
    const settings = serverProperties(node, nodes, { sasl: sasl !== undefined, certificate });
    await writeFile(properties(node), settings);
    const tool = [...command, 'kafka.tools.StorageTool', ...format, '-c', properties(node)];
    await runCommand(java, tool, { cwd: node.folder });
  };
  const run = async (node: Node): Promise<ServerProcess> =>
    await sandbox.start({
      name: `Kafka node ${node.id}`,
      command: java,
      args: [...command, 'kafka.Kafka', properties(node)],
      cwd: node.folder,
      ready: { line: READY },
    });

  await Promise.all(nodes.map(prepare));
  const processes = await Promise.all(nodes.map(run));
  return {
    brokers: nodes.map(({ advertised }) => `127.0.0.1:${advertised}`),
    ports: nodes.map(({ client }) => client),
    ...(sasl && { sasl }),
    ...(certificate && { ca: certificate.pem }),
    stopBroker: async (index, how) => await processes[index]?.stop(how),
    startBroker: async (index) => {
      const node = nodes[index];
      if (node !== undefined) processes[index] = await run(node);
    },
  };
}

function planNodes(base: string, ports: readonly number[], proxy?: number): Node[] {
  return Array.from({ length: ports.length / PORTS_PER_NODE }, (_, index) => {
    const [client = 0, internal = 0, controller = 0] = ports.slice(index * PORTS_PER_NODE);
    const folder = join(base, `node-${index + 1}`);
    return { id: index + 1, folder, client, advertised: proxy ?? client, internal, controller };
  });
}

function serverProperties(
  node: Node,
  nodes: readonly Node[],
  security: { readonly sasl: boolean; readonly certificate: Certificate | undefined },
): string {
  const { sasl, certificate } = security;
  const protocol = `${sasl ? 'SASL_' : ''}${certificate ? 'SSL' : 'PLAINTEXT'}`;
  const copies = nodes.length;
  const inSync = Math.max(1, copies - 1);
  const internal = `INTERNAL://127.0.0.1:${node.internal}`;
  const own = `CLIENT://127.0.0.1:${node.client},${internal}`;
  const advertised = `CLIENT://127.0.0.1:${node.advertised},${internal}`;
  const voters = nodes.map(({ id, controller }) => `${id}@127.0.0.1:${controller}`);
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  const settings: Readonly<Record<string, string | number>> = {
    'process.roles': 'broker,controller',
    'node.id': node.id,
    'controller.quorum.voters': voters.join(),
    listeners: `${own},CONTROLLER://127.0.0.1:${node.controller}`,
    'advertised.listeners': advertised,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'INTERNAL',
    'listener.security.protocol.map': `CLIENT:${protocol},INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT`,
    'log.dirs': join(node.folder, 'data').replaceAll('\\', '/'),
    'auto.create.topics.enable': 'false',
    'default.replication.factor': copies,
    'min.insync.replicas': inSync,
    'unclean.leader.election.enable': 'false',
    'offsets.topic.num.partitions': 4,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.num.partitions': 4,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': inSync,
    'share.coordinator.state.topic.num.partitions': 1,
    // What makes tests wait: the first rebalance, dead members, dead brokers.
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1_000,
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    'log.cleaner.dedupe.buffer.size': 16_777_216,
    ...(sasl && {
      'sasl.enabled.mechanisms': 'SCRAM-SHA-256',
      'listener.name.client.scram-sha-256.sasl.jaas.config': scram,
    }),
    ...(certificate && {
      'listener.name.client.ssl.keystore.location': certificate.keystore.replaceAll('\\', '/'),
      'listener.name.client.ssl.keystore.type': 'PKCS12',
      'listener.name.client.ssl.keystore.password': certificate.password,
      'listener.name.client.ssl.key.password': certificate.password,
    }),
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
