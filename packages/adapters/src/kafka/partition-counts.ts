import type { TopicCalls } from './topics.ts';

const KNOWN_MS_MAX = 60_000;

/** How many partitions topics have, remembered for a while. */
export interface PartitionCounts {
  /** Rejects with NOT_FOUND where there is no such topic. */
  of(topic: string): Promise<number>;
  forget(topic: string): void;
}

export function createPartitionCounts(topics: Pick<TopicCalls, 'partitions'>): PartitionCounts {
  const known = new Map<string, { readonly count: Promise<number>; readonly until: number }>();
  return {
    of(topic) {
      const found = known.get(topic);
      if (found !== undefined && performance.now() < found.until) return found.count;
      const count = topics.partitions(topic);
      known.set(topic, { count, until: performance.now() + KNOWN_MS_MAX });
      // A topic that is missing now may be made next.
      count.catch(() => known.delete(topic));
      return count;
    },
    forget(topic) {
      known.delete(topic);
    },
  };
}
