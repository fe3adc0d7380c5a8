// Keeps the newest state of every posting in SQLite, each event once. Run: node consumer.ts
import { DatabaseSync } from 'node:sqlite';
import {
  createRepeatFilter,
  DecodeError,
  decodeEnriched,
  eventOrigin,
  TOPICS,
  type Marks,
} from '@winnow/contracts';
import { Kafka } from 'kafkajs';

const { BROKERS = 'localhost:9092', DATABASE = 'postings.db', GROUP = 'example' } = process.env;
const { TOPIC = TOPICS.enriched } = process.env;

const database = new DatabaseSync(DATABASE);
database.exec(`
  CREATE TABLE IF NOT EXISTS posting (key TEXT PRIMARY KEY, title TEXT, salary TEXT, stack TEXT);
  CREATE TABLE IF NOT EXISTS mark (partition INTEGER PRIMARY KEY, marks TEXT)`);
const save = database.prepare('INSERT OR REPLACE INTO posting VALUES (?, ?, ?, ?)');
const remove = database.prepare('DELETE FROM posting WHERE key = ?');
const loadMarks = database.prepare('SELECT marks FROM mark WHERE partition = ?');
const saveMarks = database.prepare('INSERT OR REPLACE INTO mark VALUES (?, ?)');

const consumer = new Kafka({ brokers: BROKERS.split(',') }).consumer({ groupId: GROUP });
await consumer.connect();
await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
await consumer.run({
  eachBatch: async ({ batch: { partition, messages } }) => {
    // Results and marks change in one transaction, so a batch that comes twice changes nothing.
    database.exec('BEGIN IMMEDIATE');
    const stored = loadMarks.get(partition)?.['marks'];
    const filter = createRepeatFilter(JSON.parse(String(stored ?? '{}')) as Marks);
    for (const message of messages) {
      if (!filter.admit(eventOrigin(message.headers))) continue;
      const key = String(message.key);
      try {
        const posting = decodeEnriched(message);
        if (posting === null) remove.run(key); // a tombstone: the posting is gone
        else {
          const { title, annualSalary, stack } = posting;
          const names = stack.map(({ name }) => name).join();
          save.run(key, title, JSON.stringify(annualSalary), names);
          console.log(JSON.stringify({ key, title, annualSalary, stack: names }));
        }
      } catch (error) {
        if (!(error instanceof DecodeError)) {
          database.exec('ROLLBACK');
          throw error;
        }
        // Bad data must not stop the consumer.
        console.error(JSON.stringify({ key, offset: message.offset, code: error.code }));
      }
    }
    saveMarks.run(partition, JSON.stringify(filter.marks()));
    database.exec('COMMIT');
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => consumer.disconnect());
