import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
import { assertMetadata, assertObjectKey } from '@winnow/ports/object-key';
import type { ListedObject, ObjectHead, ObjectStore, PutOptions } from '@winnow/ports/object-store';
import { failureOf, isMissing, toPortError } from './s3-object-store-errors.ts';
import { putOnCondition, WRITE_KEY } from './s3-object-store-put.ts';

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
   * Whether uploads carry a checksum that the SDK adds. Default: with AWS itself; other servers may
   * store what they do not understand of it.
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

interface Place {
  readonly client: S3Client;
  readonly bucket: string;
  /** Empty, or with a slash at its end. */
  readonly prefix: string;
}

/**
 * Objects in S3, or a server that speaks its protocol and keeps its conditional writes (many do
 * not: `winnow doctor` races them). Objects are sent whole; each is one request.
 */
export function createS3ObjectStore(options: S3ObjectStoreOptions): ObjectStore {
  const { bucket } = options;
  const client = clientOf(options);
  const prefix = options.prefix === undefined || options.prefix === '' ? '' : `${options.prefix}/`;
  const place: Place = { client, bucket, prefix };
  const put = (key: string, body: Uint8Array, given: PutOptions = {}, etag?: string) => {
    assertObjectKey(key);
    assertMetadata(given.metadata ?? {});
    return putOnCondition({ client, bucket, key: prefix + key, body, options: given, etag });
  };

  return {
    async putIfAbsent(key, body, given) {
      const etag = await put(key, body, given);
      return etag === undefined ? { kind: 'exists' } : { kind: 'written', etag };
    },
    async putIfMatch(key, body, expected, given) {
      const etag = await put(key, body, given, expected);
      return etag === undefined ? { kind: 'changed' } : { kind: 'written', etag };
    },
    async get(key, range) {
      assertObjectKey(key);
      return get(place, key, range);
    },
    async head(key) {
      assertObjectKey(key);
      return head(place, key);
    },
    list: (listed, { startAfter = '' } = {}) => list(place, listed, startAfter),
    async delete(key) {
      assertObjectKey(key);
      try {
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: prefix + key }));
      } catch (error) {
        if (!isMissing(error)) throw toPortError(error, `delete ${bucket}/${prefix}${key}`);
      }
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
    },
  };
}

type Range = { readonly start: number; readonly end: number };

async function get(
  place: Place,
  key: string,
  range: Range | undefined,
): ReturnType<ObjectStore['get']> {
  const { client, bucket, prefix } = place;
  // No way to ask for nothing: a range names its last byte.
  if (range !== undefined && range.start >= range.end) return withoutBody(await head(place, key));
  const bounds = range && { Range: `bytes=${range.start}-${range.end - 1}` };
  try {
    const command = new GetObjectCommand({ Bucket: bucket, Key: prefix + key, ...bounds });
    const found = await client.send(command);
    const body = (await found.Body?.transformToByteArray()) ?? new Uint8Array();
    return { body, head: headOf(key, found, sizeOf(found, body)) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    // The range begins at or after the end.
    if (failureOf(error).status === 416) return withoutBody(await head(place, key));
    throw toPortError(error, `get ${bucket}/${prefix}${key}`);
  }
}

async function head(
  { client, bucket, prefix }: Place,
  key: string,
): Promise<ObjectHead | undefined> {
  try {
    const found = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: prefix + key }));
    return headOf(key, found, found.ContentLength ?? 0);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw toPortError(error, `head ${bucket}/${prefix}${key}`);
  }
}

async function* list(
  { client, bucket, prefix }: Place,
  listed: string,
  startAfter: string,
): AsyncGenerator<ListedObject> {
  const request = { Bucket: bucket, Prefix: prefix + listed, MaxKeys: PAGE_KEYS_MAX };
  let from: { StartAfter: string } | { ContinuationToken: string } | undefined = {
    StartAfter: prefix + startAfter,
  };
  while (from !== undefined) {
    const page: ListObjectsV2CommandOutput = await client
      .send(new ListObjectsV2Command({ ...request, ...from }))
      .catch((error: unknown) => {
        throw toPortError(error, `list ${bucket}/${prefix}${listed}`);
      });
    for (const { Key, Size } of page.Contents ?? []) {
      if (Key !== undefined) yield { key: Key.slice(prefix.length), bytes: Size ?? 0 };
    }
    const token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    from = token === undefined ? undefined : { ContinuationToken: token };
  }
}

function clientOf(options: S3ObjectStoreOptions): S3Client {
  const { region, endpoint, credentials } = options;
  const checksums =
    options.checksumMode ?? (endpoint === undefined ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED');
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
  return {
    key,
    etag: found.ETag ?? '',
    bytes,
    metadata,
    lastModified: found.LastModified?.getTime() ?? 0,
  };
}
