import { PortError } from '@winnow/ports/port-error';

/** What the SDK's errors have in common. */
export interface S3Failure {
  readonly name: string;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** How often the SDK itself has tried. */
  readonly attempts: number;
}

interface SdkError {
  readonly name?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
}

/** What an error of the SDK says; any other error came without an answer. */
export function failureOf(error: unknown): S3Failure {
  const { name = 'Error', $metadata = {} } = error as SdkError;
  return { name, status: $metadata.httpStatusCode ?? 0, attempts: $metadata.attempts ?? 1 };
}

/** Whether it is the object that is not there, and not the bucket. */
export function isMissing(error: unknown): boolean {
  const { status, name } = failureOf(error);
  return status === 404 && name !== 'NoSuchBucket';
}

/** Errors of the SDK that come before any request. */
const CREDENTIALS = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
]);
/** versitygw keeps keys as paths: one key cannot be the folder of another. */
const BESIDE = new Set(['ObjectParentIsFile', 'ExistingObjectIsDirectory']);
const RETRIABLE_STATUS = new Set([408, 409, 425, 429]);

/** What a failure of S3 means in the port's words. */
export function toPortError(error: unknown, action: string): PortError {
  if (error instanceof PortError) return error;
  const { name, status } = failureOf(error);
  const message = `S3 could not ${action}: ${name}${status === 0 ? '' : ` (${status})`}`;
  const fatal = { retriable: false, cause: error };
  if (CREDENTIALS.has(name) || status === 401 || status === 403)
    return new PortError('UNAUTHORIZED', message, fatal);
  if (status === 301 || status === 307 || status === 501)
    return new PortError('MISCONFIGURED', message, fatal);
  if (status === 404) return new PortError('NOT_FOUND', message, fatal);
  if (status === 413 || name === 'EntityTooLarge')
    return new PortError('TOO_LARGE', message, fatal);
  if (BESIDE.has(name)) return new PortError('INVALID', message, fatal);
  if (status >= 400 && status < 500 && !RETRIABLE_STATUS.has(status) && name !== 'RequestTimeout') {
    return new PortError('INVALID', message, fatal);
  }
  return new PortError('UNAVAILABLE', message, { retriable: true, cause: error });
}
