import type { StructuredFields } from '../document.ts';
import type { ComposedText } from './compose-text.ts';
import type { JsonObject } from './json-value.ts';

/** What one payload of a source says. */
export interface SourceContent {
  readonly composed: ComposedText;
  readonly structured: StructuredFields;
}

/** A kind of JSON payload: how to know one posting of it, and how to read it. */
export interface JsonSource {
  /** The name of the format, as hints and the enriched posting have it. */
  readonly format: string;
  /** Is this object one posting of this source? Keys alone decide. */
  readonly isPosting: (posting: JsonObject) => boolean;
  /** Reads one posting; `wrapper` is the object around it (the list payload), if any. Total. */
  readonly read: (posting: JsonObject, wrapper: JsonObject | null) => SourceContent;
}

/** Does the object have all of these keys? */
export function hasKeys(object: JsonObject, ...keys: readonly string[]): boolean {
  return keys.every((key) => Object.hasOwn(object, key));
}

/** Does the object have any of these keys? */
export function hasAnyKey(object: JsonObject, ...keys: readonly string[]): boolean {
  return keys.some((key) => Object.hasOwn(object, key));
}
