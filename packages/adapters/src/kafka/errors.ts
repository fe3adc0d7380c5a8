import { PortError } from '@winnow/ports/port-error';
import type { PortErrorCode } from '@winnow/ports/port-error';

type Meaning = readonly [code: PortErrorCode, retriable: boolean];

/** Kafka's protocol errors, as far as they mean more than "try again". */
const BY_TYPE: Readonly<Record<string, Meaning>> = {
  UNKNOWN_TOPIC_OR_PARTITION: ['NOT_FOUND', false],
  GROUP_ID_NOT_FOUND: ['NOT_FOUND', false],
  MESSAGE_TOO_LARGE: ['TOO_LARGE', false],
  RECORD_LIST_TOO_LARGE: ['TOO_LARGE', false],
  NON_EMPTY_GROUP: ['HELD', true],
  ILLEGAL_GENERATION: ['FENCED', true],
  UNKNOWN_MEMBER_ID: ['FENCED', true],
  REBALANCE_IN_PROGRESS: ['FENCED', true],
  FENCED_INSTANCE_ID: ['FENCED', true],
  TOPIC_AUTHORIZATION_FAILED: ['UNAUTHORIZED', false],
  GROUP_AUTHORIZATION_FAILED: ['UNAUTHORIZED', false],
  CLUSTER_AUTHORIZATION_FAILED: ['UNAUTHORIZED', false],
  SASL_AUTHENTICATION_FAILED: ['UNAUTHORIZED', false],
  UNSUPPORTED_SASL_MECHANISM: ['MISCONFIGURED', false],
  INVALID_TOPIC_EXCEPTION: ['INVALID', false],
  INVALID_PARTITIONS: ['INVALID', false],
  INVALID_CONFIG: ['INVALID', false],
  INVALID_REPLICATION_FACTOR: ['INVALID', false],
  INVALID_REQUEST: ['INVALID', false],
  POLICY_VIOLATION: ['INVALID', false],
  INVALID_GROUP_ID: ['INVALID', false],
  OFFSET_METADATA_TOO_LARGE: ['INVALID', false],
  INCONSISTENT_GROUP_PROTOCOL: ['MISCONFIGURED', false],
  INVALID_SESSION_TIMEOUT: ['MISCONFIGURED', false],
  TOPIC_DELETION_DISABLED: ['MISCONFIGURED', false],
  UNSUPPORTED_VERSION: ['MISCONFIGURED', false],
  UNSUPPORTED_COMPRESSION_TYPE: ['MISCONFIGURED', false],
  CORRUPT_MESSAGE: ['CORRUPT', false],
};

const LOGIN_FAILED = 'KafkaJSSASLAuthenticationError';

/** kafkajs's own errors that trying again does not cure. */
const BY_NAME: Readonly<Record<string, Meaning>> = {
  [LOGIN_FAILED]: ['UNAUTHORIZED', false],
  KafkaJSServerDoesNotSupportApiKey: ['MISCONFIGURED', false],
  KafkaJSUnsupportedMagicByteInMessageSet: ['CORRUPT', false],
  KafkaJSNotImplemented: ['MISCONFIGURED', false],
};

/** What TLS or zlib found wrong: not a matter of time either. */
const BY_CODE: Readonly<Record<string, Meaning>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: ['MISCONFIGURED', false],
  SELF_SIGNED_CERT_IN_CHAIN: ['MISCONFIGURED', false],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['MISCONFIGURED', false],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['MISCONFIGURED', false],
  CERT_HAS_EXPIRED: ['MISCONFIGURED', false],
  ERR_TLS_CERT_ALTNAME_INVALID: ['MISCONFIGURED', false],
  ERR_BUFFER_TOO_LARGE: ['CORRUPT', false],
  Z_DATA_ERROR: ['CORRUPT', false],
};

/**
 * A server that was lost while it looked at the password, of which kafkajs keeps the words alone:
 * "SASL SCRAM SHA256 authentication failed: Closed connection" when a broker is killed just then.
 */
const LOST_AT_LOGIN = /: (?:Closed connection|Connection (?:error|timeout)|Request .* timed out)/;

const CAUSES_MAX = 10;

/** What went wrong at the broker or on the way, in the port's words. */
export function asPortError(error: unknown): PortError {
  const chain = [...causes(error)];
  const own = chain.find((cause) => cause instanceof PortError);
  if (own !== undefined) return own;
  const [code, retriable] = meaning(chain);
  const message = error instanceof Error ? error.message : String(error);
  return new PortError(code, `Kafka: ${message}`, { retriable, cause: error });
}

/**
 * The protocol's name of an error (`REBALANCE_IN_PROGRESS`), wherever it is in the chain of causes.
 */
export function protocolType(error: unknown): string | undefined {
  for (const cause of causes(error)) {
    if ('type' in cause && typeof cause.type === 'string') return cause.type;
  }
  return undefined;
}

/** Everything that nobody knows better is an outage: kafkajs meets a lost server in many ways. */
function meaning(chain: readonly Error[]): Meaning {
  for (const cause of chain) {
    const type = 'type' in cause && typeof cause.type === 'string' ? cause.type : '';
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (cause.name === LOGIN_FAILED && LOST_AT_LOGIN.test(cause.message)) break;
    const found = BY_TYPE[type] ?? BY_NAME[cause.name] ?? BY_CODE[code];
    if (found !== undefined) return found;
  }
  return ['UNAVAILABLE', true];
}

function* causes(error: unknown): Iterable<Error> {
  let current = error;
  for (let depth = 0; depth < CAUSES_MAX && current instanceof Error; depth++) {
    yield current;
    // A group's deletion and a topic's creation report one error for each.
    if ('errors' in current && Array.isArray(current.errors)) {
      for (const inner of current.errors) if (inner instanceof Error) yield inner;
    }
    if ('groups' in current && Array.isArray(current.groups)) {
      for (const { error: inner } of current.groups) if (inner instanceof Error) yield inner;
    }
    current = current.cause;
  }
}
