import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import { publishedFiles } from '../scripts/published-files.ts';
import { clusterFixtures, enrichedFixtures, type WireFixture } from '../scripts/wire-fixtures.ts';
import { ClusterEvent } from './cluster-event.ts';
import { TOPICS } from './topics.ts';

const PACKAGE = join(import.meta.dirname, '..');
const files = publishedFiles();

describe('the published files', () => {
  for (const [path, text] of Object.entries(files)) {
    it(`${path} is what zod says (npm run contracts writes it anew)`, () => {
      assert.equal(readFileSync(join(PACKAGE, path), 'utf8'), text);
    });
  }

  it('are JSON Schemas that a strict validator takes', () => {
    for (const [path, text] of Object.entries(files)) {
      if (path.startsWith('schemas/')) compile(JSON.parse(text) as object);
    }
  });
});

describe('the schema of an enriched posting', () => {
  const validate = compile(JSON.parse(String(files['schemas/enriched-posting.v1.json'])) as object);
  const postings = enrichedFixtures().filter(({ value }) => value !== null);
  const posting = postings[0] as WireFixture;

  for (const { name, value } of postings) {
    it(`takes the wire fixture ${name}`, () => {
      assert.ok(validate(value), JSON.stringify(validate.errors));
    });
  }

  it('takes a field that it does not name', () => {
    assert.ok(validate({ ...(posting.value as object), newField: 1 }));
  });

  const BROKEN: readonly Readonly<Record<string, unknown>>[] = [
    { schemaVersion: 2 },
    { title: undefined },
    { benefits: ['TELEPORTATION'] },
    { evidence: [{}] },
    { stages: { cooking: '1' } },
  ];
  for (const fields of BROKEN) {
    it(`refuses ${JSON.stringify(fields)}`, () => {
      const broken: unknown = JSON.parse(
        JSON.stringify({ ...(posting.value as object), ...fields }),
      );
      assert.equal(validate(broken), false);
    });
  }
});

describe('the schema of a cluster event', () => {
  const validate = compile(JSON.parse(String(files['schemas/cluster-event.v1.json'])) as object);

  for (const { name, value } of clusterFixtures()) {
    it(`takes the wire fixture ${name}, as zod does`, () => {
      assert.ok(validate(value), JSON.stringify(validate.errors));
      assert.deepEqual(ClusterEvent.parse(value), value);
    });
  }

  it('refuses an event without a cluster', () => {
    assert.equal(validate({ ...(clusterFixtures()[0]?.value as object), clusterId: null }), false);
  });
});

describe('the AsyncAPI document', () => {
  const document = JSON.parse(String(files['asyncapi.json'])) as {
    readonly channels: Readonly<Record<string, { readonly address: string }>>;
  };

  it('names the topics that publishers and consumers use', () => {
    const addresses = Object.values(document.channels).map(({ address }) => address);
    const { raw, enriched, dead, duplicates } = TOPICS;
    assert.deepEqual(addresses.toSorted(), [raw, enriched, dead, duplicates].toSorted());
  });

  it('refers to nothing that is not there', () => {
    const references = [...String(files['asyncapi.json']).matchAll(/"\$ref": "([^"]+)"/g)];
    assert.ok(references.length > 0);
    for (const [, reference = ''] of references) {
      if (!reference.startsWith('#')) assert.ok(existsSync(join(PACKAGE, reference)), reference);
      else assert.ok(resolve(document, reference) !== undefined, reference);
    }
  });
});

function compile(schema: object): Ajv2020.ValidateFunction {
  return new Ajv2020.Ajv2020({ strict: true, strictTypes: false }).compile(schema);
}

/** What a JSON Pointer (`#/a/b`) points at. */
function resolve(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
}
