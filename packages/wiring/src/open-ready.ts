import type { Log } from '@winnow/ports/log';
import type { Config } from './config.ts';
import { openLog, openPorts, type Ports } from './open-ports.ts';
import { splitUrl } from './split-url.ts';
import { checkTopics, createTopics, requireTopics } from './topics.ts';

/**
 * Opens the log with the topics in place: the embedded log makes them by itself, on Kafka they must
 * be there (`winnow topics create`) and keep the guarantees.
 */
export async function openReadyLog(config: Config): Promise<Log> {
  const log = await openLog(config);
  try {
    await makeReady(log, config);
    return log;
  } catch (error) {
    await log[Symbol.asyncDispose]();
    throw error;
  }
}

/** The same for all four ports. */
export async function openReadyPorts(config: Config): Promise<Ports> {
  const ports = await openPorts(config);
  try {
    await makeReady(ports.log, config);
    return ports;
  } catch (error) {
    await ports[Symbol.asyncDispose]();
    throw error;
  }
}

async function makeReady(log: Log, config: Config): Promise<void> {
  if (isEmbedded(config) && (await checkTopics(log, config)).length > 0)
    await createTopics(log, config);
  await requireTopics(log, config);
}

/** True where the log is this machine's own. */
export function isEmbedded(config: Config): boolean {
  return splitUrl(config.LOG_URL).scheme !== 'kafka';
}
