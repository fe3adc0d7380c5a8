import type { Batch, ConsumeOptions, Log, LogRecord, TopicDescription } from './log.ts';

type Reset = Parameters<NonNullable<ConsumeOptions['onReset']>>[0];

/**
 * The same log with a prefix before the names of all topics and groups, so that several pipelines
 * share a cluster. Records and descriptions bear the names without it.
 */
export function prefixedLog(log: Log, prefix: string): Log {
  // A name that cannot be stays one that cannot be.
  const own = (name: string): string => (/^\.{0,2}$/.test(name) ? name : prefix + name);
  const bare = (name: string): string =>
    name.startsWith(prefix) ? name.slice(prefix.length) : name;
  const describe = (found: TopicDescription | undefined): TopicDescription | undefined =>
    found && { ...found, name: bare(found.name) };
  const unprefixed = (batch: Batch): Batch => ({
    ...batch,
    topic: bare(batch.topic),
    records: batch.records.map((record): LogRecord => ({ ...record, topic: bare(record.topic) })),
  });
  return {
    append: (topic, records) => log.append(own(topic), records),
    consume(topic, options, handle) {
      const { onReset } = options;
      const renamed = {
        ...options,
        group: own(options.group),
        ...(onReset && {
          onReset: (reset: Reset) => onReset({ ...reset, topic: bare(reset.topic) }),
        }),
      };
      return log.consume(own(topic), renamed, (batch) => handle(unprefixed(batch)));
    },
    describeTopic: async (topic) => describe(await log.describeTopic(own(topic))),
    listTopics: async () =>
      (await log.listTopics()).filter((name) => name.startsWith(prefix)).map(bare),
    createTopic: (spec) => log.createTopic({ ...spec, name: own(spec.name) }),
    deleteTopic: (topic) => log.deleteTopic(own(topic)),
    ranges: (topic) => log.ranges(own(topic)),
    offsetsAt: (topic, timestamp) => log.offsetsAt(own(topic), timestamp),
    committed: (group, topic) => log.committed(own(group), own(topic)),
    deleteGroup: (group) => log.deleteGroup(own(group)),
    [Symbol.asyncDispose]: () => log[Symbol.asyncDispose](),
  };
}
