import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { Kafka, Partitioners } from 'kafkajs';
import { enrichedFixtures, type WireFixture } from '../packages/contracts/scripts/wire-fixtures.ts';

const ROOT = join(import.meta.dirname, '..');
const EXAMPLE = join(ROOT, 'examples', 'consumer');
const run = promisify(execFile);

const scratch = mkdtempSync(join(tmpdir(), 'winnow-consumer-'));
const folder = join(scratch, 'consumer');
after(() => rmSync(scratch, { recursive: true, force: true }));

/** npm as a user runs it: not as a child of the npm that runs these tests. */
async function npm(cwd: string, ...args: readonly string[]): Promise<string> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^npm_(?:package|lifecycle|command|config_local_prefix)/.test(name),
  );
  const options = { cwd, env: Object.fromEntries(inherited) };
  const script = process.env['npm_execpath'];
  const { stdout } =
    script === undefined
      ? await run('npm', [...args], { ...options, shell: process.platform === 'win32' })
      : await run(process.execPath, [script, ...args], options);
  return stdout;
}

before(async () => {
  const contracts = join(ROOT, 'packages', 'contracts');
  await run(process.execPath, [join(contracts, 'scripts', 'build.ts')]);
  const [packed] = JSON.parse(
    await npm(join(contracts, 'dist'), 'pack', '--json', '--pack-destination', scratch),
  ) as [{ filename: string }];
  mkdirSync(folder);
  for (const file of ['consumer.ts', 'package.json', 'tsconfig.json']) {
    copyFileSync(join(EXAMPLE, file), join(folder, file));
  }
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  await npm(folder, 'install', ...quiet, join(scratch, packed.filename));
});

describe('the packed contracts, installed into an empty folder', () => {
  it('hold no TypeScript sources, which Node would refuse there', async () => {
    const { stdout } = await run(
      process.execPath,
      [
        '--print',
        "require('node:fs').readdirSync('node_modules/@winnow/contracts', { recursive: true }).join()",
      ],
      { cwd: folder },
    );
    const sources = stdout
      .trim()
      .split(',')
      .filter((file) => /(?<!\.d)\.ts$/.test(file));
    assert.deepEqual(sources, []);
    assert.match(stdout, /schemas/);
  });

  it('type-check the example consumer', async () => {
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    await run(process.execPath, [tsc, '-p', '.'], { cwd: folder });
  });

  it('decode a wire fixture', async () => {
    const program = `
      import { decodeEnriched, TOPICS } from '@winnow/contracts';
      import { readFileSync } from 'node:fs';
      const { value } = JSON.parse(readFileSync(0, 'utf8'));
      const posting = decodeEnriched({ value: Buffer.from(JSON.stringify(value)) });
      console.log(JSON.stringify([TOPICS.enriched, posting.id]));`;
    const child = run(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: folder,
    });
    child.child.stdin?.end(JSON.stringify(fixture()));
    const { stdout } = await child;
    assert.deepEqual(JSON.parse(stdout), [
      'postings.enriched.v1',
      (fixture().value as { id: string }).id,
    ]);
  });
});

function fixture(): WireFixture {
  const found = enrichedFixtures().find(({ value }) => value !== null);
  assert.ok(found !== undefined);
  return found;
}
