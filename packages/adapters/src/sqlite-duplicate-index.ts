import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AnswerRun } from '@winnow/ports/answers';
import { POSTINGS_PER_LOOKUP_MAX, type DuplicateIndex } from '@winnow/ports/duplicate-index';
import {
  applyClaim,
  applyRelease,
  beginCall,
  find,
  type IndexState,
  type Member,
} from '@winnow/ports/duplicate-index-rules';
import { PortError, type PortErrorCode } from '@winnow/ports/port-error';

export interface SqliteDuplicateIndexOptions {
  /** A file, made with its folder where it is not there; or `:memory:`. */
  readonly path: string;
}

/** How long a writer in another process is waited for. */
const BUSY_MS_MAX = 10_000;

/** Rows dropped in one transaction, so that others get a turn. */
const DROP_ROWS = 5_000;

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  -- A verdict that was given must not be forgotten: it would not be given again.
  PRAGMA synchronous = FULL;
  PRAGMA busy_timeout = ${BUSY_MS_MAX};
  CREATE TABLE IF NOT EXISTS namespace (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name BLOB NOT NULL UNIQUE,
    sequence INTEGER NOT NULL DEFAULT 0,
    live INTEGER NOT NULL DEFAULT 0,
    dropped INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS member (
    namespace INTEGER NOT NULL,
    key BLOB NOT NULL,
    number INTEGER NOT NULL,
    arrival INTEGER NOT NULL,
    cluster BLOB,
    features BLOB NOT NULL,
    lookups BLOB NOT NULL,
    answers TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    PRIMARY KEY (namespace, key)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS member_number ON member (namespace, number) WHERE number > 0;
  CREATE INDEX IF NOT EXISTS member_cluster ON member (namespace, cluster, arrival)
    WHERE cluster IS NOT NULL;
  CREATE INDEX IF NOT EXISTS member_due ON member (namespace, due_at);
  CREATE TABLE IF NOT EXISTS lookup (
    namespace INTEGER NOT NULL,
    lookup INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (namespace, lookup, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS cluster (
    namespace INTEGER NOT NULL,
    id BLOB NOT NULL,
    members INTEGER NOT NULL,
    profile BLOB NOT NULL,
    changed INTEGER NOT NULL,
    PRIMARY KEY (namespace, id)
  ) STRICT, WITHOUT ROWID;
`;

/**
 * The index in a SQLite file that any number of processes of one machine may share. A claim is one
 * transaction. Texts are stored as bytes: SQLite's own texts end at a NUL for many a tool.
 */
export function createSqliteDuplicateIndex({ path }: SqliteDuplicateIndexOptions): DuplicateIndex {
  const database = attempt(() => open(path));
  const statements = prepare(database);

  const transact = <T>(begin: 'BEGIN' | 'BEGIN IMMEDIATE', body: () => T): T =>
    attempt(() => {
      database.exec(begin);
      try {
        const result = body();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    });

  const change = <T>(namespace: string, body: (state: IndexState) => T): T =>
    transact('BEGIN IMMEDIATE', () => {
      const name = Buffer.from(namespace);
      statements.makeNamespace.run(name);
      const row = statements.namespace.get(name);
      const id = Number(row?.['id']);
      const counts = { sequence: Number(row?.['sequence']), live: Number(row?.['live']) };
      const state = createState(statements, id, counts);
      const result = body(state);
      statements.setCounts.run(state.sequence, counts.live, id);
      return result;
    });

  return {
    async candidates(namespace, queries) {
      return transact('BEGIN', () => {
        const row = statements.namespace.get(Buffer.from(namespace));
        const counts = { sequence: Number(row?.['sequence'] ?? 0), live: 0 };
        const state = createState(statements, Number(row?.['id'] ?? 0), counts);
        return queries.map((query) => find(state, query));
      });
    },
    async claim(namespace, claims) {
      return change(namespace, (state) => {
        const call = beginCall(state);
        return claims.map((claim) => applyClaim(state, claim, call));
      });
    },
    async release(namespace, releases) {
      return change(namespace, (state) => {
        const call = beginCall(state);
        return releases.map((release) => applyRelease(state, release, call));
      });
    },
    async due(namespace, { time, keysMax }) {
      return transact('BEGIN IMMEDIATE', () => {
        const id = Number(statements.namespace.get(Buffer.from(namespace))?.['id'] ?? 0);
        statements.forgetGone.run(id, time);
        return statements.due.all(id, time, keysMax).map((row) => textOf(row['key']));
      });
    },
    async count(namespace) {
      return attempt(() => Number(statements.namespace.get(Buffer.from(namespace))?.['live'] ?? 0));
    },
    async dropNamespace(namespace) {
      // Out of sight at once; the rows go in portions, also those of a drop that was cut off.
      transact('BEGIN IMMEDIATE', () => statements.dropNamespace.run(Buffer.from(namespace)));
      const dropped = attempt(() => statements.dropped.all());
      for (const row of dropped) {
        const id = Number(row['id']);
        for (const statement of statements.dropRows) {
          while (transact('BEGIN IMMEDIATE', () => statement.run(id)).changes > 0) await sleep(0);
        }
        transact('BEGIN IMMEDIATE', () => statements.forgetNamespace.run(id));
      }
    },
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close();
    },
  };
}

function open(path: string): DatabaseSync {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: BUSY_MS_MAX });
  try {
    database.exec(SCHEMA);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

type Statements = ReturnType<typeof prepare>;

function prepare(database: DatabaseSync) {
  const sql = (text: string) => database.prepare(text);
  const dropRows = (table: string, key: string): ReturnType<typeof sql> =>
    sql(
      `DELETE FROM ${table} WHERE (namespace, ${key}) IN
         (SELECT namespace, ${key} FROM ${table} WHERE namespace = ? LIMIT ${DROP_ROWS})`,
    );
  return {
    namespace: sql('SELECT id, sequence, live FROM namespace WHERE name = ? AND dropped = 0'),
    makeNamespace: sql('INSERT OR IGNORE INTO namespace (name) VALUES (?)'),
    setCounts: sql('UPDATE namespace SET sequence = ?, live = ? WHERE id = ?'),
    // The id stands for what was dropped, the name is free again.
    dropNamespace: sql(
      `UPDATE namespace SET dropped = 1, name = CAST('dropped ' || id AS BLOB) WHERE name = ?`,
    ),
    dropped: sql('SELECT id FROM namespace WHERE dropped = 1'),
    forgetNamespace: sql('DELETE FROM namespace WHERE id = ?'),
    dropRows: [dropRows('lookup', 'lookup'), dropRows('member', 'key'), dropRows('cluster', 'id')],
    memberOf: sql('SELECT * FROM member WHERE namespace = ? AND key = ?'),
    memberAt: sql('SELECT * FROM member WHERE namespace = ? AND number = ? AND number > 0'),
    putMember: sql(
      `INSERT OR REPLACE INTO member (namespace, key, number, arrival, cluster, features, lookups,
         answers, due_at, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    forgetMember: sql('DELETE FROM member WHERE namespace = ? AND key = ?'),
    forgetGone: sql('DELETE FROM member WHERE namespace = ? AND due_at <= ? AND cluster IS NULL'),
    due: sql('SELECT key FROM member WHERE namespace = ? AND due_at <= ? LIMIT ?'),
    list: sql('SELECT number FROM lookup WHERE namespace = ? AND lookup = ? ORDER BY number'),
    newest: sql('SELECT max(number) AS number FROM lookup WHERE namespace = ? AND lookup = ?'),
    addLookup: sql('INSERT OR IGNORE INTO lookup (namespace, lookup, number) VALUES (?, ?, ?)'),
    removeLookup: sql('DELETE FROM lookup WHERE namespace = ? AND lookup = ? AND number = ?'),
    cluster: sql('SELECT members, profile, changed FROM cluster WHERE namespace = ? AND id = ?'),
    oldest: sql(
      'SELECT key FROM member WHERE namespace = ? AND cluster = ? ORDER BY arrival LIMIT 2',
    ),
    enter: sql(
      `INSERT INTO cluster (namespace, id, members, profile, changed) VALUES (?, ?, 1, x'', 0)
       ON CONFLICT DO UPDATE SET members = members + 1`,
    ),
    leave: sql('UPDATE cluster SET members = members - 1 WHERE namespace = ? AND id = ?'),
    dropEmpty: sql('DELETE FROM cluster WHERE namespace = ? AND id = ? AND members = 0'),
    detach: sql('UPDATE member SET cluster = NULL WHERE namespace = ? AND key = ?'),
    describe: sql('UPDATE cluster SET profile = ?, changed = ? WHERE namespace = ? AND id = ?'),
  };
}

function createState(
  statements: Statements,
  namespace: number,
  counts: { readonly sequence: number; live: number },
): IndexState {
  const list = (lookup: number): number[] =>
    statements.list.all(namespace, lookup).map((row) => Number(row['number']));
  return {
    sequence: counts.sequence,
    memberOf: (key) => memberOf(statements.memberOf.get(namespace, Buffer.from(key))),
    memberAt: (number) => memberOf(statements.memberAt.get(namespace, number)),
    put(member) {
      statements.putMember.run(
        namespace,
        Buffer.from(member.key),
        member.number,
        member.order,
        member.clusterId === undefined ? null : Buffer.from(member.clusterId),
        Buffer.from(member.features, 'latin1'),
        new Uint8Array(Float64Array.from(member.lookups).buffer),
        JSON.stringify(member.answers),
        member.dueAt,
        member.changed,
      );
    },
    forget: ({ key }) => void statements.forgetMember.run(namespace, Buffer.from(key)),
    list,
    newest: (lookup) => Number(statements.newest.get(namespace, lookup)?.['number'] ?? 0),
    add(lookup, number) {
      const [oldest, ...others] = list(lookup);
      if (oldest !== undefined && others.length + 1 >= POSTINGS_PER_LOOKUP_MAX) {
        statements.removeLookup.run(namespace, lookup, oldest);
      }
      statements.addLookup.run(namespace, lookup, number);
    },
    remove: (lookup, number) => void statements.removeLookup.run(namespace, lookup, number),
    cluster(id) {
      const row = statements.cluster.get(namespace, Buffer.from(id));
      if (row === undefined) return undefined;
      const [canonical, successor] = statements.oldest.all(namespace, Buffer.from(id));
      if (canonical === undefined) return undefined;
      return {
        members: Number(row['members']),
        canonical: textOf(canonical['key']),
        successor: successor === undefined ? undefined : textOf(successor['key']),
        profile: bytesOf(row['profile']).toString('latin1'),
        changed: Number(row['changed']),
      };
    },
    enter(id) {
      counts.live++;
      statements.enter.run(namespace, Buffer.from(id));
    },
    leave(id, { key }) {
      counts.live--;
      statements.detach.run(namespace, Buffer.from(key));
      statements.leave.run(namespace, Buffer.from(id));
      statements.dropEmpty.run(namespace, Buffer.from(id));
    },
    describe(id, { profile, changed }) {
      statements.describe.run(Buffer.from(profile, 'latin1'), changed, namespace, Buffer.from(id));
    },
  };
}

function memberOf(row: Readonly<Record<string, SQLOutputValue>> | undefined): Member | undefined {
  if (row === undefined) return undefined;
  const lookups = Uint8Array.from(bytesOf(row['lookups']));
  return {
    key: textOf(row['key']),
    number: Number(row['number']),
    order: Number(row['arrival']),
    clusterId: row['cluster'] === null ? undefined : textOf(row['cluster']),
    features: bytesOf(row['features']).toString('latin1'),
    lookups: [...new Float64Array(lookups.buffer)],
    answers: JSON.parse(String(row['answers'])) as AnswerRun[],
    dueAt: Number(row['due_at']),
    changed: Number(row['changed']),
  };
}

function bytesOf(value: SQLOutputValue | undefined): Buffer {
  return value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : Buffer.alloc(0);
}

function textOf(value: SQLOutputValue | undefined): string {
  return bytesOf(value).toString('utf8');
}

/** SQLite's primary result codes: https://www.sqlite.org/rescode.html */
const CODES: Readonly<Record<number, PortErrorCode>> = {
  3: 'UNAUTHORIZED',
  8: 'UNAUTHORIZED',
  11: 'CORRUPT',
  18: 'TOO_LARGE',
  26: 'CORRUPT',
};

function attempt<T>(body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof PortError) throw error;
    const errcode = 'errcode' in error ? Number(error.errcode) & 0xff : -1;
    const code = CODES[errcode] ?? 'UNAVAILABLE';
    throw new PortError(code, `the file of the duplicate index: ${error.message}`, {
      retriable: code === 'UNAVAILABLE',
      cause: error,
    });
  }
}
