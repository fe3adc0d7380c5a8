import type { Marks } from '@winnow/contracts/repeat-filter';
import type { ObjectStore } from '@winnow/ports/object-store';
import { collectRanges, type RangeCollector } from './audit-report.ts';
import { type LakeObject, lakeObjects, readPlaces, type RowPlace } from './read-lake.ts';

/** The rows of a chain, one after the other, and whether its objects fit together. */
export interface ChainReader {
  /** The next row, which stays the next one. Undefined at the chain's end. */
  peek(): Promise<RowPlace | undefined>;
  /** Goes on to the row after it. */
  skip(): void;
  /** What the objects read so far come to. */
  state(): ChainState;
}

export interface ChainState {
  readonly objects: number;
  readonly rows: number;
  readonly repeats: number;
  /** Where the last of them ends. */
  readonly next: number;
  readonly marks: Marks;
  /** The chain does not begin at 0: its first objects were deleted. */
  readonly truncated: boolean;
  /** Positions of objects that do not begin where the one before ends, or lack rows. */
  readonly broken: RangeCollector;
  /** Offsets of rows outside their object's range. */
  readonly astray: RangeCollector;
}

/** Begins at the first object that is there. */
export function readChain(
  objects: ObjectStore,
  chain: { readonly generation: string; readonly partition: number },
): ChainReader {
  const [broken, astray] = [collectRanges(), collectRanges()];
  const sums = { objects: 0, rows: 0, repeats: 0, next: 0, marks: {} as Marks };
  let first: LakeObject | undefined;
  let ahead: IteratorResult<RowPlace, void> | undefined;

  async function* read(): AsyncGenerator<RowPlace, void> {
    for await (const object of lakeObjects(objects, chain)) {
      const { position, facts } = object;
      first ??= object;
      const places = await readPlaces(objects, object);
      const follows = object === first || position === sums.next;
      if (!follows || places.length !== facts.rows) broken.add(position);
      sums.objects++;
      sums.rows += places.length;
      sums.repeats += facts.repeats;
      sums.next = facts.next;
      sums.marks = facts.marks;
      for (const place of places) {
        if (place.offset < position || place.offset >= facts.next) astray.add(place.offset);
        yield place;
      }
    }
  }
  const rows = read();

  return {
    async peek() {
      ahead ??= await rows.next();
      return ahead.done === true ? undefined : ahead.value;
    },
    skip() {
      ahead = undefined;
    },
    state: () => ({ ...sums, truncated: (first?.position ?? 0) > 0, broken, astray }),
  };
}
