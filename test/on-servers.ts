import { randomUUID } from 'node:crypto';
import type { Servers } from './servers.ts';

/**
 * Redis databases by test file, so that files which run at once share a server and nothing else.
 */
const DATABASES = { equivalence: 3, endToEnd: 4, bench: 5, replay: 6 } as const;

/**
 * Settings of a pipeline of its own on shared servers: a prefix for topics and groups, one for the
 * lake, and a Redis database.
 */
export function settingsOn(
  servers: Servers,
  use: keyof typeof DATABASES,
): Readonly<Record<string, string>> {
  const name = `${use.toLowerCase()}-${randomUUID().slice(0, 8)}`;
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = servers.s3;
  const redis = `${servers.redisUrl.replace(/\/\d*$/, '')}/${DATABASES[use]}`;
  return {
    LOG_URL: `kafka://${servers.kafkaBrokers.join(',')}/${name}.`,
    CACHE_URL: redis,
    DUPLICATES_URL: redis,
    OBJECTS_URL: `s3://${bucket}/${name}`,
    S3_ENDPOINT: endpoint,
    S3_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    LOG_LEVEL: 'silent',
  };
}
