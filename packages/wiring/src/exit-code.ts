import { LakeError } from '@winnow/lake/lake-error';
import { PortError } from '@winnow/ports/port-error';
import { ConfigError } from './config.ts';

/** The same for every command and every worker. */
export const EXIT = {
  done: 0,
  /** Some records failed, or an audit found something. */
  failed: 1,
  /** Usage or configuration. */
  usage: 2,
  unreachable: 3,
  /** Held by another process. */
  held: 4,
  interrupted: 130,
} as const;

/** What went wrong for a person, and the exit code that says it to a script. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly exitCode: number;
}

/** Undefined for an error that nobody foresaw: that one deserves its stack. */
export function describeFailure(error: unknown): Failure | undefined {
  if (error instanceof ConfigError) {
    return { code: error.code, message: error.message, exitCode: EXIT.usage };
  }
  if (error instanceof LakeError) {
    return { code: error.code, message: error.message, exitCode: EXIT.failed };
  }
  if (error instanceof PortError) {
    return { code: error.code, message: error.message, exitCode: exitCodeOf(error) };
  }
  return undefined;
}

function exitCodeOf(error: PortError): number {
  switch (error.code) {
    case 'UNAVAILABLE':
    case 'UNAUTHORIZED':
      return EXIT.unreachable;
    case 'HELD':
      return EXIT.held;
    case 'NOT_FOUND':
    case 'MISCONFIGURED':
    case 'INVALID':
      return EXIT.usage;
    case 'ABORTED':
      return EXIT.interrupted;
    default:
      return EXIT.failed;
  }
}
