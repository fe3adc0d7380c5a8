import type { ContentType } from '@winnow/contracts/code-lists';
import { isMarkdown } from '../text/markdown-to-text.ts';
import { hasMarkup } from './compose-text.ts';

/** How much of a body is looked at for markup; it never begins later than this. */
const HEAD_CHARS = 20_000;
const XML = /^\s*<\?xml|^\s*<(?:rss|feed|workzag-jobs|jobs|source|channel|position|job|item)[\s>]/;
const HTML_DOCUMENT = /^\s*(?:<!--[^]{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)[\s>]/i;
const BLOCK_TAG =
  /<\/?(?:p|div|br|ul|ol|li|h[1-6]|table|tr|td|section|article)(?:\s[^<>]{0,2000})?\/?>/gi;
const BLOCK_TAGS_MIN = 2;

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

/** Does the text hold HTML's blocks, plain or escaped, and not only a stray tag? */
export function looksLikeHtml(body: string): boolean {
  const head = body.slice(0, HEAD_CHARS);
  if (HTML_DOCUMENT.test(head)) return true;
  if (!hasMarkup(head)) return false;
  if (/&(?:amp;)*(?:lt|#60);\/?(?:p|div|ul|li|br|h[1-6])\b/i.test(head) && !/<[a-z]/i.test(head)) {
    return true;
  }
  BLOCK_TAG.lastIndex = 0;
  let tags = 0;
  while (tags < BLOCK_TAGS_MIN && BLOCK_TAG.exec(head) !== null) tags += 1;
  return tags >= BLOCK_TAGS_MIN;
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
