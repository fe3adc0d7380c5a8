import { createBell } from './bell.ts';
import type { Bell } from './bell.ts';
import type { Clock } from './clock.ts';
import type { Log, LogRecord, NewRecord, TopicSpec } from './log.ts';
import {
  checkConsumeOptions,
  checkPartitions,
  checkRecordBytes,
  checkTopicSpec,
  noSuchTopic,
} from './log-rules.ts';
import { consumeAs } from './memory-log-consume.ts';
import { createGroup } from './memory-log-group.ts';
import type { Group } from './memory-log-group.ts';
import { PortError } from './port-error.ts';
import { systemClock } from './system-clock.ts';

/** How long a member of a group may hold up the others before it loses its partitions. */
const DRAIN_MS_DEFAULT = 5_000;

/** A partition's records, by offset. */
export interface Partition {
  start: number;
  end: number;
  records: LogRecord[];
}

/** A topic and the groups that read it. */
export interface Topic {
  spec: TopicSpec;
  readonly incarnation: string;
  readonly partitions: readonly Partition[];
  readonly groups: Map<string, Group>;
}

export interface MemoryLogOptions {
  readonly clock?: Clock;
  /** Whether the consumers of a group share its partitions, or the second is refused. */
  readonly groupsShareWork?: boolean;
  readonly drainMs?: number;
}

/** What can befall a log on a server, at will. */
export interface MemoryLog extends Log {
  /** Leaves an offset at the end that holds no record, as a control record does. */
  leaveGap(topic: string, partition: number): void;
  /** Drops the records below an offset, as retention does. */
  truncate(topic: string, partition: number, before: number): void;
}

/** The contract of `Log`, as plainly as it can be written. Nothing outlives the process. */
export function createMemoryLog(options: MemoryLogOptions = {}): MemoryLog {
  const { clock = systemClock, groupsShareWork = true, drainMs = DRAIN_MS_DEFAULT } = options;
  const topics: Topics = new Map();
  const bell = createBell();
  const closing = new AbortController();
  const running = new Set<Promise<void>>();

  const groupOf = (topic: Topic, name: string): Group => {
    const { partitions } = topic.spec;
    const group =
      topic.groups.get(name) ?? createGroup({ name, partitions, shared: groupsShareWork, drainMs });
    topic.groups.set(name, group);
    return group;
  };

  return {
    ...topicCalls(topics, bell),
    ...offsetCalls(topics),
    ...accidents(topics, bell),

    async append(name, records) {
      const topic = topicOf(topics, name);
      checkPartitions(name, records, topic.spec.partitions);
      checkRecordBytes(topic.spec, records);
      for (const record of records) push(topic, record, clock.now());
      bell.ring();
    },

    async consume(name, consumeOptions, handle) {
      const topic = topicOf(topics, name);
      checkConsumeOptions(consumeOptions, topic.spec.partitions);
      const signal = AbortSignal.any([consumeOptions.signal, closing.signal]);
      const group = groupOf(topic, consumeOptions.group);
      const isThere = (): boolean => topics.get(name) === topic;
      const asked = { ...consumeOptions, signal };
      const run = consumeAs({ topic, group, bell, isThere, options: asked }, handle);
      running.add(run);
      await run.finally(() => running.delete(run));
    },

    async [Symbol.asyncDispose]() {
      closing.abort();
      await Promise.allSettled(running);
    },
  };
}

type Topics = Map<string, Topic>;

function topicOf(topics: Topics, name: string): Topic {
  const topic = topics.get(name);
  if (topic === undefined) throw noSuchTopic(name);
  return topic;
}

function topicCalls(
  topics: Topics,
  bell: Bell,
): Pick<Log, 'describeTopic' | 'listTopics' | 'createTopic' | 'deleteTopic'> {
  return {
    async describeTopic(name) {
      const topic = topics.get(name);
      return topic && { replicationFactor: 1, ...topic.spec, incarnation: topic.incarnation };
    },
    async listTopics() {
      return [...topics.keys()].toSorted();
    },
    async createTopic(spec) {
      checkTopicSpec(spec);
      const topic = topics.get(spec.name);
      if (topic === undefined) topics.set(spec.name, emptyTopic(spec));
      else topic.spec = { ...topic.spec, config: { ...topic.spec.config, ...spec.config } };
    },
    async deleteTopic(name) {
      topics.delete(name);
      bell.ring();
    },
  };
}

function offsetCalls(
  topics: Topics,
): Pick<Log, 'ranges' | 'offsetsAt' | 'committed' | 'deleteGroup'> {
  return {
    async ranges(name) {
      const { partitions } = topicOf(topics, name);
      return partitions.map(({ start, end }, partition) => ({ partition, start, end }));
    },
    async offsetsAt(name, timestamp) {
      return topicOf(topics, name).partitions.map(
        ({ records, end }) =>
          records.find((record) => record.timestamp >= timestamp)?.offset ?? end,
      );
    },
    async committed(groupName, name) {
      const topic = topicOf(topics, name);
      const committed = topic.groups.get(groupName)?.committed;
      return topic.partitions.map((_, partition) => {
        const progress = committed?.get(partition);
        return { partition, next: progress?.next, note: progress?.note ?? '' };
      });
    },
    async deleteGroup(groupName) {
      const all = [...topics.values()];
      if (all.some((topic) => topic.groups.get(groupName)?.held())) {
        throw new PortError('HELD', `group ${groupName} has a member`, { retriable: true });
      }
      for (const topic of all) topic.groups.delete(groupName);
    },
  };
}

function accidents(topics: Topics, bell: Bell): Pick<MemoryLog, 'leaveGap' | 'truncate'> {
  const partitionOf = (name: string, partition: number): Partition => {
    const found = topicOf(topics, name).partitions[partition];
    if (found === undefined) throw noSuchTopic(`${name}/${partition}`);
    return found;
  };
  return {
    leaveGap(name, partition) {
      partitionOf(name, partition).end += 1;
      bell.ring();
    },
    truncate(name, partition, before) {
      const found = partitionOf(name, partition);
      found.start = Math.min(before, found.end);
      found.records = found.records.filter((record) => record.offset >= found.start);
    },
  };
}

function emptyTopic(spec: TopicSpec): Topic {
  const partitions = Array.from({ length: spec.partitions }, () => ({
    start: 0,
    end: 0,
    records: [],
  }));
  return { spec, incarnation: crypto.randomUUID(), partitions, groups: new Map() };
}

function push(topic: Topic, record: NewRecord, timestamp: number): void {
  const partition = topic.partitions[record.partition];
  if (partition === undefined) return;
  partition.records.push({
    topic: topic.spec.name,
    partition: record.partition,
    offset: partition.end,
    timestamp,
    key: record.key && Uint8Array.from(record.key),
    value: record.value && Uint8Array.from(record.value),
    headers: { ...record.headers },
  });
  partition.end += 1;
}
