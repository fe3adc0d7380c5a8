import type { ContentType } from '@winnow/contracts/code-lists';
import { isPage } from '../text/html-to-text.ts';
import { scanHtml } from '../text/scan-html.ts';
import { findJobPostings } from './find-job-postings.ts';
import { findPostings } from './find-postings.ts';
import type { FoundPostings } from './find-postings.ts';
import { jobPostingsOf } from './html-source.ts';
import { includedFor } from './json-api.ts';
import { sourceOf } from './json-sources.ts';
import { asObject, asText, own, parseJson } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { idOf } from './merge-postings.ts';
import { listenToPage } from './page-facts.ts';
import { field } from './structured-fields.ts';
import { readCareersList } from './careers-list.ts';
import { findEmbeddedPostings } from './embedded-json.ts';
import { splitXml } from './xml-source.ts';

/** One posting of a list, as a body of its own. */
export interface SplitBody {
  readonly body: string;
  readonly contentType: ContentType;
  /** The source's own id of the posting, if it says one. */
  readonly id: string | null;
  readonly url: string | null;
  /** The format, where the payload gives it away. */
  readonly format: string | null;
}

/** What a list says of all its postings goes with each: the scalars beside it, no other list. */
function rewrap({ wrapper, listKey }: FoundPostings, group: readonly JsonObject[]): JsonValue {
  if (wrapper === null || listKey === null) return group.length === 1 ? (group[0] ?? null) : group;
  const shared = Object.entries(wrapper).filter(
    ([key, value]) => key !== listKey && (typeof value !== 'object' || asObject(value) !== null),
  );
  const included = includedFor(group, wrapper);
  return {
    ...Object.fromEntries(shared),
    [listKey]: group,
    ...(included === null ? {} : { included }),
  };
}

/** Entries of one id are one posting, in the order in which the ids first appear. */
function groupById(postings: readonly JsonObject[]): readonly (readonly JsonObject[])[] {
  const groups = new Map<string, JsonObject[]>();
  for (const [index, posting] of postings.entries()) {
    const key = idOf(posting) ?? `\u0000${index}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [posting]);
    else group.push(posting);
  }
  return [...groups.values()];
}

function describe(
  posting: JsonObject | undefined,
  wrapper: JsonObject | null,
): Pick<SplitBody, 'id' | 'url' | 'format'> {
  if (posting === undefined) return { id: null, url: null, format: null };
  const source = sourceOf(posting, null);
  const url = source === null ? null : source.read(posting, wrapper).structured.url;
  const id = idOf(posting);
  return { id, url, format: source === null || source.format === 'json' ? null : source.format };
}

function splitJson(value: JsonValue): readonly SplitBody[] {
  const graph = findJobPostings(value);
  if (graph.postings.length > 0)
    return graph.postings.map((posting) => jobPostingBody(posting, graph.byId));
  const found = findPostings(value);
  return found === null ? [] : splitFound(found);
}

function splitFound(found: FoundPostings): readonly SplitBody[] {
  return groupById(found.postings).map((group) => ({
    body: JSON.stringify(rewrap(found, group)),
    contentType: 'application/json',
    ...describe(group[0], found.wrapper),
  }));
}

function jobPostingBody(posting: JsonObject, byId: ReadonlyMap<string, JsonObject>): SplitBody {
  const identifier = own(posting, 'identifier');
  const id = asText(own(asObject(identifier), 'value')) ?? asText(identifier);
  const organisation = asObject(own(posting, 'hiringOrganization'));
  const reference = asText(own(organisation, '@id'));
  const node = reference === null ? undefined : byId.get(reference);
  const whole = node === undefined ? posting : { ...posting, hiringOrganization: node };
  return {
    body: JSON.stringify(whole),
    contentType: 'application/ld+json',
    id: id ?? asText(own(posting, '@id')) ?? asText(own(posting, 'url')),
    url: field(own(posting, 'url')),
    format: 'json-ld',
  };
}

/**
 * A page that is about several postings, or a career site's list; a page about one stays a page.
 */
function splitHtml(html: string): readonly SplitBody[] {
  const embedded = findEmbeddedPostings(html);
  const cards = embedded === null ? readCareersList(html) : [];
  if (embedded !== null && embedded.postings.length > 1) return splitFound(embedded);
  if (cards.length > 1) return splitFound({ postings: cards, wrapper: null, listKey: null });
  if (!isPage(html)) return [];
  const { listener, finish } = listenToPage();
  scanHtml(html, listener);
  const { postings, byId } = jobPostingsOf(finish());
  return postings.length > 1 ? postings.map((posting) => jobPostingBody(posting, byId)) : [];
}

/**
 * Splits what a job board publishes in one piece (a JSON array or list payload, JSON-LD with
 * several JobPostings, an XML feed) into one body per posting, each readable by itself. What is not
 * a list comes back as it is, as the only one; an empty list gives none.
 */
export function splitListPayload(body: string, contentType: ContentType): readonly SplitBody[] {
  const whole: SplitBody = { body, contentType, id: null, url: null, format: null };
  if (contentType === 'application/json' || contentType === 'application/ld+json') {
    const parsed = parseJson(body);
    if (parsed === null) return [whole];
    const split = splitJson(parsed.value);
    return split.length > 0 ? single(split, whole) : isEmptyList(parsed.value) ? [] : [whole];
  }
  if (contentType === 'application/xml' || contentType === 'text/xml') {
    const items = splitXml(body);
    return items.length > 0 ? items : [whole];
  }
  if (contentType === 'text/html') {
    const split = splitHtml(body);
    return split.length > 0 ? split : [whole];
  }
  return [whole];
}

/**
 * A body that holds a single posting keeps its own bytes; id, address and format are still told.
 */
function single(split: readonly SplitBody[], whole: SplitBody): readonly SplitBody[] {
  const [only, second] = split;
  return only === undefined || second !== undefined
    ? split
    : [{ ...only, body: whole.body, contentType: whole.contentType }];
}

function isEmptyList(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.length === 0;
  const object = asObject(value);
  const lists = object === null ? [] : Object.values(object).filter(Array.isArray);
  return lists.length > 0 && lists.every((list) => list.length === 0);
}
