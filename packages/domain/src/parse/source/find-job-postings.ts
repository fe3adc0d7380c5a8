import { asText, own } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** Nodes looked at and levels gone down; past them a block is not read further. */
const NODES_MAX = 20_000;
const DEPTH_LEVELS_MAX = 12;
/** Where other things stand that happen to be linked to a posting, or hold one. */
const CONTAINERS = [
  '@graph',
  'mainEntity',
  'mainEntityOfPage',
  'itemListElement',
  'item',
  'about',
  '@list',
  '@set',
];

/** Is the node of this schema.org type, however the type is written? */
export function isType(node: JsonObject, name: string): boolean {
  const type = own(node, '@type') ?? own(node, 'type');
  const types = Array.isArray(type) ? (type as readonly JsonValue[]) : [type];
  return types.some((entry) => typeof entry === 'string' && localName(entry) === name);
}

function localName(type: string): string {
  return type.slice(
    Math.max(type.lastIndexOf('/'), type.lastIndexOf('#'), type.lastIndexOf(':')) + 1,
  );
}

/** Is this node a schema.org JobPosting? */
export function isJobPosting(node: JsonObject): boolean {
  return isType(node, 'JobPosting');
}

/** The JobPostings of a block, and the nodes that others refer to by `@id`. */
export interface Graph {
  readonly postings: readonly JsonObject[];
  readonly byId: ReadonlyMap<string, JsonObject>;
}

/** Finds the JobPostings in JSON-LD: alone, in arrays, in `@graph`, in lists and as main entity. */
export function findJobPostings(value: JsonValue): Graph {
  const postings: JsonObject[] = [];
  const byId = new Map<string, JsonObject>();
  const queue: { readonly value: JsonValue; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let index = 0; index < queue.length && index < NODES_MAX; index += 1) {
    const entry = queue[index];
    if (entry === undefined || typeof entry.value !== 'object' || entry.value === null) continue;
    const depth = entry.depth + 1;
    if (Array.isArray(entry.value)) {
      for (const item of entry.value as readonly JsonValue[]) {
        if (queue.length < NODES_MAX) queue.push({ value: item, depth: entry.depth });
      }
      continue;
    }
    const node = entry.value as JsonObject;
    const id = asText(own(node, '@id'));
    // A reference has nothing but its id; the node itself has more.
    if (id !== null && Object.keys(node).length > 1) byId.set(id, node);
    if (isJobPosting(node)) postings.push(node);
    if (depth > DEPTH_LEVELS_MAX) continue;
    for (const key of CONTAINERS) {
      const inner = own(node, key);
      if (inner !== undefined && inner !== null) queue.push({ value: inner, depth });
    }
  }
  return { postings, byId };
}

/** The node itself, or the one it refers to. */
export function resolve(
  node: JsonObject | null,
  byId: ReadonlyMap<string, JsonObject>,
): JsonObject | null {
  if (node === null || Object.keys(node).length > 1) return node;
  return byId.get(asText(own(node, '@id')) ?? '') ?? node;
}
