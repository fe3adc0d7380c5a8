import type { Section } from '@winnow/contracts/enriched-posting';
import type { SectionKind } from '@winnow/contracts/code-lists';
import type { Heading } from '../document.ts';
import { cleanText } from '../text/clean-text.ts';
import { htmlToText } from '../text/html-to-text.ts';
import { isMarkdown, markdownToText } from '../text/markdown-to-text.ts';
import type { MarkedText } from '../text/text-lines.ts';
import type { JsonValue } from './json-value.ts';
import { asText } from './json-value.ts';
import { field } from './structured-fields.ts';

/** A piece of a posting's text, as its payload has it. */
export interface TextPart {
  /** HTML (escaped or not), Markdown or plain text. */
  readonly body: JsonValue | undefined;
  readonly title?: JsonValue | undefined;
  /** What the payload itself calls the piece. */
  readonly kind?: SectionKind | undefined;
}

export interface ComposedText extends MarkedText {
  readonly labelled: readonly Section[];
}

/** Parts that are compared with what was said before; payloads have a handful. */
const REPEATS_CHECKED_MAX = 40;

const MARKUP =
  /<\/?(?:p|div|br|ul|ol|li|h[1-6]|strong|b|em|i|u|span|a|table|tr|td|section|article|html|body|font|blockquote)(?:\s[^<>]{0,2000})?\/?>|&(?:amp;)*(?:lt|#60);\/?(?:p|div|br|ul|ol|li|h[1-6]|strong|b|span)\b/i;

/** Is there markup in it? */
export function hasMarkup(text: string): boolean {
  return text.includes('<') || text.includes('&') ? MARKUP.test(text) : false;
}

/** Text of a payload that may be HTML, Markdown or plain. */
export function readText(value: JsonValue | undefined): MarkedText {
  const text = asText(value);
  if (text === null) return { text: '', headings: [] };
  if (hasMarkup(text)) return htmlToText(text);
  return isMarkdown(text) ? markdownToText(text) : { text: cleanText(text), headings: [] };
}

/** A text's letters and digits alone: white space and bullets do not make a text another. */
function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
}

/** Shorter texts stand inside others by chance. */
const REPEAT_LETTERS_MIN = 40;

function isSaid(own: string, said: readonly string[]): boolean {
  return said.some((earlier) =>
    own.length < REPEAT_LETTERS_MIN ? earlier === own : earlier.includes(own),
  );
}

/** Payloads repeat a part's title as the part's first line; once is enough. */
function beginsWith(text: string, title: string): boolean {
  const end = text.indexOf('\n');
  const first = end === -1 ? text : text.slice(0, end);
  return first.replace(/:$/, '').toLowerCase() === title.replace(/:$/, '').toLowerCase();
}

/** What the payload calls a piece holds until the piece's own headings say more. */
function labelOf(
  kind: SectionKind,
  piece: { title: string | null; start: number; text: string; offset: number; body: MarkedText },
): Section {
  const { title, start, text, offset, body } = piece;
  const [first] = body.headings;
  const own = first !== undefined && first.start === 0 ? first : null;
  const next = body.headings.find((heading) => heading.start > 0);
  const end =
    next === undefined ? text.length : text.slice(0, offset + next.start).trimEnd().length;
  const heading = title ?? (own === null ? null : body.text.slice(own.start, own.end));
  return { kind, heading, start, end };
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
  const said: string[] = [];
  const several = parts.length > 1;
  for (const [index, part] of parts.entries()) {
    const body = readText(part.body);
    if (body.text === '') continue;
    if (several && index < REPEATS_CHECKED_MAX) {
      const own = letters(body.text);
      if (isSaid(own, said)) continue;
      said.push(own);
    }
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
      labelled.push(labelOf(part.kind, { title, start, text, offset, body }));
    }
  }
  return { text, headings, labelled };
}
