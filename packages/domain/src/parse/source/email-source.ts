import { cleanLine } from '../text/clean-text.ts';
import { unwrapLines } from '../text/unwrap-lines.ts';
import { composeText } from './compose-text.ts';
import type { SourceContent } from './json-source.ts';
import { readDate } from './read-date.ts';
import { field, structured } from './structured-fields.ts';

const HEADER = /^([A-Za-z][A-Za-z-]{1,40}):[ \t]*(.*)$/;
const KNOWN = new Set(
  'from to cc subject date sent reply-to message-id mime-version content-type received x-mailer'.split(
    ' ',
  ),
);
/** Lines that the head of a message may have; forwarded ones have a handful, raw ones dozens. */
const HEAD_LINES_MAX = 200;
const HEADERS_MIN = 2;
const PREFIX = /^(?:(?:re|fwd?|fw|aw|wg|tr|rv)\s?:\s*)+/i;
const PARTS_MAX = 50;

type Headers = ReadonlyMap<string, string>;

interface Message {
  readonly headers: Headers;
  readonly body: string;
}

/** Splits a message into head and body; null when it does not begin with headers. */
function parseMessage(text: string): Message | null {
  const lines = text.replace(/\r\n?/g, '\n').trimStart().split('\n', HEAD_LINES_MAX);
  const headers = new Map<string, string>();
  let count = 0;
  let name = '';
  for (const line of lines) {
    if (line.trim() === '') break;
    const match = HEADER.exec(line);
    if (match === null && (name === '' || !/^[ \t]/.test(line))) return null;
    if (match === null) headers.set(name, `${headers.get(name) ?? ''} ${line.trim()}`);
    else {
      name = (match[1] ?? '').toLowerCase();
      headers.set(name, match[2] ?? '');
    }
    count += 1;
  }
  const body = text.replace(/\r\n?/g, '\n').trimStart().split('\n').slice(count).join('\n');
  return { headers, body };
}

function bytesToText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function decodeQuotedPrintable(text: string): string {
  const joined = text.replace(/=[ \t]{0,8}\n/g, '');
  return joined.replace(/(?:=[\dA-Fa-f]{2})+/g, (run) => {
    const codes = run.slice(1).split('=');
    return bytesToText(Uint8Array.from(codes, (code) => Number.parseInt(code, 16)));
  });
}

function decodeBase64(text: string): string {
  try {
    const binary = atob(text.replace(/\s+/g, ''));
    return bytesToText(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  } catch {
    return text;
  }
}

function decodeBody({ headers, body }: Message): string {
  const encoding = headers.get('content-transfer-encoding')?.trim().toLowerCase();
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(body);
  return encoding === 'base64' ? decodeBase64(body) : body;
}

/** `=?utf-8?Q?B=C3=A4cker?=` */
function decodeWords(value: string): string {
  return value.replace(
    /=\?[\w-]{1,40}\?([QqBb])\?([^?\s]{0,400})\?=\s?/g,
    (_, kind: string, text: string) =>
      kind.toLowerCase() === 'b'
        ? decodeBase64(text)
        : decodeQuotedPrintable(text.replace(/_/g, ' ')),
  );
}

/** The readable part of a message: of several the plain one, else the HTML one. */
function readable(message: Message): string {
  const boundary = /boundary="?([^";\s]{1,200})"?/i.exec(
    message.headers.get('content-type') ?? '',
  )?.[1];
  if (boundary === undefined) return decodeBody(message);
  const parts = message.body
    .split(`--${boundary}`)
    .slice(1, PARTS_MAX)
    .map(parseMessage)
    .filter((part) => part !== null);
  const of = (type: string): Message | undefined =>
    parts.find((part) => (part.headers.get('content-type') ?? '').toLowerCase().startsWith(type));
  const part = of('text/plain') ?? of('text/html');
  return part === undefined ? message.body : decodeBody(part);
}

/**
 * Reads an e-mail: headers first, an empty line, the text. The subject is the title, and headers
 * are no part of the text. Null for a text that does not begin so.
 */
export function readEmail(text: string): SourceContent | null {
  if (!/^\s*[A-Za-z][A-Za-z-]{1,40}:/.test(text)) return null;
  const message = parseMessage(text);
  const subject = message?.headers.get('subject');
  if (message === null || subject === undefined) return null;
  const known = [...message.headers.keys()].filter((name) => KNOWN.has(name)).length;
  if (known < HEADERS_MIN || known * 2 < message.headers.size) return null;
  const title = cleanLine(decodeWords(subject)).replace(PREFIX, '');
  const date = message.headers.get('date') ?? message.headers.get('sent');
  return {
    composed: composeText([{ body: unwrapLines(readable(message)) }]),
    structured: structured({ title: field(title), datePosted: readDate(date) }),
  };
}
