import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';

const LAUNCHER = pathToFileURL(
  join(import.meta.dirname, '..', 'packages', 'cli', 'bin', 'pinned-node.mjs'),
).href;

const scratch = mkdtempSync(join(tmpdir(), 'winnow-launcher-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs these lines with what the launcher exports in scope. */
function withLauncher(lines: string): ChildProcess {
  const program = `import * as launcher from ${JSON.stringify(LAUNCHER)};\n${lines}`;
  return spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function outputOf(child: ChildProcess): Promise<string> {
  assert.ok(child.stdout !== null);
  return await text(child.stdout);
}

let scripts = 0;

/** The path, as a literal, of a script with these lines. */
function scriptOf(lines: string): string {
  const path = join(scratch, `script-${++scripts}.mjs`);
  writeFileSync(path, lines);
  return JSON.stringify(path);
}

const pinned = await outputOf(
  withLauncher('process.stdout.write(String(launcher.findPinnedNode()))'),
);
const withoutPinned =
  pinned === 'undefined' ? 'the registry has no pinned Node for this platform' : false;

describe('the launcher', () => {
  it('knows which Node is new enough', async () => {
    const versions = ['18.20.0', '20.20.2', '22.22.0', '24.14.9', '24.15.0', '24.21.0', '26.0.0'];
    const output = await outputOf(
      withLauncher(
        `process.stdout.write(${JSON.stringify(versions)}.filter(launcher.isNewEnough).join())`,
      ),
    );
    assert.equal(output, '24.15.0,24.21.0,26.0.0');
  });

  it('says NODE_TOO_OLD where there is no newer one', async () => {
    const child = withLauncher(`
      Object.defineProperty(process, 'arch', { value: 'sparc' });
      launcher.runPinned('x.mjs', []);
    `);
    assert.ok(child.stderr !== null);
    const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    assert.match(errors, /^NODE_TOO_OLD: .+\n$/);
    assert.equal(code, 2);
  });

  it('passes arguments, output and exit code on', { skip: withoutPinned }, async () => {
    const script = scriptOf('console.log(process.argv.slice(2).join()); process.exitCode = 7;');
    const child = withLauncher(`launcher.runPinned(${script}, ['a', 'b c'])`);
    const [output, [code]] = await Promise.all([outputOf(child), once(child, 'exit')]);
    assert.equal(output, 'a,b c\n');
    assert.equal(code, 7);
  });

  const withoutSignals = process.platform === 'win32' ? 'Windows has no signals' : withoutPinned;

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`passes ${signal} on, once`, { skip: withoutSignals }, async () => {
      const script = scriptOf(`
        let count = 0;
        process.on('${signal}', () => {
          count++;
          setTimeout(() => { console.log('got ' + count); process.exit(9); }, 50);
        });
        setTimeout(() => {}, 60_000);
        console.log('ready');
      `);
      const child = withLauncher(`launcher.runPinned(${script}, [])`);
      assert.ok(child.stdout !== null);
      const rest: string[] = [];
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        rest.push(chunk);
        if (chunk === 'ready\n') child.kill(signal);
      });
      const [code] = await once(child, 'exit');
      assert.equal(rest.join(''), 'ready\ngot 1\n');
      assert.equal(code, 9);
    });
  }

  it('ends by the signal that ended the child', { skip: withoutSignals }, async () => {
    const script = scriptOf("process.kill(process.pid, 'SIGKILL'); setTimeout(() => {}, 60_000);");
    const [, signal] = await once(withLauncher(`launcher.runPinned(${script}, [])`), 'exit');
    assert.equal(signal, 'SIGKILL');
  });
});
