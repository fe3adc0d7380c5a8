import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Telemetry } from './telemetry.ts';

export interface OperationsOptions {
  readonly telemetry: Telemetry;
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  /** True once every consumer runs. */
  readonly ready: () => boolean;
  /** A batch in hand for longer than this means that the worker hangs. */
  readonly unhealthyMs: number;
}

export interface OperationsServer extends AsyncDisposable {
  readonly port: number;
}

/** `/health`, `/ready` and `/metrics` for probes and Prometheus. */
export async function startOperationsServer(options: OperationsOptions): Promise<OperationsServer> {
  const { telemetry } = options;
  const pages: Readonly<Record<string, () => Promise<Page>>> = {
    '/health': async () => {
      const oldestUnacknowledgedMs = telemetry.oldestUnacknowledgedMs();
      const healthy = oldestUnacknowledgedMs <= options.unhealthyMs;
      return json(healthy ? 200 : 503, { healthy, oldestUnacknowledgedMs });
    },
    '/ready': async () => json(options.ready() ? 200 : 503, { ready: options.ready() }),
    '/metrics': async () => ({
      status: 200,
      type: telemetry.registry.contentType,
      body: await telemetry.registry.metrics(),
    }),
  };
  const server = createServer((request, response) => {
    const page = pages[(request.url ?? '/').split('?', 1)[0] ?? '/'];
    const answer = page?.() ?? Promise.resolve(json(404, { error: 'NOT_FOUND' }));
    answer.then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

function json(status: number, body: unknown): Page {
  return { status, type: 'application/json', body: `${JSON.stringify(body)}\n` };
}
