import { LIVE_GENERATION } from '@winnow/contracts/topics';
import type { Origin } from '@winnow/contracts/headers';
import type { ObjectStore } from '@winnow/ports/object-store';
import { LakeError } from './lake-error.ts';

/** Where the lake says which generation is valid for which part of the raw topic. */
export const CURRENT_KEY = 'current.json';

/** Offsets by raw partition. */
export type Offsets = Readonly<Record<string, number>>;

/**
 * A generation and the raw records that it is valid for: `from` inclusive, `to` exclusive, both by
 * raw partition. Without ranges it is valid for all; the first entry always is.
 */
export interface GenerationEntry {
  readonly generation: string;
  readonly from?: Offsets;
  readonly to?: Offsets;
}

/** In order: for each origin the last entry whose range holds it is the one that counts. */
export type CurrentGenerations = readonly GenerationEntry[];

const LIVE_ALONE: CurrentGenerations = [{ generation: LIVE_GENERATION }];
/** Others may change the list at the same time; so often in a row they do not. */
const CHANGE_TRIES_MAX = 20;

/** The list as it stands; the live generation alone where nothing was ever promoted. */
export async function readCurrent(objects: ObjectStore): Promise<CurrentGenerations> {
  const found = await objects.get(CURRENT_KEY);
  return found === undefined ? LIVE_ALONE : parseCurrent(found.body);
}

/** Makes sure that the list is there for readers that are no program of ours. */
export async function ensureCurrent(objects: ObjectStore): Promise<void> {
  if ((await objects.head(CURRENT_KEY)) !== undefined) return;
  await objects.putIfAbsent(CURRENT_KEY, formatCurrent(LIVE_ALONE), {
    contentType: 'application/json',
  });
}

/** Makes a complete replay valid for its range. Promoting the same again changes nothing. */
export async function promote(
  objects: ObjectStore,
  entry: Required<GenerationEntry>,
): Promise<CurrentGenerations> {
  const partitions = Object.keys(entry.from);
  if (
    partitions.length !== Object.keys(entry.to).length ||
    partitions.some((each) => !(each in entry.to))
  ) {
    throw new LakeError(
      'CURRENT_INVALID',
      `both ends of ${entry.generation} must be stated for each partition`,
    );
  }
  return change(objects, (current) => [
    ...current.filter(({ generation }) => generation !== entry.generation),
    { generation: entry.generation, from: entry.from, to: entry.to },
  ]);
}

/** Takes a generation back out of the list, so that what was valid before it is valid again. */
export function rollback(objects: ObjectStore, generation: string): Promise<CurrentGenerations> {
  return change(objects, (current) => {
    const rest = current.filter((entry) => entry.generation !== generation);
    if (rest.length === current.length) {
      throw new LakeError('CURRENT_INVALID', `generation ${generation} is not promoted`);
    }
    if (rest[0]?.from !== undefined || rest.length === 0) {
      throw new LakeError(
        'CURRENT_INVALID',
        `generation ${generation} is what the others stand on`,
      );
    }
    return rest;
  });
}

/** The generation whose row counts for a raw record; undefined when no entry holds it. */
export function generationOf(current: CurrentGenerations, origin: Origin): string | undefined {
  return current.findLast((entry) => holds(entry, origin))?.generation;
}

function holds({ from, to }: GenerationEntry, { partition, offset }: Origin): boolean {
  if (from === undefined || to === undefined) return true;
  return offset >= (from[partition] ?? Infinity) && offset < (to[partition] ?? -Infinity);
}

async function change(
  objects: ObjectStore,
  edit: (current: CurrentGenerations) => CurrentGenerations,
): Promise<CurrentGenerations> {
  for (let tries = 0; tries < CHANGE_TRIES_MAX; tries++) {
    await ensureCurrent(objects);
    const found = await objects.get(CURRENT_KEY);
    if (found === undefined) continue;
    const current = edit(parseCurrent(found.body));
    const body = formatCurrent(current);
    const put = await objects.putIfMatch(CURRENT_KEY, body, found.head.etag, {
      contentType: 'application/json',
    });
    if (put.kind === 'written') return current;
  }
  throw new LakeError('CURRENT_INVALID', `${CURRENT_KEY} is changed faster than it can be read`);
}

function formatCurrent(current: CurrentGenerations): Uint8Array {
  return Buffer.from(`${JSON.stringify(current, undefined, 1)}\n`);
}

function parseCurrent(body: Uint8Array): CurrentGenerations {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch (cause) {
    throw new LakeError('CURRENT_INVALID', `${CURRENT_KEY} is not JSON`, { cause });
  }
  if (!Array.isArray(value) || value.length === 0 || !value.every(isEntry)) {
    throw new LakeError('CURRENT_INVALID', `${CURRENT_KEY} is not a list of generations`);
  }
  return value;
}

function isEntry(value: unknown): value is GenerationEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { generation, from, to } = value as Readonly<Record<string, unknown>>;
  const bounded = isOffsets(from) && isOffsets(to);
  return typeof generation === 'string' && (bounded || (from === undefined && to === undefined));
}

function isOffsets(value: unknown): value is Offsets {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every(Number.isInteger)
  );
}
