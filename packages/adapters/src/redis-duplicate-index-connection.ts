import { Cluster, Redis } from 'ioredis';
import { PortError, type PortErrorCode } from '@winnow/ports/port-error';

export interface RedisDuplicateIndexOptions {
  /** `redis://[user:password@]host[:port][/database]`, or `rediss:` for TLS. */
  readonly url: string;
  /** PEM of the authority that signed the server, where the system does not know it. */
  readonly ca?: string;
  /** The server is a node of a Redis Cluster. */
  readonly cluster?: boolean;
  /** Put before every key. Default `wd`: short, for it is stored with every posting. */
  readonly prefix?: string;
}

const CONNECT_MS_MAX = 5_000;
/** A batch of hundreds of postings is tens of milliseconds of the server's time. */
const COMMAND_MS_MAX = 30_000;

/** A connection, and calls over it. */
export interface RedisConnection {
  readonly redis: Redis | Cluster;
  /** Runs what talks to the server; whatever goes wrong is a `PortError`. */
  run<T>(body: () => Promise<T>): Promise<T>;
}

/** Connects, in the background; the first call finds out whether the server can be used. */
export function connectToRedis(options: RedisDuplicateIndexOptions): RedisConnection {
  const redis = connect(options);
  let connectionError: Error | undefined;
  redis.on('error', (error: Error) => (connectionError = error));
  redis.on('ready', () => (connectionError = undefined));
  const checked = once(async () => {
    await ready(redis);
    await checkServer(redis);
  });
  return {
    redis,
    async run(body) {
      try {
        await checked();
        return await body();
      } catch (error) {
        throw portError(error, connectionError);
      }
    },
  };
}

function connect({ url, ca, cluster = false }: RedisDuplicateIndexOptions): Redis | Cluster {
  const common = {
    connectTimeout: CONNECT_MS_MAX,
    commandTimeout: COMMAND_MS_MAX,
    // A claim that was on its way when the connection broke may have been granted.
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 1,
    ...(ca === undefined ? {} : { tls: { ca } }),
  };
  if (!cluster) return new Redis(url, common);
  return new Cluster([url], { redisOptions: common });
}

/** Remembers success; a failure is tried again by the next call. */
function once(body: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= body().catch((error: unknown) => Promise.reject(forget(error))));
  function forget(error: unknown): unknown {
    done = undefined;
    return error;
  }
}

const NO_NODE = 'no node of the cluster can be used: is it one, and is cluster-announce-ip set?';

/**
 * A cluster of which no node can be used lets its commands wait for ever. One that knows no address
 * of its own (a single node without `cluster-announce-ip`) names no node to its clients.
 */
async function ready(redis: Redis | Cluster): Promise<void> {
  if (!(redis instanceof Cluster) || redis.status === 'ready') return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error(NO_NODE)), CONNECT_MS_MAX);
  const done = (): void => resolve();
  redis.once('ready', done);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    redis.off('ready', done);
  }
}

/** A server that throws keys away when it is full would forget postings without a word. */
async function checkServer(redis: Redis | Cluster): Promise<void> {
  let settings: readonly string[];
  try {
    settings = (await redis.config('GET', 'maxmemory-policy')) as string[];
  } catch (error) {
    // Managed servers keep their settings to themselves.
    if (error instanceof Error && /^(?:ERR unknown|NOPERM)/.test(error.message)) return;
    throw error;
  }
  const [, policy = 'noeviction'] = settings;
  if (policy === 'noeviction') return;
  throw new PortError(
    'MISCONFIGURED',
    `Redis: maxmemory-policy is ${policy}: the duplicate index needs noeviction`,
    { retriable: false },
  );
}

/**
 * What the first word of an error reply says:
 * https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors
 */
const CODES: Readonly<Record<string, PortErrorCode>> = {
  NOAUTH: 'UNAUTHORIZED',
  WRONGPASS: 'UNAUTHORIZED',
  NOPERM: 'UNAUTHORIZED',
  WRONGTYPE: 'CORRUPT',
  CROSSSLOT: 'MISCONFIGURED',
};

function portError(error: unknown, connectionError: Error | undefined): PortError {
  if (error instanceof PortError || !(error instanceof Error)) throw error;
  const known = connectionError ?? error;
  const code = CODES[known.message.split(' ', 1)[0] ?? ''] ?? 'UNAVAILABLE';
  return new PortError(code, `Redis: ${known.message}`, {
    retriable: code === 'UNAVAILABLE',
    cause: error,
  });
}
