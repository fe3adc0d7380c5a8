import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { createWorkspace, type Workspace } from './workspace.ts';

const ROOT = path.join(import.meta.dirname, '..');
const WINNOW = path.join(ROOT, 'packages', 'cli', 'bin', 'winnow.mjs');
const EXAMPLES = path.join(ROOT, 'examples', 'postings');

interface Ended {
  readonly code: number | null;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  readonly stderr: string;
}

function start(workspace: Workspace, args: readonly string[]): ChildProcess {
  const env = { ...process.env, ...workspace.environment };
  return spawn(process.execPath, [WINNOW, ...args], { cwd: workspace.folder, env, stdio: 'pipe' });
}

async function winnow(workspace: Workspace, args: readonly string[], stdin = ''): Promise<Ended> {
  const child = start(workspace, args);
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  child.stdin?.end(stdin);
  const [code] = (await once(child, 'close')) as [number | null];
  const lines = output.stdout.split('\n').filter((line) => line.startsWith('{'));
  return {
    code,
    stderr: output.stderr,
    lines: lines.map((line) => JSON.parse(line) as Ended['lines'][number]),
  };
}

describe('winnow enrich', { timeout: 120_000 }, () => {
  it('writes one line for each line, in order, and says what is wrong with which', async () => {
    await using workspace = await createWorkspace();
    const input = [
      { id: 'a', body: 'Chef de partie in Lyon' },
      'not json',
      { id: 'b' },
      { id: 'c', body: 'x', contentType: 'application/pdf' },
      { id: 'd', body: ' ' },
      { id: 'e', body: '{', contentType: 'application/json' },
      { id: 'f', body: 'One line\u2028with a separator' },
      { id: 'g', body: 'a'.repeat(7_000_000) },
    ];
    const stdin = input
      .map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
      .join('\n');
    const { code, lines } = await winnow(workspace, ['enrich'], stdin);
    assert.equal(code, 1);
    const said = lines.map(({ id, error }) => [id, (error as { code?: string } | undefined)?.code]);
    assert.deepEqual(said, [
      ['a', undefined],
      [null, 'RAW_INVALID'],
      ['b', 'RAW_INVALID'],
      ['c', 'CONTENT_TYPE_UNSUPPORTED'],
      ['d', 'BODY_EMPTY'],
      ['e', 'JSON_INVALID'],
      ['f', undefined],
      ['g', 'BODY_TOO_LARGE'],
    ]);
  });

  it('drops what is no posting, with a reason, and exits with 0', async () => {
    await using workspace = await createWorkspace();
    const body =
      '<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1><hr>nginx</body></html>';
    const { code, lines } = await winnow(workspace, ['enrich'], JSON.stringify({ id: 'x', body }));
    assert.equal(code, 0);
    const dropped = lines[0]?.['dropped'] as { code?: string } | undefined;
    assert.equal(dropped?.code, 'NOT_A_POSTING');
  });

  it('finds duplicates within the run', async () => {
    await using workspace = await createWorkspace();
    const { lines } = await winnow(workspace, [
      'enrich',
      path.join(EXAMPLES, '11-warehouse-associate.ndjson'),
    ]);
    const duplicates = lines.map(
      ({ duplicate }) => duplicate as { clusterId: string; of: string | null },
    );
    assert.equal(duplicates[0]?.of, null);
    assert.equal(duplicates[1]?.of, 'crateworks/wh-1001');
    assert.equal(duplicates[1]?.clusterId, duplicates[0]?.clusterId);
  });
});

describe('winnow, embedded', { timeout: 240_000 }, () => {
  it('publishes, enriches, archives, audits, replays, promotes and rolls back', async () => {
    await using workspace = await createWorkspace();
    const files = [
      '01-backend-engineer.txt',
      '10-nurse.txt',
      '11-warehouse-associate.ndjson',
      '12-broken.json',
    ];
    const paths = files.map((file) => path.join(EXAMPLES, file));
    const published = await winnow(workspace, ['publish', '--source', 'test', ...paths]);
    assert.deepEqual(published.lines, [{ published: 5, deleted: 0, refused: 0 }]);
    assert.equal((await winnow(workspace, ['up', '--drain'])).code, 0);

    const consumed = await winnow(workspace, ['consume', '--limit', '4']);
    assert.equal(consumed.lines.length, 4);
    const [letter] = (await winnow(workspace, ['dead', 'ls'])).lines;
    assert.equal(letter?.['code'], 'JSON_INVALID');
    const shown = await winnow(workspace, ['dead', 'show', String(letter?.['id'])]);
    const original = JSON.parse(
      Buffer.from(String(shown.lines[0]?.['originalBase64']), 'base64').toString(),
    ) as object;
    assert.ok('body' in original);
    const audit = await winnow(workspace, ['audit']);
    assert.equal(audit.code, 0);
    assert.equal(audit.lines[0]?.['ok'], true);

    const replayed = await winnow(workspace, ['replay', '--generation', 'again', '--promote']);
    assert.equal(replayed.code, 0);
    assert.deepEqual(replayed.lines[0]?.['counts'], {
      raw: 5,
      rows: 4,
      deadLetters: 1,
      drops: 0,
      addUp: true,
    });
    const compared = await winnow(workspace, ['generations', 'diff', 'again']);
    assert.deepEqual(compared.lines, [
      { generation: 'again', same: 4, changed: 0, added: 0, removed: 0, fields: {} },
    ]);
    const promoted = await winnow(workspace, ['generations', 'ls']);
    assert.deepEqual(
      promoted.lines.map(({ generation }) => generation),
      ['live', 'again'],
    );
    const back = await winnow(workspace, ['generations', 'rollback', 'again']);
    assert.deepEqual(
      back.lines.map(({ generation }) => generation),
      ['live'],
    );
  });

  it('rebuilds a duplicate index that was lost', async () => {
    await using workspace = await createWorkspace();
    const file = path.join(EXAMPLES, '11-warehouse-associate.ndjson');
    await winnow(workspace, ['publish', file]);
    await winnow(workspace, ['up', '--drain']);
    const [first, second] = (await winnow(workspace, ['consume', '--limit', '2'])).lines;
    await rm(path.join(workspace.folder, 'duplicates.db'));
    await rm(path.join(workspace.folder, 'duplicates.db-wal'), { force: true });
    await rm(path.join(workspace.folder, 'duplicates.db-shm'), { force: true });
    assert.deepEqual((await winnow(workspace, ['duplicates', 'count'])).lines, [{ live: 0 }]);
    const rebuilt = await winnow(workspace, ['duplicates', 'rebuild']);
    assert.deepEqual(rebuilt.lines, [{ read: 2, live: 2 }]);
    // The same job once more, from a third source, goes into the cluster that was there before.
    const body =
      (await readFile(file, 'utf8')).split('\n')[0]?.replace('crateworks', 'third') ?? '';
    await writeFile(path.join(workspace.folder, 'third.ndjson'), `${body}\n`);
    await winnow(workspace, ['publish', path.join(workspace.folder, 'third.ndjson')]);
    await winnow(workspace, ['up', '--drain']);
    const postings = (await winnow(workspace, ['consume', '--limit', '3'])).lines;
    const clusters = new Set(
      [first, second, ...postings].map(
        (each) => (each?.['duplicate'] as { clusterId?: string } | undefined)?.clusterId,
      ),
    );
    assert.equal(clusters.size, 1);
  });

  it('requeues a dead letter as a new record, with the attempt counted', async () => {
    await using workspace = await createWorkspace();
    await winnow(workspace, ['publish', path.join(EXAMPLES, '12-broken.json')]);
    await winnow(workspace, ['up', '--drain']);
    const requeued = await winnow(workspace, ['dead', 'requeue', '--code', 'JSON_INVALID']);
    assert.deepEqual(requeued.lines, [{ requeued: 1, tooManyAttempts: 0, gone: 0 }]);
    await winnow(workspace, ['up', '--drain']);
    const letters = (await winnow(workspace, ['dead', 'ls'])).lines;
    assert.deepEqual(
      letters.map(({ attempt }) => attempt),
      [1, 2],
    );
    assert.equal((await winnow(workspace, ['audit'])).code, 0);
  });

  it('takes a posting back: the row says that it is gone', async () => {
    await using workspace = await createWorkspace();
    await winnow(workspace, ['publish', '--source', 'test', path.join(EXAMPLES, '10-nurse.txt')]);
    await winnow(workspace, ['up', '--drain']);
    const [posting] = (await winnow(workspace, ['consume', '--limit', '1'])).lines;
    const key = `test/${String(posting?.['id'])}`;
    assert.deepEqual(
      (await winnow(workspace, ['publish', '--delete', key])).lines[0]?.['deleted'],
      1,
    );
    await winnow(workspace, ['up', '--drain']);
    const lines = (await winnow(workspace, ['consume', '--limit', '2'])).lines;
    assert.deepEqual(lines[1], { key, deleted: true });
    assert.equal((await winnow(workspace, ['audit'])).code, 0);
  });

  it('lets one process run the pipeline, and tells the second who is first', async () => {
    await using workspace = await createWorkspace();
    const first = start(workspace, ['up']);
    try {
      await once(first.stderr ?? first, 'data');
      // Its loops begin behind that line: the second is turned away once they hold their groups.
      let second = await winnow(workspace, ['up', '--drain']);
      for (let tries = 0; tries < 20 && second.code === 0; tries++) {
        second = await winnow(workspace, ['up', '--drain']);
      }
      assert.equal(second.code, 4);
      assert.match(second.stderr, /HELD/);
    } finally {
      first.kill('SIGTERM');
      await once(first, 'exit');
    }
    assert.equal(first.exitCode, 0);
  });
});

const FAILURES: readonly [
  name: string,
  args: string[],
  settings: Record<string, string>,
  code: number,
][] = [
  ['no command', [], {}, 2],
  ['an unknown command', ['frobnicate'], {}, 2],
  ['an unknown flag', ['enrich', '--fast'], {}, 2],
  ['a file that is not there', ['enrich', 'nowhere.txt'], {}, 2],
  [
    'settings that are wrong',
    ['topics', 'check'],
    { LOG_URL: 'http://x', BATCH_RECORDS_MAX: '0' },
    2,
  ],
  ['a log that cannot be reached', ['topics', 'check'], { LOG_URL: 'kafka://127.0.0.1:1' }, 3],
  ['a topic that is not there', ['consume', 'nothing.v1'], {}, 2],
  ['stages that do not follow each other', ['run', '--stages', 'parse,stack'], {}, 2],
];

describe('winnow exits', { timeout: 120_000, concurrency: 2 }, () => {
  for (const [name, args, settings, code] of FAILURES) {
    it(`with ${code} for ${name}, in one clear line`, async () => {
      await using workspace = await createWorkspace();
      const environment = { ...workspace.environment, ...settings };
      const ended = await winnow({ ...workspace, environment }, args);
      assert.equal(ended.code, code, ended.stderr);
      assert.doesNotMatch(ended.stderr, /\n\s+at /);
    });
  }

  it('with 0 for --help of every command', async () => {
    await using workspace = await createWorkspace();
    for (const command of [
      'enrich',
      'publish',
      'consume',
      'replay',
      'dead',
      'audit',
      'run',
      'up',
      'doctor',
    ]) {
      assert.equal((await winnow(workspace, [command, '--help'])).code, 0);
    }
  });
});
