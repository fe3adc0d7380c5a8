import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { describeObjectStore } from '@winnow/ports/object-store.conformance';
import { PortError } from '@winnow/ports/port-error';
import { startServers } from '../../../test/servers.ts';
import { createS3ObjectStore, type S3ObjectStoreOptions } from './s3-object-store.ts';

const servers = await startServers({ s3: true });
after(() => servers?.[Symbol.asyncDispose]());

if (servers === undefined) describe.skip('ObjectStore: S3 (no server)');
else suites(servers.s3);

function suites(s3: NonNullable<typeof servers>['s3']): void {
  const options = (prefix: string): S3ObjectStoreOptions => ({
    endpoint: s3.endpoint,
    region: s3.region,
    bucket: s3.bucket,
    prefix,
    credentials: { accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey },
  });

  describeObjectStore({
    name: 'S3',
    racers: 16,
    create: async (count) => {
      const prefix = `conformance/${crypto.randomUUID()}`;
      return Array.from({ length: count }, () => createS3ObjectStore(options(prefix)));
    },
  });

  describe('S3 errors', () => {
    const isCode = (code: string) => (error: unknown) =>
      error instanceof PortError && error.code === code && !error.retriable;

    it('says that credentials are wrong', async () => {
      const credentials = { accessKeyId: s3.accessKeyId, secretAccessKey: 'wrong' };
      await using store = createS3ObjectStore({ ...options('x'), credentials });
      await assert.rejects(store.putIfAbsent('k', new Uint8Array()), isCode('UNAUTHORIZED'));
    });

    it('says that the bucket is not there', async () => {
      await using store = createS3ObjectStore({ ...options('x'), bucket: 'no-such-bucket' });
      await assert.rejects(store.putIfAbsent('k', new Uint8Array()), isCode('NOT_FOUND'));
      await assert.rejects(Array.fromAsync(store.list('')), isCode('NOT_FOUND'));
    });
  });
}
