import { HEADERS, parseOrigin } from '@winnow/contracts/headers';
import { TOPICS } from '@winnow/contracts/topics';
import { readRange } from '@winnow/pipeline/read-range';
import type { Log, LogRecord, NewRecord } from '@winnow/ports/log';
import type { ObjectStore } from '@winnow/ports/object-store';

/** A dead letter or a drop, as it lies on the dead topic. */
export interface DeadLetter {
  /** `<partition>/<offset>` on the dead topic. */
  readonly id: string;
  readonly outcome: string;
  readonly code: string;
  readonly reason: string;
  readonly stage: string;
  readonly key: string | null;
  readonly attempt: number;
  readonly failedAt: string;
  readonly origin: string;
  readonly generation: string;
  readonly record: LogRecord;
}

/** Which dead letters; every field that is given must agree. */
export interface DeadFilter {
  readonly ids?: readonly string[] | undefined;
  readonly code?: string | undefined;
  readonly stage?: string | undefined;
  readonly outcome?: string | undefined;
}

/** Everything on the dead topic that the filter lets through, in the order of the log. */
export async function readDeadLetters(
  log: Log,
  filter: DeadFilter,
  signal: AbortSignal,
): Promise<readonly DeadLetter[]> {
  const found: DeadLetter[] = [];
  await readRange(log, TOPICS.dead, { signal }, (record) => {
    const letter = toDeadLetter(record);
    if (matches(letter, filter)) found.push(letter);
  });
  return found;
}

function toDeadLetter(record: LogRecord): DeadLetter {
  const { headers } = record;
  return {
    id: `${record.partition}/${record.offset}`,
    outcome: headers[HEADERS.outcome] ?? '',
    code: headers[HEADERS.code] ?? '',
    reason: headers[HEADERS.reason] ?? '',
    stage: headers[HEADERS.stage] ?? '',
    key: record.key === null ? null : Buffer.from(record.key).toString(),
    attempt: Number(headers[HEADERS.attempt] ?? '1'),
    failedAt: headers[HEADERS.failedAt] ?? '',
    origin: headers[HEADERS.origin] ?? '',
    generation: headers[HEADERS.generation] ?? '',
    record,
  };
}

function matches(letter: DeadLetter, { ids, code, stage, outcome }: DeadFilter): boolean {
  if (ids !== undefined && !ids.includes(letter.id)) return false;
  if (code !== undefined && letter.code !== code) return false;
  if (stage !== undefined && letter.stage !== stage) return false;
  return outcome === undefined || letter.outcome === outcome;
}

/**
 * The original bytes of a dead letter: its own value, else the object it refers to. Undefined when
 * neither is there (a drop keeps none).
 */
export async function originalOf(
  letter: DeadLetter,
  objects: ObjectStore,
): Promise<Uint8Array | undefined> {
  if (letter.record.value !== null) return letter.record.value;
  const ref = letter.record.headers[HEADERS.bodyRef];
  return ref === undefined ? undefined : (await objects.get(ref))?.body;
}

/** Headers that tell of the failure; a requeued record starts without them. */
const OF_THE_FAILURE: ReadonlySet<string> = new Set([
  HEADERS.outcome,
  HEADERS.code,
  HEADERS.reason,
  HEADERS.stage,
  HEADERS.stageVersion,
  HEADERS.failedAt,
  HEADERS.failedRecord,
  HEADERS.origin,
  HEADERS.generation,
  HEADERS.bodyRef,
  HEADERS.bodyHash,
]);

/**
 * The record that brings a dead letter back to the raw topic. It enters there, with an origin of
 * its own: under the old one it would be left out as a repeat. What failed behind the first stage
 * is read again from its raw record. Undefined when the original is gone (retention, a drop).
 */
export async function requeueRecord(
  letter: DeadLetter,
  ports: { readonly log: Log; readonly objects: ObjectStore },
  signal: AbortSignal,
): Promise<NewRecord | undefined> {
  const origin = parseOrigin(letter.origin);
  if (origin === undefined) return undefined;
  const failed = parseOrigin(letter.record.headers[HEADERS.failedRecord]);
  const atRaw = failed?.topic === origin.topic;
  const raw = atRaw ? letter.record : await rawRecordAt(ports.log, origin, signal);
  const value = atRaw ? await originalOf(letter, ports.objects) : raw?.value;
  if (raw === undefined || value === undefined || value === null) return undefined;
  const kept = Object.entries(raw.headers).filter(([name]) => !OF_THE_FAILURE.has(name));
  const headers = { ...Object.fromEntries(kept), [HEADERS.attempt]: String(letter.attempt + 1) };
  return { partition: origin.partition, key: raw.key, value, headers };
}

async function rawRecordAt(
  log: Log,
  origin: { readonly topic: string; readonly partition: number; readonly offset: number },
  signal: AbortSignal,
): Promise<LogRecord | undefined> {
  let found: LogRecord | undefined;
  const { topic, partition, offset } = origin;
  const from = new Map([[partition, offset]]);
  const to = new Map([[partition, offset + 1]]);
  await readRange(log, topic, { from, to, signal }, (record) => {
    if (record.offset === offset) found = record;
  });
  return found;
}
