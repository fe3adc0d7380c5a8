import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Log } from '@winnow/ports/log';
import { portError, record, texts } from '@winnow/ports/log-conformance-kit';
import { startServers } from '../../../test/servers.ts';
import { createKafkaLog } from './kafka-log.ts';
import type { KafkaLogOptions } from './kafka-log.ts';

const BROKERS = 3;
const RECORDS = 200;

const servers = await startServers({
  kafka: { own: true, brokers: BROKERS, sasl: true, tls: true },
});
after(() => servers?.[Symbol.asyncDispose]());
const kafka = servers?.native.kafka;

function openLog(
  password = kafka?.sasl?.password ?? '',
  options: Partial<KafkaLogOptions> = {},
): Log {
  return createKafkaLog({
    brokers: kafka?.brokers ?? [],
    clientId: 'client',
    ssl: { ca: kafka?.ca ?? '' },
    sasl: { mechanism: 'scram-sha-256', username: kafka?.sasl?.username ?? '', password },
    sessionMs: 6_000,
    heartbeatMs: 500,
    rebalanceMs: 6_000,
    ...options,
  });
}

const skip = servers === undefined && 'no Kafka of its own';
describe('kafka: three brokers, SASL and TLS', { skip }, () => {
  it('keeps three copies, two of which acknowledge, and never lets a stale one lead', async () => {
    await using log = openLog();
    await log.createTopic({ name: 'copies', partitions: 1, config: {} });
    const description = await log.describeTopic('copies');
    assert.equal(description?.replicationFactor, BROKERS);
    assert.equal(description.config['min.insync.replicas'], '2');
    assert.equal(description.config['unclean.leader.election.enable'], 'false');
  });

  it('makes no more copies than asked for', async () => {
    await using log = openLog();
    const config = { 'min.insync.replicas': '2' };
    // One on each broker: the broker that is killed below leaves one of them without a leader.
    const spec = { name: 'single', partitions: BROKERS, config, replicationFactor: 1 };
    // The second time its config is brought up to date.
    for (const _ of [1, 2]) await log.createTopic(spec);
    const description = await log.describeTopic('single');
    assert.equal(description?.replicationFactor, 1);
    await log.append('single', [record('written')]);
  });

  it('says UNAUTHORIZED to a wrong password', async () => {
    await using log = openLog('wrong');
    await assert.rejects(log.listTopics(), portError('UNAUTHORIZED', false));
    await assert.rejects(log.append('copies', [record('a')]), portError('UNAUTHORIZED', false));
  });

  it('trusts no certificate that it was not told to trust', async () => {
    await using log = openLog(undefined, { ssl: true });
    await assert.rejects(log.listTopics(), portError('MISCONFIGURED', false));
  });

  it('loses nothing and keeps the order when a broker is killed under load', async () => {
    await using log = openLog();
    const topic = 'ledger';
    const partitions = 3;
    await log.createTopic({ name: topic, partitions, config: {} });
    const names = (partition: number): string[] =>
      Array.from({ length: RECORDS }, (_, index) => `${partition}:${index}`);
    const seen = new Map<string, number>();
    const order: string[][] = [[], [], []];
    const end = new AbortController();
    const options = { group: 'g', batchRecordsMax: 20, signal: end.signal };
    const consumed = log.consume(topic, options, async ({ partition, records }) => {
      for (const text of texts(records)) {
        if (!seen.has(text)) order[partition]?.push(text);
        seen.set(text, (seen.get(text) ?? 0) + 1);
      }
      if (seen.size === partitions * RECORDS) end.abort();
    });
    const write = async (partition: number): Promise<void> => {
      for (const [index, name] of names(partition).entries()) {
        await appendAtLast(log, topic, name, partition);
        if (partition === 0 && index === RECORDS / 4) await kafka?.stopBroker(1, 'kill');
      }
    };
    await Promise.all([write(0), write(1), write(2)]);
    await consumed;
    assert.deepEqual(order, [names(0), names(1), names(2)]);
    await kafka?.startBroker(1);
  });

  it('reads what was written, as any consumer does', async () => {
    await using log = openLog();
    // An append that failed may have been written all the same: repeats are counted once.
    const seen = new Set<string>();
    const end = new AbortController();
    const options = { group: 'again', batchRecordsMax: 100, signal: end.signal };
    await log.consume('ledger', options, async ({ records }) => {
      for (const text of texts(records)) seen.add(text);
      if (seen.size === 3 * RECORDS) end.abort();
    });
    assert.equal(seen.size, 3 * RECORDS);
  });
});

/** Appends as a pipeline does: again, as long as the world is broken. */
async function appendAtLast(
  log: Log,
  topic: string,
  text: string,
  partition: number,
): Promise<void> {
  for (;;) {
    try {
      await log.append(topic, [record(text, partition)]);
      return;
    } catch (error) {
      if (!portError('UNAVAILABLE', true)(error)) throw error;
    }
  }
}
