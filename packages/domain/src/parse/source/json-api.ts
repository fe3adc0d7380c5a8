import { asObject, asObjects, asText, objectAt, own } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

function identity(resource: JsonObject): string | null {
  const type = asText(own(resource, 'type'));
  const id = asText(own(resource, 'id'));
  return type === null || id === null ? null : `${type}/${id}`;
}

function identitiesOf(relationship: JsonValue | undefined): readonly string[] {
  const linked = asObjects(own(asObject(relationship), 'data'));
  return linked.map(identity).filter((one) => one !== null);
}

/**
 * The resources that a JSON:API resource is related to under one of the names, as the document
 * around it includes them; none for those that it only names.
 */
export function relatedTo(
  resource: JsonObject,
  document: JsonObject | null,
  ...names: readonly string[]
): readonly JsonObject[] {
  const relationships = objectAt(resource, 'relationships');
  const wanted = new Set(names.flatMap((name) => identitiesOf(own(relationships, name))));
  if (wanted.size === 0) return [];
  return asObjects(own(document, 'included')).filter((one) => wanted.has(identity(one) ?? ''));
}

/** Of a JSON:API document's `included` what the resources are related to; null when there is none. */
export function includedFor(
  resources: readonly JsonObject[],
  document: JsonObject,
): readonly JsonObject[] | null {
  const included = asObjects(own(document, 'included'));
  if (included.length === 0) return null;
  const wanted = new Set(
    resources.flatMap((resource) =>
      Object.values(objectAt(resource, 'relationships') ?? {}).flatMap(identitiesOf),
    ),
  );
  return included.filter((one) => wanted.has(identity(one) ?? ''));
}
