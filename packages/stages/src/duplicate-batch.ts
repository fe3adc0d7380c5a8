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

/**
 * The owner of a claim: a record of the raw topic. The stream that it lies in is hashed, for it is
 * kept with every posting.
 */
export function ownerOf(
  { topic, partition, offset }: Origin,
  { incarnation = '' }: { readonly incarnation?: string },
): Owner {
  const stream = hash('sha256', `${incarnation}/${topic}/${partition}`, 'base64url');
  return { stream: stream.slice(0, STREAM_CHARS), offset };
}
