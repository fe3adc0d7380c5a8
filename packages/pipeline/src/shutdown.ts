/** Exit code of a process that a second signal ended: as a shell reports SIGINT. */
const EXIT_INTERRUPTED = 130;

/** Ends orderly at the first SIGINT or SIGTERM, at once at the second. */
export interface Shutdown extends Disposable {
  readonly signal: AbortSignal;
  /** The signal that came, if one did. */
  received(): NodeJS.Signals | undefined;
}

/**
 * Listens for SIGINT and SIGTERM. After the first, `graceMs` is what the work in hand may take;
 * then the process exits as it does at a second signal. What is not committed is delivered again.
 */
export function listenForShutdown(options: { readonly graceMs: number }): Shutdown {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  let timer: NodeJS.Timeout | undefined;
  const onSignal = (name: NodeJS.Signals): void => {
    if (received !== undefined) process.exit(EXIT_INTERRUPTED);
    received = name;
    controller.abort();
    timer = setTimeout(() => process.exit(EXIT_INTERRUPTED), options.graceMs);
    timer.unref();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    received: () => received,
    [Symbol.dispose]() {
      clearTimeout(timer);
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
