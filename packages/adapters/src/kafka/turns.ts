/** Lets work on one thing wait for the work before it. */
export interface Turns {
  /** Runs `work` when all earlier work under this key has settled. */
  take(key: number, work: () => Promise<void>): Promise<void>;
}

export function createTurns(): Turns {
  const last = new Map<number, Promise<void>>();
  return {
    async take(key, work) {
      const before = last.get(key) ?? Promise.resolve();
      const job = before.catch(() => {}).then(work);
      last.set(key, job);
      try {
        await job;
      } finally {
        if (last.get(key) === job) last.delete(key);
      }
    },
  };
}
