import type { SchemaElement } from 'hyparquet';
import { type Column, POSTING_COLUMNS, type Shape } from './posting-columns.ts';

/** Where a row comes from; never null but for what a record may lack. */
const ORIGIN_COLUMNS: readonly SchemaElement[] = [
  text('_topic', 'REQUIRED'),
  { name: '_partition', type: 'INT32', repetition_type: 'REQUIRED' },
  { name: '_offset', type: 'INT64', repetition_type: 'REQUIRED' },
  {
    name: '_timestamp',
    type: 'INT64',
    repetition_type: 'REQUIRED',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
    converted_type: 'TIMESTAMP_MILLIS',
  },
  text('_key', 'OPTIONAL'),
  text('_origin', 'OPTIONAL'),
  { name: '_deleted', type: 'BOOLEAN', repetition_type: 'REQUIRED' },
  text('_unreadable', 'OPTIONAL'),
];

/** The Parquet schema of every object in the lake, depth first as the format wants it. */
export const PARQUET_SCHEMA: readonly SchemaElement[] = [
  { name: 'root', num_children: POSTING_COLUMNS.length + ORIGIN_COLUMNS.length },
  ...POSTING_COLUMNS.flatMap(elementsOf),
  ...ORIGIN_COLUMNS,
];

/** The columns, in the schema's order. */
export const COLUMN_NAMES: readonly string[] = [...POSTING_COLUMNS, ...ORIGIN_COLUMNS].map(
  ({ name }) => name,
);

function elementsOf({ name, shape }: Column): readonly SchemaElement[] {
  switch (shape.kind) {
    case 'struct':
      return [
        { name, repetition_type: 'OPTIONAL', num_children: shape.fields.length },
        ...shape.fields.flatMap(elementsOf),
      ];
    case 'list':
      return [
        {
          name,
          repetition_type: 'OPTIONAL',
          num_children: 1,
          converted_type: 'LIST',
          logical_type: { type: 'LIST' },
        },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        ...elementsOf({ name: 'element', shape: shape.element }),
      ];
    default:
      return [leaf(name, shape)];
  }
}

function leaf(name: string, { kind }: Shape): SchemaElement {
  switch (kind) {
    case 'boolean':
      return { name, type: 'BOOLEAN', repetition_type: 'OPTIONAL' };
    case 'number':
      return { name, type: 'DOUBLE', repetition_type: 'OPTIONAL' };
    case 'integer':
      return { name, type: 'INT32', repetition_type: 'OPTIONAL' };
    default:
      return text(name, 'OPTIONAL');
  }
}

function text(name: string, repetition: 'REQUIRED' | 'OPTIONAL'): SchemaElement {
  return {
    name,
    type: 'BYTE_ARRAY',
    repetition_type: repetition,
    converted_type: 'UTF8',
    logical_type: { type: 'STRING' },
  };
}
