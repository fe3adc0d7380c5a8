import type { ConnectionOptions } from 'node:tls';
import kafkajs from 'kafkajs';
import type { Admin, Kafka, RetryOptions, SASLOptions } from 'kafkajs';
import { registerCodecs } from './codecs.ts';
import type { Compression } from './codecs.ts';
import { asPortError } from './errors.ts';
import { encodeRecordsAtOnce } from './record-encoder.ts';
import { calmRequestQueue } from './request-queue-timer.ts';

/** How to reach the brokers, and how patient to be. */
export interface KafkaLogOptions {
  /** host:port of some of them. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly ssl?: boolean | ConnectionOptions;
  readonly sasl?: SASLOptions;
  /**
   * Copies of a topic's records where its spec does not say; at most the number of brokers. Default
   * 3.
   */
  readonly replicationFactor?: number;
  /** Default gzip: what every client of every language reads without an addition, kafkajs too. */
  readonly compression?: Compression;
  /** Keeps partitions with the same worker over restarts. Default: the host's name. */
  readonly workerName?: string;
  /** Without a heartbeat for so long a consumer is taken for dead. Default 30 s. */
  readonly sessionMs?: number;
  /** How often it tells that it lives. Default 3 s. */
  readonly heartbeatMs?: number;
  /** How long the members of a group are waited for when partitions move. Default 60 s. */
  readonly rebalanceMs?: number;
  /** A handler that takes longer hangs: its consumer gives up its partitions. Default 5 min. */
  readonly handlerMsMax?: number;
  /**
   * A fetch waits so long for records; what stops or was just assigned waits as long. Default 250
   * ms.
   */
  readonly fetchMsMax?: number;
  /** How long a consumer waits by itself for brokers that are gone. Default 30 s. */
  readonly outageMsMax?: number;
}

/** A few seconds in all; who appends or consumes decides what comes after. */
export const RETRY: RetryOptions = {
  initialRetryTime: 100,
  maxRetryTime: 1_500,
  multiplier: 2,
  factor: 0.2,
  retries: 5,
};
const CONNECTION_MS_MAX = 3_000;
const REQUEST_MS_MAX = 30_000;
const ADMIN_ATTEMPTS_MAX = 3;

/**
 * A kafkajs client. Each consumer needs its own: clients share the offsets of a group they know.
 */
export function createClient(options: KafkaLogOptions): Kafka {
  calmRequestQueue();
  encodeRecordsAtOnce();
  registerCodecs();
  return new kafkajs.Kafka({
    brokers: [...options.brokers],
    clientId: options.clientId,
    ...(options.ssl !== undefined && { ssl: options.ssl }),
    ...(options.sasl !== undefined && { sasl: options.sasl }),
    connectionTimeout: CONNECTION_MS_MAX,
    requestTimeout: REQUEST_MS_MAX,
    retry: RETRY,
    // What a caller must know is in the errors; kafkajs would print to the standard output.
    logLevel: kafkajs.logLevel.NOTHING,
    logCreator: () => () => {},
  });
}

/** Questions and orders to the cluster, over connections that are made again after any error. */
export interface AdminConnection extends AsyncDisposable {
  /** Runs `work` on the connection for a topic ('' for the cluster); rejects with a `PortError`. */
  use<T>(topic: string, work: (admin: Admin) => Promise<T>): Promise<T>;
}

/**
 * kafkajs keeps metadata of topics that are gone and of leaders that have moved, and fails for all
 * the topics of a connection when one has no leader. Hence a connection for each topic, which is
 * thrown away after an error; what failed on one that was used before is tried again on a fresh
 * one.
 */
export function createAdminConnection(kafka: Kafka): AdminConnection {
  const connections = new Map<string, Promise<Admin>>();
  const connect = async (): Promise<Admin> => {
    const admin = kafka.admin();
    await admin.connect();
    return admin;
  };
  const attempt = async <T>(topic: string, work: (admin: Admin) => Promise<T>): Promise<T> => {
    const current = connections.get(topic) ?? connect();
    connections.set(topic, current);
    try {
      return await work(await current);
    } catch (error) {
      if (connections.get(topic) === current) connections.delete(topic);
      await current.then((admin) => admin.disconnect()).catch(() => {});
      throw asPortError(error);
    }
  };
  return {
    async use(topic, work) {
      for (let number = 1; ; number++) {
        const isFresh = !connections.has(topic);
        try {
          return await attempt(topic, work);
        } catch (error) {
          const { code, retriable } = asPortError(error);
          if (isFresh && (!retriable || code === 'HELD')) throw error;
          if (number === ADMIN_ATTEMPTS_MAX) throw error;
        }
      }
    },
    async [Symbol.asyncDispose]() {
      const all = [...connections.values()];
      connections.clear();
      await Promise.all(
        all.map((current) => current.then((admin) => admin.disconnect()).catch(() => {})),
      );
    },
  };
}
