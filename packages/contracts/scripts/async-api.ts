import { HEADERS } from '../src/headers.ts';
import type { JsonSchema } from '../src/json-schema.ts';
import { TOPICS } from '../src/topics.ts';

/** The topic table: `infra/kafka/topics.json`. */
export interface TopicTable {
  readonly topics: readonly {
    readonly name: string;
    readonly about: string;
    readonly config: Readonly<Record<string, string>>;
  }[];
}

const text = (description: string): JsonSchema => ({ type: 'string', description });

/** Headers of every record that Winnow writes. */
const EVENT_HEADERS: Readonly<Record<string, JsonSchema>> = {
  [HEADERS.specVersion]: text('CloudEvents version, `1.0`'),
  [HEADERS.id]: text('The same for a repeat as for the first'),
  [HEADERS.type]: text('CloudEvents type'),
  [HEADERS.source]: text('CloudEvents source'),
  [HEADERS.time]: text('ISO 8601'),
  [HEADERS.contentType]: text('Content type of the value'),
  [HEADERS.origin]: text('`<raw topic>/<partition>/<offset>` of the raw record it descends from'),
  [HEADERS.generation]: text('`live`, or the name of the replay that made it'),
  [HEADERS.traceparent]: text('W3C trace context'),
};

/** Hints beside a bare body on the raw topic; none is needed. */
const RAW_HEADERS: Readonly<Record<string, JsonSchema>> = {
  [HEADERS.contentType]: text('Content type of a bare body; sniffed without it'),
  [HEADERS.contentEncoding]: text('`gzip`, `deflate`, `br` or `zstd`'),
  [HEADERS.postingSource]: text('Where the posting comes from, such as `greenhouse:acme`'),
  [HEADERS.postingUrl]: text('Address of the posting'),
  [HEADERS.postingCountry]: text('ISO 3166-1 alpha-2 country in which it was published'),
  [HEADERS.postingCompany]: text('The employer'),
  [HEADERS.postingFormat]: text('Shape of the body, such as `lever`'),
};

const DEAD_HEADERS: Readonly<Record<string, JsonSchema>> = {
  ...EVENT_HEADERS,
  [HEADERS.outcome]: { type: 'string', enum: ['dead-letter', 'drop'] },
  [HEADERS.code]: text('Why, for programs'),
  [HEADERS.reason]: text('Why, for people'),
  [HEADERS.stage]: text('The stage that set it aside'),
  [HEADERS.stageVersion]: text('The version of that stage'),
  [HEADERS.failedAt]: text('ISO 8601'),
  [HEADERS.attempt]: text('How often it was tried'),
  [HEADERS.failedRecord]: text('`<topic>/<partition>/<offset>` of the record that was set aside'),
  [HEADERS.bodyRef]: text('Object key of an original that is too large for a record'),
  [HEADERS.bodyHash]: text('SHA-256 of that original'),
};

const CLUSTER_HEADERS: Readonly<Record<string, JsonSchema>> = {
  [HEADERS.specVersion]: text('CloudEvents version'),
  [HEADERS.id]: text('A hash of the event: a repeat has the id of the first'),
  [HEADERS.type]: text('CloudEvents type'),
  [HEADERS.source]: text('CloudEvents source'),
  [HEADERS.contentType]: text('Content type of the value'),
  [HEADERS.generation]: text('`live`, or the name of the replay that made it'),
};

const POSTING_KEY = text('`<source>/<id in the source>`');
const TOMBSTONE = {
  name: 'tombstone',
  title: 'The posting is gone',
  headers: { type: 'object', properties: EVENT_HEADERS },
  payload: { type: 'null' },
  bindings: { kafka: { key: POSTING_KEY } },
};

interface Message {
  readonly [field: string]: unknown;
}

/** What lies on the topics that others write to or read from; the rest is between workers only. */
const MESSAGES: Readonly<Record<string, Readonly<Record<string, Message>>>> = {
  [TOPICS.raw]: {
    rawPosting: message('A posting as its source published it', RAW_HEADERS, {
      $ref: 'schemas/raw-posting.v1.json',
    }),
    bareBody: {
      ...message('A bare body: text, HTML, Markdown, JSON or XML', RAW_HEADERS, {}),
      contentType: 'application/octet-stream',
    },
    tombstone: TOMBSTONE,
  },
  [TOPICS.enriched]: {
    enrichedPosting: message('An enriched posting', EVENT_HEADERS, {
      $ref: 'schemas/enriched-posting.v1.json',
    }),
    tombstone: TOMBSTONE,
  },
  [TOPICS.dead]: {
    deadLetter: {
      ...message('The original bytes of a dead letter; nothing of a drop', DEAD_HEADERS, {}),
      contentType: 'application/octet-stream',
    },
  },
  [TOPICS.duplicates]: {
    clusterEvent: {
      ...message('What became of a cluster of duplicates', CLUSTER_HEADERS, {
        $ref: 'schemas/cluster-event.v1.json',
      }),
      bindings: { kafka: { key: text('The id of the cluster') } },
    },
  },
};

function message(
  title: string,
  headers: Readonly<Record<string, JsonSchema>>,
  payload: JsonSchema,
): Message {
  return {
    title,
    contentType: 'application/json',
    headers: { type: 'object', properties: headers },
    payload,
    bindings: { kafka: { key: POSTING_KEY } },
  };
}

/** The AsyncAPI 3.0 document of the topics that publishers and consumers use. */
export function asyncApi(table: TopicTable, version: string): Readonly<Record<string, unknown>> {
  const known = table.topics.filter(({ name }) => MESSAGES[name] !== undefined);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Winnow',
      version,
      description: 'Job postings go in on one topic and come out enriched on another.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      known.map(({ name, about, config }) => [
        channelName(name),
        {
          address: name,
          description: about,
          messages: MESSAGES[name],
          bindings: { kafka: { topic: name, topicConfiguration: topicConfiguration(config) } },
        },
      ]),
    ),
    operations: Object.fromEntries(
      known.map(({ name }) => {
        const channel = channelName(name);
        const action = name === TOPICS.raw ? 'receive' : 'send';
        return [`${action}-${channel}`, { action, channel: { $ref: `#/channels/${channel}` } }];
      }),
    ),
  };
}

/** `postings.raw.v1` is the channel `raw`. */
function channelName(topic: string): string {
  return topic.split('.')[1] ?? topic;
}

/** The settings that AsyncAPI's Kafka binding knows. */
function topicConfiguration(config: Readonly<Record<string, string>>): Record<string, unknown> {
  return {
    'cleanup.policy': config['cleanup.policy']?.split(','),
    'retention.ms': Number(config['retention.ms']),
    'max.message.bytes': Number(config['max.message.bytes']),
  };
}
