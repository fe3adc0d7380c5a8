import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describeCache } from '@winnow/ports/cache.conformance';
import { PortError } from '@winnow/ports/port-error';
import { startServers } from '../../../test/servers.ts';
import { createRedisCache } from './redis-cache.ts';

const servers = await startServers({ redis: true });
const url = servers?.redisUrl ?? '';
const skip = servers === undefined ? 'no Redis' : false;

const prefixes: string[] = [];

function freshPrefix(): string {
  const prefix = `test:${crypto.randomUUID()}:`;
  prefixes.push(prefix);
  return prefix;
}

/** A client of our own, beside the caches: it looks, sets up and clears away. */
let redis: Redis;
before(() => {
  if (skip === false) redis = new Redis(url);
});
after(async () => {
  if (servers === undefined) return;
  for (const prefix of prefixes) {
    const keys = await redis.keys(`${prefix}*`);
    if (keys.length > 0) await redis.del(keys);
  }
  redis.disconnect();
  await servers[Symbol.asyncDispose]();
});

describeCache({
  name: 'redis',
  ...(skip === false ? {} : { skip }),
  supports: { shared: true },
  async create() {
    const prefix = freshPrefix();
    const cache = createRedisCache({ url, prefix });
    return {
      cache,
      reopen: async () => createRedisCache({ url, prefix }),
      // The server keeps the time; there is nothing to drive.
      pass: (ms) => setTimeout(ms),
      [Symbol.asyncDispose]: () => cache[Symbol.asyncDispose](),
    };
  },
});

describe('createRedisCache', { skip }, () => {
  it('gives every key its prefix and its time to live', async () => {
    const prefix = freshPrefix();
    await using cache = createRedisCache({ url, prefix });
    await cache.putMany([{ key: 'a', value: Buffer.from('x') }], { ttlMs: 60_000 });
    assert.deepEqual(await redis.keys(`${prefix}*`), [`${prefix}a`]);
    const ttlMs = await redis.pttl(`${prefix}a`);
    assert.ok(ttlMs > 0 && ttlMs <= 60_000, `${ttlMs} ms`);
  });

  it('says UNAUTHORIZED for a wrong password', async () => {
    const wrong = new URL(url);
    wrong.username = 'nobody';
    wrong.password = 'wrong';
    await using cache = createRedisCache({ url: wrong.href });
    await assert.rejects(
      cache.getMany(['a']),
      (error) => error instanceof PortError && error.code === 'UNAUTHORIZED' && !error.retriable,
    );
  });

  it('signs in as the user of its address, and says UNAUTHORIZED for what he may not', async (t) => {
    const user = `reader-${crypto.randomUUID()}`;
    await redis.acl('SETUSER', user, 'on', '>secret', '~*', '+@connection', '+mget', '+info');
    t.after(() => redis.acl('DELUSER', user));
    const limited = new URL(url);
    limited.username = user;
    limited.password = 'secret';
    await using cache = createRedisCache({ url: limited.href, prefix: freshPrefix() });
    assert.deepEqual(await cache.getMany(['a']), [undefined]);
    await assert.rejects(
      cache.putMany([{ key: 'a', value: Buffer.from('x') }], { ttlMs: 60_000 }),
      (error) => error instanceof PortError && error.code === 'UNAUTHORIZED',
    );
  });

  it('works again after its connection broke', async (t) => {
    const proxy = await openProxy(t, url);
    await using cache = createRedisCache({ url: proxy.url, prefix: freshPrefix() });
    await cache.putMany([{ key: 'a', value: Buffer.from('x') }], { ttlMs: 60_000 });
    proxy.breakConnections();
    const deadline = AbortSignal.timeout(20_000);
    for (;;) {
      deadline.throwIfAborted();
      try {
        const [value] = await cache.getMany(['a']);
        assert.equal(Buffer.from(value ?? []).toString(), 'x');
        return;
      } catch (error) {
        if (!(error instanceof PortError)) throw error;
        assert.equal(error.code, 'UNAVAILABLE');
        await setImmediate();
      }
    }
  });
});

/** Stands between a client and the server, so that one client's connections can be broken. */
async function openProxy(
  t: TestContext,
  target: string,
): Promise<{ readonly url: string; readonly breakConnections: () => void }> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port === '' ? 6379 : port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    near.pipe(far).pipe(near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const breakConnections = (): void => sockets.forEach((socket) => socket.destroy());
  t.after(() => {
    breakConnections();
    server.close();
  });
  const proxied = new URL(target);
  proxied.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: proxied.href, breakConnections };
}
