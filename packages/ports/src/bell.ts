/** Lets any number of loops wait for the next change. */
export interface Bell {
  /** Wakes everyone who waits now. */
  ring(): void;
  /** Resolves to true when rung, to false after `ms` (default: never). */
  wait(ms?: number): Promise<boolean>;
}

/** A bell; as long as nothing is awaited between looking and `wait`, no change can be missed. */
export function createBell(): Bell {
  const waiting = new Set<(rung: boolean) => void>();
  return {
    ring() {
      const woken = [...waiting];
      waiting.clear();
      for (const wake of woken) wake(true);
    },
    wait(ms) {
      return new Promise((resolve) => {
        const wake = (rung: boolean): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve(rung);
        };
        const timer = ms === undefined ? undefined : setTimeout(wake, ms, false);
        waiting.add(wake);
      });
    },
  };
}
