import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import type { Cache } from '@winnow/ports/cache';
import { PortError } from '@winnow/ports/port-error';
import { createRedisCache } from './redis-cache.ts';

/** A port on which every connection is treated so; it is closed with the test. */
async function listen(t: TestContext, onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    onSocket(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** The codes with which a get and a put reject, and how long both took. */
async function failuresOf(cache: Cache): Promise<{ codes: string[]; ms: number }> {
  const start = performance.now();
  const codes: string[] = [];
  for (const call of [
    () => cache.getMany(['a']),
    () => cache.putMany([{ key: 'a', value: Buffer.from('x') }], { ttlMs: 60_000 }),
  ]) {
    await assert.rejects(call, (error) => {
      assert.ok(error instanceof PortError);
      codes.push(`${error.code} ${error.retriable ? 'retriable' : 'final'}`);
      return true;
    });
  }
  return { codes, ms: performance.now() - start };
}

const AWAY = ['UNAVAILABLE retriable', 'UNAVAILABLE retriable'];

describe('createRedisCache without a working server', () => {
  it('rejects at once where nobody listens', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const free = (closed.address() as AddressInfo).port;
    closed.close();
    await using cache = createRedisCache({ url: `redis://127.0.0.1:${free}` });
    const { codes, ms } = await failuresOf(cache);
    assert.deepEqual(codes, AWAY);
    assert.ok(ms < 1_000, `${ms} ms`);
  });

  it('rejects where the server takes the connection and falls silent', async (t) => {
    const port = await listen(t, () => {});
    await using cache = createRedisCache({ url: `redis://127.0.0.1:${port}` });
    const { codes, ms } = await failuresOf(cache);
    assert.deepEqual(codes, AWAY);
    assert.ok(ms < 5_000, `${ms} ms`);
  });

  it('rejects where the server ends every connection', async (t) => {
    const port = await listen(t, (socket) => socket.destroy());
    await using cache = createRedisCache({ url: `redis://127.0.0.1:${port}` });
    assert.deepEqual((await failuresOf(cache)).codes, AWAY);
  });

  it('says UNAUTHORIZED where the server refuses the password', async (t) => {
    const port = await listen(t, (socket) => {
      socket.on('data', () => socket.write('-WRONGPASS invalid username-password pair\r\n'));
    });
    await using cache = createRedisCache({ url: `redis://u:wrong@127.0.0.1:${port}` });
    assert.deepEqual((await failuresOf(cache)).codes, ['UNAUTHORIZED final', 'UNAUTHORIZED final']);
  });
});
