/**
 * A process beside the tests': `append PATH TOPIC NAME COUNT` writes so many records, one call
 * each; `hold PATH TOPIC GROUP` consumes until it is killed and prints a line for each batch.
 */
import { record, texts } from '@winnow/ports/log-conformance-kit';
import { createSqliteLog } from './sqlite-log.ts';

const [command = '', path = '', topic = '', name = '', count = '0'] = process.argv.slice(2);
await using log = createSqliteLog({ path });
await log.createTopic({ name: topic, partitions: 1, config: {} });
if (command === 'append') {
  for (let index = 0; index < Number(count); index++) {
    await log.append(topic, [record(`${name}:${index}`)]);
  }
} else {
  const signal = new AbortController().signal;
  process.stdout.write('holding\n');
  await log.consume(topic, { group: name, batchRecordsMax: 1, signal }, async ({ records }) => {
    process.stdout.write(`${texts(records).join()}\n`);
  });
}
