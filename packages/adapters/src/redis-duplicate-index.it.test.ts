import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { describeDuplicateIndex } from '@winnow/ports/duplicate-index.conformance';
import {
  claimOf,
  founding,
  grant,
  lookUp,
  query,
} from '@winnow/ports/duplicate-index-conformance-kit';
import { startServers } from '../../../test/servers.ts';
import { createRedisDuplicateIndex } from './redis-duplicate-index.ts';

const servers = await startServers({ redis: true });
const url = servers?.redisUrl ?? '';
const skip = servers === undefined ? 'no Redis' : false;

const prefixes: string[] = [];

function freshPrefix(): string {
  const prefix = `test:${crypto.randomUUID()}:`;
  prefixes.push(prefix);
  return prefix;
}

/** A client of our own, beside the indexes: it looks, sets up and clears away. */
let redis: Redis;
before(() => {
  if (skip === false) redis = new Redis(url);
});
after(async () => {
  if (servers === undefined) return;
  for (const prefix of prefixes) {
    const keys = await redis.keysBuffer(`${prefix}*`);
    if (keys.length > 0) await redis.del(keys);
  }
  redis.disconnect();
  await servers[Symbol.asyncDispose]();
});

describeDuplicateIndex({
  name: 'redis',
  ...(skip === false ? {} : { skip }),
  supports: { shared: true },
  async create() {
    const prefix = freshPrefix();
    const index = createRedisDuplicateIndex({ url, prefix });
    return {
      index,
      reopen: async () => createRedisDuplicateIndex({ url, prefix }),
      [Symbol.asyncDispose]: () => index[Symbol.asyncDispose](),
    };
  },
});

describe('createRedisDuplicateIndex', { skip }, () => {
  it('leaves nothing behind when a namespace is dropped, and puts all of it in one slot', async () => {
    const prefix = freshPrefix();
    await using index = createRedisDuplicateIndex({ url, prefix });
    for (let i = 0; i < 50; i++) {
      await grant(index, founding(`k${i}`, { lookups: [i, 1_000 + i, 2_000 + i] }), 'a*b}');
    }
    const keys = await redis.keys(`${prefix}*`);
    assert.ok(keys.length > 100, `${keys.length} keys`);
    const tags = new Set(keys.map((key) => /\{([^}]+)\}/.exec(key)?.[1]));
    assert.equal(tags.size, 1);
    await index.dropNamespace('a*b}');
    assert.deepEqual(await redis.keys(`${prefix}*`), []);
  });

  it('leaves nothing behind when every posting has been released and is due', async () => {
    const prefix = freshPrefix();
    await using index = createRedisDuplicateIndex({ url, prefix });
    for (let i = 0; i < 20; i++) {
      await grant(index, founding(`k${i}`, { lookups: [i], dueAt: 5_000, offset: 1 }));
    }
    for (const key of await index.due('n', { time: 10_000, keysMax: 100 })) {
      const asked = query(key, { offset: 0 });
      const found = await lookUp(index, asked);
      const release = { query: asked, found, profileLeft: '', answer: undefined };
      assert.deepEqual(await index.release('n', [release]), ['granted']);
    }
    assert.deepEqual(await index.due('n', { time: 10_000, keysMax: 100 }), []);
    assert.deepEqual(await redis.keys(`${prefix}*`), [`${prefix}{n}`]);
  });

  it('takes one round trip for the candidates of a batch and one for its claims', async () => {
    const prefix = freshPrefix();
    await using index = createRedisDuplicateIndex({ url, prefix });
    await index.count('n');
    const scripts = async (): Promise<number> => {
      const stats = await redis.info('commandstats');
      return Number(/cmdstat_evalsha:calls=(\d+)/.exec(stats)?.[1] ?? 0);
    };
    const queries = Array.from({ length: 100 }, (_, i) => query(`k${i}`, { strong: [i] }));
    const warm = await index.candidates('n', queries.slice(0, 1));
    await index.claim(
      'n',
      warm.map((found) => claimOf('k0', found, { lookups: [0] })),
    );
    const before = await scripts();
    const found = await index.candidates('n', queries);
    const claims = found.map((each, i) =>
      claimOf(`k${i}`, each, { lookups: [i], ...(i === 0 ? { founds: false, offset: 3 } : {}) }),
    );
    assert.ok((await index.claim('n', claims)).every((each) => each === 'granted'));
    assert.equal((await scripts()) - before, 2);
  });

  it('stops when what it had seen is lost', async () => {
    const prefix = freshPrefix();
    await using index = createRedisDuplicateIndex({ url, prefix });
    await grant(index, founding('a', { lookups: [1] }));
    await lookUp(index, query('b'));
    await redis.del(await redis.keysBuffer(`${prefix}*`));
    await assert.rejects(index.candidates('n', [query('b')]), {
      code: 'CORRUPT',
      retriable: false,
    });
  });

  it('stops when what another worker had begun is lost before it has seen anything', async () => {
    const prefix = freshPrefix();
    await using index = createRedisDuplicateIndex({ url, prefix });
    await index.begin('n');
    await redis.del(await redis.keysBuffer(`${prefix}*`));
    const expected = { code: 'CORRUPT', retriable: false };
    await assert.rejects(index.candidates('n', [query('b')]), expected);
  });

  it('says UNAVAILABLE for a cluster without a node that can be used, and does not wait', async () => {
    await using index = createRedisDuplicateIndex({ url, cluster: true });
    await assert.rejects(index.count('n'), { code: 'UNAVAILABLE', retriable: true });
  });

  it('says UNAUTHORIZED for a wrong password', async () => {
    const wrong = new URL(url);
    wrong.username = 'nobody';
    wrong.password = 'wrong';
    await using index = createRedisDuplicateIndex({ url: wrong.href });
    await assert.rejects(index.count('n'), { code: 'UNAUTHORIZED', retriable: false });
  });
});
