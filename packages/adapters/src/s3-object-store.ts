import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { assertMetadata, assertObjectKey } from '@winnow/ports/object-key';
import type { ObjectHead, ObjectStore } from '@winnow/ports/object-store';
import { failureOf, toPortError } from './s3-object-store-errors.ts';
import { isNoBucket, putOnCondition, WRITE_KEY } from './s3-object-store-put.ts';

export interface S3ObjectStoreOptions {
  readonly bucket: string;
  /** What all keys begin with, without a slash at the end. Default: nothing. */
  readonly prefix?: string;
  readonly region: string;
  /** A server other than AWS. */
  readonly endpoint?: string;
  /** The bucket in the path instead of the host name. Default: with an endpoint of one's own. */
  readonly forcePathStyle?: boolean;
  /**
   * Whether uploads carry a checksum that the SDK adds. Default: with AWS itself; other servers store
   * what they do not understand of it.
   */
  readonly checksumMode?: 'WHEN_SUPPORTED' | 'WHEN_REQUIRED';
  /** Default: the AWS chain (environment, profile, role). */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** For one request, from its beginning to its end. Default 60 000. */
  readonly requestMsMax?: number;
  /** How often the SDK sends a request that got no answer, or a server's error. Default 4. */
  readonly attemptsMax?: number;
}

const CONNECT_MS_MAX = 5_000;
const REQUEST_MS_MAX_DEFAULT = 60_000;
const ATTEMPTS_MAX_DEFAULT = 4;
/** As many as S3 gives at once. */
const PAGE_KEYS_MAX = 1_000;

/**
 * Objects in S3, or a server that speaks its protocol and keeps its conditional writes (many do not:
 * `winnow doctor` races them). Objects are sent whole; each is one request.
 */
export function createS3ObjectStore(options: S3ObjectStoreOptions): ObjectStore {
  const { bucket } = options;
  const client = clientOf(options);
  const prefix = options.prefix === undefined || options.prefix === '' ? '' : `${options.prefix}/`;
  const at = (key: string): { readonly Bucket: string; readonly Key: string } => {
    assertObjectKey(key);
    return { Bucket: bucket, Key: prefix + key };
  };

  const head = async (key: string): Promise<ObjectHead | undefined> => {
    const place = at(key);
    try {
      const found = await client.send(new HeadObjectCommand(place));
      return headOf(key, found, found.ContentLength ?? 0);
    } catch (error) {
      if (failureOf(error).status === 404 && !isNoBucket(error)) return undefined;
      throw toPortError(error, `head ${bucket}/${place.Key}`);
    }
  };

  return {
    async putIfAbsent(key, body, put = {}) {
      assertMetadata(put.metadata ?? {});
      const condition = { client, bucket, key: at(key).Key, body, options: put, etag: undefined };
      const etag = await putOnCondition(condition);
      return etag === undefined ? { kind: 'exists' } : { kind: 'written', etag };
    },

    async putIfMatch(key, body, expected, put = {}) {
      assertMetadata(put.metadata ?? {});
      const condition = { client, bucket, key: at(key).Key, body, options: put, etag: expected };
      const etag = await putOnCondition(condition);
      return etag === undefined ? { kind: 'changed' } : { kind: 'written', etag };
    },

    async get(key, range) {
      const place = at(key);
      // No way to ask for nothing: a range names its last byte.
      if (range !== undefined && range.start >= range.end) return withoutBody(await head(key));
      try {
        const found = await client.send(new GetObjectCommand({ ...place, ...rangeOf(range) }));
        const body = (await found.Body?.transformToByteArray()) ?? new Uint8Array();
        return { body, head: headOf(key, found, sizeOf(found, body)) };
      } catch (error) {
        const { status } = failureOf(error);
        if (status === 404 && !isNoBucket(error)) return undefined;
        if (status !== 416) throw toPortError(error, `get ${bucket}/${place.Key}`);
        // The range begins at or after the end.
        return withoutBody(await head(key));
      }
    },

    head,

    async *list(listed, { startAfter = '' } = {}) {
      const request = { Bucket: bucket, Prefix: prefix + listed, MaxKeys: PAGE_KEYS_MAX };
      let token: string | undefined;
      do {
        const from = token === undefined ? { StartAfter: prefix + startAfter } : { ContinuationToken: token };
        const page = await client
          .send(new ListObjectsV2Command({ ...request, ...from }))
          .catch((error: unknown) => Promise.reject(toPortError(error, `list ${bucket}/${prefix}${listed}`)));
        for (const { Key, Size } of page.Contents ?? []) {
          if (Key !== undefined) yield { key: Key.slice(prefix.length), bytes: Size ?? 0 };
        }
        token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
      } while (token !== undefined);
    },

    async delete(key) {
      const place = at(key);
      try {
        await client.send(new DeleteObjectCommand(place));
      } catch (error) {
        if (failureOf(error).status === 404 && !isNoBucket(error)) return;
        throw toPortError(error, `delete ${bucket}/${place.Key}`);
      }
    },

    async [Symbol.asyncDispose]() {
      client.destroy();
    },
  };
}

function clientOf(options: S3ObjectStoreOptions): S3Client {
  const { region, endpoint, credentials } = options;
  const checksums = options.checksumMode ?? (endpoint === undefined ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED');
  return new S3Client({
    region,
    forcePathStyle: options.forcePathStyle ?? endpoint !== undefined,
    requestChecksumCalculation: checksums,
    responseChecksumValidation: checksums,
    maxAttempts: options.attemptsMax ?? ATTEMPTS_MAX_DEFAULT,
    requestHandler: {
      connectionTimeout: CONNECT_MS_MAX,
      requestTimeout: options.requestMsMax ?? REQUEST_MS_MAX_DEFAULT,
      throwOnRequestTimeout: true,
    },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  });
}

function rangeOf(range: { readonly start: number; readonly end: number } | undefined): { readonly Range?: string } {
  return range === undefined ? {} : { Range: `bytes=${range.start}-${range.end - 1}` };
}

function withoutBody(head: ObjectHead | undefined): Awaited<ReturnType<ObjectStore['get']>> {
  return head && { body: new Uint8Array(), head };
}

function sizeOf({ ContentRange }: GetObjectCommandOutput, body: Uint8Array): number {
  const total = Number(ContentRange?.split('/')[1]);
  return Number.isInteger(total) ? total : body.length;
}

function headOf(
  key: string,
  found: HeadObjectCommandOutput | GetObjectCommandOutput,
  bytes: number,
): ObjectHead {
  const { [WRITE_KEY]: _, ...metadata } = found.Metadata ?? {};
  return { key, etag: found.ETag ?? '', bytes, metadata, lastModified: found.LastModified?.getTime() ?? 0 };
}
