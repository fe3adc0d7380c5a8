import type { SplitBody } from './split-list-payload.ts';
import type { FoundPostings } from './find-postings.ts';
import { asObject, asObjects, asText, own } from './json-value.ts';
import type { JsonObject } from './json-value.ts';
import { idOf } from './merge-postings.ts';
import { sourceOf } from './json-sources.ts';
import { xmlToJson } from './xml-tree.ts';

/** Elements that are one posting in the feeds we know and in most others. */
const POSTING_ELEMENTS = [
  'position',
  'item',
  'job',
  'entry',
  'vacancy',
  'offer',
  'posting',
  'jobposting',
  'opening',
  'stelle',
  'ad',
  'advert',
  'jobad',
  'requisition',
] as const;
const DEPTH_LEVELS_MAX = 6;
/** What stands before the first posting goes with each; a longer head is not worth it. */
const HEAD_CHARS_MAX = 8192;

function hasTitle(object: JsonObject): boolean {
  return ['title', 'name', 'jobtitle', 'headline', 'position', 'text', 'jobname', 'job_title'].some(
    (key) => asText(own(object, key)) !== null,
  );
}

interface FoundElements extends FoundPostings {
  readonly element: string;
}

function findElements(object: JsonObject, depth: number): FoundElements | null {
  for (const element of POSTING_ELEMENTS) {
    const postings = asObjects(own(object, element)).filter(hasTitle);
    if (postings.length > 0) return { postings, wrapper: object, listKey: element, element };
  }
  if (depth >= DEPTH_LEVELS_MAX) return null;
  for (const value of Object.values(object)) {
    const inner = asObject(value);
    const found = inner === null ? null : findElements(inner, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** The postings of an XML feed, in the shape JSON would have; null when it has none. */
export function findXmlPostings(xml: string): FoundElements | null {
  return findElements(xmlToJson(xml), 0);
}

interface Slice {
  readonly start: number;
  readonly end: number;
}

/** Where the elements of a name stand in the source. */
function slices(xml: string, element: string): readonly Slice[] {
  const found: Slice[] = [];
  const open = new RegExp(`<${element}(?:\\s[^<>]{0,1000})?>`, 'gi');
  const close = new RegExp(`</${element}\\s{0,8}>`, 'gi');
  for (let match = open.exec(xml); match !== null; match = open.exec(xml)) {
    close.lastIndex = open.lastIndex;
    const ends = close.exec(xml);
    if (ends === null) break;
    found.push({ start: match.index, end: close.lastIndex });
    open.lastIndex = close.lastIndex;
  }
  return found;
}

/** One body per posting of an XML feed: the feed with this posting alone. */
export function splitXml(xml: string): readonly SplitBody[] {
  const found = findXmlPostings(xml);
  if (found === null) return [];
  const parts = slices(xml, found.element);
  const first = parts[0];
  const last = parts.at(-1);
  if (first === undefined || last === undefined || parts.length !== found.postings.length)
    return [];
  const head = first.start <= HEAD_CHARS_MAX ? xml.slice(0, first.start) : '';
  const tail = head === '' ? '' : xml.slice(last.end, last.end + HEAD_CHARS_MAX);
  const groups = new Map<string, { readonly posting: JsonObject; body: string }>();
  for (const [index, posting] of found.postings.entries()) {
    const part = parts[index];
    if (part === undefined) continue;
    const key = idOf(posting) ?? `\u0000${index}`;
    const text = xml.slice(part.start, part.end);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { posting, body: text });
    else group.body += `\n${text}`;
  }
  return [...groups.values()].map(({ posting, body }) => {
    const source = sourceOf(posting, null);
    return {
      body: `${head}${body}${tail}`,
      contentType: 'application/xml',
      id: idOf(posting),
      url: source?.read(posting, found.wrapper).structured.url ?? null,
      format: source === null || source.format === 'json' ? null : source.format,
    };
  });
}
