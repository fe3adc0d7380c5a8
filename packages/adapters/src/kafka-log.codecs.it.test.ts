import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import kafkajs from 'kafkajs';
import type { Log } from '@winnow/ports/log';
import { portError, record, take, texts } from '@winnow/ports/log-conformance-kit';
import { startServers } from '../../../test/servers.ts';
import type { Compression } from './kafka/codecs.ts';
import { createKafkaLog } from './kafka-log.ts';

const CODECS: readonly Compression[] = ['none', 'gzip', 'snappy', 'zstd'];
const LONG = 'a long text, so that compressing is worth its while; '.repeat(100);

const servers = await startServers({ kafka: {} });
after(() => servers?.[Symbol.asyncDispose]());
const brokers = servers === undefined ? [] : [...servers.kafkaBrokers];

function openLog(compression?: Compression): Log {
  return createKafkaLog({ brokers, clientId: 'codecs', ...(compression && { compression }) });
}

describe('kafka: what other producers do', { skip: servers === undefined && 'no Kafka' }, () => {
  const topics: string[] = [];
  let log: Log;
  before(() => {
    log = openLog();
  });
  after(async () => {
    for (const topic of topics) await log.deleteTopic(topic);
    await log[Symbol.asyncDispose]();
  });
  const freshTopic = (): string => {
    const name = `codecs-${crypto.randomUUID()}`;
    topics.push(name);
    return name;
  };

  for (const compression of CODECS) {
    it(`reads what was compressed by ${compression}`, async () => {
      await using writer = openLog(compression);
      const topic = freshTopic();
      // The broker keeps the producer's codec, so that it is what a consumer meets.
      const config = { 'compression.type': 'producer' };
      await writer.createTopic({ name: topic, partitions: 1, config });
      await writer.append(topic, [record(LONG), record('short')]);
      assert.deepEqual(texts(await take(log, topic, { group: topic, count: 2 })), [LONG, 'short']);
    });
  }

  it('says of LZ4 what to do about it', async () => {
    const topic = freshTopic();
    await log.createTopic({ name: topic, partitions: 1, config: { 'compression.type': 'lz4' } });
    await log.append(topic, [record(LONG)]);
    const taken = take(log, topic, { group: topic, count: 1 });
    await assert.rejects(taken, portError('MISCONFIGURED', false));
  });

  it('knows a topic that somebody else made, and gives it an incarnation when asked to create it', async () => {
    const topic = freshTopic();
    const admin = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions: 2 }] });
    const { clusterId } = await admin.describeCluster();
    await admin.disconnect();
    const foreign = await log.describeTopic(topic);
    assert.equal(foreign?.incarnation, `${clusterId}/foreign`);
    await log.createTopic({ name: topic, partitions: 2, config: {} });
    const own = await log.describeTopic(topic);
    assert.notEqual(own?.incarnation, foreign.incarnation);
    await log.createTopic({ name: topic, partitions: 2, config: {} });
    assert.equal((await log.describeTopic(topic))?.incarnation, own?.incarnation);
  });

  it('makes no topic by asking for one', async () => {
    const topic = `codecs-${crypto.randomUUID()}`;
    await assert.rejects(log.append(topic, [record('a')]), portError('NOT_FOUND', false));
    await assert.rejects(take(log, topic, { group: 'g', count: 1 }), portError('NOT_FOUND', false));
    assert.equal((await log.listTopics()).includes(topic), false);
  });
});
