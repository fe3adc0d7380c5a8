import { formatOrigin, type Origin } from '@winnow/contracts/headers';
import { markName } from '@winnow/contracts/repeat-filter';
import type { ObjectStore } from '@winnow/ports/object-store';
import { type CurrentGenerations, generationOf, readCurrent } from './current-generations.ts';
import { chainPrefix, parseObjectKey } from './object-key.ts';
import {
  lakeObject,
  type LakeObject,
  lakePartitions,
  type LakeRow,
  readRows,
} from './read-lake.ts';

/** Finds the row that was made from a raw record. */
export interface RowsByOrigin {
  /** Same length and order as `origins`; undefined where there is no row. */
  find(origins: readonly Origin[]): Promise<readonly (LakeRow | undefined)[]>;
}

/**
 * Decoded objects held at once. A replay goes through each raw partition in order, and so through
 * each chain: the current object of every chain is what is needed.
 */
const OBJECTS_HELD_MAX = 8;

/**
 * Rows of one generation. A chain's marks only rise, so the object of an origin is found by
 * halving: some HEADs for a far jump, none for the next record of a replay. What is archived after
 * the first question is not seen.
 */
export function createRowsByOrigin(options: {
  readonly objects: ObjectStore;
  readonly generation: string;
}): RowsByOrigin {
  const { objects, generation } = options;
  const held = new Map<string, Promise<ReadonlyMap<string, LakeRow>>>();
  let chains: Promise<readonly Chain[]> | undefined;

  const rowsOf = (object: LakeObject): Promise<ReadonlyMap<string, LakeRow>> => {
    const rows = held.get(object.key) ?? indexRows(objects, object);
    // The one that was used last is the last to go.
    held.delete(object.key);
    held.set(object.key, rows);
    const [oldest] = held.keys();
    if (held.size > OBJECTS_HELD_MAX && oldest !== undefined) held.delete(oldest);
    return rows;
  };

  const findOne = async (origin: Origin): Promise<LakeRow | undefined> => {
    chains ??= openChains(objects, generation);
    const name = markName(generation, origin);
    const chain = (await chains).find(({ tail }) => tail.facts.marks[name] !== undefined);
    const object = await chain?.objectWith(name, origin.offset);
    return object && (await rowsOf(object)).get(formatOrigin(origin));
  };

  return {
    async find(origins) {
      const rows: (LakeRow | undefined)[] = [];
      for (const origin of origins) rows.push(await findOne(origin));
      return rows;
    },
  };
}

/**
 * The rows that count: of whichever generation is valid for each origin, as `current.json` says.
 */
export async function createCurrentRows(options: {
  readonly objects: ObjectStore;
  /** Default: as the lake says now. */
  readonly current?: CurrentGenerations;
}): Promise<RowsByOrigin> {
  const { objects, current = await readCurrent(objects) } = options;
  const generations = new Map<string, RowsByOrigin>();
  const rowsIn = (generation: string): RowsByOrigin => {
    const rows = generations.get(generation) ?? createRowsByOrigin({ objects, generation });
    generations.set(generation, rows);
    return rows;
  };
  return {
    async find(origins) {
      const rows: (LakeRow | undefined)[] = [];
      for (const origin of origins) {
        const generation = generationOf(current, origin);
        const found = generation === undefined ? [] : await rowsIn(generation).find([origin]);
        rows.push(found[0]);
      }
      return rows;
    },
  };
}

interface Chain {
  readonly tail: LakeObject;
  /**
   * The first object whose mark is at or above the offset: if there is a row, it is in this one.
   */
  objectWith(name: string, offset: number): Promise<LakeObject | undefined>;
}

async function openChains(objects: ObjectStore, generation: string): Promise<readonly Chain[]> {
  const partitions = await lakePartitions(objects, generation);
  const chains = await Promise.all(
    partitions.map((partition) => openChain(objects, chainPrefix({ generation, partition }))),
  );
  return chains.filter((chain) => chain !== undefined);
}

async function openChain(objects: ObjectStore, prefix: string): Promise<Chain | undefined> {
  const keys: string[] = [];
  for await (const { key } of objects.list(prefix)) {
    if (parseObjectKey(key) !== undefined) keys.push(key);
  }
  const known = new Map<number, LakeObject | undefined>();
  const objectAt = async (index: number): Promise<LakeObject | undefined> => {
    if (!known.has(index)) known.set(index, await lakeObject(objects, keys[index] ?? ''));
    return known.get(index);
  };
  const markAt = async (index: number, name: string): Promise<number> =>
    (await objectAt(index))?.facts.marks[name] ?? -1;
  const tail = await objectAt(keys.length - 1);
  if (tail === undefined) return undefined;
  /** Where the last question led: the next one mostly leads there too, or one further. */
  let near = 0;

  return {
    tail,
    async objectWith(name, offset) {
      let [low, high] = [0, keys.length];
      for (const guess of [near, near + 1]) {
        if (guess < low || guess >= high) continue;
        if ((await markAt(guess, name)) >= offset) high = guess;
        else low = guess + 1;
      }
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((await markAt(middle, name)) >= offset) high = middle;
        else low = middle + 1;
      }
      near = low;
      return low < keys.length ? objectAt(low) : undefined;
    },
  };
}

async function indexRows(
  objects: ObjectStore,
  object: LakeObject,
): Promise<ReadonlyMap<string, LakeRow>> {
  const rows = await readRows(objects, object);
  return new Map(rows.flatMap((row) => (row.origin ? [[formatOrigin(row.origin), row]] : [])));
}
