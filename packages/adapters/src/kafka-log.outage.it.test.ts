import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import type { Log, Progress } from '@winnow/ports/log';
import { gate, portError, record, take, texts } from '@winnow/ports/log-conformance-kit';
import { PRODUCE, openLossyProxy } from '../../../test/lossy-proxy.ts';
import { startServers } from '../../../test/servers.ts';
import { createKafkaLog } from './kafka-log.ts';
import type { KafkaLogOptions } from './kafka-log.ts';

const proxy = await openLossyProxy();
const servers = await startServers({ kafka: { own: true, advertisedPort: proxy.port } });
const kafka = servers?.native.kafka;
proxy.target(kafka?.ports[0] ?? 0);
after(async () => {
  await servers?.[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
});

/** A consumer is dead after two seconds without a heartbeat. */
const TIMES = { sessionMs: 2_000, heartbeatMs: 200, rebalanceMs: 3_000 };

function openLog(options: Partial<KafkaLogOptions> = {}): Log {
  const brokers = [`127.0.0.1:${proxy.port}`];
  return createKafkaLog({ brokers, clientId: 'client', ...TIMES, ...options });
}

const skip = servers === undefined && 'no Kafka of its own';
describe('kafka: when the world breaks', { skip }, () => {
  let topic = '';
  beforeEach(async () => {
    topic = `outage-${crypto.randomUUID()}`;
    await using log = openLog();
    await log.createTopic({ name: topic, partitions: 1, config: {} });
  });

  for (const what of ['request', 'response'] as const) {
    it(`loses and reorders nothing when a ${what} is lost under concurrent appends`, async () => {
      await using log = openLog();
      await log.append(topic, [record('first')]);
      const lost = proxy.loseNext(what, PRODUCE);
      const appends = [
        log.append(topic, [record('a1'), record('a2')]),
        log.append(topic, [record('b')]),
        log.append(topic, [record('c')]),
      ];
      await Promise.all([lost, ...appends]);
      const [range] = await log.ranges(topic);
      const seen = texts(await take(log, topic, { group: 'g', count: range?.end ?? 0 }));
      // A lost response makes the records appear twice: that much is allowed.
      assert.deepEqual([...new Set(seen)], ['first', 'a1', 'a2', 'b', 'c']);
    });
  }

  it('says UNAVAILABLE of an outage, and works when it is over', async () => {
    await using log = openLog();
    await log.append(topic, [record('before')]);
    proxy.goDown();
    const unavailable = portError('UNAVAILABLE', true);
    await assert.rejects(log.append(topic, [record('during')]), unavailable);
    await assert.rejects(log.ranges(topic), unavailable);
    proxy.comeUp();
    await log.append(topic, [record('after')]);
    const seen = texts(await take(log, topic, { group: 'g', count: 2 }));
    assert.deepEqual([seen[0], seen.at(-1)], ['before', 'after']);
  });

  it('consumes on when a broker was killed and came back', async () => {
    await using log = openLog();
    const end = new AbortController();
    const seen: string[] = [];
    const first = gate();
    const options = { group: 'g', batchRecordsMax: 10, signal: end.signal };
    const consumed = log.consume(topic, options, async ({ records }) => {
      seen.push(...texts(records));
      first.open();
      if (seen.includes('after')) end.abort();
    });
    await log.append(topic, [record('before')]);
    await Promise.race([first.opened, consumed]);
    await kafka?.stopBroker(0, 'kill');
    await kafka?.startBroker(0);
    await appendAtLast(log, topic, 'after');
    await consumed;
    assert.deepEqual([...new Set(seen)], ['before', 'after']);
  });

  it('ends a call with UNAVAILABLE when the outage lasts', async () => {
    await using log = openLog({ outageMsMax: 1_000 });
    const signal = new AbortController().signal;
    const options = { group: 'g', batchRecordsMax: 10, signal };
    await log.append(topic, [record('a')]);
    const consumed = log.consume(topic, options, async () => proxy.goDown());
    await assert.rejects(consumed, portError('UNAVAILABLE', true));
    proxy.comeUp();
  });

  it('gives up a handler that hangs', async () => {
    await using log = openLog({ handlerMsMax: 300 });
    await log.append(topic, [record('a')]);
    const signal = new AbortController().signal;
    const options = { group: 'g', batchRecordsMax: 1, signal };
    let lost: AbortSignal | undefined;
    const consumed = log.consume(topic, options, (batch) => {
      lost = batch.signal;
      return new Promise(() => {});
    });
    await assert.rejects(consumed, portError('FENCED', true));
    assert.equal(lost?.aborted, true);
    assert.deepEqual(texts(await take(log, topic, { group: 'g', count: 1 })), ['a']);
  });

  it('fences a consumer whose connection went dead, and lets it join again', async () => {
    await using zombie = openLog({ clientId: 'zombie' });
    await using log = openLog();
    await log.append(topic, [record('a')]);
    const end = new AbortController();
    const [held, aborted, taken] = [gate(), gate(), gate()];
    const rounds: string[] = [];
    const options = { group: 'g', batchRecordsMax: 1, signal: end.signal };
    const first = zombie.consume(topic, options, async ({ records, signal }): Promise<Progress> => {
      rounds.push(...texts(records));
      if (rounds.length > 1) end.abort();
      signal.addEventListener('abort', () => aborted.open());
      held.open();
      if (rounds.length === 1) await taken.opened;
      return { next: 1, note: rounds.length === 1 ? 'late' : 'back' };
    });
    await held.opened;
    proxy.freeze('zombie');
    await aborted.opened;
    const other = { group: 'g', count: 1, startAt: async () => 0 };
    assert.deepEqual(texts(await take(log, topic, other)), ['a']);
    proxy.thaw();
    taken.open();
    await log.append(topic, [record('b')]);
    await first;
    assert.deepEqual(rounds, ['a', 'b']);
    const [committed] = await log.committed('g', topic);
    assert.notEqual(committed?.note, 'late');
  });
});

/** Appends as a pipeline does: again, as long as the world is broken. */
async function appendAtLast(log: Log, topic: string, text: string): Promise<void> {
  for (;;) {
    try {
      await log.append(topic, [record(text)]);
      return;
    } catch (error) {
      if (!portError('UNAVAILABLE', true)(error)) throw error;
    }
  }
}
