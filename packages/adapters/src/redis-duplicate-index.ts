import { readFileSync } from 'node:fs';
import { Cluster, type Redis } from 'ioredis';
import type { Claimed, DuplicateIndex } from '@winnow/ports/duplicate-index';
import { PortError } from '@winnow/ports/port-error';
import {
  connectToRedis,
  type RedisDuplicateIndexOptions,
} from './redis-duplicate-index-connection.ts';
import { readReply, type Reply } from './redis-duplicate-index-reply.ts';
import { packClaims, packQueries, packReleases } from './redis-duplicate-index-wire.ts';

const PREFIX = 'wd';
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
  const { redis, run } = connectToRedis(options);
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
  /** The highest sequence seen of each namespace: a lower one later means that state was lost. */
  const sequences = new Map<string, number>();
  /** The mark of each namespace that was asked about: another one later means the same. */
  const marks = new Map<string, string>();

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
