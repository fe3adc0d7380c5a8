import type { Section } from '@winnow/contracts/enriched-posting';
import type { SectionKind } from '@winnow/contracts/code-lists';
import type { Heading } from '../document.ts';
import { cleanText } from '../text/clean-text.ts';
import { htmlToText } from '../text/html-to-text.ts';
import type { MarkedText } from '../text/text-lines.ts';
import type { JsonValue } from './json-value.ts';
import { asText } from './json-value.ts';
import { field } from './structured-fields.ts';

/** A piece of a posting's text, as its payload has it. */
export interface TextPart {
  /** HTML (escaped or not) or plain text. */
  readonly body: JsonValue | undefined;
  readonly title?: JsonValue | undefined;
  /** What the payload itself calls the piece. */
  readonly kind?: SectionKind | undefined;
}

export interface ComposedText extends MarkedText {
  readonly labelled: readonly Section[];
}

const MARKUP =
  /<\/?(?:p|div|br|ul|ol|li|h[1-6]|strong|b|em|i|u|span|a|table|tr|td|section|article|html|body|font|blockquote)(?:\s[^<>]{0,2000})?\/?>|&(?:amp;)*(?:lt|#60);\/?(?:p|div|br|ul|ol|li|h[1-6]|strong|b|span)\b/i;

/** Is there markup in it? */
export function hasMarkup(text: string): boolean {
  return text.includes('<') || text.includes('&') ? MARKUP.test(text) : false;
}

/** Text of a payload that may be HTML or plain. */
export function readText(value: JsonValue | undefined): MarkedText {
  const text = asText(value);
  if (text === null) return { text: '', headings: [] };
  return hasMarkup(text) ? htmlToText(text) : { text: cleanText(text), headings: [] };
}

/** Payloads repeat a part's title as the part's first line; once is enough. */
function beginsWith(text: string, title: string): boolean {
  const end = text.indexOf('\n');
  const first = end === -1 ? text : text.slice(0, end);
  return first.replace(/:$/, '').toLowerCase() === title.replace(/:$/, '').toLowerCase();
}

/**
 * Joins a payload's pieces in reading order to one text. A piece's title becomes a heading before
 * it; a piece whose kind the payload names becomes a labelled section. A piece that stands word for
 * word in an earlier one is left out.
 */
export function composeText(parts: readonly TextPart[]): ComposedText {
  let text = '';
  const headings: Heading[] = [];
  const labelled: Section[] = [];
  for (const part of parts) {
    const body = readText(part.body);
    if (body.text === '' || text.includes(body.text)) continue;
    if (text !== '') text += '\n\n';
    const start = text.length;
    const title = field(part.title);
    const titled = title !== null && !beginsWith(body.text, title);
    if (titled) {
      headings.push({ start, end: start + title.length });
      text += `${title}\n`;
    }
    const offset = text.length;
    for (const heading of body.headings) {
      headings.push({ start: heading.start + offset, end: heading.end + offset });
    }
    text += body.text;
    if (part.kind !== undefined) {
      labelled.push({ kind: part.kind, heading: title, start, end: text.length });
    }
  }
  return { text, headings, labelled };
}
