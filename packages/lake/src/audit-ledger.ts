import {
  collectRanges,
  type OffsetRange,
  type RangeCollector,
  type RawAccount,
} from './audit-report.ts';

/** What can become of a raw record; one bit each. */
const ROW = 1;
const ROW_AGAIN = 2;
const DEAD_LETTER = 4;
const DROP = 8;
const IN_FLIGHT = 16;
const GAP = 32;

export type Fate = 'row' | 'dead-letter' | 'drop' | 'in-flight' | 'gap';

/** Accounts for the raw records of one partition: one byte for each offset in question. */
export interface Ledger {
  /** Offsets outside the range are nobody's business here. */
  enter(offset: number, fate: Fate): void;
  /** The span within which offsets are still unaccounted for; undefined when there are none. */
  open(): OffsetRange | undefined;
  isOpen(offset: number): boolean;
  close(): LedgerAccount;
}

export interface LedgerAccount {
  readonly account: RawAccount;
  readonly missing: RangeCollector;
  readonly doubled: RangeCollector;
  /** Both a row and a dead letter or drop. */
  readonly both: RangeCollector;
}

/** A ledger in which nothing is known yet of any offset of the range. */
export function createLedger(partition: number, { from, to }: OffsetRange): Ledger {
  const fates = new Uint8Array(Math.max(0, to - from));
  const bits: Readonly<Record<Exclude<Fate, 'row'>, number>> = {
    'dead-letter': DEAD_LETTER,
    drop: DROP,
    'in-flight': IN_FLIGHT,
    gap: GAP,
  };
  return {
    enter(offset, fate) {
      const index = offset - from;
      const before = fates[index];
      if (before === undefined) return;
      const bit = fate !== 'row' ? bits[fate] : (before & ROW) === 0 ? ROW : ROW_AGAIN;
      fates[index] = before | bit;
    },
    open() {
      const first = fates.indexOf(0);
      return first === -1 ? undefined : { from: from + first, to: from + fates.lastIndexOf(0) + 1 };
    },
    isOpen: (offset) => fates[offset - from] === 0,
    close: () => closeLedger(partition, from, fates),
  };
}

/** Each offset counts once: as the furthest it has come. */
function closeLedger(partition: number, from: number, fates: Uint8Array): LedgerAccount {
  const counts = { rows: 0, deadLetters: 0, drops: 0, inFlight: 0, gaps: 0, missing: 0 };
  const [missing, doubled, both] = [collectRanges(), collectRanges(), collectRanges()];
  for (let index = 0; index < fates.length; index++) {
    const fate = fates[index] ?? 0;
    if (fate & ROW) counts.rows++;
    else if (fate & DEAD_LETTER) counts.deadLetters++;
    else if (fate & DROP) counts.drops++;
    else if (fate & IN_FLIGHT) counts.inFlight++;
    else if (fate & GAP) counts.gaps++;
    else {
      counts.missing++;
      missing.add(from + index);
    }
    if (fate & ROW_AGAIN) doubled.add(from + index);
    if (fate & ROW && fate & (DEAD_LETTER | DROP)) both.add(from + index);
  }
  return {
    account: { partition, from, to: from + fates.length, ...counts },
    missing,
    doubled,
    both,
  };
}
