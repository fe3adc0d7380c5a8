/** Headers as text; a header that appears twice keeps its last value. */
export type Headers = Readonly<Record<string, string>>;

/** A record to append. `partition` is explicit: the caller has routed it (see `partitionOf`). */
export interface NewRecord {
  readonly partition: number;
  readonly key: Uint8Array | null;
  /** null is a tombstone. */
  readonly value: Uint8Array | null;
  readonly headers: Headers;
}

export interface LogRecord extends NewRecord {
  readonly topic: string;
  /** Rises within a partition, with gaps where the log holds control records or was compacted. */
  readonly offset: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
}

/**
 * Consecutive records of one partition. Without records it is a tick (`next` is `first`), or says
 * that the offsets from `first` to `next` hold no record. Each batch begins where the one before it
 * ended.
 */
export interface Batch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly LogRecord[];
  /** Where the batch begins: the position before it. */
  readonly first: number;
  /** The position after the batch, gaps at its end included: what a commit of all of it commits. */
  readonly next: number;
  /** The end of the partition as last seen, exclusive. */
  readonly end: number;
  /**
   * Aborted once the partition is no longer this consumer's: whatever is not yet done must not be.
   */
  readonly signal: AbortSignal;
}

/** What `batchBytesMax` is when it is not given. */
export const BATCH_BYTES_MAX_DEFAULT = 8 * 1024 * 1024;

/** The longest note, in bytes of UTF-8. */
export const NOTE_BYTES_MAX = 1024;

/** How far a handler got. */
export interface Progress {
  /** The offset to commit; at or above the group's committed one. */
  readonly next: number;
  /** A short text (at most `NOTE_BYTES_MAX`) that is stored beside the offset. Default: empty. */
  readonly note?: string;
}

export interface ConsumeOptions {
  readonly group: string;
  readonly batchRecordsMax: number;
  /** Bound on the sum of key and value bytes; a single larger record is a batch of its own. */
  readonly batchBytesMax?: number;
  /** Ends the call in an orderly way: the batch in hand is finished and committed. */
  readonly signal: AbortSignal;
  /**
   * Offsets by partition to begin at, for partitions without a committed offset. Default: the
   * start.
   */
  readonly from?: ReadonlyMap<number, number>;
  /**
   * Offsets by partition at which to stop, exclusive. Partitions that are not named are not read. A
   * partition also ends where its last offsets hold no record. The call resolves once all have
   * ended.
   */
  readonly to?: ReadonlyMap<number, number>;
  /**
   * Asked at every assignment; an offset takes the committed offset's place, undefined leaves it.
   */
  readonly startAt?: (partition: number) => Promise<number | undefined>;
  /** Hands an empty batch to the handler for each assigned partition that was idle for so long. */
  readonly tickMs?: number;
  /** Told when a committed position had to be moved because the log no longer holds it. */
  readonly onReset?: (reset: {
    readonly topic: string;
    readonly partition: number;
    readonly wanted: number;
    readonly start: number;
  }) => void;
}

/**
 * Handles one batch. What it resolves to is committed: the whole batch when it resolves to nothing.
 * Batches of one partition are handed over one after the other; those of several may overlap.
 */
export type Handle = (batch: Batch) => Promise<Progress | void>;

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  /**
   * Kafka's own names (`retention.ms`, `max.message.bytes`, …). Adapters keep what they understand.
   */
  readonly config: Readonly<Record<string, string>>;
  /** Brokers that hold a copy. Default: the adapter's. */
  readonly replicationFactor?: number;
}

export interface TopicDescription extends TopicSpec {
  /** Changes when a topic is made again under the same name. */
  readonly incarnation: string;
}

/** The offsets that a partition holds: `start` inclusive, `end` exclusive. */
export interface PartitionRange {
  readonly partition: number;
  readonly start: number;
  readonly end: number;
}

export interface CommittedOffset {
  readonly partition: number;
  /** The next offset the group would read; undefined when it has committed none. */
  readonly next: number | undefined;
  readonly note: string;
}

/** An append-only, partitioned log read by named consumer groups. Rejects with `PortError` only. */
export interface Log extends AsyncDisposable {
  /**
   * Resolves when every record is durable, in the given order within each partition. A rejection
   * leaves open which were written; appending again may repeat them, never reorder or lose them.
   * `TOO_LARGE` (not retriable) means that a single record can never be appended to this topic.
   */
  append(topic: string, records: readonly NewRecord[]): Promise<void>;

  /**
   * Hands batches to `handle` until `signal` is aborted or `to` is reached. A handler's rejection
   * leaves the committed offset where it was and ends the call with that error.
   */
  consume(topic: string, options: ConsumeOptions, handle: Handle): Promise<void>;

  /** Undefined when there is no such topic. */
  describeTopic(topic: string): Promise<TopicDescription | undefined>;
  listTopics(): Promise<readonly string[]>;
  /**
   * Creates it where it is not there; otherwise brings its config up to date. Never changes
   * partitions.
   */
  createTopic(spec: TopicSpec): Promise<void>;
  /** Resolves whether or not it was there. Committed offsets of the topic go with it. */
  deleteTopic(topic: string): Promise<void>;

  /** By partition, in order. */
  ranges(topic: string): Promise<readonly PartitionRange[]>;
  /**
   * First offset at or after the time (ms since the epoch), by partition; the end where there is
   * none.
   */
  offsetsAt(topic: string, timestamp: number): Promise<readonly number[]>;
  committed(group: string, topic: string): Promise<readonly CommittedOffset[]>;
  /** Forgets a group that nobody is a member of. */
  deleteGroup(group: string): Promise<void>;
}
