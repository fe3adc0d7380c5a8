import type { Progress } from '@winnow/ports/log';

/** A partition in our hands, until the group deals anew. */
export interface HeldPartition {
  readonly partition: number;
  readonly lost: AbortSignal;
  /** Resolves when it is lost. */
  readonly gone: Promise<void>;
  /** Where to read on; undefined until it is known. */
  position: number | undefined;
  /** The partition's end as last seen. */
  end: number;
  /** What was committed last, by us or before us. */
  committed: Progress | undefined;
  /** `to` was reached, or the partition is not to be read. */
  ended: boolean;
  /** When the last batch was finished, by `performance.now()`; undefined while one is in hand. */
  idleSince: number | undefined;
}

/**
 * What one generation of the group gave us. All of it is lost at once: kafkajs rebalances eagerly.
 */
export interface Assignment {
  readonly held: ReadonlyMap<number, HeldPartition>;
  /** Why it ends: what is in hand is finished and committed, and nothing new begun. */
  draining: Error | undefined;
  /** Nothing of it is ours any more: handlers are told, and what they still do is not committed. */
  fence(): void;
}

/** Takes the partitions of a new generation into our hands. */
export function assign(partitions: readonly number[]): Assignment {
  const lost = new AbortController();
  const gone = new Promise<void>((resolve) => {
    lost.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const hold = (partition: number): HeldPartition => ({
    partition,
    lost: lost.signal,
    gone,
    position: undefined,
    end: 0,
    committed: undefined,
    ended: false,
    idleSince: performance.now(),
  });
  return {
    held: new Map(partitions.map((partition) => [partition, hold(partition)])),
    draining: undefined,
    fence: () => lost.abort(),
  };
}
