import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

/** Kafka's number of the request that writes records. */
export const PRODUCE = 0;

const HEAD_BYTES = 4;

/** A proxy between clients and a Kafka broker that loses what it is told to lose. */
export interface LossyProxy extends AsyncDisposable {
  readonly port: number;
  /** The broker's own port; connections are refused until it is known. */
  target(port: number): void;
  /**
   * The next request of a kind never reaches the broker, or does and its response never comes back;
   * the connection is cut. Resolves when it has happened.
   */
  loseNext(what: 'request' | 'response', apiKey: number): Promise<void>;
  /** Cuts all connections and takes no new ones. */
  goDown(): void;
  comeUp(): void;
  /** Swallows whatever a client says, and keeps its connections open. */
  freeze(clientId: string): void;
  /** Cuts the frozen connections; new ones work. */
  thaw(): void;
}

interface Loss {
  readonly what: 'request' | 'response';
  readonly apiKey: number;
  readonly done: () => void;
}

interface Link {
  readonly client: Socket;
  readonly broker: Socket;
  clientId: string;
  /** Requests whose responses are lost. */
  readonly lost: Map<number, Loss>;
}

/** Opens a proxy on a free port. */
export async function openLossyProxy(): Promise<LossyProxy> {
  const links = new Set<Link>();
  const losses: Loss[] = [];
  const frozen = new Set<string>();
  let target: number | undefined;
  let isDown = false;

  const cut = (link: Link): void => {
    links.delete(link);
    link.client.destroy();
    link.broker.destroy();
  };
  const onRequest = (link: Link, frame: Buffer): void => {
    const apiKey = frame.readInt16BE(4);
    const idBytes = frame.readInt16BE(12);
    link.clientId = frame.toString('utf8', 14, 14 + Math.max(0, idBytes));
    if (frozen.has(link.clientId)) return;
    const index = losses.findIndex((loss) => loss.apiKey === apiKey);
    const [loss] = index === -1 ? [] : losses.splice(index, 1);
    if (loss?.what === 'request') {
      cut(link);
      loss.done();
      return;
    }
    if (loss !== undefined) link.lost.set(frame.readInt32BE(8), loss);
    link.broker.write(frame);
  };
  const onResponse = (link: Link, frame: Buffer): void => {
    const loss = link.lost.get(frame.readInt32BE(4));
    if (loss !== undefined) {
      cut(link);
      loss.done();
    } else if (!frozen.has(link.clientId)) {
      link.client.write(frame);
    }
  };

  const server: Server = createServer((client) => {
    if (isDown || target === undefined) {
      client.destroy();
      return;
    }
    const broker = connect(target, '127.0.0.1');
    const link: Link = { client, broker, clientId: '', lost: new Map() };
    links.add(link);
    for (const socket of [client, broker]) {
      socket.on('error', () => cut(link));
      socket.on('close', () => cut(link));
    }
    client.on(
      'data',
      frames((frame) => onRequest(link, frame)),
    );
    broker.on(
      'data',
      frames((frame) => onResponse(link, frame)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  return {
    port,
    target(broker) {
      target = broker;
    },
    loseNext: (what, apiKey) =>
      new Promise((resolve) => losses.push({ what, apiKey, done: resolve })),
    goDown() {
      isDown = true;
      for (const link of links) cut(link);
    },
    comeUp() {
      isDown = false;
    },
    freeze(clientId) {
      frozen.add(clientId);
    },
    thaw() {
      for (const link of links) if (frozen.has(link.clientId)) cut(link);
      frozen.clear();
    },
    async [Symbol.asyncDispose]() {
      for (const link of links) cut(link);
      server.close();
      await once(server, 'close');
    },
  };
}

/** Cuts a stream into Kafka's frames: a length, then so many bytes. */
function frames(onFrame: (frame: Buffer) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= HEAD_BYTES) {
      const bytes = HEAD_BYTES + rest.readInt32BE(0);
      if (rest.length < bytes) return;
      onFrame(rest.subarray(0, bytes));
      rest = rest.subarray(bytes);
    }
  };
}
