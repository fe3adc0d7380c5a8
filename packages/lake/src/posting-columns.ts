import { EnrichedPosting } from '@winnow/contracts/enriched-posting';

/** The shape of a column's values; any of them may be null. */
export type Shape =
  | { readonly kind: 'text' | 'integer' | 'number' | 'boolean' }
  | { readonly kind: 'list'; readonly element: Shape }
  | { readonly kind: 'struct'; readonly fields: readonly Column[] };

export interface Column {
  readonly name: string;
  readonly shape: Shape;
}

/** A zod schema, of which only its own description is looked at. */
interface Described {
  readonly _zod: { readonly def: unknown };
}

/** What of zod's description of itself decides a shape. */
interface Definition {
  readonly type: string;
  readonly format?: string;
  readonly innerType?: Described;
  readonly element?: Described;
  readonly shape?: Readonly<Record<string, Described>>;
  readonly keyType?: Described;
  readonly valueType?: Described;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
}

/**
 * Every field of the contract, in its order, read off the contract itself: the two cannot drift.
 */
export const POSTING_COLUMNS: readonly Column[] = columnsOf(EnrichedPosting);

function columnsOf(schema: Described): readonly Column[] {
  const shape = shapeOf(schema);
  if (shape.kind !== 'struct') throw new TypeError('a row is an object');
  return shape.fields;
}

/** The shape of what a schema describes. A schema it does not know is a mistake in the contract. */
export function shapeOf(schema: Described): Shape {
  const definition = schema._zod.def as Definition;
  switch (definition.type) {
    case 'nullable':
    case 'optional':
      return shapeOf(inner(definition.innerType));
    case 'string':
    case 'enum':
      return { kind: 'text' };
    case 'boolean':
      return { kind: 'boolean' };
    case 'number':
      return { kind: definition.format === 'safeint' ? 'integer' : 'number' };
    case 'literal':
      return { kind: Number.isInteger(definition.values?.[0]) ? 'integer' : 'text' };
    case 'array':
      return { kind: 'list', element: shapeOf(inner(definition.element)) };
    case 'object':
      return {
        kind: 'struct',
        fields: Object.entries(definition.shape ?? {}).map(([name, field]) => ({
          name,
          shape: shapeOf(field),
        })),
      };
    case 'record': {
      const keys = inner(definition.keyType)._zod.def as Definition;
      const shape = shapeOf(inner(definition.valueType));
      return {
        kind: 'struct',
        fields: Object.values(keys.entries ?? {}).map((name) => ({ name, shape })),
      };
    }
    default:
      throw new TypeError(`no column for a ${definition.type}`);
  }
}

function inner(schema: Described | undefined): Described {
  if (schema === undefined) throw new TypeError('a schema without its inner type');
  return schema;
}

/** Integers are spans and versions; Parquet's INT32 holds them all. */
const INTEGER_MAX = 2 ** 31 - 1;

/**
 * Whether a value can lie in a column of this shape. Null and absent always can, and so can a word
 * that our list of words does not have yet: additions inside a version must not stop an archiver.
 */
export function fits(shape: Shape, value: unknown): boolean {
  if (value === null || value === undefined) return true;
  switch (shape.kind) {
    case 'text':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= INTEGER_MAX;
    case 'list':
      return Array.isArray(value) && value.every((element) => fits(shape.element, element));
    case 'struct':
      return fitsAll(shape.fields, value);
  }
}

/** Whether a value is an object whose fields can lie in these columns. */
export function fitsAll(
  columns: readonly Column[],
  value: unknown,
): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  return columns.every(({ name, shape }) => fits(shape, fields[name]));
}
