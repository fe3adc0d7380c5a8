import { it } from 'node:test';
import type { ObjectStore } from './object-store.ts';

export interface ObjectStoreSuite {
  readonly name: string;
  /** So many stores on one place, which is empty. What shares a process may be one store. */
  readonly create: (count: number) => Promise<readonly ObjectStore[]>;
  /** Why the suite cannot run here; it is skipped and says so. */
  readonly skip?: string;
  /** Writers at once in the races. Default 8. */
  readonly racers?: number;
}

/** What `get` resolves to. */
export type Found = Awaited<ReturnType<ObjectStore['get']>>;

/** UTF-8 of a text. */
export const text = (value: string): Uint8Array => new TextEncoder().encode(value);
/** The text of a body; empty for none. */
export const textOf = (body: Uint8Array | undefined): string => new TextDecoder().decode(body);

/** The keys that a listing gives, in its order. */
export async function keysOf(
  store: ObjectStore,
  prefix: string,
  startAfter = '',
): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix, { startAfter })) keys.push(key);
  return keys;
}

/** Runs a test on so many stores of one empty place, and closes them. */
export async function withStores(
  { create }: ObjectStoreSuite,
  count: number,
  body: (stores: readonly ObjectStore[]) => Promise<void>,
): Promise<void> {
  const stores = await create(count);
  try {
    await body(stores);
  } finally {
    for (const store of new Set(stores)) await store[Symbol.asyncDispose]();
  }
}

/** A test on one store. */
export function on(
  suite: ObjectStoreSuite,
  sentence: string,
  body: (store: ObjectStore) => Promise<void>,
): void {
  it(sentence, () => withStores(suite, 1, async ([store]) => body(store as ObjectStore)));
}
