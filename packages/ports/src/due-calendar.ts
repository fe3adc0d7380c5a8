/**
 * Keys by the hour in which they are due; a key that is due later by now moves when its hour comes.
 */
export interface DueCalendar {
  add(key: string, dueAt: number): void;
  /**
   * Keys due at `time`, at most `keysMax`. `dueAtOf` is asked for every key whose hour has come:
   * undefined drops it, a later time moves it, and one that has passed reports it and keeps it.
   */
  due(time: number, keysMax: number, dueAtOf: (key: string) => number | undefined): string[];
}

const HOUR_MS = 3_600_000;

export function createDueCalendar(): DueCalendar {
  const hours = new Map<number, Set<string>>();
  const add = (key: string, dueAt: number): void => {
    const hour = Math.floor(dueAt / HOUR_MS);
    const keys = hours.get(hour);
    if (keys === undefined) hours.set(hour, new Set([key]));
    else keys.add(key);
  };
  return {
    add,
    due(time, keysMax, dueAtOf) {
      const found = new Set<string>();
      for (const [hour, keys] of [...hours].sort(([a], [b]) => a - b)) {
        if (hour > Math.floor(time / HOUR_MS)) break;
        for (const key of keys) {
          if (found.size >= keysMax) return [...found];
          const dueAt = dueAtOf(key);
          if (dueAt !== undefined && dueAt <= time) {
            found.add(key);
            continue;
          }
          if (dueAt !== undefined && Math.floor(dueAt / HOUR_MS) === hour) continue;
          keys.delete(key);
          if (dueAt !== undefined) add(key, dueAt);
        }
        if (keys.size === 0) hours.delete(hour);
      }
      return [...found];
    },
  };
}
