import { hash } from 'node:crypto';
import { STAGE_NAMES } from '@winnow/contracts/code-lists';
import type { EnrichedPosting, StagedPosting } from '@winnow/contracts/enriched-posting';
import { ENRICHED_SCHEMA_VERSION } from '@winnow/contracts/enriched-posting';
import { formatOrigin, HEADERS, parseOrigin } from '@winnow/contracts/headers';
import { postingKey } from '@winnow/contracts/topics';
import { placeOf, type Arrival, type Wire } from '@winnow/pipeline/run-worker';
import type { Origin } from '@winnow/pipeline/stage';
import type { Headers, LogRecord } from '@winnow/ports/log';
import { decodeRaw, tombstoneKey } from './decode-raw.ts';
import type { RawInput } from './raw-input.ts';
import { setAsideWith, type KeepLarge } from './set-aside.ts';

export interface WireOptions {
  readonly generation: string;
  /** What the output is, in the event's type: `parsed`, `enriched`, … */
  readonly output: string;
  /** Where originals go that are too large for a dead letter. */
  readonly keepLarge: KeepLarge;
  /** Time of a failure, in milliseconds since the epoch. */
  readonly now: () => number;
}

/** From the raw topic: the record's own place is the origin, whatever its headers say. */
export function rawWire(options: WireOptions): Wire<RawInput, StagedPosting | EnrichedPosting> {
  return { ...wireOf(options), origin: placeOf, decode: decodeRaw };
}

/** From a topic between workers. */
export function stagedWire(
  options: WireOptions,
): Wire<StagedPosting, StagedPosting | EnrichedPosting> {
  return {
    ...wireOf(options),
    origin: (record) => parseOrigin(record.headers[HEADERS.origin]),
    decode: decodeStaged,
  };
}

function wireOf(
  options: WireOptions,
): Omit<Wire<never, StagedPosting | EnrichedPosting>, 'origin' | 'decode'> {
  return {
    output(record, origin, value) {
      const posting = 'facts' in value ? value.posting : value;
      const { id, source, stages } = posting;
      const versions = STAGE_NAMES.map((stage) => stages[stage] ?? '');
      const key = postingKey({ source: source.name, id });
      const { generation } = options;
      const identity = [source.name, id, source.contentHash, options.output, versions, generation];
      return {
        key: record.key ?? Buffer.from(key),
        value: Buffer.from(JSON.stringify(value)),
        headers: eventHeaders(options, record, origin, identity),
      };
    },
    tombstone(record, origin) {
      const identity = [formatOrigin(origin), 'tombstone', options.output, options.generation];
      return {
        key: record.key,
        value: null,
        headers: eventHeaders(options, record, origin, identity),
      };
    },
    setAside: setAsideWith(options),
  };
}

/**
 * CloudEvents in binary mode. The id is a hash of what the event is, so a repeat has the same one.
 */
function eventHeaders(
  options: WireOptions,
  record: LogRecord,
  origin: Origin,
  identity: readonly unknown[],
): Headers {
  const stage = hash('sha256', JSON.stringify(identity));
  return {
    [HEADERS.specVersion]: '1.0',
    [HEADERS.id]: stage.slice(0, 32),
    [HEADERS.type]: `winnow.posting.${options.output}.v1`,
    [HEADERS.source]: `/winnow/${options.generation}`,
    [HEADERS.time]: record.headers[HEADERS.time] ?? new Date(record.timestamp).toISOString(),
    [HEADERS.contentType]: 'application/json',
    [HEADERS.traceparent]: traceparent(record.headers[HEADERS.traceparent], origin, stage),
    [HEADERS.origin]: formatOrigin(origin),
    [HEADERS.generation]: options.generation,
  };
}

/** Continues the publisher's W3C trace; else starts one that is a function of the origin. */
function traceparent(incoming: string | undefined, origin: Origin, event: string): string {
  const match = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/.exec(incoming ?? '');
  const trace = match?.[1] ?? hash('sha256', formatOrigin(origin)).slice(0, 32);
  return `00-${trace}-${event.slice(32, 48)}-${match?.[2] ?? '01'}`;
}

/** A record that one of our own stages wrote. Anything else there is a dead letter. */
function decodeStaged(record: LogRecord): Arrival<StagedPosting> {
  const stage = 'wire';
  if (record.value === null) {
    return { kind: 'tombstone', key: tombstoneKey(record) };
  }
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(record.value).toString('utf8'));
  } catch {
    return { kind: 'dead-letter', code: 'RECORD_INVALID', reason: 'not JSON', stage };
  }
  if (!isStaged(value)) {
    return { kind: 'dead-letter', code: 'RECORD_INVALID', reason: 'not a staged posting', stage };
  }
  const { schemaVersion } = value.posting;
  if (schemaVersion !== ENRICHED_SCHEMA_VERSION) {
    const reason = `schemaVersion ${String(schemaVersion)}`;
    return { kind: 'dead-letter', code: 'SCHEMA_VERSION_UNSUPPORTED', reason, stage };
  }
  return { kind: 'item', value };
}

/** Only its outline: who wrote it is known, and a full check of every record would cost a stage. */
function isStaged(value: unknown): value is StagedPosting {
  if (typeof value !== 'object' || value === null || !('posting' in value)) return false;
  const { posting } = value;
  return (
    'facts' in value && typeof posting === 'object' && posting !== null && 'description' in posting
  );
}
