import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemas } from '../src/json-schema.ts';
import { asyncApi, type TopicTable } from './async-api.ts';

const PACKAGE = join(import.meta.dirname, '..');

/** The generated files of this package, by their path in it. */
export function publishedFiles(): Readonly<Record<string, string>> {
  const { version } = readJson(join(PACKAGE, 'package.json')) as { version: string };
  const table = readJson(join(PACKAGE, '..', '..', 'infra', 'kafka', 'topics.json')) as TopicTable;
  const files: Record<string, unknown> = { 'asyncapi.json': asyncApi(table, version) };
  for (const [name, schema] of Object.entries(jsonSchemas())) files[`schemas/${name}`] = schema;
  return Object.fromEntries(
    Object.entries(files).map(([path, file]) => [path, `${JSON.stringify(file, undefined, 2)}\n`]),
  );
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
