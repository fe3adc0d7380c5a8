import type { ContentType } from '@winnow/contracts/code-lists';
import { isMarkdown } from '../text/markdown-to-text.ts';
import { hasMarkup } from './compose-text.ts';

/** How much of a body is looked at for markup; it never begins later than this. */
const HEAD_CHARS = 20_000;
const XML = /^\s*<\?xml|^\s*<(?:rss|feed|workzag-jobs|jobs|source|channel|position|job|item)[\s>]/;
const HTML_DOCUMENT = /^\s*(?:<!--[^]{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)[\s>]/i;
const BLOCK_TAG =
  /<\/?(?:p|div|br|ul|ol|li|h[1-6]|table|tr|td|section|article)(?:\s[^<>]{0,2000})?\/?>/gi;
const INLINE_PAIR =
  /<(?:b|strong|em|i|u|a|span|font)(?:\s[^<>]{0,2000})?>[^<>]{1,2000}<\/(?:b|strong|em|i|u|a|span|font)>/i;
const ESCAPED_BLOCK = /&(?:amp;)*(?:lt|#60);\/?(?:p|div|ul|li|br|h[1-6])\b/i;

/** No prose begins so; what does and is no JSON was cut off on its way. */
const JSON_OBJECT_START = /^\{\s{0,100}"[^"\n]{1,200}"\s{0,100}:/;

/** Does the text begin as a JSON object with a name, or begin and end as an object or array? */
export function looksLikeJson(body: string): boolean {
  const trimmed = body.replace(/^\ufeff/, '').trim();
  if (JSON_OBJECT_START.test(trimmed)) return true;
  const first = trimmed.charAt(0);
  const last = trimmed.charAt(trimmed.length - 1);
  return (first === '{' && last === '}') || (first === '[' && last === ']' && trimmed.length > 2);
}

/** Does the text hold a tag that is markup, and not a word in a sentence (`know the <p> tag`)? */
function hasBlockTag(text: string): boolean {
  BLOCK_TAG.lastIndex = 0;
  for (let tag = BLOCK_TAG.exec(text); tag !== null; tag = BLOCK_TAG.exec(text)) {
    const spaced = text.charAt(tag.index - 1) === ' ' && text.charAt(BLOCK_TAG.lastIndex) === ' ';
    if (!spaced) return true;
  }
  return false;
}

/** Does the text hold HTML, plain or escaped, and not only the name of a tag? */
export function looksLikeHtml(body: string): boolean {
  const head = body.slice(0, HEAD_CHARS);
  if (HTML_DOCUMENT.test(head)) return true;
  if (!hasMarkup(head)) return false;
  if (ESCAPED_BLOCK.test(head) && !/<[a-z]/i.test(head)) return true;
  return hasBlockTag(head) || INLINE_PAIR.test(head);
}

/**
 * Plain text in which only some words are marked up keeps its lines: in HTML they would be spaces,
 * so each gets a tag of its own.
 */
export function keepLines(body: string): string {
  const blocks = body.match(BLOCK_TAG)?.filter((tag) => !/^<\/?br/i.test(tag)) ?? [];
  return blocks.length > 0 ? body : body.replace(/(?:<br\s{0,4}\/?>)?\r?\n/gi, '<br>\n');
}

/** Is it XML that is not HTML? */
export function looksLikeXml(body: string): boolean {
  const head = body.slice(0, HEAD_CHARS).replace(/^\ufeff/, '');
  return XML.test(head) && !/<html[\s>]/i.test(head);
}

/** What a body is, by its shape alone. */
export function sniffContentType(body: string): ContentType {
  if (looksLikeJson(body)) {
    return /"@type"\s*:\s*\[?\s*"(?:https?:\/\/schema\.org\/)?JobPosting"/.test(body) ||
      /"@context"\s*:/.test(body.slice(0, HEAD_CHARS))
      ? 'application/ld+json'
      : 'application/json';
  }
  if (looksLikeXml(body)) return 'application/xml';
  if (looksLikeHtml(body)) return 'text/html';
  return isMarkdown(body.slice(0, HEAD_CHARS)) ? 'text/markdown' : 'text/plain';
}
