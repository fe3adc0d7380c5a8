import { decodeEntities } from './decode-entities.ts';
import { collectHtmlLines } from './html-lines.ts';
import { scanHtml } from './scan-html.ts';
import type { HtmlHandler } from './scan-html.ts';
import { selectContent, selectFragment } from './select-content.ts';
import { joinLines } from './text-lines.ts';
import type { MarkedText, TextLine } from './text-lines.ts';

const PAGE = /<(?:!doctype html|html|head|body)[\s>]/i;
/** A page says so near its beginning; comments and declarations may stand before. */
const PAGE_HEAD_CHARS = 4096;
const TAG = /<\/?[a-z][a-z\d]{0,15}(?:\s[^<>]{0,2000})?\/?>/i;
const ESCAPED_TAG =
  /&(?:amp;){0,8}(?:lt|#0{0,4}60|#x0{0,4}3c);\/?(?:p|div|ul|li|br|h[1-6]|strong|b|span|em)(?:\s|&|\/|>)/i;
const ESCAPED_TAGS_MIN = 2;
/** How often markup may hide inside escaped markup. */
const UNESCAPE_ROUNDS_MAX = 3;

/** Is this a whole page, not a fragment? */
export function isPage(html: string): boolean {
  return PAGE.test(html.slice(0, PAGE_HEAD_CHARS));
}

function countEscapedTags(html: string): number {
  const all = new RegExp(ESCAPED_TAG.source, 'gi');
  let count = 0;
  while (count < ESCAPED_TAGS_MIN && all.exec(html) !== null) count += 1;
  return count;
}

/**
 * Markup that was escaped whole, as in Greenhouse's `content` and many feeds, made markup again.
 */
export function unescapeMarkup(html: string): string {
  let markup = html;
  for (let round = 0; round < UNESCAPE_ROUNDS_MAX; round += 1) {
    if (!markup.includes('&') || !ESCAPED_TAG.test(markup)) return markup;
    // A page about HTML shows a tag or two; escaped markup is all tags, or has none beside them.
    if (TAG.test(markup) && countEscapedTags(markup) < ESCAPED_TAGS_MIN) return markup;
    markup = decodeEntities(markup);
  }
  return markup;
}

/** Text, headings and, for whoever looks for a title, the first `<h1>` of the content. */
export interface HtmlText extends MarkedText {
  readonly firstHeading: string | null;
}

function firstHeadingOf(lines: readonly TextLine[]): string | null {
  return lines.find((line) => line.headingLevel === 1)?.text ?? null;
}

/** As `htmlToText`, with another handler listening to the same scan. */
export function readHtml(
  html: string,
  { page, listener }: { readonly page: boolean; readonly listener?: HtmlHandler },
): HtmlText {
  const { handler, finish } = collectHtmlLines({ page });
  const both: HtmlHandler =
    listener === undefined
      ? handler
      : {
          open: (name, attributes) => {
            listener.open(name, attributes);
            handler.open(name, attributes);
          },
          close: (name) => {
            listener.close(name);
            handler.close(name);
          },
          text: (text) => {
            listener.text(text);
            handler.text(text);
          },
        };
  scanHtml(html, both);
  const collected = finish();
  const lines = page ? selectContent(collected) : selectFragment(collected);
  return { ...joinLines(lines), firstHeading: firstHeadingOf(lines) };
}

/**
 * Turns HTML into canonical plain text: blocks become lines, list items `• ` lines, table rows
 * `a | b` or `Label: value`; inline elements neither glue nor split words; scripts, styles and
 * hidden elements are left out, and of a whole page everything but its content. Linear in the
 * input, whatever it is.
 */
export function htmlToText(html: string): HtmlText {
  const markup = unescapeMarkup(html);
  return readHtml(markup, { page: isPage(markup) });
}
