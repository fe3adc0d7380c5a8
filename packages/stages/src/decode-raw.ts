import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { HEADERS } from '@winnow/contracts/headers';
import type { Arrival } from '@winnow/pipeline/run-worker';
import type { Headers } from '@winnow/ports/log';
import {
  BODY_BYTES_MAX,
  identify,
  readContentType,
  readRawPosting,
  refuse,
  SOURCE_UNKNOWN,
  type RawDefaults,
  type RawInput,
} from './raw-input.ts';

/** A record of the raw topic, as far as reading it goes. */
export interface RawRecord {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Headers;
  /** Milliseconds since the epoch. */
  readonly timestamp?: number;
}

/**
 * An envelope in JSON is at most this much larger than its body: escapes double a byte, or
 * six-fold.
 */
const RECORD_BYTES_MAX = 2 * BODY_BYTES_MAX + 65_536;

const DECOMPRESS: Readonly<Record<string, (bytes: Uint8Array, bytesMax: number) => Buffer>> = {
  gzip: (bytes, maxOutputLength) => gunzipSync(bytes, { maxOutputLength }),
  deflate: (bytes, maxOutputLength) => inflateSync(bytes, { maxOutputLength }),
  br: (bytes, maxOutputLength) => brotliDecompressSync(bytes, { maxOutputLength }),
  zstd: (bytes, maxOutputLength) => zstdDecompressSync(bytes, { maxOutputLength }),
};

/**
 * Reads a record of the raw topic: a raw posting as JSON, or simply a body with headers. A null
 * value is a tombstone. Whatever cannot be read is a dead letter with a code that says why.
 */
export function decodeRaw(record: RawRecord): Arrival<RawInput> {
  if (record.value === null) return { kind: 'tombstone', key: tombstoneKey(record) };
  const plain = decompress(record.value, record.headers[HEADERS.contentEncoding]);
  if ('kind' in plain) return plain;
  if (plain.bytes.length > RECORD_BYTES_MAX) {
    const reason = `${plain.bytes.length} bytes are more than ${RECORD_BYTES_MAX}`;
    return refuse('BODY_TOO_LARGE', reason);
  }
  const stated = record.headers[HEADERS.contentType];
  const contentType = stated === undefined ? undefined : readContentType(stated);
  if (stated !== undefined && contentType === undefined) {
    return refuse(
      'CONTENT_TYPE_UNSUPPORTED',
      `content type ${JSON.stringify(stated.slice(0, 100))}`,
    );
  }
  const text = decodeText(plain.bytes, charsetOf(stated));
  if (text === undefined) return refuse('BODY_NOT_TEXT', 'no decoding explains these bytes');

  const { source, ...defaults } = { ...identityOf(record), contentType };
  const json = readJson(text);
  if (isEnvelope(json)) {
    return readRawPosting(json, { ...defaults, contentType: undefined, source });
  }
  if (json === undefined && contentType !== undefined && contentType.endsWith('json')) {
    return refuse('JSON_INVALID', `not JSON, but the content type is ${contentType}`);
  }
  return identify({ body: text }, { ...defaults, source });
}

/** The posting (`<source>/<id>`) that a record without a value takes back. */
export function tombstoneKey(record: RawRecord): string {
  const { source, id } = identityOf(record);
  return `${source}/${id ?? ''}`;
}

/** An object with a `body` is a raw posting; any other JSON is the payload of a source. */
function isEnvelope(json: unknown): json is { readonly body: unknown } {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && 'body' in json;
}

/** What key and headers say of a posting: `<source>/<id>`, where the key has a slash. */
function identityOf(record: RawRecord): RawDefaults & { readonly source: string } {
  const { headers } = record;
  const key = record.key === null ? undefined : Buffer.from(record.key).toString('utf8');
  const stated = headers[HEADERS.postingSource];
  const slash = key?.indexOf('/') ?? -1;
  const prefixed = stated !== undefined && key?.startsWith(`${stated}/`) === true;
  const split = prefixed ? stated.length : stated === undefined ? slash : -1;
  const sourceInKey = split > 0 ? key?.slice(0, split) : undefined;
  const id = split > 0 ? key?.slice(split + 1) : key;
  return {
    id: id === '' ? undefined : id,
    source: stated ?? sourceInKey ?? SOURCE_UNKNOWN,
    url: headers[HEADERS.postingUrl],
    country: headers[HEADERS.postingCountry],
    company: headers[HEADERS.postingCompany],
    format: headers[HEADERS.postingFormat],
    collectedAt:
      record.timestamp === undefined ? undefined : new Date(record.timestamp).toISOString(),
  };
}

function decompress(
  bytes: Uint8Array,
  encoding: string | undefined,
): { readonly bytes: Uint8Array } | ReturnType<typeof refuse> {
  if (encoding === undefined || encoding === '' || encoding === 'identity') return { bytes };
  const decoder = Object.hasOwn(DECOMPRESS, encoding) ? DECOMPRESS[encoding] : undefined;
  if (decoder === undefined) {
    return refuse(
      'CONTENT_ENCODING_UNSUPPORTED',
      `encoding ${JSON.stringify(encoding.slice(0, 40))}`,
    );
  }
  try {
    return { bytes: decoder(bytes, RECORD_BYTES_MAX) };
  } catch (error) {
    if (error instanceof RangeError) {
      return refuse('BODY_TOO_LARGE', `more than ${RECORD_BYTES_MAX} bytes when decompressed`);
    }
    return refuse('CONTENT_ENCODING_INVALID', `not ${encoding}`);
  }
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /charset="?([\w-]{1,40})/i.exec(contentType ?? '')?.[1]?.toLowerCase();
}

/** Bytes that Windows-1252 leaves undefined, and controls that no text has. */
const NOT_WINDOWS_1252 = /[\u0081\u008d\u008f\u0090\u009d\u0001-\u0008\u000e-\u001a\u001c-\u001f]/;

/**
 * The text of these bytes: by byte order mark, else as UTF-8, else in the charset stated, else in
 * Windows-1252 where every byte is a character there. Undefined when nothing explains them.
 */
export function decodeText(bytes: Uint8Array, charset?: string): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const utf8 = tryDecode(bytes, 'utf-8');
  if (utf8 !== undefined) return utf8;
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') {
    const stated = tryDecode(bytes, charset);
    if (stated !== undefined) return stated;
  }
  const western = tryDecode(bytes, 'windows-1252');
  return western === undefined || NOT_WINDOWS_1252.test(western) ? undefined : western;
}

function tryDecode(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function readJson(text: string): unknown {
  const first = /\S/.exec(text)?.[0];
  if (first !== '{' && first !== '[') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
