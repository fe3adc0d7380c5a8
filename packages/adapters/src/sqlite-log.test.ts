import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after } from 'node:test';
import { describeLog } from '@winnow/ports/log.conformance';
import { createSqliteLog } from './sqlite-log.ts';

const folder = await mkdtemp(join(tmpdir(), 'winnow-log-'));
const path = join(folder, 'log.db');
after(() => rm(folder, { recursive: true, maxRetries: 5 }));

/** Changes a partition in the file, as nothing but time or a server would. */
function change(topic: string, partition: number, sql: string, ...values: number[]): void {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  const where = 'partition = ? AND topic = (SELECT id FROM topics WHERE name = ?)';
  database.prepare(`${sql} ${where}`).run(...values, partition, topic);
  database.close();
}

describeLog({
  name: 'sqlite',
  create: async () => createSqliteLog({ path }),
  supports: { groupsShareWork: false },
  leaveGap: async (_, topic, partition) =>
    change(topic, partition, 'UPDATE partitions SET "end" = "end" + 1 WHERE'),
  truncate: async (_, topic, partition, before) => {
    change(topic, partition, 'DELETE FROM records WHERE "offset" < ? AND', before);
    change(topic, partition, 'UPDATE partitions SET start = ? WHERE', before);
  },
});
