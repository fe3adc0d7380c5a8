import type { TestContext } from 'node:test';
import { nativeMissing, startNativeServers } from '../infra/native/servers.ts';
import type { Kafka, KafkaOptions } from '../infra/native/kafka.ts';
import type { Redis } from '../infra/native/redis.ts';
import type { S3Server } from '../infra/native/versitygw.ts';
import { environmentOf, givenServers } from './given-servers.ts';
import type { Addresses } from './given-servers.ts';

/** Which servers a test needs. */
export interface ServersWanted {
  /** `own`: a cluster that nobody else uses, because the test stops brokers. */
  readonly kafka?: KafkaOptions & { readonly own?: boolean };
  readonly redis?: boolean | { readonly own?: boolean };
  readonly s3?: boolean;
}

/** Running servers, as far as they were asked for; asking for the others throws. */
export interface Servers extends AsyncDisposable {
  readonly how: 'given' | 'testcontainers' | 'native';
  /** host:port of each. */
  readonly kafkaBrokers: readonly string[];
  readonly redisUrl: string;
  readonly s3: S3Server;
  /** Where the servers are processes of this machine: what stops and starts them. */
  readonly native: { readonly kafka?: Kafka; readonly redis?: Redis };
  /** The same as environment variables, for `startServers` in other processes. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Real servers: those that the environment names, else containers where a Docker engine answers,
 * else processes of this machine. Where none of these can be had, resolves to undefined and says
 * why on stderr, or throws when `WINNOW_SERVERS=required`.
 */
export async function startServers(wanted: ServersWanted): Promise<Servers | undefined> {
  const found = await findServers(wanted);
  if (typeof found !== 'string') {
    const names = Object.keys(wanted).join(', ');
    if (found.how !== 'given') process.stderr.write(`real servers: ${names} (${found.how})\n`);
    return found;
  }
  if (process.env['WINNOW_SERVERS'] === 'required') throw new Error(found);
  process.stderr.write(`\n*** SKIPPED: ${found}\n\n`);
  return undefined;
}

/** `startServers` for one test: skips it where there are none, and ends them with it. */
export async function requireServers(
  t: TestContext,
  wanted: ServersWanted,
): Promise<Servers | undefined> {
  const found = await findServers(wanted);
  if (typeof found === 'string') {
    if (process.env['WINNOW_SERVERS'] === 'required') throw new Error(found);
    process.stderr.write(`\n*** SKIPPED: ${found}\n\n`);
    t.skip(found);
    return undefined;
  }
  t.after(() => found[Symbol.asyncDispose]());
  return found;
}

/** The servers, or why there are none. */
async function findServers(wanted: ServersWanted): Promise<Servers | string> {
  const given = givenServers(process.env, wanted);
  if (given !== undefined) return servers('given', given, {}, async () => {});
  if (process.env['WINNOW_SERVERS'] === 'none') return 'real servers: WINNOW_SERVERS=none';
  const special = wanted.kafka?.own || wanted.kafka?.sasl || wanted.kafka?.tls || isOwn(wanted);
  if (!special) {
    const containers = await import('./container-servers.ts');
    if (await containers.engineAnswers()) {
      await using stack = new AsyncDisposableStack();
      const addresses = await containers.startContainers(wanted, stack);
      const started = stack.move();
      return servers('testcontainers', addresses, {}, () => started.disposeAsync());
    }
  }
  const { kafka, redis, s3 } = wanted;
  const plain = { ...(kafka && { kafka }), redis: Boolean(redis), s3: Boolean(s3) };
  const missing = nativeMissing(plain);
  if (missing.length > 0) {
    return `real servers: no Docker engine answers, and ${missing.join('; ')}`;
  }
  const native = await startNativeServers(plain);
  const addresses: Addresses = {
    ...(native.kafka && { kafkaBrokers: native.kafka.brokers }),
    ...(native.redis && { redisUrl: native.redis.url }),
    ...(native.s3 && { s3: native.s3 }),
  };
  const controls = {
    ...(native.kafka && { kafka: native.kafka }),
    ...(native.redis && { redis: native.redis }),
  };
  return servers('native', addresses, controls, async () => {
    await native[Symbol.asyncDispose]();
  });
}

function isOwn({ redis }: ServersWanted): boolean {
  return typeof redis === 'object' && redis.own === true;
}

function servers(
  how: Servers['how'],
  addresses: Addresses,
  native: Servers['native'],
  close: () => Promise<void>,
): Servers {
  const asked = <T>(value: T | undefined, name: string): T => {
    if (value === undefined) throw new Error(`${name} was not asked for`);
    return value;
  };
  return {
    how,
    native,
    env: environmentOf(addresses),
    get kafkaBrokers() {
      return asked(addresses.kafkaBrokers, 'kafka');
    },
    get redisUrl() {
      return asked(addresses.redisUrl, 'redis');
    },
    get s3() {
      return asked(addresses.s3, 's3');
    },
    [Symbol.asyncDispose]: close,
  };
}
