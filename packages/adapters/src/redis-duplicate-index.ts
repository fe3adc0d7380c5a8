import { readFileSync } from 'node:fs';
import { Cluster, Redis } from 'ioredis';
import type { Claimed, DuplicateIndex } from '@winnow/ports/duplicate-index';
import { PortError, type PortErrorCode } from '@winnow/ports/port-error';
import { readReply, type Reply } from './redis-duplicate-index-reply.ts';
import { packClaims, packQueries, packReleases } from './redis-duplicate-index-wire.ts';

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

const PREFIX = 'wd';
const CONNECT_MS_MAX = 5_000;
/** A batch of hundreds of postings is tens of milliseconds of the server's time. */
const COMMAND_MS_MAX = 30_000;
const MARK_CHARS = 8;
const SCAN_KEYS = 1_000;
/** A call is a round trip, during which the server does nothing else. */
const POSTINGS_PER_CALL = 500;

const script = (name: string): string =>
  readFileSync(new URL(`./redis-duplicate-index${name}.lua`, import.meta.url), 'utf8');

/** A script of ours as ioredis defines it: keys are counted, replies are bytes. */
type Script = (key: string, ...args: readonly (Buffer | string)[]) => Promise<unknown>;
interface Scripts {
  readonly winnowCandidatesBuffer: Script;
  readonly winnowClaimBuffer: Script;
  readonly winnowDueBuffer: Script;
}

/**
 * The index on a Redis server (7 or later), for any number of workers on any number of machines. A
 * call is one script and one round trip, and all keys of a namespace lie in one hash slot. Nothing
 * is sent a second time by itself: whether a claim that got no answer was granted is found out by
 * asking again.
 */
export function createRedisDuplicateIndex(options: RedisDuplicateIndexOptions): DuplicateIndex {
  const redis = connect(options);
  let connectionError: Error | undefined;
  redis.on('error', (error: Error) => (connectionError = error));
  redis.on('ready', () => (connectionError = undefined));
  const common = script('');
  for (const name of ['candidates', 'claim', 'due']) {
    const lua = `${common}\n${script(`-${name}`)}`;
    redis.defineCommand(`winnow${name[0]?.toUpperCase()}${name.slice(1)}`, {
      numberOfKeys: 1,
      lua,
    });
  }
  const scripts = redis as unknown as Scripts;
  const prefixOf = (namespace: string): string =>
    `${options.prefix ?? PREFIX}{${encodeURIComponent(namespace)}}`;
  const checked = once(() => checkServer(redis));
  /** The highest sequence seen of each namespace: a lower one later means that state was lost. */
  const sequences = new Map<string, number>();
  /** The mark of each namespace that was asked about: another one later means the same. */
  const marks = new Map<string, string>();

  const run = async <T>(body: () => Promise<T>): Promise<T> => {
    try {
      await checked();
      return await body();
    } catch (error) {
      throw portError(error, connectionError);
    }
  };
  const decide = async (
    namespace: string,
    mode: '0' | '1',
    packed: Buffer,
  ): Promise<readonly Claimed[]> => {
    if (packed.length === 0) return [];
    const reply = await run(() => scripts.winnowClaimBuffer(prefixOf(namespace), mode, packed));
    return Array.from(reply as Buffer, (byte) => CLAIMED[byte] ?? 'conflict');
  };

  return {
    postingsPerCall: POSTINGS_PER_CALL,
    begin: (namespace) =>
      run(async () => {
        const mark = crypto.randomUUID().slice(0, MARK_CHARS);
        await redis.hsetnx(prefixOf(namespace), 'b', mark);
        marks.set(namespace, (await redis.hget(prefixOf(namespace), 'b')) ?? '');
      }),
    hasBegun: (namespace) =>
      run(async () => {
        const mark = await redis.hget(prefixOf(namespace), 'b');
        if (mark !== null) marks.set(namespace, mark);
        return mark !== null;
      }),
    async candidates(namespace, queries) {
      if (queries.length === 0) return [];
      const packed = packQueries(queries);
      const reply = await run(() => scripts.winnowCandidatesBuffer(prefixOf(namespace), packed));
      const { seen, mark, found } = readReply(reply as Reply, queries);
      const fell = seen < (sequences.get(namespace) ?? 0);
      if (fell || mark !== (marks.get(namespace) ?? mark)) throw lost(namespace);
      sequences.set(namespace, seen);
      return found;
    },
    claim: (namespace, claims) => decide(namespace, '1', packClaims(claims)),
    release: (namespace, releases) => decide(namespace, '0', packReleases(releases)),
    async due(namespace, { time, keysMax }) {
      for (;;) {
        const args = [String(time), String(keysMax)];
        const reply = await run(() => scripts.winnowDueBuffer(prefixOf(namespace), ...args));
        const [all, keys] = reply as [number, Buffer[]];
        if (all === 1 || keys.length > 0) return keys.map((key) => key.toString());
      }
    },
    count: (namespace) =>
      run(async () => Number((await redis.hget(prefixOf(namespace), 'l')) ?? 0)),
    async dropNamespace(namespace) {
      sequences.delete(namespace);
      marks.delete(namespace);
      await run(() => drop(redis, prefixOf(namespace)));
    },
    async [Symbol.asyncDispose]() {
      redis.disconnect();
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

async function drop(redis: Redis | Cluster, prefix: string): Promise<void> {
  await redis.unlink(prefix);
  const match = `${prefix.replace(/[\\*?[\]]/g, '\\$&')}*`;
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis];
  for (const node of nodes) {
    let cursor = '0';
    do {
      // Keys end in bytes that are no text.
      const [next, keys] = await node.scanBuffer(cursor, 'MATCH', match, 'COUNT', SCAN_KEYS);
      if (keys.length > 0) await node.unlink(keys);
      cursor = next.toString();
    } while (cursor !== '0');
  }
}

/** By what the claim script replies for each. */
const CLAIMED: readonly Claimed[] = ['granted', 'conflict', 'taken'];

function lost(namespace: string): PortError {
  return new PortError(
    'CORRUPT',
    `the duplicate index ${namespace} has lost what was in it: rebuild it`,
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
