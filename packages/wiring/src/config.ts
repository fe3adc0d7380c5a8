import { z } from 'zod';

const url = (schemes: readonly string[]): z.ZodString =>
  z
    .string()
    .regex(new RegExp(`^(?:${schemes.join('|')}):`), `must begin with ${schemes.join(': or ')}:`);
const count = z.coerce.number().int().positive();
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** Every setting with its default. `.env.example` is generated from it. */
export const ConfigSchema = z.object({
  LOG_URL: url(['memory', 'sqlite', 'kafka'])
    .default('sqlite:.winnow/log.db')
    .describe(
      'Where records lie: `sqlite:<path>`, `kafka://<host:port>,<host:port>[/<prefix of topics and groups>]` or `memory:`',
    ),
  CACHE_URL: url(['memory', 'none', 'sqlite', 'redis', 'rediss'])
    .default('sqlite:.winnow/cache.db')
    .describe(
      'Where stage results are remembered: `sqlite:<path>`, `redis://…`, `rediss://…` or `none:`',
    ),
  DUPLICATES_URL: url(['memory', 'sqlite', 'redis', 'rediss'])
    .default('sqlite:.winnow/duplicates.db')
    .describe('The index of near-duplicates: `sqlite:<path>`, `redis://…` or `rediss://…`'),
  OBJECTS_URL: url(['memory', 'file', 's3'])
    .default('file:.winnow/lake')
    .describe('The lake: `file:<folder>` or `s3://<bucket>/<prefix>`'),

  BATCH_RECORDS_MAX: count.default(500).describe('Records handed to a stage at once'),
  BATCH_BYTES_MAX: count.default(8_388_608).describe('Bytes of records handed to a stage at once'),
  RECORD_BYTES_MAX: count
    .default(15_728_640)
    .describe("Bytes of an output; above it is a dead letter. Below the topics' max.message.bytes"),
  RETRY_MS_MAX: count
    .default(300_000)
    .describe('How long an unreachable server is waited for before the process exits with 3'),
  CACHE_TTL_MS: count
    .default(2_592_000_000)
    .describe('How long a stage result is remembered (30 days)'),
  CACHE_BYTES_MAX: count.default(1_073_741_824).describe('Size of the embedded cache in bytes'),
  FLUSH_RECORDS_MAX: count.default(50_000).describe('Rows of a lake object, at most'),
  FLUSH_BYTES_MAX: count.default(67_108_864).describe('Bytes of records in a lake object, at most'),
  FLUSH_MS_MAX: count.default(5_000).describe('Age at which buffered rows are written to the lake'),
  TOPIC_PARTITIONS: count.default(4).describe('Partitions of topics that `topics create` makes'),

  HTTP_HOST: z.string().default('127.0.0.1').describe('Address of /health, /ready and /metrics'),
  HTTP_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(0)
    .describe('Its port; 0 takes a free one'),
  UNHEALTHY_MS: count.default(600_000).describe('A batch in hand for longer makes /health fail'),
  SHUTDOWN_GRACE_MS: count.default(25_000).describe('What the work in hand may take after SIGTERM'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least severe log line that is printed (to stderr)'),

  KAFKA_CLIENT_ID: z.string().default('winnow').describe('Name of this process to the brokers'),
  KAFKA_SSL: flag.default(false).describe('`true` for TLS'),
  KAFKA_SSL_CA_FILE: z
    .string()
    .optional()
    .describe('PEM file of the authority that signed the brokers'),
  KAFKA_SSL_CERT_FILE: z.string().optional().describe('PEM file of a client certificate'),
  KAFKA_SSL_KEY_FILE: z.string().optional().describe('PEM file of its key'),
  KAFKA_SASL_MECHANISM: z
    .enum(['plain', 'scram-sha-256', 'scram-sha-512'])
    .optional()
    .describe('How to sign in to the brokers'),
  KAFKA_SASL_USERNAME: z.string().optional().describe('User of the brokers'),
  KAFKA_SASL_PASSWORD: z.string().optional().describe('Its password (never logged)'),
  KAFKA_REPLICATION_FACTOR: count
    .optional()
    .describe(
      'Copies of each topic that `topics create` makes; default: 3, or as many as there are brokers',
    ),
  KAFKA_SESSION_MS: count
    .default(30_000)
    .describe('A worker without a heartbeat for so long has lost its partitions'),
  KAFKA_COMPRESSION: z
    .enum(['none', 'gzip', 'snappy', 'zstd'])
    .default('gzip')
    .describe('How records are compressed; plain kafkajs consumers read none and gzip'),
  REDIS_CA_FILE: z
    .string()
    .optional()
    .describe('PEM file of the authority that signed Redis (rediss:)'),
  S3_ENDPOINT: z.string().optional().describe('Address of an S3 server other than AWS'),
  S3_REGION: z.string().default('us-east-1').describe('Region of the bucket'),
  S3_FORCE_PATH_STYLE: flag
    .optional()
    .describe('`true` puts the bucket into the path; default: when S3_ENDPOINT is set'),
  S3_CHECKSUM_MODE: z
    .enum(['WHEN_SUPPORTED', 'WHEN_REQUIRED'])
    .optional()
    .describe('Default: WHEN_REQUIRED when S3_ENDPOINT is set, else WHEN_SUPPORTED'),
});
export type Config = z.infer<typeof ConfigSchema>;

/** One line for each setting that is wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'CONFIG_INVALID';
}

/** Settings whose values are never shown. */
const SECRETS: ReadonlySet<string> = new Set(['KAFKA_SASL_PASSWORD']);

/**
 * The configuration from an environment (`process.env`). An empty value is the default. Throws a
 * `ConfigError` that names every mistake at once.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const stated = Object.entries(environment).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const parsed = ConfigSchema.safeParse(Object.fromEntries(stated));
  const problems = parsed.success
    ? togetherProblems(parsed.data)
    : issuesOf(parsed.error, environment);
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems.join('\n'));
  return parsed.data;
}

function issuesOf(
  error: z.ZodError,
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  return error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const value = SECRETS.has(name)
      ? '(secret)'
      : JSON.stringify(withoutPassword(environment[name] ?? ''));
    return `${name}=${value}: ${issue.message}`;
  });
}

/** Settings that are right one by one and wrong together. */
function togetherProblems(config: Config): string[] {
  const problems: string[] = [];
  if (config.KAFKA_SASL_MECHANISM !== undefined) {
    if (config.KAFKA_SASL_USERNAME === undefined || config.KAFKA_SASL_PASSWORD === undefined) {
      problems.push('KAFKA_SASL_MECHANISM needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD');
    }
  }
  if ((config.KAFKA_SSL_CERT_FILE === undefined) !== (config.KAFKA_SSL_KEY_FILE === undefined)) {
    problems.push('KAFKA_SSL_CERT_FILE and KAFKA_SSL_KEY_FILE go together');
  }
  if (config.RECORD_BYTES_MAX < 1_000_000) {
    problems.push('RECORD_BYTES_MAX: at least 1000000, or dead letters would not fit');
  }
  return problems;
}

/** A URL as it may be shown: `redis://user:***@host`. */
export function withoutPassword(url: string): string {
  return url.replace(/(\/\/[^/@:]{0,200}:)[^/@]{1,500}@/, '$1***@');
}
