/** Offsets, `to` exclusive. */
export interface OffsetRange {
  readonly from: number;
  readonly to: number;
}

export type AuditErrorCode =
  /** Raw records below the first stage's commit of which nothing is left anywhere. */
  | 'RAW_MISSING'
  /** Raw records with two rows or more. */
  | 'ROWS_DOUBLED'
  /** Enriched records below the chain's end that are neither a row nor a repeat. */
  | 'ENRICHED_MISSING'
  /** An object does not begin where the one before it ends, or holds other rows than it says. */
  | 'CHAIN_BROKEN'
  /** Rows that are not what the enriched topic has at their offset. */
  | 'ROWS_FOREIGN'
  /** One raw partition leads to several chains: a repeat in the other one cannot be told. */
  | 'PATH_SPLIT';

export type AuditWarningCode =
  /**
   * Two versions of the code disagreed: the record is accounted for twice, and lost in neither way.
   */
  | 'ROW_AND_DEAD_LETTER'
  /** The chain's first objects were deleted: rows and repeats in them cannot be checked. */
  | 'CHAIN_TRUNCATED'
  /** Rows without an origin, which no raw record accounts for. */
  | 'ROWS_WITHOUT_ORIGIN';

/** Something found, and where: offsets of a partition of a topic. */
export interface AuditFinding<Code extends string = AuditErrorCode | AuditWarningCode> {
  readonly code: Code;
  readonly topic: string;
  readonly partition: number;
  /** How many offsets. */
  readonly count: number;
  /** The first hundred ranges of them. */
  readonly ranges: readonly OffsetRange[];
}

/** What became of the raw records from `from` up to `to`: the counts add up to their difference. */
export interface RawAccount extends OffsetRange {
  readonly partition: number;
  readonly rows: number;
  readonly deadLetters: number;
  readonly drops: number;
  /** On a topic between, or on the enriched one beyond its chain's end. */
  readonly inFlight: number;
  /** Offsets that hold no record. */
  readonly gaps: number;
  readonly missing: number;
}

/** One chain, and the enriched partition that it is made from. */
export interface EnrichedAccount {
  readonly partition: number;
  readonly objects: number;
  readonly rows: number;
  readonly repeats: number;
  /** Where the chain ends. */
  readonly next: number;
  /** Where the partition ends. */
  readonly end: number;
  /** Records between the two, which the archiver has yet to take in. */
  readonly waiting: number;
}

export interface AuditReport {
  readonly generation: string;
  /** No errors. Warnings do not count. */
  readonly ok: boolean;
  readonly errors: readonly AuditFinding<AuditErrorCode>[];
  readonly warnings: readonly AuditFinding<AuditWarningCode>[];
  readonly raw: readonly RawAccount[];
  readonly enriched: readonly EnrichedAccount[];
}

const RANGES_MAX = 100;

/** Collects offsets that come in ascending order, as ranges. */
export interface RangeCollector {
  add(offset: number): void;
  readonly count: () => number;
  readonly ranges: () => readonly OffsetRange[];
}

/** A collector of nothing yet. Keeps the first hundred ranges, counts all offsets. */
export function collectRanges(): RangeCollector {
  const ranges: { from: number; to: number }[] = [];
  let count = 0;
  return {
    add(offset) {
      count++;
      const last = ranges.at(-1);
      if (last?.to === offset) last.to = offset + 1;
      else if (ranges.length < RANGES_MAX) ranges.push({ from: offset, to: offset + 1 });
    },
    count: () => count,
    ranges: () => ranges,
  };
}
