import { TOPICS } from '@winnow/contracts/topics';
import { createArchiver } from '@winnow/lake/archiver';
import { createMemoryLog } from '@winnow/ports/memory-log';
import { createMemoryObjectStore } from '@winnow/ports/memory-object-store';
import { systemClock } from '@winnow/ports/system-clock';
import { readConfig } from '@winnow/wiring/config';
import { openLog } from '@winnow/wiring/open-ports';
import { endsOf } from '@winnow/wiring/run-stages';
import { readTopic } from '../workspace.ts';
import { measured } from './measured.ts';

/** The same enriched events as Parquet, in process: from a log in memory to objects in memory. */
const [records = 0, bytes = 0] = process.argv.slice(2).map(Number);
const config = readConfig(process.env);
await using kafka = await openLog(config);
const events = await readTopic(kafka, TOPICS.enriched);
await using log = createMemoryLog();
await using objects = createMemoryObjectStore();
for (const topic of [TOPICS.enriched, TOPICS.raw]) {
  const described = await kafka.describeTopic(topic);
  await log.createTopic({ name: topic, partitions: described?.partitions ?? 1, config: {} });
}
await log.append(TOPICS.raw, await readTopic(kafka, TOPICS.raw));
await log.append(TOPICS.enriched, events);
const to = await endsOf(log, TOPICS.enriched);
await measured('rows as Parquet in process', { records, bytes }, () =>
  createArchiver({ log, objects, clock: systemClock, generation: 'live', group: 'bench' }).run({
    signal: new AbortController().signal,
    to,
  }),
);
