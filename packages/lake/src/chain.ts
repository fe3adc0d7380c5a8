import { HEADERS } from '@winnow/contracts/headers';
import { createRepeatFilter, type Marks } from '@winnow/contracts/repeat-filter';
import type { LogRecord } from '@winnow/ports/log';
import { objectKey } from './object-key.ts';
import type { ObjectFacts } from './object-facts.ts';

/**
 * How far a chain has come: all that decides which object is written next and what it holds. It
 * comes from the chain's last object alone. All here is pure; `partition-archiver.ts` has effects.
 */
export interface Chain {
  readonly generation: string;
  readonly partition: number;
  /** Where the next object begins. */
  readonly position: number;
  readonly marks: Marks;
  readonly incarnations: Readonly<Record<string, string>>;
  /** Key of the last object; undefined for a chain that has none. */
  readonly tail: string | undefined;
}

/** What was consumed and is not in the lake, as it came: repeats included. */
export interface Unarchived {
  readonly records: readonly LogRecord[];
  /** The offset after it, gaps at its end included. */
  readonly next: number;
}

/** The next object of a chain. */
export interface FlushPlan {
  readonly key: string;
  readonly position: number;
  readonly next: number;
  /** What becomes a row, in order. */
  readonly records: readonly LogRecord[];
  readonly repeats: number;
  readonly marks: Marks;
}

/** A chain that has no object yet: the first one begins at 0. */
export function emptyChain(generation: string, partition: number): Chain {
  return { generation, partition, position: 0, marks: {}, incarnations: {}, tail: undefined };
}

/**
 * The object that would take in all of `unarchived`. Always made anew from the chain's own marks.
 */
export function planFlush(chain: Chain, unarchived: Unarchived): FlushPlan {
  const filter = createRepeatFilter(chain.marks);
  const { generation } = chain;
  const records = unarchived.records.filter((record) =>
    filter.admit({ generation, origin: record.headers[HEADERS.origin] }),
  );
  return {
    key: objectKey(chain),
    position: chain.position,
    next: unarchived.next,
    records,
    repeats: unarchived.records.length - records.length,
    marks: filter.marks(),
  };
}

/** The chain with one more object, whoever wrote it: its `next`, its marks, its incarnations. */
export function follow(chain: Chain, facts: ObjectFacts): Chain {
  return {
    generation: chain.generation,
    partition: chain.partition,
    position: facts.next,
    marks: facts.marks,
    incarnations: facts.incarnations,
    tail: objectKey(chain),
  };
}

/** What of `unarchived` a chain at this position still lacks. */
export function above(position: number, { records, next }: Unarchived): Unarchived {
  return {
    records: records.filter((record) => record.offset >= position),
    next: Math.max(next, position),
  };
}
