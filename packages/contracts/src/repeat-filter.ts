import { parseOrigin } from './headers.ts';

/**
 * The highest origin offset seen, by `<generation>/<raw topic>/<raw partition>`. Plain JSON, to be
 * stored beside whatever a consumer makes of the events.
 */
export type Marks = Readonly<Record<string, number>>;

/** Where an event comes from: the headers `winnow-generation` and `winnow-origin`. */
export interface EventOrigin {
  readonly generation: string;
  /** `<raw topic>/<partition>/<offset>` */
  readonly origin: string | undefined;
}

/** Tells events that come for the first time from those that were delivered before. */
export interface RepeatFilter {
  /**
   * True the first time an event comes, false for a repeat. An event without a readable origin
   * cannot be told from its repeats and is always let in.
   */
  admit(event: EventOrigin): boolean;
  /** The marks after all that was admitted so far. */
  marks(): Marks;
}

/**
 * Gives a consumer of one partition of the enriched topic each event once. Between topics delivery
 * is at least once: after a crash a worker publishes again what it had published. But from a raw
 * partition to an enriched one there is a single path, and on it a repeat only ever steps back. So
 * one mark for each raw partition is enough: what is not above it has been here before.
 *
 * To survive a restart, store `marks()` in the same transaction as the results, one set for each
 * enriched partition, and begin from it. The lake's archiver does the same, by these very lines.
 */
export function createRepeatFilter(marks: Marks = {}): RepeatFilter {
  const highest = new Map(Object.entries(marks));
  return {
    admit({ generation, origin }) {
      const raw = parseOrigin(origin);
      if (raw === undefined) return true;
      const name = markName(generation, raw);
      if (raw.offset <= (highest.get(name) ?? -1)) return false;
      highest.set(name, raw.offset);
      return true;
    },
    marks: () => Object.fromEntries(highest),
  };
}

/** The name under which a raw partition's mark is kept. */
export function markName(
  generation: string,
  raw: { readonly topic: string; readonly partition: number },
): string {
  return `${generation}/${raw.topic}/${raw.partition}`;
}
