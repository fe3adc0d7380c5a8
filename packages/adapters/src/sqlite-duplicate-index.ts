import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
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
import {
  openDuplicatesDatabase,
  prepareDuplicatesStatements,
  type DuplicatesStatements,
} from './sqlite-duplicate-index-database.ts';

export interface SqliteDuplicateIndexOptions {
  /** A file, made with its folder where it is not there; or `:memory:`. */
  readonly path: string;
}

/** A call is two transactions, and the second waits for the disk. */
const POSTINGS_PER_CALL = 500;

/**
 * The index in a SQLite file that any number of processes of one machine may share. A claim is one
 * transaction. Texts are stored as bytes: SQLite's own texts end at a NUL for many a tool.
 */
export function createSqliteDuplicateIndex({ path }: SqliteDuplicateIndexOptions): DuplicateIndex {
  const database = attempt(() => openDuplicatesDatabase(path));
  const statements = prepareDuplicatesStatements(database);

  const transact: Transact = (begin, body) => attempt(() => transaction(database, begin, body));
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
    postingsPerCall: POSTINGS_PER_CALL,
    async begin(namespace) {
      attempt(() => statements.begin.run(Buffer.from(namespace)));
    },
    async hasBegun(namespace) {
      return attempt(() => statements.namespace.get(Buffer.from(namespace))?.['begun'] === 1);
    },
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
      await drop(statements, transact, Buffer.from(namespace));
    },
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close();
    },
  };
}

type Transact = <T>(begin: 'BEGIN' | 'BEGIN IMMEDIATE', body: () => T) => T;

function transaction<T>(database: DatabaseSync, begin: string, body: () => T): T {
  database.exec(begin);
  try {
    const result = body();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Out of sight at once; the rows go in portions, also those of a drop that was cut off. */
async function drop(
  statements: DuplicatesStatements,
  transact: Transact,
  name: Buffer,
): Promise<void> {
  transact('BEGIN IMMEDIATE', () => statements.dropNamespace.run(name));
  for (const row of transact('BEGIN', () => statements.dropped.all())) {
    const id = Number(row['id']);
    for (const statement of statements.dropRows) {
      while (transact('BEGIN IMMEDIATE', () => statement.run(id)).changes > 0) await sleep(0);
    }
    transact('BEGIN IMMEDIATE', () => statements.forgetNamespace.run(id));
  }
}

function createState(
  statements: DuplicatesStatements,
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
    // Kept nowhere: another process may change it.
    shown: () => undefined,
    keepShown: () => undefined,
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
