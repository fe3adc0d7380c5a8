/** Text kept with an object, atomically: lower-case keys, printable ASCII values, 2 kB in all. */
export type ObjectMetadata = Readonly<Record<string, string>>;

export interface ObjectHead {
  readonly key: string;
  readonly etag: string;
  readonly bytes: number;
  readonly metadata: ObjectMetadata;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
}

export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
}

export interface PutOptions {
  readonly metadata?: ObjectMetadata;
  readonly contentType?: string;
}

/** What became of a conditional write. `exists` and `changed` may be our own, its answer lost. */
export type PutIfAbsent =
  | { readonly kind: 'written'; readonly etag: string }
  | { readonly kind: 'exists' };
export type PutIfMatch =
  | { readonly kind: 'written'; readonly etag: string }
  | { readonly kind: 'changed' };

/**
 * Immutable objects under keys, and conditional writes. Readers never see half an object, and of
 * any number of concurrent conditional writes under one key exactly one is `written`. A key is
 * never also a prefix (`a` beside `a/b`). Rejects with `PortError` only.
 */
export interface ObjectStore extends AsyncDisposable {
  /** Writes unless the key is taken. */
  putIfAbsent(key: string, body: Uint8Array, options?: PutOptions): Promise<PutIfAbsent>;
  /** Writes if the object still has this etag. */
  putIfMatch(
    key: string,
    body: Uint8Array,
    etag: string,
    options?: PutOptions,
  ): Promise<PutIfMatch>;
  /** Undefined when there is no such object. `range.end` is exclusive. */
  get(
    key: string,
    range?: { readonly start: number; readonly end: number },
  ): Promise<{ readonly body: Uint8Array; readonly head: ObjectHead } | undefined>;
  head(key: string): Promise<ObjectHead | undefined>;
  /** In ascending byte order of the keys, from after `startAfter`. */
  list(prefix: string, options?: { readonly startAfter?: string }): AsyncIterable<ListedObject>;
  /** Resolves whether or not it was there. */
  delete(key: string): Promise<void>;
}
