import { isDeepStrictEqual } from 'node:util';
import type { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import type { Origin } from '@winnow/contracts/headers';
import { TOPICS } from '@winnow/contracts/topics';
import type { ObjectStore } from '@winnow/ports/object-store';
import { readCurrent } from './current-generations.ts';
import type { LakeRow } from './read-lake.ts';
import { createCurrentRows, createRowsByOrigin } from './rows-by-origin.ts';

/** A field of the contract, as it was and as it is. */
export interface FieldChange {
  readonly field: ComparedField;
  readonly before: unknown;
  readonly after: unknown;
}

export type ComparedField = Exclude<keyof EnrichedPosting, 'stages' | 'schemaVersion'>;

/**
 * What became of one raw record: its row says the same, says something else, is new, is gone (the
 * record is a drop or a dead letter now), or there is none on either side.
 */
export type RowComparison = { readonly origin: Origin; readonly key: string | null } & (
  | { readonly kind: 'same' | 'added' | 'removed' }
  | { readonly kind: 'changed'; readonly changes: readonly FieldChange[] }
);

export interface CompareOptions {
  readonly objects: ObjectStore;
  readonly generation: string;
  /** Offsets of the raw topic by partition: `from` inclusive, `to` exclusive. */
  readonly from: ReadonlyMap<number, number>;
  readonly to: ReadonlyMap<number, number>;
  readonly signal: AbortSignal;
}

/** Origins that are looked up at once. */
const LOOKUP_ORIGINS_MAX = 500;

/**
 * Compares a generation with the rows that count without it, for each raw record of the range in
 * order. Versions of stages are no difference: a rule that changed and says the same changed
 * nothing. Rejects with a `LakeError` or `PortError`, or with the signal's reason.
 */
export async function* compareGeneration(options: CompareOptions): AsyncGenerator<RowComparison> {
  const { objects, generation, from, to, signal } = options;
  const current = (await readCurrent(objects)).filter((entry) => entry.generation !== generation);
  const before = await createCurrentRows({ objects, current });
  const after = createRowsByOrigin({ objects, generation });
  for (const [partition, end] of to) {
    for (let offset = from.get(partition) ?? 0; offset < end; offset += LOOKUP_ORIGINS_MAX) {
      signal.throwIfAborted();
      const count = Math.min(LOOKUP_ORIGINS_MAX, end - offset);
      const origins = Array.from({ length: count }, (_, index): Origin => {
        return { topic: TOPICS.raw, partition, offset: offset + index };
      });
      const was = await before.find(origins);
      const is = await after.find(origins);
      for (const [index, origin] of origins.entries()) {
        const comparison = compareRows(origin, was[index], is[index]);
        if (comparison !== undefined) yield comparison;
      }
    }
  }
}

function compareRows(
  origin: Origin,
  before: LakeRow | undefined,
  after: LakeRow | undefined,
): RowComparison | undefined {
  const key = (after ?? before)?.key ?? null;
  if (before === undefined && after === undefined) return undefined;
  if (before === undefined) return { kind: 'added', origin, key };
  if (after === undefined) return { kind: 'removed', origin, key };
  if (before.posting === null || after.posting === null) {
    const same = before.posting === after.posting && before.unreadable === after.unreadable;
    if (same) return { kind: 'same', origin, key };
    return { kind: before.posting === null ? 'added' : 'removed', origin, key };
  }
  const changes = changesBetween(before.posting, after.posting);
  if (changes.length === 0) return { kind: 'same', origin, key };
  return { kind: 'changed', origin, key, changes };
}

function changesBetween(before: EnrichedPosting, after: EnrichedPosting): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of Object.keys(after) as (keyof EnrichedPosting)[]) {
    if (field === 'stages' || field === 'schemaVersion') continue;
    if (isDeepStrictEqual(before[field], after[field])) continue;
    changes.push({ field, before: before[field], after: after[field] });
  }
  return changes;
}

/** How many rows of a comparison are what, and how often each field changed. */
export interface ComparisonCounts {
  readonly same: number;
  readonly changed: number;
  readonly added: number;
  readonly removed: number;
  readonly fields: Readonly<Partial<Record<ComparedField, FieldCounts>>>;
}

/** Rows in which a field changed; of these, those that had nothing, and those that have nothing. */
export interface FieldCounts {
  readonly changed: number;
  readonly filled: number;
  readonly emptied: number;
}

/** Counts comparisons as they go by. */
export function createComparisonCounter(): {
  readonly add: (comparison: RowComparison) => void;
  readonly counts: () => ComparisonCounts;
} {
  const rows = { same: 0, changed: 0, added: 0, removed: 0 };
  const fields = new Map<ComparedField, { changed: number; filled: number; emptied: number }>();
  return {
    add(comparison) {
      rows[comparison.kind]++;
      if (comparison.kind !== 'changed') return;
      for (const { field, before, after } of comparison.changes) {
        const counts = fields.get(field) ?? { changed: 0, filled: 0, emptied: 0 };
        fields.set(field, counts);
        counts.changed++;
        if (saysNothing(before)) counts.filled++;
        if (saysNothing(after)) counts.emptied++;
      }
    },
    counts: () => ({
      ...rows,
      fields: Object.fromEntries([...fields].toSorted(([, a], [, b]) => b.changed - a.changed)),
    }),
  };
}

/** Null, an empty list, or an object of nothing else. */
function saysNothing(value: unknown): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.values(value).every(saysNothing);
}
