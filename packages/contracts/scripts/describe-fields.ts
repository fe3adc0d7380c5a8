import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonSchema } from '../src/json-schema.ts';

/** Doc comments by object and field; the fields of a posting stand under ``. */
type Comments = ReadonlyMap<string, ReadonlyMap<string, string>>;

const OBJECT = /^(?:export )?const (\w+) = (?:z\.object\(|\w+\.extend\(|)\{\n([\s\S]*?)^\}/gm;
const FIELD = /\/\*\*\s*((?:[^*]|\*(?!\/))*?)\s*\*\/\s*(\w+):/g;

/** What the doc comments of a contract's source say of its fields. */
function commentsIn(file: string): Comments {
  const source = readFileSync(join(import.meta.dirname, '..', 'src', file), 'utf8');
  const objects = [...source.matchAll(OBJECT)].map(([, name = '', body = '']) => {
    const fields = [...body.matchAll(FIELD)].map(
      ([, comment = '', field = '']) => [field, comment.replaceAll(/\s*\n\s*\*\s*/g, ' ')] as const,
    );
    return [name, new Map(fields)] as const;
  });
  return new Map(objects);
}

/**
 * The schema with the comments of its source as descriptions: people read it without TypeScript.
 */
export function describeFields(schema: JsonSchema, file: string, root: string): JsonSchema {
  const comments = commentsIn(file);
  const describe = (part: JsonSchema, name: string): JsonSchema => {
    const said = comments.get(name);
    if (said === undefined || part.properties === undefined) return part;
    const properties = Object.entries(part.properties).map(([field, type]) => {
      const description = said.get(field);
      const plain = typeof type === 'boolean' || description === undefined;
      return [field, plain ? type : { description, ...type }] as const;
    });
    return { ...part, properties: Object.fromEntries(properties) };
  };
  const parts = Object.entries(schema.$defs ?? {}).map(
    ([name, part]) => [name, describe(part, name)] as const,
  );
  const described = describe(schema, root);
  return parts.length === 0 ? described : { ...described, $defs: Object.fromEntries(parts) };
}
