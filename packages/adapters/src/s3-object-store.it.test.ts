import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { describeObjectStore } from '@winnow/ports/object-store.conformance';
import { PortError } from '@winnow/ports/port-error';
import { startServers } from '../../../test/servers.ts';
import { createS3ObjectStore, type S3ObjectStoreOptions } from './s3-object-store.ts';

const servers = await startServers({ s3: true });
after(() => servers?.[Symbol.asyncDispose]());

const skip = servers === undefined ? 'no S3 server' : undefined;

function options(prefix: string): S3ObjectStoreOptions {
  if (servers === undefined) throw new Error(skip);
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = servers.s3;
  return { endpoint, region, bucket, prefix, credentials: { accessKeyId, secretAccessKey } };
}

describeObjectStore({
  name: 'S3',
  ...(skip === undefined ? {} : { skip }),
  racers: 16,
  create: async (count) => {
    const prefix = `conformance/${crypto.randomUUID()}`;
    return Array.from({ length: count }, () => createS3ObjectStore(options(prefix)));
  },
});

describe('S3 errors', { skip: skip ?? false }, () => {
  const isCode = (code: string) => (error: unknown) =>
    error instanceof PortError && error.code === code && !error.retriable;

  it('says that credentials are wrong', async () => {
    const { credentials, ...rest } = options('x');
    const accessKeyId = credentials?.accessKeyId ?? '';
    const wrong = { accessKeyId, secretAccessKey: 'wrong' };
    await using store = createS3ObjectStore({ ...rest, credentials: wrong });
    await assert.rejects(store.putIfAbsent('k', new Uint8Array()), isCode('UNAUTHORIZED'));
  });

  it('says that the bucket is not there', async () => {
    await using store = createS3ObjectStore({ ...options('x'), bucket: 'no-such-bucket' });
    await assert.rejects(store.putIfAbsent('k', new Uint8Array()), isCode('NOT_FOUND'));
    await assert.rejects(Array.fromAsync(store.list('')), isCode('NOT_FOUND'));
  });
});
