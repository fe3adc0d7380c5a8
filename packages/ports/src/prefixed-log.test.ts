import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeLog } from './log.conformance.ts';
import { createMemoryLog, type MemoryLog } from './memory-log.ts';
import { prefixedLog } from './prefixed-log.ts';

const PREFIX = 'mine.';

test('two pipelines on one log do not see each other', async () => {
  await using log = createMemoryLog();
  const a = prefixedLog(log, 'a.');
  const b = prefixedLog(log, 'b.');
  await a.createTopic({ name: 't', partitions: 2, config: {} });
  assert.deepEqual(await a.listTopics(), ['t']);
  assert.deepEqual(await b.listTopics(), []);
  assert.equal(await b.describeTopic('t'), undefined);
  assert.deepEqual(await log.listTopics(), ['a.t']);
});

let inner: MemoryLog;
describeLog({
  name: 'memory, with a prefix',
  create: async () =>
    prefixedLog((inner = createMemoryLog({ groupsShareWork: true, drainMs: 50 })), PREFIX),
  supports: { groupsShareWork: true, losesPartitionsMs: 50 },
  leaveGap: async (_, topic, partition) => inner.leaveGap(PREFIX + topic, partition),
  truncate: async (_, topic, partition, before) =>
    inner.truncate(PREFIX + topic, partition, before),
});
