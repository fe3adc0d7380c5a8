import type { HeadSegment } from './head-block.ts';
import type { ParseContext } from './parse-context.ts';
import { type Found, readList } from './place-lists.ts';
import { isCountryOfLanguage } from './best-city.ts';
import { townOf } from './municipal-place.ts';
import { readPlace } from './read-place.ts';
import { namesRole } from './role-words.ts';

/** The places that the block of head lines states. */
export function fromHead(context: ParseContext): readonly Found[] {
  const found: Found[] = [];
  for (const segment of context.head.segments) {
    if (segment.line === 0 && segment.kind === 'name') found.push(...besideName(context, segment));
    if (segment.line === 0 && segment.kind === 'employment')
      found.push(...besideTerms(context, segment));
    if (segment.kind === 'place' || segment.kind === 'workplace') {
      const origin = {
        rule: context.head.oneLine ? 'one-line' : 'head-line',
        source: 'text',
        start: segment.start,
        confidence: 0.9,
      } as const;
      found.push(...readList(context, segment.text, origin));
    } else if (
      (segment.kind === 'name' || segment.line > 0) &&
      /,\s/.test(segment.text) &&
      segment.kind !== 'label'
    ) {
      // "Acme, Berlin" begins with a name, "Germany, Austria" with a place.
      const comma = segment.text.indexOf(', ');
      const isPlace =
        (readPlace(segment.text.slice(0, comma), context.hints)?.confidence ?? 0) >= 0.9;
      const behind = segment.text.slice(comma + 2);
      const tail = isPlace ? segment.text : (townOf(behind) ?? behind);
      const start = segment.end - tail.length;
      found.push(
        ...readList(context, tail, { rule: 'head-line', source: 'text', start, confidence: 0.8 }),
      );
    } else if (segment.kind === 'pay') found.push(...beforePay(context, segment));
    else if (segment.kind === 'role')
      found.push(...besideRole(context, segment.text, segment.start));
  }
  return found;
}

const TERMS =
  /(?<!\p{L})(?:full[- ]?time|part[- ]?time|permanent|contract(?:or)?|interns?|internship|freelance|vollzeit|teilzeit|cdi|in|and|&)(?!\p{L})/giu;

/** "Leeds, UK (full time)", "Full-time in Reno, NV": the place beside terms. */
function besideTerms(context: ParseContext, { text, start }: HeadSegment): readonly Found[] {
  const bare = text
    .replace(/\([^()]*\)/g, ' ')
    .replace(TERMS, ' ')
    .replace(/^[\s,;:–-]+|[\s,;:–-]+$/g, '')
    .replace(/\s+/g, ' ');
  if (bare.length < 3 || (readPlace(bare, context.hints)?.confidence ?? 0) < 0.9) return [];
  return readList(context, bare, { rule: 'head-line', source: 'text', start, confidence: 0.85 });
}

/** "Acme (Newton, MA)": the place in brackets behind a name. */
function besideName(context: ParseContext, { text, start }: HeadSegment): readonly Found[] {
  const match = /\(([^()]{2,60})\)\s*$/u.exec(text);
  const inner = match?.[1];
  if (match === null || inner === undefined) return [];
  // "Acme, Washington DC (Georgetown)" has its place before the bracket.
  if (text.slice(0, match.index).includes(', ')) return [];
  if ((readPlace(inner, context.hints)?.confidence ?? 0) < 0.9) return [];
  const origin = { rule: 'one-line', source: 'text', start: start + match.index } as const;
  return readList(context, inner, { ...origin, confidence: 0.85 });
}

/** "Los Angeles, CA. 4/10s, $58.20/hr": the place before the pay of a piece. */
function beforePay(context: ParseContext, { text, start }: HeadSegment): readonly Found[] {
  const place = text.slice(0, Math.max(0, text.search(/[$€£¥\d]/))).replace(/[\s.,;–—-]+$/u, '');
  if (place.length < 3 || namesRole(place)) return [];
  const origin = { rule: 'head-line', source: 'text', start, confidence: 0.8 } as const;
  return readList(context, place, origin).filter(({ value }) => value.addressLocality !== null);
}

const BESIDE_ROLE =
  /[(【［]([^()【】［］]{2,60})[)】］]|\s(?:in|à|en|w|v|i|im raum|am standort|a|te|em|til|till)\s(\p{Lu}[^()|]{2,60})$|,\s(\p{Lu}[^()|]{2,60})$/gu;

/** "Engineer (Unity)": a division abroad that a tool shares its name with. */
function isDoubtful({ hints }: ParseContext, text: string): boolean {
  const place = readPlace(text, hints);
  if (place === null || place.confidence >= 0.9 || place.place.addressLocality !== null)
    return false;
  return !isCountryOfLanguage(place.place.addressCountry, hints);
}

/** The places in brackets or at the end of a title that begins at `start`. */
export function besideRole(
  context: ParseContext,
  text: string,
  start: number | null,
): readonly Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(BESIDE_ROLE)) {
    const inner = match[1] ?? match[2] ?? match[3];
    if (inner === undefined || namesRole(inner)) continue;
    if (match[1] !== undefined && isDoubtful(context, inner)) continue;
    found.push(
      ...readList(context, inner, {
        rule: 'title',
        source: start === null ? 'structured' : 'text',
        start: start === null ? null : start + match.index,
        confidence: 0.8,
      }),
    );
  }
  return found;
}
