import { describeLog } from './log.conformance.ts';
import { createMemoryLog } from './memory-log.ts';
import type { MemoryLog } from './memory-log.ts';

for (const groupsShareWork of [true, false]) {
  let log: MemoryLog;
  describeLog({
    name: groupsShareWork ? 'memory, shared groups' : 'memory, exclusive groups',
    create: async () => (log = createMemoryLog({ groupsShareWork, drainMs: 50 })),
    supports: { groupsShareWork, ...(groupsShareWork && { losesPartitionsMs: 50 }) },
    leaveGap: async (_, topic, partition) => log.leaveGap(topic, partition),
    truncate: async (_, topic, partition, before) => log.truncate(topic, partition, before),
  });
}
