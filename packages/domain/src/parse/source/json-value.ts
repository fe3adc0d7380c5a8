/** What `JSON.parse` can give. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** The value, if it is an object and no array. */
export function asObject(value: JsonValue | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : null;
}

/** The value's items; a single object is a list of one, anything else of none. */
export function asList(value: JsonValue | undefined): readonly JsonValue[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value as JsonValue];
}

/** The objects among the value's items. */
export function asObjects(value: JsonValue | undefined): readonly JsonObject[] {
  const objects: JsonObject[] = [];
  for (const item of asList(value)) {
    const object = asObject(item);
    if (object !== null) objects.push(object);
  }
  return objects;
}

/** A non-empty string; numbers are written out. */
export function asText(value: JsonValue | undefined): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** The first of the keys that holds text. */
export function textAt(object: JsonObject | null, ...keys: readonly string[]): string | null {
  if (object === null) return null;
  for (const key of keys) {
    const text = asText(own(object, key));
    if (text !== null) return text;
  }
  return null;
}

/** The texts of a list, or of a single value. */
export function textsOf(value: JsonValue | undefined): readonly string[] {
  const texts: string[] = [];
  for (const item of asList(value)) {
    const text = asText(item);
    if (text !== null) texts.push(text);
  }
  return texts;
}

/** The value's own property: never one of the prototype's. */
export function own(object: JsonObject | null, key: string): JsonValue | undefined {
  return object !== null && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The object under the keys, one inside another. */
export function objectAt(object: JsonObject | null, ...path: readonly string[]): JsonObject | null {
  let current = object;
  for (const key of path) current = asObject(own(current, key));
  return current;
}

/** Levels of nesting; no payload has a tenth of it, and recursion below may rely on it. */
const DEPTH_LEVELS_MAX = 200;

function isShallow(value: JsonValue, depth = 0): boolean {
  if (depth > DEPTH_LEVELS_MAX) return false;
  if (typeof value !== 'object' || value === null) return true;
  for (const inner of Object.values(value) as JsonValue[]) {
    if (!isShallow(inner, depth + 1)) return false;
  }
  return true;
}

/**
 * The value a text is in JSON; null for text that is no JSON, or nested too deep to be a payload.
 */
export function parseJson(text: string): { readonly value: JsonValue } | null {
  try {
    const value = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text) as JsonValue;
    return isShallow(value) ? { value } : null;
  } catch {
    return null;
  }
}
