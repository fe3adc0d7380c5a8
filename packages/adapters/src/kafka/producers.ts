import type { Kafka, Producer } from 'kafkajs';
import { RETRY } from './client.ts';
import { asPortError } from './errors.ts';

/** Connected producers, one for each topic. */
export interface Producers {
  /** Runs `work`; rejects with a `PortError`. */
  use<T>(topic: string, work: (producer: Producer) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface Connection {
  readonly producer: Promise<Producer>;
  users: number;
  retired: boolean;
}

/**
 * A producer asks for the metadata of all topics it ever wrote to at once, and fails for all of
 * them when one is gone: hence one for each topic. After an error it is replaced, because what it
 * knows of the topic may be out of date, and closed when those who still use it have finished.
 */
export function createProducers(kafka: Kafka): Producers {
  const connections = new Map<string, Connection>();

  const connect = async (): Promise<Producer> => {
    const producer = kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message }) =>
          Number(message.partition),
      retry: RETRY,
    });
    await producer.connect();
    return producer;
  };

  const connection = (topic: string): Connection => {
    const found = connections.get(topic);
    if (found !== undefined) return found;
    const made = { producer: connect(), users: 0, retired: false };
    connections.set(topic, made);
    return made;
  };

  const retire = (topic: string, retired: Connection): void => {
    retired.retired = true;
    if (connections.get(topic) === retired) connections.delete(topic);
  };

  return {
    async use(topic, work) {
      const current = connection(topic);
      current.users += 1;
      try {
        return await work(await current.producer);
      } catch (error) {
        retire(topic, current);
        throw asPortError(error);
      } finally {
        current.users -= 1;
        if (current.retired && current.users === 0) await disconnect(current);
      }
    },
    async close() {
      const all = [...connections.values()];
      connections.clear();
      await Promise.all(all.map(disconnect));
    },
  };
}

async function disconnect({ producer }: Connection): Promise<void> {
  // What could not be connected, or is gone, need not be closed.
  await producer.then((connected) => connected.disconnect()).catch(() => {});
}
