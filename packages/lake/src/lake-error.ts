export const LAKE_ERROR_CODES = [
  /** A topic was made again: its offsets begin anew, and would look like repeats. */
  'TOPIC_REPLACED',
  /** The chain has archived offsets that the topic has not reached. */
  'CHAIN_AHEAD_OF_TOPIC',
  /** The chain has archived raw records that the raw topic has not reached. */
  'CHAIN_AHEAD_OF_RAW',
  /** A topic that the chain needs is not there. */
  'TOPIC_MISSING',
  /** The log handed over records from beyond the chain's end. */
  'RECORDS_SKIPPED',
  /** An object of the chain is not as the archiver writes it. */
  'OBJECT_INVALID',
  /** The marks of a chain do not fit an object's metadata. */
  'MARKS_TOO_LARGE',
  /** `current.json` is not a list of generations, or does not allow the change. */
  'CURRENT_INVALID',
] as const;
export type LakeErrorCode = (typeof LAKE_ERROR_CODES)[number];

/**
 * The lake and the log contradict each other: going on would lose rows or double them. The message
 * names the chain and says what a person can do. Trying again does not help.
 */
export class LakeError extends Error {
  override readonly name = 'LakeError';
  readonly code: LakeErrorCode;

  constructor(code: LakeErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}
