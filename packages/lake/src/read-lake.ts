import { zstdDecompressSync } from 'node:zlib';
import type { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import { type Origin, parseOrigin } from '@winnow/contracts/headers';
import type { ObjectStore } from '@winnow/ports/object-store';
import { type AsyncBuffer, parquetReadObjects } from 'hyparquet';
import { LakeError } from './lake-error.ts';
import { factsOf } from './load-chain.ts';
import type { ObjectFacts } from './object-facts.ts';
import { chainPrefix, type ChainPosition, generationPrefix, parseObjectKey } from './object-key.ts';
import { POSTING_COLUMNS } from './posting-columns.ts';

/** An object of the lake: where it lies in its chain, and what it says of itself. */
export interface LakeObject extends ChainPosition {
  readonly key: string;
  readonly bytes: number;
  readonly facts: ObjectFacts;
}

/** One archived record. */
export interface LakeRow {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly key: string | null;
  /** Undefined for a record that had none. */
  readonly origin: Origin | undefined;
  readonly deleted: boolean;
  /** Null for a tombstone and for what is unreadable. */
  readonly posting: EnrichedPosting | null;
  /** The value of a record that is no enriched posting of this version. */
  readonly unreadable: string | null;
}

/** Where a row comes from, without what it says: all that accounting needs. */
export type RowPlace = Pick<LakeRow, 'offset' | 'origin'>;

/** Objects up to this size are fetched whole, whatever columns are asked for. */
const WHOLE_BYTES_MAX = 4 * 1024 * 1024;

const PLACE_COLUMNS = ['_offset', '_origin'];

/** The objects of a generation, or of one of its chains, in the order of their keys. */
export async function* lakeObjects(
  objects: ObjectStore,
  { generation, partition }: { readonly generation: string; readonly partition?: number },
): AsyncGenerator<LakeObject> {
  const prefix =
    partition === undefined ? generationPrefix(generation) : chainPrefix({ generation, partition });
  for await (const { key } of objects.list(prefix)) {
    const object = await lakeObject(objects, key);
    if (object !== undefined) yield object;
  }
}

/** Undefined where the key is none of the lake's, or has gone. */
export async function lakeObject(
  objects: ObjectStore,
  key: string,
): Promise<LakeObject | undefined> {
  const at = parseObjectKey(key);
  const head = at && (await objects.head(key));
  if (at === undefined || head === undefined) return undefined;
  return { ...at, key, bytes: head.bytes, facts: factsOf(head, at) };
}

/** The partitions of a generation that hold anything. */
export async function lakePartitions(
  objects: ObjectStore,
  generation: string,
): Promise<readonly number[]> {
  const found: number[] = [];
  const prefix = generationPrefix(generation);
  for (let startAfter = prefix; ;) {
    const next = await firstKey(objects, prefix, startAfter);
    if (next === undefined) return found.toSorted((a, b) => a - b);
    const partition = parseObjectKey(next)?.partition;
    if (partition !== undefined) found.push(partition);
    // '0' is the character after '/': past everything below this folder.
    const folder = next.lastIndexOf('/');
    startAfter = partition === undefined ? next : `${next.slice(0, folder)}0`;
  }
}

/** The rows of one object, in the order of their offsets. */
export async function readRows(
  objects: ObjectStore,
  object: LakeObject,
): Promise<readonly LakeRow[]> {
  return (await readColumns(objects, object)).map(toRow);
}

/** Where the rows of one object come from. */
export async function readPlaces(
  objects: ObjectStore,
  object: LakeObject,
): Promise<readonly RowPlace[]> {
  const rows = await readColumns(objects, object, PLACE_COLUMNS);
  return rows.map((row) => ({ offset: Number(row['_offset']), origin: originOf(row) }));
}

async function readColumns(
  objects: ObjectStore,
  object: LakeObject,
  columns?: string[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  if (object.facts.rows === 0) return [];
  // All columns make one request, a few of a large object one for each.
  const whole = columns === undefined || object.bytes <= WHOLE_BYTES_MAX;
  const file = await openObject(objects, object, whole);
  try {
    return await parquetReadObjects({
      file,
      compressors: COMPRESSORS,
      ...(columns && { columns }),
    });
  } catch (cause) {
    if (cause instanceof LakeError || (cause as Error).name === 'PortError') throw cause;
    throw new LakeError('OBJECT_INVALID', `${object.key} is not readable Parquet`, { cause });
  }
}

const COMPRESSORS = { ZSTD: (input: Uint8Array): Uint8Array => zstdDecompressSync(input) };

async function openObject(
  objects: ObjectStore,
  { key, bytes }: LakeObject,
  isWhole: boolean,
): Promise<AsyncBuffer> {
  const fetch = async (start: number, end: number): Promise<ArrayBuffer> => {
    const found = await objects.get(key, { start, end });
    if (found === undefined)
      throw new LakeError('OBJECT_INVALID', `${key} was deleted while it was read`);
    return Uint8Array.from(found.body).buffer;
  };
  if (isWhole) {
    const whole = await fetch(0, bytes);
    return { byteLength: bytes, slice: (start, end) => whole.slice(start, end) };
  }
  return { byteLength: bytes, slice: (start, end = bytes) => fetch(start, end) };
}

async function firstKey(
  objects: ObjectStore,
  prefix: string,
  startAfter: string,
): Promise<string | undefined> {
  for await (const { key } of objects.list(prefix, { startAfter })) return key;
  return undefined;
}

function originOf(row: Readonly<Record<string, unknown>>): Origin | undefined {
  return typeof row['_origin'] === 'string' ? parseOrigin(row['_origin']) : undefined;
}

function toRow(row: Readonly<Record<string, unknown>>): LakeRow {
  const unreadable = textOrNull(row['_unreadable']);
  const deleted = row['_deleted'] === true;
  return {
    topic: String(row['_topic']),
    partition: Number(row['_partition']),
    offset: Number(row['_offset']),
    timestamp: Number(row['_timestamp']),
    key: textOrNull(row['_key']),
    origin: originOf(row),
    deleted,
    posting: deleted || unreadable !== null ? null : toPosting(row),
    unreadable,
  };
}

/**
 * What was written from a posting is one again. Stages that it did not pass are not there, not
 * null.
 */
function toPosting(row: Readonly<Record<string, unknown>>): EnrichedPosting {
  const fields = POSTING_COLUMNS.map(({ name }): [string, unknown] => [name, row[name] ?? null]);
  const stages = Object.entries(row['stages'] ?? {}).filter(([, version]) => version !== null);
  return { ...Object.fromEntries(fields), stages: Object.fromEntries(stages) } as EnrichedPosting;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
