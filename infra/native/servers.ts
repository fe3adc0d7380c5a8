import { kafkaMissing } from './kafka-jars.ts';
import { startKafka } from './kafka.ts';
import type { Kafka, KafkaOptions } from './kafka.ts';
import { redisMissing, startRedis } from './redis.ts';
import type { Redis } from './redis.ts';
import { openSandbox } from './server-process.ts';
import { startVersitygw, versitygwMissing } from './versitygw.ts';
import type { S3Server } from './versitygw.ts';

/** Which servers to start. */
export interface NativeWanted {
  readonly kafka?: KafkaOptions;
  readonly redis?: boolean;
  readonly s3?: boolean;
}

/** Servers that run as processes of this machine, as far as they were asked for. */
export interface NativeServers extends AsyncDisposable {
  /** Temporary; goes with the servers. */
  readonly folder: string;
  readonly kafka: Kafka | undefined;
  readonly redis: Redis | undefined;
  readonly s3: S3Server | undefined;
}

/** Why the servers cannot run here, each a sentence; none when they can. */
export function nativeMissing(wanted: NativeWanted): string[] {
  const reasons = [
    wanted.kafka && kafkaMissing(),
    wanted.redis && redisMissing(),
    wanted.s3 && versitygwMissing(),
  ];
  return reasons.filter((reason) => typeof reason === 'string');
}

/**
 * Starts real servers on free ports, with their data in a temporary folder; ends them when closed.
 */
export async function startNativeServers(wanted: NativeWanted): Promise<NativeServers> {
  const sandbox = await openSandbox();
  try {
    const [kafka, redis, s3] = await Promise.all([
      wanted.kafka && startKafka(sandbox, wanted.kafka),
      wanted.redis ? startRedis(sandbox) : undefined,
      wanted.s3 ? startVersitygw(sandbox) : undefined,
    ]);
    return {
      folder: sandbox.folder,
      kafka,
      redis,
      s3,
      [Symbol.asyncDispose]: () => sandbox[Symbol.asyncDispose](),
    };
  } catch (error) {
    await sandbox[Symbol.asyncDispose]();
    throw error;
  }
}
