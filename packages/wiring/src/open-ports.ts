import { readFile } from 'node:fs/promises';
import type { Cache } from '@winnow/ports/cache';
import type { Clock } from '@winnow/ports/clock';
import type { DuplicateIndex } from '@winnow/ports/duplicate-index';
import type { Log } from '@winnow/ports/log';
import { createNoCache } from '@winnow/ports/no-cache';
import type { ObjectStore } from '@winnow/ports/object-store';
import { prefixedLog } from '@winnow/ports/prefixed-log';
import { systemClock } from '@winnow/ports/system-clock';
import { ConfigError, type Config } from './config.ts';
import { splitUrl } from './split-url.ts';

const HEARTBEATS_PER_SESSION = 10;
/** What a batch may take beside the waiting for servers. */
const HANDLER_MS_MAX = 300_000;
const MEMORY_CACHE_ENTRIES_MAX = 100_000;

/** Everything the stages and the archiver touch of the world. */
export interface Ports extends AsyncDisposable {
  readonly log: Log;
  readonly cache: Cache;
  readonly duplicates: DuplicateIndex;
  readonly objects: ObjectStore;
  readonly clock: Clock;
}

/** Opens all four ports. What was opened is closed again when one of them fails. */
export async function openPorts(config: Config): Promise<Ports> {
  await using opened = new AsyncDisposableStack();
  const log = opened.use(await openLog(config));
  const cache = opened.use(await openCache(config));
  const duplicates = opened.use(await openDuplicates(config));
  const objects = opened.use(await openObjects(config));
  const held = opened.move();
  return {
    log,
    cache,
    duplicates,
    objects,
    clock: systemClock,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** The log by the scheme of `LOG_URL`; only the adapter that is opened is loaded. */
export async function openLog(config: Config): Promise<Log> {
  const { scheme, rest } = splitUrl(config.LOG_URL);
  switch (scheme) {
    case 'memory': {
      const { createMemoryLog } = await import('@winnow/ports/memory-log');
      return createMemoryLog();
    }
    case 'sqlite': {
      const { createSqliteLog } = await import('@winnow/adapters/sqlite-log');
      return createSqliteLog({ path: rest });
    }
    case 'kafka': {
      const { createKafkaLog } = await import('@winnow/adapters/kafka-log');
      const ssl = await sslOf(config);
      const sasl = saslOf(config);
      const [brokers = '', prefix = ''] = rest.split('/', 2);
      const log = createKafkaLog({
        brokers: brokers.split(',').map((broker) => broker.trim()),
        clientId: config.KAFKA_CLIENT_ID,
        compression: config.KAFKA_COMPRESSION,
        sessionMs: config.KAFKA_SESSION_MS,
        heartbeatMs: Math.ceil(config.KAFKA_SESSION_MS / HEARTBEATS_PER_SESSION),
        // A handler waits for a broken world first; only what takes longer hangs.
        handlerMsMax: config.RETRY_MS_MAX + HANDLER_MS_MAX,
        ...(ssl === undefined ? {} : { ssl }),
        ...(sasl === undefined ? {} : { sasl }),
      });
      return prefix === '' ? log : prefixedLog(log, prefix);
    }
    default:
      throw new ConfigError(`LOG_URL: no log for ${scheme}:`);
  }
}

/** The cache by the scheme of `CACHE_URL`. */
export async function openCache(config: Config): Promise<Cache> {
  const { scheme, rest } = splitUrl(config.CACHE_URL);
  switch (scheme) {
    case 'none':
      return createNoCache();
    case 'memory': {
      const { createMemoryCache } = await import('@winnow/ports/memory-cache');
      return createMemoryCache({ entriesMax: MEMORY_CACHE_ENTRIES_MAX });
    }
    case 'sqlite': {
      const { createSqliteCache } = await import('@winnow/adapters/sqlite-cache');
      return createSqliteCache({ path: rest, bytesMax: config.CACHE_BYTES_MAX });
    }
    case 'redis':
    case 'rediss': {
      const { createRedisCache } = await import('@winnow/adapters/redis-cache');
      return createRedisCache({ url: config.CACHE_URL, ...(await redisTls(config)) });
    }
    default:
      throw new ConfigError(`CACHE_URL: no cache for ${scheme}:`);
  }
}

/** The index of near-duplicates by the scheme of `DUPLICATES_URL`. */
export async function openDuplicates(config: Config): Promise<DuplicateIndex> {
  const { scheme, rest } = splitUrl(config.DUPLICATES_URL);
  switch (scheme) {
    case 'memory': {
      const { createMemoryDuplicateIndex } = await import('@winnow/ports/memory-duplicate-index');
      return createMemoryDuplicateIndex();
    }
    case 'sqlite': {
      const module = await import('@winnow/adapters/sqlite-duplicate-index');
      return module.createSqliteDuplicateIndex({ path: rest });
    }
    case 'redis':
    case 'rediss': {
      const module = await import('@winnow/adapters/redis-duplicate-index');
      return module.createRedisDuplicateIndex({
        url: config.DUPLICATES_URL,
        ...(await redisTls(config)),
      });
    }
    default:
      throw new ConfigError(`DUPLICATES_URL: no index for ${scheme}:`);
  }
}

/** The lake's store by the scheme of `OBJECTS_URL`. */
export async function openObjects(config: Config): Promise<ObjectStore> {
  const { scheme, rest } = splitUrl(config.OBJECTS_URL);
  switch (scheme) {
    case 'memory': {
      const { createMemoryObjectStore } = await import('@winnow/ports/memory-object-store');
      return createMemoryObjectStore();
    }
    case 'file': {
      const { createFsObjectStore } = await import('@winnow/adapters/fs-object-store');
      return createFsObjectStore({ path: rest });
    }
    case 's3': {
      const { createS3ObjectStore } = await import('@winnow/adapters/s3-object-store');
      const [bucket = '', ...prefix] = rest.split('/');
      const endpoint = config.S3_ENDPOINT;
      return createS3ObjectStore({
        bucket,
        prefix: prefix.filter((part) => part !== '').join('/'),
        region: config.S3_REGION,
        forcePathStyle: config.S3_FORCE_PATH_STYLE ?? endpoint !== undefined,
        checksumMode:
          config.S3_CHECKSUM_MODE ?? (endpoint === undefined ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED'),
        ...(endpoint === undefined ? {} : { endpoint }),
      });
    }
    default:
      throw new ConfigError(`OBJECTS_URL: no object store for ${scheme}:`);
  }
}

async function sslOf(
  config: Config,
): Promise<{ ca?: string; cert?: string; key?: string } | undefined> {
  if (!config.KAFKA_SSL) return undefined;
  const files = {
    ca: config.KAFKA_SSL_CA_FILE,
    cert: config.KAFKA_SSL_CERT_FILE,
    key: config.KAFKA_SSL_KEY_FILE,
  };
  const read: { ca?: string; cert?: string; key?: string } = {};
  for (const name of ['ca', 'cert', 'key'] as const) {
    const file = files[name];
    if (file !== undefined)
      read[name] = await readPem(`KAFKA_SSL_${name.toUpperCase()}_FILE`, file);
  }
  return read;
}

function saslOf(
  config: Config,
):
  | { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string }
  | undefined {
  const mechanism = config.KAFKA_SASL_MECHANISM;
  if (mechanism === undefined) return undefined;
  const username = config.KAFKA_SASL_USERNAME ?? '';
  return { mechanism, username, password: config.KAFKA_SASL_PASSWORD ?? '' };
}

async function redisTls(config: Config): Promise<{ ca?: string }> {
  const file = config.REDIS_CA_FILE;
  return file === undefined ? {} : { ca: await readPem('REDIS_CA_FILE', file) };
}

async function readPem(name: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError(
      `${name}: cannot read ${file} (${(error as NodeJS.ErrnoException).code})`,
    );
  }
}
