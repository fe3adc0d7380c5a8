import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { PortError, type PortErrorCode } from '@winnow/ports/port-error';
import { createS3ObjectStore, type S3ObjectStoreOptions } from './s3-object-store.ts';

/** What real servers do too rarely to wait for: how to answer the next requests, in order. */
type Answer =
  | { readonly kind: 'obey' }
  /** Does what it is told, and breaks the connection. */
  | { readonly kind: 'lose' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'refuse'; readonly status: number; readonly code: string };

interface Stub {
  readonly options: S3ObjectStoreOptions;
  /** Method and headers of what came. */
  readonly requests: { readonly method: string; readonly headers: IncomingMessage['headers'] }[];
  readonly objects: Map<string, { readonly body: Buffer; readonly write: string }>;
}

const OBEY: Answer = { kind: 'obey' };
const CONFLICT: Answer = { kind: 'refuse', status: 409, code: 'ConditionalRequestConflict' };

/** A server of one bucket that knows PUT with a condition, and HEAD. */
async function stub(t: TestContext, answers: readonly Answer[]): Promise<Stub> {
  const requests: Stub['requests'] = [];
  const objects: Stub['objects'] = new Map();
  const server = createServer((request, response) => {
    const answer = answers[requests.length] ?? OBEY;
    requests.push({ method: request.method ?? '', headers: request.headers });
    void serve(request, response, answer, objects);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const options: S3ObjectStoreOptions = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    bucket: 'b',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  };
  return { options, requests, objects };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  objects: Stub['objects'],
): Promise<void> {
  const body = await buffer(request);
  const key = String(request.url).split('?')[0] ?? '';
  if (answer.kind === 'hang') return;
  if (answer.kind === 'refuse') return refuse(response, answer.status, answer.code);
  const found = objects.get(key);
  const write = String(request.headers['x-amz-meta-w']);
  const etag = `"${found?.write}"`;
  if (request.method === 'PUT') {
    const { 'if-none-match': none, 'if-match': match } = request.headers;
    const holds = none === '*' ? found === undefined : match === undefined || match === etag;
    if (holds) objects.set(key, { body, write });
    if (answer.kind === 'lose') return void request.socket.destroy();
    return holds
      ? void response.setHeader('etag', `"${write}"`).end()
      : refuse(response, 412, 'PreconditionFailed');
  }
  if (found === undefined) return void response.writeHead(404).end();
  const headers = {
    etag,
    'x-amz-meta-w': found.write,
    'content-length': String(found.body.length),
  };
  return void response.writeHead(200, headers).end();
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`);
}

const isCode =
  (code: PortErrorCode, retriable: boolean) =>
  (error: unknown): boolean =>
    error instanceof PortError && error.code === code && error.retriable === retriable;

const BODY = Buffer.from('body');

describe('createS3ObjectStore', () => {
  it('tries again on 409: another conditional write is under way', async (t) => {
    const { options, requests, objects } = await stub(t, [CONFLICT, CONFLICT]);
    await using store = createS3ObjectStore(options);
    assert.equal((await store.putIfAbsent('k', BODY)).kind, 'written');
    assert.equal(requests.length, 3);
    assert.deepEqual(objects.get('/b/k')?.body, BODY);
  });

  it('says exists when the other write won after a 409', async (t) => {
    const { options, objects } = await stub(t, [CONFLICT]);
    objects.set('/b/k', { body: Buffer.from('other'), write: 'other' });
    await using store = createS3ObjectStore(options);
    assert.deepEqual(await store.putIfAbsent('k', BODY), { kind: 'exists' });
  });

  it('gives up on 409 after some tries, retriably', async (t) => {
    const { options, requests } = await stub(t, Array<Answer>(50).fill(CONFLICT));
    await using store = createS3ObjectStore(options);
    await assert.rejects(store.putIfAbsent('k', BODY), isCode('UNAVAILABLE', true));
    assert.equal(requests.length, 8);
  });

  it('knows its own object when the answer was lost', async (t) => {
    const { options, requests, objects } = await stub(t, [{ kind: 'lose' }]);
    await using store = createS3ObjectStore(options);
    const put = await store.putIfAbsent('k', BODY);
    assert.deepEqual(put, { kind: 'written', etag: `"${objects.get('/b/k')?.write}"` });
    assert.deepEqual(
      requests.map(({ method }) => method),
      ['PUT', 'PUT', 'HEAD'],
    );
    assert.deepEqual((await store.head('k'))?.metadata, {});
  });

  it('knows its own replacement when the answer was lost', async (t) => {
    const { options, objects } = await stub(t, [{ kind: 'lose' }]);
    objects.set('/b/k', { body: Buffer.from('old'), write: 'old' });
    await using store = createS3ObjectStore(options);
    assert.equal((await store.putIfMatch('k', BODY, '"old"')).kind, 'written');
    assert.deepEqual(objects.get('/b/k')?.body, BODY);
  });

  it('does not take another’s object for its own when an answer was lost', async (t) => {
    const { options, objects } = await stub(t, [{ kind: 'lose' }]);
    objects.set('/b/k', { body: BODY, write: 'other' });
    await using store = createS3ObjectStore(options);
    assert.deepEqual(await store.putIfAbsent('k', BODY), { kind: 'exists' });
  });

  it('asks nothing more where it is refused at once', async (t) => {
    const { options, requests, objects } = await stub(t, []);
    objects.set('/b/k', { body: BODY, write: 'other' });
    await using store = createS3ObjectStore(options);
    assert.deepEqual(await store.putIfAbsent('k', BODY), { kind: 'exists' });
    assert.equal(requests.length, 1);
  });

  it('sends plain bodies: no chunks, no checksums that other servers do not know', async (t) => {
    const { options, requests } = await stub(t, []);
    await using store = createS3ObjectStore(options);
    await store.putIfAbsent('k', BODY, { contentType: 'text/plain' });
    const { headers } = requests[0] ?? {};
    assert.equal(headers?.['content-length'], '4');
    assert.equal(headers?.['content-type'], 'text/plain');
    assert.equal(headers?.['if-none-match'], '*');
    for (const name of [
      'content-encoding',
      'transfer-encoding',
      'x-amz-trailer',
      'x-amz-checksum-crc32',
    ]) {
      assert.equal(headers?.[name], undefined, name);
    }
  });

  it('sends checksums where that is asked for', async (t) => {
    const { options, requests } = await stub(t, []);
    await using store = createS3ObjectStore({ ...options, checksumMode: 'WHEN_SUPPORTED' });
    await store.putIfAbsent('k', BODY);
    assert.equal(typeof requests[0]?.headers['x-amz-checksum-crc32'], 'string');
    assert.equal(requests[0]?.headers['content-encoding'], undefined);
  });

  it('tries again when the server is busy', async (t) => {
    const { options, requests } = await stub(t, [
      { kind: 'refuse', status: 503, code: 'SlowDown' },
    ]);
    await using store = createS3ObjectStore(options);
    assert.equal((await store.putIfAbsent('k', BODY)).kind, 'written');
    assert.equal(requests.length, 2);
  });

  it('does not wait for ever', async (t) => {
    const { options } = await stub(t, [{ kind: 'hang' }]);
    await using store = createS3ObjectStore({ ...options, requestMsMax: 100, attemptsMax: 1 });
    await assert.rejects(store.putIfAbsent('k', BODY), isCode('UNAVAILABLE', true));
  });

  const REFUSALS: readonly [
    status: number,
    code: string,
    expected: PortErrorCode,
    retriable: boolean,
  ][] = [
    [403, 'AccessDenied', 'UNAUTHORIZED', false],
    [403, 'SignatureDoesNotMatch', 'UNAUTHORIZED', false],
    [404, 'NoSuchBucket', 'NOT_FOUND', false],
    [400, 'EntityTooLarge', 'TOO_LARGE', false],
    [400, 'InvalidArgument', 'INVALID', false],
    [400, 'RequestTimeout', 'UNAVAILABLE', true],
    [429, 'TooManyRequests', 'UNAVAILABLE', true],
    [500, 'InternalError', 'UNAVAILABLE', true],
    [501, 'NotImplemented', 'MISCONFIGURED', false],
  ];
  for (const [status, code, expected, retriable] of REFUSALS) {
    it(`calls ${status} ${code} ${expected}`, async (t) => {
      const { options } = await stub(t, [{ kind: 'refuse', status, code }]);
      await using store = createS3ObjectStore({ ...options, attemptsMax: 1 });
      await assert.rejects(store.putIfAbsent('k', BODY), isCode(expected, retriable));
    });
  }

  it('calls a server that is not there UNAVAILABLE', async () => {
    const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
    const endpoint = 'http://127.0.0.1:1';
    await using store = createS3ObjectStore({
      endpoint,
      region: 'r',
      bucket: 'b',
      credentials,
      attemptsMax: 1,
    });
    await assert.rejects(store.head('k'), isCode('UNAVAILABLE', true));
  });
});
