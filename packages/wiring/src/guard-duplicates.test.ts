import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMemoryDuplicateIndex } from '@winnow/ports/memory-duplicate-index';
import { createMemoryLog } from '@winnow/ports/memory-log';
import { guardDuplicates } from './guard-duplicates.ts';

const READS = { namespace: 'live', group: 'dedup', topic: 'raw' };

async function setUp(): Promise<Parameters<typeof guardDuplicates>[0]> {
  const log = createMemoryLog();
  await log.createTopic({ name: READS.topic, partitions: 1, config: {} });
  const value = Buffer.from('posting');
  const records = Array.from({ length: 3 }, () => ({
    partition: 0,
    key: null,
    value,
    headers: {},
  }));
  await log.append(READS.topic, records);
  return { log, duplicates: createMemoryDuplicateIndex() };
}

/** Reads the topic to its end and commits. */
async function work({ log }: Parameters<typeof guardDuplicates>[0]): Promise<void> {
  const to = new Map([[0, 3]]);
  const options = { group: READS.group, batchRecordsMax: 10, batchBytesMax: 1_000_000, to };
  const { signal } = new AbortController();
  await log.consume(READS.topic, { ...options, signal }, async () => undefined);
}

describe('guardDuplicates', () => {
  it('begins with an index that is not there, and goes on with it', async () => {
    const ports = await setUp();
    await guardDuplicates(ports, READS);
    assert.equal(await ports.duplicates.hasBegun('live'), true);
    await work(ports);
    await guardDuplicates(ports, READS);
  });

  it('stops where the group has worked and the index is gone', async () => {
    const ports = await setUp();
    await guardDuplicates(ports, READS);
    await work(ports);
    await ports.duplicates.dropNamespace('live');
    const expected = { code: 'CORRUPT', retriable: false };
    await assert.rejects(guardDuplicates(ports, READS), expected);
    assert.equal(await ports.duplicates.hasBegun('live'), false);
  });

  it('begins where the group stands at its beginning', async () => {
    const ports = await setUp();
    await work(ports);
    await guardDuplicates(ports, { ...READS, from: new Map([[0, 3]]) });
  });
});
