import { hash } from 'node:crypto';
import type { Origin } from '@winnow/pipeline/stage';
import type { Owner } from '@winnow/ports/duplicate-index';

/** Cuts before a key that comes again: what happens to it the first time must be known by then. */
export function slicesOfDistinctKeys<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const slices: T[][] = [];
  let keys = new Set<string>();
  for (const item of items) {
    const key = keyOf(item);
    const last = slices.at(-1);
    if (last === undefined || keys.has(key)) {
      slices.push([item]);
      keys = new Set([key]);
    } else {
      last.push(item);
      keys.add(key);
    }
  }
  return slices;
}

const STREAM_CHARS = 10;
/** Streams remembered at a time: the partitions that one worker reads. */
const STREAMS_MAX = 1_024;
const streams = new Map<string, string>();

function streamOf(name: string): string {
  const known = streams.get(name);
  if (known !== undefined) return known;
  if (streams.size >= STREAMS_MAX) streams.clear();
  const stream = hash('sha256', name, 'base64url').slice(0, STREAM_CHARS);
  streams.set(name, stream);
  return stream;
}

/**
 * The owner of a claim: a record of the raw topic. The stream that it lies in is hashed, for it is
 * kept with every posting.
 */
export function ownerOf(
  { topic, partition, offset }: Origin,
  { incarnation = '' }: { readonly incarnation?: string },
): Owner {
  return { stream: streamOf(`${incarnation}/${topic}/${partition}`), offset };
}
