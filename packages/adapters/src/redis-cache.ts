import { Redis, type ChainableCommander } from 'ioredis';
import type { Cache } from '@winnow/ports/cache';
import { PortError, type PortErrorCode } from '@winnow/ports/port-error';

export interface RedisCacheOptions {
  /** `redis://[user:password@]host[:port][/database]`, or `rediss:` for TLS. */
  readonly url: string;
  /** Put before every key. Default `winnow:cache:`. */
  readonly prefix?: string;
  /** PEM of the authority that signed the server, where the system does not know it. */
  readonly ca?: string;
}

const PREFIX = 'winnow:cache:';
const CONNECT_MS_MAX = 2_000;
/** Computing a batch again takes about as long. */
const COMMAND_MS_MAX = 1_000;
/**
 * After a time-out the server is left alone for so long, so that each batch does not wait for it.
 */
const REST_MS = 5_000;
/** Keys of one MGET: Redis serves nobody else meanwhile. */
const MGET_KEYS_MAX = 128;

/**
 * Remembers on a Redis server. It never waits for a server that is away: calls reject at once, and
 * the client connects again by itself.
 */
export function createRedisCache(options: RedisCacheOptions): Cache {
  const { url, prefix = PREFIX, ca } = options;
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    // A command that was on its way when the connection broke is a miss, not a task for later.
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: CONNECT_MS_MAX,
    commandTimeout: COMMAND_MS_MAX,
    keyPrefix: prefix,
    ...(ca === undefined ? {} : { tls: { ca } }),
  });
  let connectionError: Error | undefined;
  redis.on('error', (error: Error) => (connectionError = error));
  redis.on('ready', () => (connectionError = undefined));
  const firstTry = settled(redis);
  let restUntil = 0;

  const run = async (pipeline: ChainableCommander): Promise<unknown[]> => {
    await firstTry;
    if (performance.now() < restUntil) throw unavailable('it did not answer in time');
    if (redis.status !== 'ready') throw portError(connectionError ?? new Error('not connected'));
    try {
      const replies = (await pipeline.exec()) ?? [];
      return replies.map(([error, reply]) => {
        if (error !== null) throw error;
        return reply;
      });
    } catch (error) {
      if (error instanceof Error && error.message === 'Command timed out') {
        restUntil = performance.now() + REST_MS;
      }
      throw portError(error);
    }
  };

  return {
    remembers: true,
    async getMany(keys) {
      if (keys.length === 0) return [];
      const pipeline = redis.pipeline();
      for (let from = 0; from < keys.length; from += MGET_KEYS_MAX) {
        pipeline.mgetBuffer(keys.slice(from, from + MGET_KEYS_MAX));
      }
      const replies = (await run(pipeline)) as (Buffer | null)[][];
      return replies.flat().map((value) => value ?? undefined);
    },
    async putMany(entries, { ttlMs }) {
      if (entries.length === 0) return;
      const pipeline = redis.pipeline();
      for (const { key, value } of entries) {
        pipeline.set(key, Buffer.from(value), 'PX', Math.max(1, Math.ceil(ttlMs)));
      }
      await run(pipeline);
    },
    async [Symbol.asyncDispose]() {
      redis.disconnect();
    },
  };
}

/** Resolves once the first try to connect has come to something. */
function settled(redis: Redis): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['ready', 'error', 'close', 'end']) redis.once(event, () => resolve());
  });
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
  MISCONF: 'MISCONFIGURED',
};

function portError(error: unknown): PortError {
  if (!(error instanceof Error)) throw error;
  const code = CODES[error.message.split(' ', 1)[0] ?? ''];
  if (code === undefined) return unavailable(error.message, error);
  return new PortError(code, `Redis: ${error.message}`, { retriable: false, cause: error });
}

function unavailable(message: string, cause?: Error): PortError {
  return new PortError('UNAVAILABLE', `Redis: ${message}`, { retriable: true, cause });
}
