import type { Clock } from '@winnow/ports/clock';
import { PortError } from '@winnow/ports/port-error';

export interface RetryOptions {
  readonly clock: Clock;
  /** Ends the waiting; the last error is thrown. */
  readonly signal: AbortSignal;
  /** Tries go on for at most so long after the first failure. */
  readonly retryMsMax: number;
  readonly delayMsFirst?: number;
  readonly delayMsMax?: number;
  readonly onRetry?: (error: PortError) => void;
}

const DELAY_MS_FIRST = 50;
const DELAY_MS_MAX = 5_000;

/**
 * Runs `effect` until it succeeds. Only retriable `PortError`s are tried again, with a doubling
 * delay; when the time is up the last one is thrown, for a broken world must be seen.
 */
export async function retrying<T>(effect: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { clock, signal, retryMsMax, delayMsMax = DELAY_MS_MAX } = options;
  let delayMs = options.delayMsFirst ?? DELAY_MS_FIRST;
  let deadline: number | undefined;
  for (;;) {
    try {
      return await effect();
    } catch (error) {
      if (!(error instanceof PortError) || !error.retriable || signal.aborted) throw error;
      deadline ??= clock.now() + retryMsMax;
      if (clock.now() + delayMs > deadline) throw error;
      options.onRetry?.(error);
      await clock.sleep(delayMs, signal).catch(() => Promise.reject(error));
      delayMs = Math.min(delayMs * 2, delayMsMax);
    }
  }
}
