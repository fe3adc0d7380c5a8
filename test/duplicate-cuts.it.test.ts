import { after } from 'node:test';
import { createRedisDuplicateIndex } from '@winnow/adapters/redis-duplicate-index';
import { Redis } from 'ioredis';
import { describeDuplicateCuts } from './duplicate-cuts.ts';
import { startServers } from './servers.ts';

const servers = await startServers({ redis: true });
const url = servers?.redisUrl ?? '';
const prefix = `cuts:${crypto.randomUUID()}:`;

after(async () => {
  if (servers === undefined) return;
  const redis = new Redis(url);
  const keys = await redis.keysBuffer(`${prefix}*`);
  if (keys.length > 0) await redis.unlink(keys);
  redis.disconnect();
  await servers[Symbol.asyncDispose]();
});

describeDuplicateCuts('redis', () => createRedisDuplicateIndex({ url, prefix }), {
  runs: 4,
  skip: servers === undefined ? 'no Redis' : false,
});
