import type { S3Server } from '../infra/native/versitygw.ts';
import type { ServersWanted } from './servers.ts';

/** Where servers are. */
export interface Addresses {
  readonly kafkaBrokers?: readonly string[];
  readonly redisUrl?: string;
  readonly s3?: S3Server;
}

/**
 * Servers that somebody else started, by environment: `TEST_KAFKA_BROKERS` (host:port, …),
 * `TEST_REDIS_URL`, `TEST_S3_ENDPOINT` with `TEST_S3_ACCESS_KEY_ID`, `TEST_S3_SECRET_ACCESS_KEY`,
 * `TEST_S3_BUCKET` and `TEST_S3_REGION`. Undefined unless they cover everything that is wanted.
 */
export function givenServers(
  environment: Readonly<Record<string, string | undefined>>,
  wanted: ServersWanted,
): Addresses | undefined {
  const { kafka, redis, s3 } = wanted;
  const kafkaBrokers = environment['TEST_KAFKA_BROKERS']?.split(',').filter((part) => part !== '');
  const redisUrl = environment['TEST_REDIS_URL'];
  const s3Server = givenS3(environment);
  if (kafka) {
    if (kafka.own || kafka.sasl || kafka.tls || kafka.advertisedPort) return undefined;
    if ((kafkaBrokers?.length ?? 0) < (kafka.brokers ?? 1)) return undefined;
  }
  if (redis && (!redisUrl || (typeof redis === 'object' && redis.own))) return undefined;
  if (s3 && s3Server === undefined) return undefined;
  return {
    ...(kafka && kafkaBrokers && { kafkaBrokers }),
    ...(redis && redisUrl && { redisUrl }),
    ...(s3 && s3Server && { s3: s3Server }),
  };
}

function givenS3(environment: Readonly<Record<string, string | undefined>>): S3Server | undefined {
  const {
    TEST_S3_ENDPOINT: endpoint,
    TEST_S3_ACCESS_KEY_ID: accessKeyId,
    TEST_S3_SECRET_ACCESS_KEY: secretAccessKey,
    TEST_S3_BUCKET: bucket = 'winnow',
    TEST_S3_REGION: region = 'us-east-1',
  } = environment;
  if (!endpoint || !accessKeyId || !secretAccessKey) return undefined;
  return { endpoint, accessKeyId, secretAccessKey, bucket, region };
}

/** What `givenServers` reads again. */
export function environmentOf({ kafkaBrokers, redisUrl, s3 }: Addresses): Record<string, string> {
  return {
    ...(kafkaBrokers && { TEST_KAFKA_BROKERS: kafkaBrokers.join() }),
    ...(redisUrl !== undefined && { TEST_REDIS_URL: redisUrl }),
    ...(s3 && {
      TEST_S3_ENDPOINT: s3.endpoint,
      TEST_S3_ACCESS_KEY_ID: s3.accessKeyId,
      TEST_S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
      TEST_S3_BUCKET: s3.bucket,
      TEST_S3_REGION: s3.region,
    }),
  };
}
