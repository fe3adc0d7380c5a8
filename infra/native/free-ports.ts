import { once } from 'node:events';
import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';

/**
 * Below the ports that Linux (32768), macOS and Windows (49152) give to outgoing connections: one
 * of those could take a port between our look and the server's start, or while a test restarts it.
 */
const PORT_MIN = 15_000;
const PORT_MAX = 32_767;
const START_ATTEMPTS_MAX = 4;

/** So many ports that nobody listens on, all different. */
async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(PORT_MIN, PORT_MAX + 1);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

/**
 * Starts something on free ports. Another process can still be quicker, so a start that fails is
 * tried again on others; the last attempt's error is the caller's.
 */
export async function onFreePorts<T>(
  count: number,
  start: (ports: readonly number[]) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; attempt < START_ATTEMPTS_MAX; attempt++) {
    try {
      return await start(await freePorts(count));
    } catch (error) {
      process.stderr.write(`started again on other ports: ${String(error)}\n`);
    }
  }
  return await start(await freePorts(count));
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
