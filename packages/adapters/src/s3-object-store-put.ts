import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { PutOptions } from '@winnow/ports/object-store';
import { failureOf, isMissing, toPortError } from './s3-object-store-errors.ts';

/** Names one write, so that we know our own object when the answer to it was lost. */
export const WRITE_KEY = 'w';

/** 409 means that another conditional write is under way: try again, so often. */
const CONFLICT_TRIES_MAX = 8;
const CONFLICT_MS_FIRST = 20;
const CONFLICT_MS_MAX = 1_000;

export interface ConditionalPut {
  readonly client: S3Client;
  readonly bucket: string;
  /** With the store's prefix. */
  readonly key: string;
  readonly body: Uint8Array;
  readonly options: PutOptions;
  /** The etag to replace; undefined: only where nothing is. */
  readonly etag: string | undefined;
}

/**
 * Writes on a condition; undefined where it does not hold. The SDK repeats a request whose answer
 * it did not get, and is then refused because of its own first one: the name of the write tells.
 */
export async function putOnCondition(put: ConditionalPut): Promise<string | undefined> {
  const { client, bucket, key, etag } = put;
  const write = randomBytes(12).toString('base64url');
  const command = commandOf(put, write);
  let delayMs = CONFLICT_MS_FIRST;
  let sent = 0;
  for (let tries = 1; ; tries++) {
    try {
      const { ETag = '' } = await client.send(command);
      return ETag;
    } catch (error) {
      const { status, attempts } = failureOf(error);
      sent += attempts;
      const isRefused = status === 412 || (etag !== undefined && isMissing(error));
      if (isRefused) return sent > 1 ? await ownEtag(put, write) : undefined;
      if (status !== 409 || tries === CONFLICT_TRIES_MAX)
        throw toPortError(error, `put ${bucket}/${key}`);
      await setTimeout(delayMs);
      delayMs = Math.min(delayMs * 2, CONFLICT_MS_MAX);
    }
  }
}

function commandOf(
  { bucket, key, body, options, etag }: ConditionalPut,
  write: string,
): PutObjectCommand {
  return new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    // A Buffer, never a stream: streams go in chunks with trailers, which other servers may store.
    Body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
    ContentLength: body.byteLength,
    ContentType: options.contentType ?? 'application/octet-stream',
    Metadata: { ...options.metadata, [WRITE_KEY]: write },
    ...(etag === undefined ? { IfNoneMatch: '*' } : { IfMatch: etag }),
  });
}

/** The etag of what is there, if it is this very write. */
async function ownEtag(
  { client, bucket, key }: ConditionalPut,
  write: string,
): Promise<string | undefined> {
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return head.Metadata?.[WRITE_KEY] === write ? head.ETag : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw toPortError(error, `head ${bucket}/${key}`);
  }
}
