import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { decodeEnriched } from '@winnow/contracts/decode-enriched';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ROOT } from './source-files.ts';

const WINNOW = join(ROOT, 'packages', 'cli', 'bin', 'winnow.mjs');
const EXAMPLES = join(ROOT, 'examples', 'postings');
const SCHEMAS = join(ROOT, 'packages', 'contracts', 'schemas');

/** What `winnow enrich` makes of all examples, a line each. */
async function enrichExamples(): Promise<readonly string[]> {
  const files = readdirSync(EXAMPLES).map((file) => join(EXAMPLES, file));
  const output = await new Promise<string>((resolve, reject) => {
    const options = { maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [WINNOW, 'enrich', ...files], options, (error, stdout, stderr) => {
      // 1: some lines failed, as one of the examples is meant to.
      if (error === null || error.code === 1) resolve(stdout);
      else reject(new Error(stderr, { cause: error }));
    });
  });
  return output.split('\n').filter((line) => line !== '');
}

describe('what comes out', () => {
  const schema = readFileSync(join(SCHEMAS, 'enriched-posting.v1.json'), 'utf8');
  const validate = new Ajv2020({ strict: true, strictTypes: false }).compile(
    JSON.parse(schema) as object,
  );
  let postings: readonly string[] = [];
  before(async () => {
    postings = (await enrichExamples()).filter((line) => line.includes('"schemaVersion"'));
    assert.ok(postings.length >= 14, `${postings.length} postings`);
  });

  it('is what the published schema says, field by field and no other', () => {
    const { properties } = JSON.parse(schema) as { properties: Readonly<Record<string, unknown>> };
    for (const line of postings) {
      const posting = JSON.parse(line) as Readonly<Record<string, unknown>>;
      assert.ok(validate(posting), `${String(posting['id'])}: ${JSON.stringify(validate.errors)}`);
      assert.deepEqual(Object.keys(posting).toSorted(), Object.keys(properties).toSorted());
    }
  });

  it('is decoded unchanged by what consumers use', () => {
    for (const line of postings) {
      assert.deepEqual(decodeEnriched({ value: Buffer.from(line) }), JSON.parse(line));
    }
  });
});
