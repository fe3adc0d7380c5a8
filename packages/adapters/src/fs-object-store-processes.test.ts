import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { after, describe, it } from 'node:test';
import { text as textOf } from 'node:stream/consumers';
import { createFsObjectStore } from './fs-object-store.ts';
import { layoutOf } from './fs-object-store-layout.ts';

const root = await mkdtemp(join(tmpdir(), 'winnow-objects-'));
after(() => rm(root, { recursive: true }));
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** A process of its own that runs these lines; `path` is its argument. */
function run(lines: string, path: string): ChildProcessByStdio<null, Readable, null> {
  const from = (file: string): string => JSON.stringify(import.meta.resolve(file));
  const code = `
    import { createFsObjectStore } from ${from('./fs-object-store.ts')};
    import { createFileLock } from ${from('./fs-object-store-lock.ts')};
    import { layoutOf } from ${from('./fs-object-store-layout.ts')};
    const path = process.argv[1];
    ${lines}`;
  const args = ['--input-type=module', '-e', code, path];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

describe('ObjectStore: file system, several processes', () => {
  it('lets exactly one process create an object, and loses no swap', async () => {
    const path = join(root, 'race');
    await using store = createFsObjectStore({ path });
    await store.putIfAbsent('counter', text('0'));
    const KEYS = 25;
    const child = `
      const store = createFsObjectStore({ path });
      const won = [];
      for (let key = 0; key < ${KEYS}; key++) {
        const put = await store.putIfAbsent('keys/' + key, Buffer.from(String(process.pid)));
        if (put.kind === 'written') won.push(key);
        for (;;) {
          const seen = await store.get('counter');
          const next = Buffer.from(String(Number(Buffer.from(seen.body)) + 1));
          if ((await store.putIfMatch('counter', next, seen.head.etag)).kind === 'written') break;
        }
      }
      process.stdout.write(JSON.stringify({ pid: process.pid, won }));`;
    const children = [run(child, path), run(child, path), run(child, path)];
    const outputs = await Promise.all(children.map((each) => textOf(each.stdout)));
    const results = outputs.map((output) => JSON.parse(output) as { pid: number; won: number[] });

    const won = results.flatMap((result) => result.won).toSorted((a, b) => a - b);
    assert.deepEqual(
      won,
      Array.from({ length: KEYS }, (_, key) => key),
    );
    for (const { pid, won: keys } of results) {
      for (const key of keys) {
        assert.equal(
          Buffer.from((await store.get(`keys/${key}`))?.body ?? []).toString(),
          String(pid),
        );
      }
    }
    assert.equal(
      Buffer.from((await store.get('counter'))?.body ?? []).toString(),
      String(KEYS * 3),
    );
    assert.deepEqual(await readdir(layoutOf(path).writes), ['lock.db']);
  });

  it('takes the lock over from a holder that was killed', async () => {
    const path = join(root, 'lock');
    await using store = createFsObjectStore({ path });
    await store.putIfAbsent('k', text('1'));
    const holder = run(
      `await createFileLock(layoutOf(path).lock).hold(() => new Promise(() => {
         setInterval(() => {}, 1000);
         process.stdout.write('held');
       }));`,
      path,
    );
    await once(holder.stdout, 'data');
    const head = await store.head('k');
    let written = false;
    const put = store.putIfMatch('k', text('2'), String(head?.etag)).then(() => (written = true));
    await store.get('k');
    assert.equal(written, false);
    holder.kill('SIGKILL');
    await put;
    assert.equal(Buffer.from((await store.get('k'))?.body ?? []).toString(), '2');
  });

  it('finishes a write whose writer died before the body had its name', async () => {
    const path = join(root, 'half');
    await using store = createFsObjectStore({ path });
    const layout = layoutOf(path);
    for (const key of ['by/get', 'by/head', 'by/list', 'by/swap']) {
      await store.putIfAbsent(key, text(key), { metadata: { of: key } });
      const etag = String((await store.head(key))?.etag);
      await rename(layout.body(key), layout.bodyOfWrite(etag));
    }
    assert.equal(Buffer.from((await store.get('by/get'))?.body ?? []).toString(), 'by/get');
    await store.head('by/head');
    assert.equal(await readFile(layout.body('by/head'), 'utf8'), 'by/head');
    for await (const { key } of store.list('by/list')) assert.equal(key, 'by/list');
    assert.equal(await readFile(layout.body('by/list'), 'utf8'), 'by/list');
    const record = JSON.parse(await readFile(layout.record('by/swap'), 'utf8')) as { etag: string };
    await store.putIfMatch('by/swap', text('new'), record.etag);
    assert.equal(await readFile(layout.body('by/swap'), 'utf8'), 'new');
    // Somebody who is late in finishing the old write finds nothing to put in place of the new one.
    assert.deepEqual(await readdir(layout.writes), ['lock.db']);
  });

  it('sweeps what the dead left an hour ago, and finishes what had become an object', async () => {
    const path = join(root, 'swept');
    const layout = layoutOf(path);
    await using first = createFsObjectStore({ path });
    await first.putIfAbsent('kept', text('kept'));
    const head = await first.head('kept');
    await rename(layout.body('kept'), layout.bodyOfWrite(String(head?.etag)));
    const leftovers: Readonly<Record<string, string>> = {
      [`${head?.etag}~`]: JSON.stringify(head),
      'dead~': JSON.stringify({ ...head, key: 'never', etag: 'dead' }),
      dead: 'half a bo',
      'torn~': '{"key": "ne',
      'young~': JSON.stringify({ ...head, key: 'coming', etag: 'young' }),
      young: 'under way',
    };
    for (const [name, body] of Object.entries(leftovers)) {
      await writeFile(join(layout.writes, name), body);
      if (!name.startsWith('young')) await utimes(join(layout.writes, name), 1, 1);
    }
    await using second = createFsObjectStore({ path });
    assert.equal(await second.get('never'), undefined);
    assert.equal(await readFile(layout.body('kept'), 'utf8'), 'kept');
    assert.deepEqual((await readdir(layout.writes)).toSorted(), ['lock.db', 'young', 'young~']);
  });
});
