import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

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
    dropped INTEGER NOT NULL DEFAULT 0,
    begun INTEGER NOT NULL DEFAULT 0
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

/** Opens the file, made with its folder and its tables where they are not there. */
export function openDuplicatesDatabase(path: string): DatabaseSync {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: BUSY_MS_MAX });
  try {
    database.exec(SCHEMA);
    addBegun(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/** To a file of the time before namespaces were marked: what is in it was claimed there. */
function addBegun(database: DatabaseSync): void {
  const isThere = (): boolean =>
    database
      .prepare('PRAGMA table_info(namespace)')
      .all()
      .some(({ name }) => name === 'begun');
  if (isThere()) return;
  database.exec('BEGIN IMMEDIATE');
  // Another process may have been quicker.
  if (!isThere()) {
    database.exec('ALTER TABLE namespace ADD COLUMN begun INTEGER NOT NULL DEFAULT 0');
    database.exec('UPDATE namespace SET begun = 1');
  }
  database.exec('COMMIT');
}

export type DuplicatesStatements = ReturnType<typeof prepareDuplicatesStatements>;

/** Every statement, prepared once. */
export function prepareDuplicatesStatements(database: DatabaseSync) {
  const sql = (text: string) => database.prepare(text);
  const dropRows = (table: string, key: string): ReturnType<typeof sql> =>
    sql(
      `DELETE FROM ${table} WHERE (namespace, ${key}) IN
         (SELECT namespace, ${key} FROM ${table} WHERE namespace = ? LIMIT ${DROP_ROWS})`,
    );
  return {
    begin: sql(
      'INSERT INTO namespace (name, begun) VALUES (?, 1) ON CONFLICT DO UPDATE SET begun = 1',
    ),
    namespace: sql(
      'SELECT id, sequence, live, begun FROM namespace WHERE name = ? AND dropped = 0',
    ),
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
