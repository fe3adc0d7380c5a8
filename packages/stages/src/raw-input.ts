import { hash } from 'node:crypto';
import { CONTENT_TYPES, type ContentType } from '@winnow/contracts/code-lists';
import {
  RAW_SCHEMA_VERSION,
  RawPosting,
  type IdentifiedPosting,
} from '@winnow/contracts/raw-posting';
import { sniffContentType } from '@winnow/domain/parse/source/sniff-content-type';
import type { SetAside } from '@winnow/pipeline/run-worker';

/**
 * What the parse stage reads: a raw posting with its identity settled, and the hash of its body.
 */
export interface RawInput {
  readonly posting: IdentifiedPosting;
  /** `sha256:<64 hex>` of the body. */
  readonly contentHash: string;
}

/** Largest body in bytes of UTF-8, after decompression. */
export const BODY_BYTES_MAX = 6 * 1024 * 1024;

/** Source of a posting that names none. */
export const SOURCE_UNKNOWN = 'unknown';

export type RawInputResult = { readonly kind: 'item'; readonly value: RawInput } | SetAside;

/** A refusal of the first stage: what was published cannot be read. */
export function refuse(code: string, reason: string): SetAside {
  return { kind: 'dead-letter', code, reason, stage: 'parse' };
}

/** What a record or a command line knows of a posting that does not say it itself. */
export interface RawDefaults {
  readonly id?: string | undefined;
  readonly source?: string | undefined;
  readonly url?: string | undefined;
  readonly contentType?: ContentType | undefined;
  readonly country?: string | undefined;
  readonly company?: string | undefined;
  readonly format?: string | undefined;
  readonly collectedAt?: string | undefined;
}

/**
 * A raw posting from a JSON value that ought to be one. Refused: no object with a string `body`
 * (RAW_INVALID), another schema version, an unknown content type, an empty or too large body.
 */
export function readRawPosting(value: unknown, defaults: RawDefaults = {}): RawInputResult {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('RAW_INVALID', 'not a JSON object');
  }
  if ('schemaVersion' in value && value.schemaVersion !== RAW_SCHEMA_VERSION) {
    const found = JSON.stringify(value.schemaVersion);
    return refuse(
      'SCHEMA_VERSION_UNSUPPORTED',
      `schemaVersion ${found}, not ${RAW_SCHEMA_VERSION}`,
    );
  }
  const stated = 'contentType' in value ? value.contentType : undefined;
  const contentType = typeof stated === 'string' ? readContentType(stated) : undefined;
  if (typeof stated === 'string' && contentType === undefined) {
    return refuse(
      'CONTENT_TYPE_UNSUPPORTED',
      `content type ${JSON.stringify(stated.slice(0, 100))}`,
    );
  }
  const parsed = RawPosting.safeParse(withoutNulls({ ...value, contentType: contentType ?? null }));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse('RAW_INVALID', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
  }
  return identify(parsed.data, defaults);
}

/**
 * Settles id, source and content type: the posting's own, else the defaults, else from the body.
 */
export function identify(posting: RawPosting, defaults: RawDefaults = {}): RawInputResult {
  const bytes = Buffer.byteLength(posting.body);
  if (bytes > BODY_BYTES_MAX) {
    return refuse('BODY_TOO_LARGE', `${bytes} bytes are more than ${BODY_BYTES_MAX}`);
  }
  if (posting.body.trim() === '') return refuse('BODY_EMPTY', 'the body is empty');
  const contentType = posting.contentType ?? defaults.contentType ?? sniffContentType(posting.body);
  const bodyHash = hash('sha256', posting.body);
  return {
    kind: 'item',
    value: {
      contentHash: `sha256:${bodyHash}`,
      posting: {
        schemaVersion: RAW_SCHEMA_VERSION,
        id: posting.id ?? defaults.id ?? idOf(contentType, posting.body),
        source: posting.source ?? defaults.source ?? SOURCE_UNKNOWN,
        url: posting.url ?? defaults.url ?? null,
        contentType,
        body: posting.body,
        hints: {
          country: posting.hints?.country ?? defaults.country ?? null,
          company: posting.hints?.company ?? defaults.company ?? null,
          format: posting.hints?.format ?? defaults.format ?? null,
        },
        collectedAt: posting.collectedAt ?? defaults.collectedAt ?? null,
      },
    },
  };
}

/** `text/html; charset=utf-8` → `text/html`; undefined when it is none that we read. */
export function readContentType(header: string): ContentType | undefined {
  const bare = header.split(';', 1)[0]?.trim().toLowerCase();
  return CONTENT_TYPES.find((type) => type === bare);
}

/** The id of a posting that has none: the hash of what makes it what it is. */
function idOf(contentType: ContentType, body: string): string {
  return `sha256:${hash('sha256', `${contentType}\n${body}`)}`;
}

/** Publishers write null for "not known": the same as leaving the field out. */
function withoutNulls(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}
