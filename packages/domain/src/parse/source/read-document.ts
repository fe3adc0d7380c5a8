import type { DeadLetterCode, DropCode } from '@winnow/contracts/code-lists';
import type { IdentifiedPosting } from '@winnow/contracts/raw-posting';
import type { SourceDocument } from '../document.ts';
import { markdownToText, isMarkdown } from '../text/markdown-to-text.ts';
import { maskContacts } from '../text/mask-contacts.ts';
import { readEmail } from './email-source.ts';
import { findJobPostings } from './find-job-postings.ts';
import { readCareersList } from './careers-list.ts';
import { findEmbeddedPostings } from './embedded-json.ts';
import { findPostings } from './find-postings.ts';
import type { FoundPostings } from './find-postings.ts';
import { plainText, readHtmlSource } from './html-source.ts';
import { readJobPosting } from './json-ld.ts';
import type { SourceContent } from './json-source.ts';
import { sourceOf } from './json-sources.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { asObject, asObjects, own, parseJson } from './json-value.ts';
import { ALSO_AT, mergePostings } from './merge-postings.ts';
import { notAPosting } from './not-a-posting.ts';
import { keepLines, looksLikeHtml, looksLikeJson, looksLikeXml } from './sniff-content-type.ts';
import { NO_FIELDS, places } from './structured-fields.ts';
import { findXmlPostings } from './xml-source.ts';

/** What became of a raw posting's body. */
export type ReadDocument =
  | { readonly kind: 'ok'; readonly document: SourceDocument }
  | { readonly kind: 'dead-letter'; readonly code: DeadLetterCode; readonly reason: string }
  | { readonly kind: 'drop'; readonly code: DropCode; readonly reason: string };

const TAG = /<(?:[a-z]|\/[a-z]|!)/i;

interface Context {
  /** The format a hint names, in lower case. */
  readonly hint: string | null;
  readonly url: string | null;
}

function deadLetter(code: DeadLetterCode, reason: string): ReadDocument {
  return { kind: 'dead-letter', code, reason };
}

function drop(reason: string): ReadDocument {
  return { kind: 'drop', code: 'NOT_A_POSTING', reason };
}

function ok(format: string, { composed, structured }: SourceContent): ReadDocument {
  const document: SourceDocument = {
    format,
    text: maskContacts(composed.text),
    headings: composed.headings,
    labelled: composed.labelled,
    structured,
  };
  const reason = notAPosting(document);
  return reason === null ? { kind: 'ok', document } : drop(reason);
}

function readPlain(body: string): ReadDocument {
  return ok('text', { composed: plainText(body), structured: NO_FIELDS });
}

function readMarkdown(body: string): ReadDocument {
  const { text, headings } = markdownToText(body);
  return ok('markdown', { composed: { text, headings, labelled: [] }, structured: NO_FIELDS });
}

function readHtmlBody(body: string, { hint, url }: Context): ReadDocument {
  const { format, pageTitle, ...content } = readHtmlSource(body, { url });
  const listed = format === 'html' ? findInPage(body) : null;
  const read = listed === null ? null : readFound(listed, hint);
  if (read !== null) return read;
  if (pageTitle !== null && content.structured.title === null) {
    const titled = { format, text: pageTitle, headings: [], labelled: [], structured: NO_FIELDS };
    const reason = notAPosting(titled);
    if (reason !== null) return drop(reason);
  }
  return ok(format, content);
}

function readOne(
  posting: JsonObject,
  wrapper: JsonObject | null,
  hint: string | null,
): ReadDocument | null {
  const source = sourceOf(posting, hint);
  if (source === null) return null;
  const content = source.read(posting, wrapper);
  const others = asObjects(own(posting, ALSO_AT)).map((place) =>
    source.read({ ...posting, ...place }, wrapper),
  );
  const where = [content, ...others].flatMap(({ structured }) => structured.places);
  const structured = { ...content.structured, places: places(...where) };
  return ok(source.format, { ...content, structured });
}

function isEmpty(value: JsonValue): boolean {
  if (value === null || value === '') return true;
  if (Array.isArray(value)) return value.every(isEmpty);
  const object = asObject(value);
  return object !== null && Object.values(object).every(isEmpty);
}

/** A payload that reports an error or an empty list in place of a posting. */
function noPosting(value: JsonValue): ReadDocument {
  const object = asObject(value);
  const lists = object === null ? [] : Object.values(object).filter(Array.isArray);
  if (lists.some((entries) => entries.length === 0)) return drop('a list without postings');
  if (isEmpty(value)) return deadLetter('BODY_EMPTY', 'the JSON body holds nothing');
  const failed = ['error', 'errors', 'message', 'status', 'statusCode', 'code', 'detail', 'fault'];
  if (object !== null && failed.some((key) => own(object, key) !== undefined)) {
    return drop('an error message of an API');
  }
  return deadLetter('RAW_INVALID', 'the JSON body holds no posting that can be recognised');
}

function readJson(value: JsonValue, context: Context): ReadDocument {
  if (typeof value === 'string') return readUnknown(value, context);
  const graph = findJobPostings(value);
  if (graph.postings.length > 0) {
    const merged = mergePostings(graph.postings);
    if (merged === null) return several(graph.postings.length);
    return ok('json-ld', readJobPosting(merged, graph.byId));
  }
  const found = findPostings(value);
  if (found !== null) return readFound(found, context.hint) ?? noPosting(value);
  const alone = asObject(value);
  return (alone === null ? null : readOne(alone, null, context.hint)) ?? noPosting(value);
}

/** Reads the one posting there is; entries of one id are one. Null when it is of no known kind. */
function readFound({ postings, wrapper }: FoundPostings, hint: string | null): ReadDocument | null {
  const merged = mergePostings(postings);
  return merged === null ? several(postings.length) : readOne(merged, wrapper, hint);
}

/** Entries of a career site's list: as JSON in a script, or in the markup. */
function findInPage(html: string): FoundPostings | null {
  const embedded = findEmbeddedPostings(html);
  if (embedded !== null) return embedded;
  const postings = readCareersList(html);
  return postings.length === 0 ? null : { postings, wrapper: null, listKey: null };
}

function readXmlBody(body: string, context: Context): ReadDocument {
  const found = findXmlPostings(body);
  const read = found === null ? null : readFound(found, context.hint);
  return read ?? readHtmlBody(body, context);
}

function several(count: number): ReadDocument {
  return deadLetter('RAW_INVALID', `the body holds ${count} postings; publish them one by one`);
}

/** A body whose content type says little: text, by what its shape is. */
function readUnknown(body: string, context: Context): ReadDocument {
  if (looksLikeXml(body)) return readXmlBody(body, context);
  const mail = readEmail(body);
  if (mail !== null) return ok('email', mail);
  if (looksLikeHtml(body)) return readHtmlBody(keepLines(body), context);
  return isMarkdown(body) ? readMarkdown(body) : readPlain(body);
}

function readText(body: string, context: Context): ReadDocument {
  const parsed = looksLikeJson(body) ? parseJson(body) : null;
  return parsed === null ? readUnknown(body, context) : readJson(parsed.value, context);
}

function readByType(raw: IdentifiedPosting, context: Context): ReadDocument {
  const { body, contentType } = raw;
  switch (contentType) {
    case 'application/json':
    case 'application/ld+json': {
      const parsed = parseJson(body);
      if (parsed === null) return deadLetter('JSON_INVALID', 'the body is no JSON');
      return readJson(parsed.value, context);
    }
    case 'application/xml':
    case 'text/xml':
      return readXmlBody(body, context);
    case 'text/html':
      return looksLikeHtml(body) || TAG.test(body)
        ? readHtmlBody(body, context)
        : readText(body, context);
    case 'text/markdown':
      return looksLikeJson(body) ? readText(body, context) : readMarkdown(body);
    case 'text/plain':
      return readText(body, context);
    default:
      return deadLetter('CONTENT_TYPE_UNSUPPORTED', `content type ${String(contentType)}`);
  }
}

/* oxlint-disable no-control-regex -- binary bodies are told by their control characters */
const BINARY = /[\u0001-\u0008\u000e-\u001a\u001c-\u001f]/g;
const BINARY_SIGNATURE =
  /^(?:%PDF-|PK\u0003\u0004|\u0089PNG|GIF8|\{\\rtf|\u00d0\u00cf\u0011\u00e0)/;
const VISIBLE = /[^\s\u0000\u00ad\u200b-\u200f\u2060\ufeff]/;
/* oxlint-enable no-control-regex */
const BINARY_SHARE_MAX = 0.05;
/** Replacement characters: bytes that were no UTF-8. Umlauts in Latin-1 are far fewer. */
const LOST_SHARE_MAX = 0.3;
/** One stray character in a short line is no more than that. */
const BINARY_SIGNS_MIN = 3;
const BINARY_SAMPLE_CHARS = 4096;

function isBinary(body: string): boolean {
  if (BINARY_SIGNATURE.test(body)) return true;
  const sample = body.slice(0, BINARY_SAMPLE_CHARS);
  const controls = sample.match(BINARY)?.length ?? 0;
  const lost = sample.match(/\ufffd/g)?.length ?? 0;
  const isMuch = (count: number, shareMax: number): boolean =>
    count >= BINARY_SIGNS_MIN && count > shareMax * sample.length;
  return isMuch(controls, BINARY_SHARE_MAX) || isMuch(lost, LOST_SHARE_MAX);
}

/**
 * Makes a raw posting readable, whatever its source: by what its hint, its content type and its
 * shape say, in this order of trust. Total: every body becomes a document, or a dead letter or drop
 * that says why not.
 */
export function readDocument(raw: IdentifiedPosting): ReadDocument {
  if (!VISIBLE.test(raw.body)) return deadLetter('BODY_EMPTY', 'the body holds no text');
  if (isBinary(raw.body)) return deadLetter('BODY_NOT_TEXT', 'the body is binary');
  const hint = raw.hints?.format?.toLowerCase().trim() ?? null;
  const read = readByType(raw, { hint, url: raw.url ?? null });
  if (read.kind !== 'ok' || read.document.text !== '') return read;
  const { title, pay, places } = read.document.structured;
  if (title !== null || pay.length > 0 || places.length > 0) return read;
  return deadLetter('BODY_EMPTY', 'the body holds no text');
}
