import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import { enrichedTopic, TOPICS } from '@winnow/contracts/topics';
import { createMemoryLog } from '@winnow/ports/memory-log';
import { createMemoryObjectStore } from '@winnow/ports/memory-object-store';
import { systemClock } from '@winnow/ports/system-clock';
import { createArchiver } from './archiver.ts';
import { ensureCurrent, promote } from './current-generations.ts';
import {
  createTopics,
  emptyPosting,
  enrichedRecord,
  fullPosting,
  rawRecords,
} from './lake-fixtures.ts';

const PARTITIONS = 2;
const RECORDS = 60;
const REPLAYED = { from: { '0': 10, '1': 20 }, to: { '0': 30, '1': 20 } };

type Row = Record<string, unknown>;

const published: (EnrichedPosting | null)[] = [];
const root = await mkdtemp(join(tmpdir(), 'winnow-queries-'));
const blocks = (await readFile(new URL('../../../docs/lake.md', import.meta.url), 'utf8'))
  .split('```sql\n')
  .slice(1)
  .map((block) => block.slice(0, block.indexOf('```')));
let connection: DuckDBConnection;

async function query(sql: string): Promise<readonly Row[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJson() as readonly Row[];
}

/** The query of `docs/lake.md` that has these words. */
function documented(words: string): string {
  const found = blocks.filter((block) => block.includes(words));
  assert.equal(found.length, 1, `one query with ${words}`);
  return String(found[0]);
}

/** Two generations: live, in which every seventh is a tombstone, and a replay of a part of it. */
async function fillLake(): Promise<void> {
  await using log = createMemoryLog();
  const objects = createMemoryObjectStore();
  await createTopics(log, {
    partitions: PARTITIONS,
    topics: [TOPICS.raw, TOPICS.enriched, enrichedTopic('g2')],
  });
  for (let partition = 0; partition < PARTITIONS; partition++) {
    await log.append(TOPICS.raw, rawRecords(partition, RECORDS));
    for (let offset = 0; offset < RECORDS; offset++) {
      const id = `${partition}-${offset}`;
      const posting = offset % 3 === 0 ? emptyPosting(id) : fullPosting(id);
      const value = offset % 7 === 6 ? null : posting;
      published.push(value);
      const record = enrichedRecord({ partition, offset, value });
      await log.append(TOPICS.enriched, offset % 5 === 0 ? [record, record] : [record]);
    }
  }
  for (let offset = REPLAYED.from['0']; offset < REPLAYED.to['0']; offset++) {
    if (offset === 15) continue;
    const value = { ...fullPosting(`0-${offset}`), title: 'replayed' };
    await log.append(enrichedTopic('g2'), [
      enrichedRecord({ partition: 0, offset, generation: 'g2', value }),
    ]);
  }
  for (const generation of ['live', 'g2']) {
    const ranges = await log.ranges(enrichedTopic(generation));
    const to = new Map(ranges.map(({ partition, end }) => [partition, end]));
    const archiver = createArchiver({
      log,
      objects,
      clock: systemClock,
      generation,
      group: generation,
      flushRecordsMax: 25,
    });
    await archiver.run({ signal: AbortSignal.timeout(20_000), to });
  }
  await writeLake(objects);
  await promote(objects, { generation: 'g2', ...REPLAYED });
  const current = await objects.get('current.json');
  await writeFile(join(root, 'promoted.json'), current?.body ?? '');
}

async function writeLake(objects: ReturnType<typeof createMemoryObjectStore>): Promise<void> {
  await ensureCurrent(objects);
  for await (const { key } of objects.list('')) {
    const path = join(root, 'lake', key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, (await objects.get(key))?.body ?? '');
  }
}

describe('the lake in DuckDB', () => {
  before(async () => {
    await fillLake();
    connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`SET file_search_path = '${root}'`);
    await connection.run(documented('VIEW live'));
    await connection.run(documented('VIEW postings'));
  });
  after(async () => {
    connection.closeSync();
    await rm(root, { recursive: true });
  });

  it('holds as many rows, tombstones and full postings as were published', async () => {
    const [row] = await query(`
      SELECT count(*)::INTEGER AS rows,
             count(*) FILTER (_deleted)::INTEGER AS deleted,
             count(title)::INTEGER AS titled,
             sum(len(stack))::INTEGER AS technologies,
             sum(list_sum([salary.minValue FOR salary IN baseSalary]))::DOUBLE AS salaries,
             sum(length(description))::INTEGER AS characters,
             count(annualSalary)::INTEGER AS annual,
             count(_unreadable)::INTEGER AS unreadable
      FROM live`);
    const postings = published.filter((posting) => posting !== null);
    const sum = (of: (posting: EnrichedPosting) => number): number =>
      postings.reduce((all, each) => all + of(each), 0);
    assert.deepEqual(row, {
      rows: published.length,
      deleted: published.length - postings.length,
      titled: postings.filter(({ title }) => title !== null).length,
      technologies: sum(({ stack }) => stack.length),
      salaries: sum(({ baseSalary }) =>
        baseSalary.reduce((all, { minValue }) => all + (minValue ?? 0), 0),
      ),
      characters: sum(({ description }) => description.length),
      annual: postings.filter(({ annualSalary }) => annualSalary !== null).length,
      unreadable: 0,
    });
  });

  it('has types that a reader expects', async () => {
    const types = new Map(
      (await query('DESCRIBE live')).map((column) => [
        column['column_name'],
        column['column_type'],
      ]),
    );
    assert.equal(types.get('title'), 'VARCHAR');
    assert.equal(types.get('titles'), 'VARCHAR[]');
    assert.equal(types.get('schemaVersion'), 'INTEGER');
    assert.equal(
      types.get('hiringOrganization'),
      'STRUCT("name" VARCHAR, department VARCHAR, sameAs VARCHAR)',
    );
    assert.equal(
      types.get('languages'),
      'STRUCT("language" VARCHAR, "level" VARCHAR, required BOOLEAN)[]',
    );
    assert.match(
      String(types.get('stack')),
      /versions VARCHAR\[\], minYears DOUBLE, legacy BOOLEAN\)\[\]$/,
    );
    assert.deepEqual(
      ['_topic', '_partition', '_offset', '_timestamp', '_key', '_origin', '_deleted'].map((name) =>
        types.get(name),
      ),
      ['VARCHAR', 'INTEGER', 'BIGINT', 'TIMESTAMP WITH TIME ZONE', 'VARCHAR', 'VARCHAR', 'BOOLEAN'],
    );
  });

  it('tells null from empty, and nested null from nested empty', async () => {
    const [full] = await query(`SELECT * FROM live WHERE _key = 'test/0-1'`);
    const [empty] = await query(`SELECT * FROM live WHERE _key = 'test/0-3'`);
    const expected = fullPosting('0-1');
    for (const name of Object.keys(expected) as (keyof EnrichedPosting)[]) {
      assert.deepEqual(full?.[name], expected[name], name);
    }
    assert.deepEqual(empty?.['stack'], []);
    assert.equal(empty?.['annualSalary'], null);
    assert.deepEqual(empty?.['experience'], { minYears: null, maxYears: null });
  });

  it('shows the live rows alone until something is promoted', async () => {
    const [row] = await query(
      `SELECT count(*)::INTEGER AS rows, count(*) FILTER (title = 'replayed')::INTEGER AS new FROM postings`,
    );
    assert.deepEqual(row, { rows: published.length, new: 0 });
  });

  it('runs every documented query', async () => {
    for (const block of blocks) await query(block);
    const demand = await query(documented('median_from'));
    assert.equal(demand[0]?.['name'], 'PostgreSQL');
    const words = await query(documented('AS words').replace('/baseSalary/%', '/title%'));
    assert.equal(words[0]?.['words'], 'Line');
    assert.deepEqual(await query(documented('HAVING count(*) > 1')), []);
  });

  it('shows the promoted rows in their range, and nothing where the replay has none', async () => {
    await writeFile(
      join(root, 'lake', 'current.json'),
      await readFile(join(root, 'promoted.json')),
    );
    const rows = await query('SELECT _origin, title, generation FROM postings');
    const replayed = rows.filter((row) => row['title'] === 'replayed').map((row) => row['_origin']);
    const expected = Array.from({ length: 20 }, (_, index) => 10 + index).filter(
      (offset) => offset !== 15,
    );
    assert.deepEqual(
      new Set(replayed),
      new Set(expected.map((offset) => `${TOPICS.raw}/0/${offset}`)),
    );
    assert.equal(rows.length, published.length - 1);
    assert.equal(new Set(rows.map((row) => row['_origin'])).size, rows.length);
    assert.ok(rows.every((row) => (row['generation'] === 'g2') === (row['title'] === 'replayed')));
  });
});
