import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { portError, record, take, texts } from '@winnow/ports/log-conformance-kit';
import { createSqliteLog } from './sqlite-log.ts';

const CHILD = join(import.meta.dirname, 'sqlite-log-child.ts');
const TOPIC = 'shared';

async function freshPath(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'winnow-log-'));
  t.after(() => rm(folder, { recursive: true, maxRetries: 5 }));
  return join(folder, 'deep', 'log.db');
}

function start(t: TestContext, ...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [CHILD, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  return child;
}

/** The lines that a child prints. */
function lines(child: ChildProcess): AsyncIterator<string> {
  assert.ok(child.stdout);
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}

describe('sqlite: several processes on one log', () => {
  it('lets any number of processes create it and append at once, and loses nothing', async (t) => {
    const path = await freshPath(t);
    const names = ['a', 'b', 'c', 'd'];
    const children = names.map((name) => start(t, 'append', path, TOPIC, name, '50'));
    const exits = await Promise.all(children.map((child) => once(child, 'exit')));
    assert.deepEqual(
      exits,
      names.map(() => [0, null]),
    );
    await using log = createSqliteLog({ path });
    const seen = texts(await take(log, TOPIC, { group: 'g', count: 200 }));
    for (const name of names) {
      const own = seen.filter((text) => text.startsWith(`${name}:`));
      assert.deepEqual(
        own,
        Array.from({ length: 50 }, (_, index) => `${name}:${index}`),
      );
    }
    assert.equal(seen.length, 200);
  });

  it('gives a group to one process at a time, and to the next when its holder is killed', async (t) => {
    const path = await freshPath(t);
    const child = start(t, 'hold', path, TOPIC, 'g');
    const printed = lines(child);
    assert.equal((await printed.next()).value, 'holding');
    await using log = createSqliteLog({ path });
    // The other process sees what this one appends, and once it does, it holds the group.
    await log.append(TOPIC, [record('a')]);
    assert.equal((await printed.next()).value, 'a');
    await assert.rejects(take(log, TOPIC, { group: 'g', count: 1 }), portError('HELD', true));
    await assert.rejects(log.deleteGroup('g'), portError('HELD', true));
    child.kill('SIGKILL');
    await once(child, 'exit');
    await log.append(TOPIC, [record('b')]);
    const records = await take(log, TOPIC, { group: 'g', count: 1 });
    assert.equal(texts(records).at(-1), 'b');
  });

  it('lets other groups read meanwhile', async (t) => {
    const path = await freshPath(t);
    await using log = createSqliteLog({ path });
    await log.createTopic({ name: TOPIC, partitions: 1, config: {} });
    await log.append(TOPIC, [record('a')]);
    const printed = lines(start(t, 'hold', path, TOPIC, 'other'));
    assert.equal((await printed.next()).value, 'holding');
    assert.equal((await printed.next()).value, 'a');
    assert.deepEqual(texts(await take(log, TOPIC, { group: 'g', count: 1 })), ['a']);
  });
});
