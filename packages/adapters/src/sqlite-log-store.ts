import type { DatabaseSync } from 'node:sqlite';
import type { ReadBounds, Slice } from '@winnow/ports/follow-partition';
import type { Headers, LogRecord, NewRecord, Progress, TopicSpec } from '@winnow/ports/log';
import { noSuchTopic, payloadBytes } from '@winnow/ports/log-rules';
import { snapshot, transaction } from './sqlite-log-database.ts';

/** A topic as it lies in the file. Its id is never used again. */
export interface StoredTopic {
  readonly id: number;
  readonly spec: TopicSpec;
  readonly incarnation: string;
}

export interface StoredPartition {
  readonly partition: number;
  readonly start: number;
  readonly end: number;
}

export interface StoredCommit extends Progress {
  readonly partition: number;
}

/** The log's tables, each call one transaction. */
export type SqliteLogStore = ReturnType<typeof createStore>;

type Value = null | number | bigint | string | Uint8Array;
type Row = Readonly<Record<string, Value>>;

/** Prepares the statements on an open file. */
export function createStore(database: DatabaseSync) {
  const topicByName = database.prepare('SELECT * FROM topics WHERE name = ?');
  const dataVersion = database.prepare('PRAGMA data_version');
  return {
    ...recordCalls(database),
    ...timeCalls(database),
    ...commitCalls(database),
    ...topicCalls(database),
    topic(name: string): StoredTopic {
      const row = topicByName.get(name);
      if (row === undefined) throw noSuchTopic(name);
      return storedTopic(row);
    },
    findTopic(name: string): StoredTopic | undefined {
      const row = topicByName.get(name);
      return row && storedTopic(row);
    },
    /** Changes when another connection has written. */
    version: (): number => number(dataVersion.get()?.['data_version']),
    close: (): void => database.close(),
  };
}

function topicCalls(database: DatabaseSync) {
  const all = database.prepare('SELECT * FROM topics ORDER BY name');
  const insert = database.prepare(
    'INSERT INTO topics (name, partitions, config, incarnation) VALUES (?, ?, ?, ?) RETURNING id',
  );
  const configure = database.prepare('UPDATE topics SET config = ? WHERE id = ?');
  const insertPartition = database.prepare('INSERT INTO partitions VALUES (?, ?, 0, 0, 0)');
  const byName = database.prepare('SELECT * FROM topics WHERE name = ?');
  const removals = ['records', 'partitions', 'commits'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE topic = ?`),
  );
  const remove = database.prepare('DELETE FROM topics WHERE id = ?');
  return {
    topics: (): readonly StoredTopic[] => all.all().map(storedTopic),
    createTopic(spec: TopicSpec): void {
      transaction(database, () => {
        const row = byName.get(spec.name);
        if (row !== undefined) {
          const { id, spec: stored } = storedTopic(row);
          configure.run(JSON.stringify({ ...stored.config, ...spec.config }), id);
          return;
        }
        const config = JSON.stringify(spec.config);
        const made = insert.get(spec.name, spec.partitions, config, crypto.randomUUID());
        for (let partition = 0; partition < spec.partitions; partition++) {
          insertPartition.run(number(made?.['id']), partition);
        }
      });
    },
    deleteTopic(name: string): void {
      transaction(database, () => {
        const row = byName.get(name);
        if (row === undefined) return;
        for (const statement of [...removals, remove]) statement.run(number(row['id']));
      });
    },
  };
}

function recordCalls(database: DatabaseSync) {
  const partitionOf = database.prepare(
    'SELECT * FROM partitions WHERE topic = ? AND partition = ?',
  );
  const insert = database.prepare('INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)');
  const advance = database.prepare(
    'UPDATE partitions SET "end" = ?, last_timestamp = ? WHERE topic = ? AND partition = ?',
  );
  const select = database.prepare(
    `SELECT * FROM records WHERE topic = ? AND partition = ? AND "offset" >= ? AND "offset" < ?
     ORDER BY "offset"`,
  );
  const stateOf = (topic: StoredTopic, partition: number): Row => {
    const row = partitionOf.get(topic.id, partition);
    if (row === undefined) throw noSuchTopic(topic.spec.name);
    return row;
  };

  return {
    append(topic: StoredTopic, records: readonly NewRecord[], now: number): void {
      const byPartition = Map.groupBy(records, ({ partition }) => partition);
      transaction(database, () => {
        for (const [partition, own] of byPartition) {
          const state = stateOf(topic, partition);
          const end = number(state['end']);
          const timestamp = Math.max(now, number(state['last_timestamp']));
          for (const [index, { key, value, headers }] of own.entries()) {
            const text = JSON.stringify(headers);
            insert.run(topic.id, partition, end + index, timestamp, key, value, text);
          }
          advance.run(end + own.length, timestamp, topic.id, partition);
        }
      });
    },
    read(topic: StoredTopic, partition: number, position: number, bounds: ReadBounds): Slice {
      return snapshot(database, () => {
        const { start, end } = storedPartition(stateOf(topic, partition));
        const records: LogRecord[] = [];
        let bytes = 0;
        for (const row of select.iterate(topic.id, partition, position, bounds.before)) {
          const record = storedRecord(topic.spec.name, row);
          bytes += payloadBytes(record);
          const full = records.length === bounds.recordsMax || bytes > bounds.bytesMax;
          if (full && records.length > 0) return { start, end, records, complete: false };
          records.push(record);
        }
        return { start, end, records, complete: true };
      });
    },
  };
}

function timeCalls(database: DatabaseSync) {
  const partitionsOf = database.prepare(
    'SELECT * FROM partitions WHERE topic = ? ORDER BY partition',
  );
  const timestampAt = database.prepare(
    `SELECT "offset", timestamp FROM records WHERE topic = ? AND partition = ? AND "offset" >= ?
     ORDER BY "offset" LIMIT 1`,
  );
  const raise = database.prepare(
    'UPDATE partitions SET start = ? WHERE topic = ? AND partition = ?',
  );
  const drop = database.prepare(
    'DELETE FROM records WHERE topic = ? AND partition = ? AND "offset" < ?',
  );
  const partitions = (topic: StoredTopic): readonly StoredPartition[] =>
    partitionsOf.all(topic.id).map(storedPartition);

  /**
   * Timestamps never fall within a partition, so that the first at or after a time can be halved
   * for.
   */
  const search = (topic: StoredTopic, state: StoredPartition, timestamp: number): number => {
    let [low, high] = [state.start, state.end];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const row = timestampAt.get(topic.id, state.partition, middle);
      if (row === undefined || number(row['timestamp']) >= timestamp) high = middle;
      else low = number(row['offset']) + 1;
    }
    return number(timestampAt.get(topic.id, state.partition, low)?.['offset'] ?? state.end);
  };

  return {
    partitions,
    offsetsAt(topic: StoredTopic, timestamp: number): readonly number[] {
      return snapshot(database, () =>
        partitions(topic).map((state) => search(topic, state, timestamp)),
      );
    },
    /** Drops what is older than a time, at most so many offsets of each partition. */
    expire(topic: StoredTopic, before: number, offsetsMax: number): void {
      transaction(database, () => {
        for (const state of partitions(topic)) {
          const start = Math.min(search(topic, state, before), state.start + offsetsMax);
          if (start === state.start) continue;
          drop.run(topic.id, state.partition, start);
          raise.run(start, topic.id, state.partition);
        }
      });
    },
  };
}

function commitCalls(database: DatabaseSync) {
  const select = database.prepare(
    'SELECT * FROM commits WHERE consumer_group = ? AND topic = ? ORDER BY partition',
  );
  const upsert = database.prepare(
    `INSERT INTO commits SELECT ?, id, ?, ?, ? FROM topics WHERE id = ?
     ON CONFLICT DO UPDATE SET next = excluded.next, note = excluded.note`,
  );
  const remove = database.prepare('DELETE FROM commits WHERE consumer_group = ?');
  return {
    commits(group: string, topic: StoredTopic): readonly StoredCommit[] {
      return select.all(group, topic.id).map((row) => ({
        partition: number(row['partition']),
        next: number(row['next']),
        note: String(row['note']),
      }));
    },
    commit(group: string, topic: StoredTopic, partition: number, progress: Progress): void {
      const { next, note = '' } = progress;
      const { changes } = upsert.run(group, partition, next, note, topic.id);
      if (changes === 0) throw noSuchTopic(topic.spec.name);
    },
    deleteGroup(group: string): void {
      remove.run(group);
    },
  };
}

function storedTopic(row: Row): StoredTopic {
  const config: Readonly<Record<string, string>> = JSON.parse(String(row['config']));
  const partitions = number(row['partitions']);
  const spec = { name: String(row['name']), partitions, config, replicationFactor: 1 };
  return { id: number(row['id']), spec, incarnation: String(row['incarnation']) };
}

function storedPartition(row: Row): StoredPartition {
  const { partition, start, end } = row;
  return { partition: number(partition), start: number(start), end: number(end) };
}

function storedRecord(topic: string, row: Row): LogRecord {
  const headers: Headers = JSON.parse(String(row['headers']));
  return {
    topic,
    partition: number(row['partition']),
    offset: number(row['offset']),
    timestamp: number(row['timestamp']),
    key: bytes(row['key']),
    value: bytes(row['value']),
    headers,
  };
}

function number(value: Value | undefined): number {
  return Number(value);
}

function bytes(value: Value | undefined): Uint8Array | null {
  return value instanceof Uint8Array ? value : null;
}
