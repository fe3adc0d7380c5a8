/** What went wrong in the world, in words that no technology owns. */
export const PORT_ERROR_CODES = [
  /** The server cannot be reached or does not answer in time. */
  'UNAVAILABLE',
  /** It answered that we may not. */
  'UNAUTHORIZED',
  /** Topic, bucket or group is not there. */
  'NOT_FOUND',
  /** Held by another process (a consumer group of the embedded log). */
  'HELD',
  /** A single record or object is larger than the server takes. */
  'TOO_LARGE',
  /** The position or partition is not ours any more. */
  'FENCED',
  /** Data on the server that no rule of ours can have written. */
  'CORRUPT',
  /** A setting of the server breaks a guarantee. */
  'MISCONFIGURED',
  /** The call itself was wrong. */
  'INVALID',
  /** The caller's signal was aborted. */
  'ABORTED',
] as const;
export type PortErrorCode = (typeof PORT_ERROR_CODES)[number];

/**
 * The only error an adapter may throw. `retriable` says who must act: true means try again (and
 * crash when tries run out), false means this call can never succeed as it is.
 */
export class PortError extends Error {
  override readonly name = 'PortError';
  readonly code: PortErrorCode;
  readonly retriable: boolean;

  constructor(
    code: PortErrorCode,
    message: string,
    options: { readonly retriable: boolean; readonly cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retriable = options.retriable;
  }
}
