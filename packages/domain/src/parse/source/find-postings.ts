import { asObject, asObjects, asText, own } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { idOf } from './merge-postings.ts';

/** Where payloads keep their list of postings, and where they wrap a single one. */
const LIST_KEYS = [
  'jobs',
  'postings',
  'jobPostings',
  'offers',
  'positions',
  'requisitionList',
  'requisitions',
  'jobList',
  'jobsList',
  'openPositions',
  'vacancies',
  'openings',
  'jobOpenings',
  'hits',
  'results',
  'result',
  'items',
  'content',
  'data',
  'Jobs',
  'ads',
  'listings',
  'opportunities',
  'records',
  'value',
  'rows',
  'edges',
  'jobAds',
  'Items',
];
const WRAPPER_KEYS = [
  'job',
  'posting',
  'jobPosting',
  'jobPostingInfo',
  'jobOpening',
  'offer',
  'vacancy',
  'position',
  'opening',
  'data',
  'result',
  'results',
  'node',
  'payload',
  'response',
  'attributes',
  'jobs',
  'jobDetail',
  'refineSearch',
  'eagerLoadRefineSearch',
  'body',
  'props',
  'pageProps',
  'initialState',
];
/** What a posting is called by; one of these is text in every payload we know. */
const TITLE_KEYS = [
  'title',
  'name',
  'text',
  'jobTitle',
  'job_title',
  'JobTitle',
  'jobOpeningName',
  'Title',
  'headline',
  'position',
  'positionTitle',
  'position_title',
  'PositionTitle',
  'jobName',
];
/** Keys beside a title that tell a posting from, say, a department. */
const POSTING_KEYS = [
  'description',
  'content',
  'descriptionHtml',
  'location',
  'locations',
  'jobLocation',
  'lists',
  'categories',
  'jobAd',
  'workLocation',
  'employmentType',
  'employment_type',
  'absolute_url',
  'url',
  'hostedUrl',
  'jobUrl',
  'externalPath',
  'body',
  'shortcode',
  'jobDescription',
  'job_description',
  'attributes',
  'ExternalDescriptionStr',
  'PrimaryLocation',
  'company',
  'departmentLabel',
  'salary',
  'Description',
  'JobId',
  'jobId',
  'hiringOrganization',
  '_jobposting',
  'locationsText',
  'company_name',
  'reqId',
  'requirements',
  'workplace_addresses',
  'apply_url',
];
/** Lists under these may as well be a posting's own: benefits, questions, blocks of its text. */
const VAGUE_LISTS = new Set(['data', 'content', 'value', 'rows', 'edges', 'result', 'records']);
const DEPTH_LEVELS_MAX = 6;

/** Postings in a payload. `wrapper` is the object that holds the list or the single posting. */
export interface FoundPostings {
  readonly postings: readonly JsonObject[];
  readonly wrapper: JsonObject | null;
  /** The key of the list in `wrapper`; null when there is no list or no wrapper. */
  readonly listKey: string | null;
}

function hasTitle(object: JsonObject): boolean {
  return TITLE_KEYS.some((key) => asText(own(object, key)) !== null);
}

/** Does the object look like a posting, whatever its source? */
function looksLikePosting(object: JsonObject): boolean {
  return hasTitle(object) && POSTING_KEYS.some((key) => Object.hasOwn(object, key));
}

/** Does the object have a posting's text beside its title? */
function hasText(object: JsonObject): boolean {
  const keys = ['description', 'descriptionHtml', 'jobDescription', 'job_description', 'body'];
  return hasTitle(object) && keys.some((key) => asText(own(object, key)) !== null);
}

/** What lists wrap their entries in: GraphQL, search engines, iCIMS. */
const ENTRY_KEYS = ['node', 'data', '_source', 'job', 'posting', 'document'];

/** The posting that an entry of a list is or holds; JSON:API keeps its fields in `attributes`. */
function entryOf(object: JsonObject): JsonObject | null {
  if (hasTitle(object)) return object;
  const attributes = asObject(own(object, 'attributes'));
  if (attributes !== null && hasTitle(attributes)) return object;
  for (const key of ENTRY_KEYS) {
    const inner = asObject(own(object, key));
    // A search engine's id stands beside what was found.
    if (inner !== null && hasTitle(inner))
      return idOf(inner) === null ? { ...inner, id: idOf(object) } : inner;
  }
  return null;
}

/** Lists of a group: a department's jobs, and an office's departments. */
const GROUP_LISTS = ['jobs', 'postings', 'departments'];
const GROUP_DEPTH_MAX = 3;

/** The postings of groups (departments with their jobs), which name the department they stand in. */
function groupedIn(objects: readonly JsonObject[], depth = 0): readonly JsonObject[] {
  return objects.flatMap((group) => {
    const key = GROUP_LISTS.find((name) => Array.isArray(own(group, name)));
    if (key === undefined) return [];
    const inner = asObjects(own(group, key));
    if (key === 'departments') return depth < GROUP_DEPTH_MAX ? groupedIn(inner, depth + 1) : [];
    const department = own(group, 'name') ?? own(group, 'title') ?? null;
    return inner.filter(hasTitle).map((posting) => ({ department, ...posting }));
  });
}

/** The entries of a list of postings; none when it is a list of something else. */
function entriesOf(list: readonly JsonValue[]): readonly JsonObject[] {
  const objects = asObjects(list);
  const grouped = groupedIn(objects);
  if (grouped.length > 0) return grouped;
  const entries = objects.map(entryOf);
  if (entries.every((entry) => entry === null)) return [];
  return entries.map((entry, index) => entry ?? objects[index] ?? {});
}

/** A single JSON:API resource. */
function isResource(object: JsonObject): boolean {
  const attributes = asObject(own(object, 'attributes'));
  return attributes !== null && hasTitle(attributes) && asText(own(object, 'type')) !== null;
}

function listIn(object: JsonObject): FoundPostings | null {
  for (const key of LIST_KEYS) {
    const value = own(object, key);
    if (!Array.isArray(value)) continue;
    const postings = entriesOf(value as readonly JsonValue[]);
    if (postings.length > 0) return { postings, wrapper: object, listKey: key };
  }
  return null;
}

/**
 * Finds the postings in a payload: the payload itself, a list under one of the usual keys, or a
 * single posting that is wrapped once or several times. Null when there is none.
 */
export function findPostings(payload: JsonValue, depth = 0): FoundPostings | null {
  if (depth > DEPTH_LEVELS_MAX) return null;
  if (Array.isArray(payload)) {
    const objects = asObjects(payload as readonly JsonValue[]);
    const [first] = objects;
    if (first === undefined) return null;
    const postings = entriesOf(objects);
    if (postings.length > 0) return { postings, wrapper: null, listKey: null };
    return objects.length === 1 ? findPostings(first, depth + 1) : null;
  }
  const object = asObject(payload);
  if (object === null) return null;
  const list = listIn(object);
  const isList = list !== null && !(VAGUE_LISTS.has(list.listKey ?? '') && hasText(object));
  if (isList) return list;
  if (looksLikePosting(object) || isResource(object))
    return { postings: [object], wrapper: null, listKey: null };
  for (const key of ['departments', 'offices']) {
    const postings = groupedIn(asObjects(own(object, key)));
    if (postings.length > 0) return { postings, wrapper: null, listKey: null };
  }
  for (const key of [...WRAPPER_KEYS, ...LIST_KEYS]) {
    const value = own(object, key);
    if (value === undefined || typeof value !== 'object' || value === null) continue;
    const found = findPostings(value, depth + 1);
    if (found !== null) return { ...found, wrapper: found.wrapper ?? object };
  }
  return null;
}
