import type { z } from 'zod';
import { ENRICHED_SCHEMA_VERSION, EnrichedPosting } from './enriched-posting.ts';

/**
 * Why a record's value is no enriched posting that this version reads:
 * - `JSON_INVALID`: it is not JSON in UTF-8
 * - `SCHEMA_VERSION_UNSUPPORTED`: it is of another version; take the package of that version
 * - `RECORD_INVALID`: it says it is of this version and breaks the schema
 */
export const DECODE_ERROR_CODES = [
  'JSON_INVALID',
  'SCHEMA_VERSION_UNSUPPORTED',
  'RECORD_INVALID',
] as const;
export type DecodeErrorCode = (typeof DECODE_ERROR_CODES)[number];

/** Thrown for a record that can never be decoded: set it aside and go on, waiting mends nothing. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly code: DecodeErrorCode;

  constructor(code: DecodeErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

/** The part of a Kafka record that is decoded; kafkajs's messages fit as they are. */
export interface EnrichedRecord {
  readonly value: Uint8Array | null;
}

/**
 * The posting that an enriched record carries, or null for a tombstone: the posting with the
 * record's key is gone. Fields and members of closed lists that a later release added to this
 * version come through as they are, so that a consumer need not be released first: give a `switch`
 * over a closed list a default. Throws `DecodeError`.
 */
export function decodeEnriched(record: EnrichedRecord): EnrichedPosting | null {
  if (record.value === null) return null;
  const json = parseJson(record.value);
  const version = schemaVersionOf(json);
  if (version !== ENRICHED_SCHEMA_VERSION) {
    throw new DecodeError(
      'SCHEMA_VERSION_UNSUPPORTED',
      `schemaVersion is ${JSON.stringify(version)}, this package reads ${ENRICHED_SCHEMA_VERSION}`,
    );
  }
  const { error } = EnrichedPosting.safeParse(json, { reportInput: true });
  const broken = error?.issues.find((issue) => !isAddition(issue));
  if (broken !== undefined) {
    const path = broken.path.map(String).join('/');
    throw new DecodeError('RECORD_INVALID', `/${path}: ${broken.message}`, { cause: error });
  }
  return json as EnrichedPosting;
}

function parseJson(value: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(value));
  } catch (cause) {
    throw new DecodeError('JSON_INVALID', 'the value is not JSON in UTF-8', { cause });
  }
}

function schemaVersionOf(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'schemaVersion' in json
    ? json.schemaVersion
    : undefined;
}

/**
 * A text that is no member of a closed list, or a key that is none: adding members is compatible.
 */
function isAddition(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'unrecognized_keys') return true;
  return issue.code === 'invalid_value' && typeof issue.input === 'string';
}
