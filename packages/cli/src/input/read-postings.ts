import { createReadStream } from 'node:fs';
import { HEADERS } from '@winnow/contracts/headers';
import { sniffContentType } from '@winnow/domain/parse/source/sniff-content-type';
import { splitListPayload } from '@winnow/domain/parse/source/split-list-payload';
import { decodeRaw } from '@winnow/stages/decode-raw';
import {
  BODY_BYTES_MAX,
  readContentType,
  readRawPosting,
  refuse,
  type RawDefaults,
  type RawInputResult,
} from '@winnow/stages/raw-input';
import { UsageError } from '../command.ts';
import { splitLines } from './split-lines.ts';

/** A posting read from a file or a line. */
export interface ReadPosting {
  /** The id as far as it is known, also of what could not be read. */
  readonly id: string | null;
  readonly input: RawInputResult;
}

/** A line of NDJSON holds a body and its JSON escapes. */
const LINE_BYTES_MAX = 4 * BODY_BYTES_MAX;
/** A whole job board in one payload. */
const FILE_BYTES_MAX = 256 * 1024 * 1024;

/** Raw postings as NDJSON, one a line, blank lines left out. */
export async function* readNdjson(
  stream: AsyncIterable<Uint8Array | string>,
  defaults: RawDefaults,
): AsyncGenerator<ReadPosting> {
  for await (const line of splitLines(stream, { lineBytesMax: LINE_BYTES_MAX })) {
    if (line === undefined) {
      yield {
        id: null,
        input: refuse('BODY_TOO_LARGE', `a line of more than ${LINE_BYTES_MAX} bytes`),
      };
    } else if (line.trim() !== '') yield readLine(line, defaults);
  }
}

function readLine(line: string, defaults: RawDefaults): ReadPosting {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { id: null, input: refuse('RAW_INVALID', 'the line is not JSON') };
  }
  const input = readRawPosting(value, defaults);
  return { id: input.kind === 'item' ? input.value.posting.id : idIn(value), input };
}

function idIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null;
  return typeof value.id === 'string' ? value.id : null;
}

/**
 * The postings in a file of any supported shape: NDJSON of raw postings, a job board's list payload
 * (one posting for each job), or one body.
 */
export async function* readFile(path: string, defaults: RawDefaults): AsyncGenerator<ReadPosting> {
  yield* readAny(createReadStream(path), path, defaults);
}

/** The same from a stream; `name` is what an error calls it. */
export async function* readAny(
  stream: AsyncIterable<Uint8Array | string>,
  name: string,
  defaults: RawDefaults,
): AsyncGenerator<ReadPosting> {
  const head = await headOf(stream, name);
  if (head.ndjson) {
    yield* readNdjson(head.stream, defaults);
    return;
  }
  const bytes = await collect(head.stream, name);
  const headers: Record<string, string> = {};
  if (defaults.contentType !== undefined) headers[HEADERS.contentType] = defaults.contentType;
  const text =
    bytes.length > BODY_BYTES_MAX || maybeList(bytes) ? bytes.toString('utf8') : undefined;
  const parts =
    text === undefined
      ? []
      : splitListPayload(text, defaults.contentType ?? sniffContentType(text));
  if (parts.length > 0) {
    for (const { body, contentType, id, url, format } of parts) {
      const input = readRawPosting(
        { body, contentType },
        {
          ...defaults,
          id: id ?? defaults.id,
          url: url ?? defaults.url,
          format: defaults.format ?? format ?? undefined,
        },
      );
      yield { id: input.kind === 'item' ? input.value.posting.id : id, input };
    }
    return;
  }
  const arrival = decodeRaw({ key: null, value: bytes, headers });
  if (arrival.kind === 'tombstone') throw new RangeError('a file is no tombstone');
  if (arrival.kind !== 'item') {
    yield { id: null, input: arrival };
    return;
  }
  const input = readRawPosting(withDefaultsFirst(arrival.value.posting, defaults));
  yield { id: input.kind === 'item' ? input.value.posting.id : null, input };
}

/** What the command line says holds for a bare file, whose own identity is only a hash. */
function withDefaultsFirst(
  posting: Extract<RawInputResult, { kind: 'item' }>['value']['posting'],
  defaults: RawDefaults,
): object {
  return {
    ...posting,
    id: defaults.id ?? posting.id,
    source: defaults.source ?? posting.source,
    url: posting.url ?? defaults.url ?? null,
    hints: {
      country: posting.hints?.country ?? defaults.country ?? null,
      company: posting.hints?.company ?? defaults.company ?? null,
      format: posting.hints?.format ?? defaults.format ?? null,
    },
    collectedAt: posting.collectedAt ?? defaults.collectedAt ?? null,
  };
}

/** The content type that a flag names. */
export function contentTypeFlag(value: string | undefined): RawDefaults['contentType'] {
  if (value === undefined) return undefined;
  const known = readContentType(value);
  if (known === undefined)
    throw new UsageError(`--content-type ${value}: not one that Winnow reads`);
  return known;
}

/** Whether a file begins as JSON or markup does: only these hold several postings. */
function maybeList(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 64)).toString('utf8').trimStart();
  return start.startsWith('{') || start.startsWith('[') || start.startsWith('<');
}

const HEAD_BYTES = 65_536;

/** Looks at the first line: an object with a `body` on a line of its own begins NDJSON. */
async function headOf(
  stream: AsyncIterable<Uint8Array | string>,
  name: string,
): Promise<{ readonly ndjson: boolean; readonly stream: AsyncIterable<Uint8Array> }> {
  const iterator = stream[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let bytes = 0;
  let ended = false;
  let newline = -1;
  while (newline < 0 && bytes < Math.max(HEAD_BYTES, LINE_BYTES_MAX)) {
    const { done, value } = await nextOf(iterator, name);
    if (done === true) {
      ended = true;
      break;
    }
    const chunk = typeof value === 'string' ? Buffer.from(value) : Buffer.from(value);
    const found = chunk.indexOf(0x0a);
    if (found >= 0) newline = bytes + found;
    chunks.push(chunk);
    bytes += chunk.length;
    if (newline < 0 && chunks[0]?.[0] !== 0x7b) break;
  }
  const head = Buffer.concat(chunks);
  const line = head.subarray(0, newline < 0 ? head.length : newline).toString('utf8');
  async function* rest(): AsyncGenerator<Uint8Array> {
    yield head;
    while (!ended) {
      const { done, value } = await nextOf(iterator, name);
      if (done === true) return;
      yield typeof value === 'string' ? Buffer.from(value) : value;
    }
  }
  return { ndjson: isRawPosting(line), stream: rest() };
}

async function nextOf(
  iterator: AsyncIterator<Uint8Array | string>,
  name: string,
): Promise<IteratorResult<Uint8Array | string>> {
  try {
    return await iterator.next();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new UsageError(`cannot read ${name} (${code})`);
  }
}

function isRawPosting(line: string): boolean {
  if (!line.startsWith('{')) return false;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'body' in value;
  } catch {
    return false;
  }
}

async function collect(stream: AsyncIterable<Uint8Array>, name: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > FILE_BYTES_MAX) {
      throw new UsageError(`${name} is larger than ${FILE_BYTES_MAX} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
