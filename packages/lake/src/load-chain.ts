import type { ObjectHead, ObjectStore } from '@winnow/ports/object-store';
import { type Chain, emptyChain, follow } from './chain.ts';
import { LakeError } from './lake-error.ts';
import { fromMetadata, type ObjectFacts } from './object-facts.ts';
import { chainPrefix, objectKey, parseObjectKey } from './object-key.ts';

export interface LoadChainOptions {
  readonly objects: ObjectStore;
  readonly generation: string;
  readonly partition: number;
  /** Key of an object of the chain to walk on from; the chain is listed where it is none. */
  readonly hint?: string;
}

/**
 * The chain as it stands in the store. Its last object says all; a hint saves listing the others,
 * and whatever was written since is found by following `next`.
 */
export async function loadChain(options: LoadChainOptions): Promise<Chain> {
  const { objects, generation, partition, hint } = options;
  const hinted = hint === undefined ? undefined : await chainAfter(options, hint);
  if (hinted !== undefined) return walk(objects, hinted);
  let last: string | undefined;
  for await (const { key } of objects.list(chainPrefix({ generation, partition }))) {
    if (parseObjectKey(key) !== undefined) last = key;
  }
  if (last === undefined) return walk(objects, emptyChain(generation, partition));
  const listed = await chainAfter(options, last);
  if (listed === undefined)
    throw new LakeError('OBJECT_INVALID', `${last} is not an object of a chain`);
  return walk(objects, listed);
}

/** Follows a chain to its end. `onObject` hears of each object on the way. */
export async function walk(
  objects: ObjectStore,
  chain: Chain,
  onObject: (key: string, facts: ObjectFacts) => void = () => {},
): Promise<Chain> {
  let end = chain;
  for (;;) {
    const key = objectKey(end);
    const head = await objects.head(key);
    if (head === undefined) return end;
    const facts = factsOf(head, end);
    onObject(key, facts);
    end = follow(end, facts);
  }
}

/** What an object says, checked against where it lies. */
export function factsOf(
  head: ObjectHead,
  at: { readonly generation: string; readonly position: number },
): ObjectFacts {
  const facts = fromMetadata(head.key, at.generation, head.metadata);
  if (facts.next <= at.position) {
    throw new LakeError('OBJECT_INVALID', `${head.key} ends at ${facts.next}, before it begins`);
  }
  return facts;
}

/** The chain whose last object is this one; undefined where it is none of this chain's. */
async function chainAfter(options: LoadChainOptions, key: string): Promise<Chain | undefined> {
  const { objects, generation, partition } = options;
  const at = parseObjectKey(key);
  if (at?.generation !== generation || at.partition !== partition) return undefined;
  const head = await objects.head(key);
  if (head === undefined) return undefined;
  const before: Chain = { ...emptyChain(generation, partition), position: at.position };
  return follow(before, factsOf(head, at));
}
