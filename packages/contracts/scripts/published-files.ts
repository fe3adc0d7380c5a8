import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemas } from '../src/json-schema.ts';
import { asyncApi, type TopicTable } from './async-api.ts';
import { describeFields } from './describe-fields.ts';

const PACKAGE = join(import.meta.dirname, '..');

/** Where the comments of a schema stand: the file, and the object that is the whole record. */
const SOURCES: Readonly<Record<string, { readonly file: string; readonly root: string }>> = {
  'raw-posting.v1.json': { file: 'raw-posting.ts', root: 'RawPosting' },
  'enriched-posting.v1.json': { file: 'enriched-posting.ts', root: 'fields' },
  'cluster-event.v1.json': { file: 'cluster-event.ts', root: 'ClusterEvent' },
};

/** The generated files of this package, by their path in it. */
export function publishedFiles(): Readonly<Record<string, string>> {
  const { version } = readJson(join(PACKAGE, 'package.json')) as { version: string };
  const table = readJson(join(PACKAGE, '..', '..', 'infra', 'kafka', 'topics.json')) as TopicTable;
  const files: Record<string, unknown> = { 'asyncapi.json': asyncApi(table, version) };
  for (const [name, schema] of Object.entries(jsonSchemas())) {
    const { file, root } = SOURCES[name] ?? { file: '', root: '' };
    files[`schemas/${name}`] = describeFields(schema, file, root);
  }
  return Object.fromEntries(
    Object.entries(files).map(([path, file]) => [path, `${JSON.stringify(file, undefined, 2)}\n`]),
  );
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
