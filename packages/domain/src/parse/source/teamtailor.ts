import { composeText } from './compose-text.ts';
import { relatedTo } from './json-api.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource, SourceContent } from './json-source.ts';
import { readJobPosting } from './json-ld.ts';
import { asObjects, objectAt, own } from './json-value.ts';
import type { JsonObject } from './json-value.ts';
import { payRange } from './pay-text.ts';
import { readDate } from './read-date.ts';
import { field, fields, placeOf, places, structured, webAddress } from './structured-fields.ts';

/** The JSON feed: an entry holds a JobPosting beside its own text. */
function readFeedEntry(entry: JsonObject, wrapper: JsonObject | null): SourceContent {
  const { composed, structured: known } = readJobPosting(objectAt(entry, '_jobposting') ?? {});
  const ownText = composeText([{ body: own(entry, 'content_html') ?? own(entry, 'content_text') }]);
  return {
    composed: composed.text.length >= ownText.text.length ? composed : ownText,
    structured: {
      ...known,
      title: known.title ?? field(own(entry, 'title')),
      employer: known.employer ?? field(own(wrapper, 'title')),
      url: webAddress(own(entry, 'url')) ?? known.url,
      datePosted: known.datePosted ?? readDate(own(entry, 'date_published')),
      // Teamtailor's identifier is its own number of the job, not the employer's.
      requisitionId: null,
    },
  };
}

function placeFrom(location: JsonObject): ReturnType<typeof placeOf> {
  return placeOf({
    city: own(location, 'city') ?? own(location, 'name'),
    country: own(location, 'country-code') ?? own(location, 'country'),
  });
}

function attributesOf(resource: JsonObject): JsonObject {
  return objectAt(resource, 'attributes') ?? {};
}

/** The JSON:API: the fields are `attributes`, with hyphens; places and department stand apart. */
function readResource(resource: JsonObject, document: JsonObject | null): SourceContent {
  const job = objectAt(resource, 'attributes');
  const located = relatedTo(resource, document, 'locations', 'location');
  const [department] = relatedTo(resource, document, 'department');
  return {
    composed: composeText([{ body: own(job, 'body') }, { body: own(job, 'pitch') }]),
    structured: structured({
      title: field(own(job, 'title')),
      employer: field(own(job, 'company-name')),
      department: field(own(objectAt(department ?? null, 'attributes'), 'name')),
      places: places(...located.map(attributesOf).map(placeFrom)),
      workplace: fields(own(job, 'remote-status')),
      employment: fields(own(job, 'employment-type'), own(job, 'employment-level')),
      url: webAddress(
        own(objectAt(resource, 'links'), 'careersite-job-url'),
        own(job, 'careersite-job-url'),
      ),
      language: field(own(job, 'language-code')),
      datePosted: readDate(own(job, 'start-date') ?? own(job, 'created-at')),
      validThrough: readDate(own(job, 'end-date')),
      pay: payRange({
        min: own(job, 'min-salary'),
        max: own(job, 'max-salary'),
        currency: own(job, 'currency'),
        interval: own(job, 'salary-time-unit'),
        origin: 'teamtailor',
        raw: { min: own(job, 'min-salary') ?? null, max: own(job, 'max-salary') ?? null },
      }),
    }),
  };
}

/** The RSS feed: places in elements of their own, and whether one works from home. */
function readFeedItem(item: JsonObject): SourceContent {
  const listed = asObjects(own(objectAt(item, 'locations'), 'location'));
  return {
    composed: composeText([{ body: own(item, 'description') }]),
    structured: structured({
      title: field(own(item, 'title')),
      employer: field(own(item, 'company_name')),
      department: field(own(item, 'department')),
      places: places(...listed.map(placeFrom)),
      workplace: fields(own(item, 'remotestatus')),
      url: webAddress(own(item, 'link')),
      datePosted: readDate(own(item, 'pubdate')),
    }),
  };
}

/** Teamtailor: the public JSON feed, the RSS feed and the JSON:API. */
export const teamtailor: JsonSource = {
  format: 'teamtailor',
  isPosting: (posting) =>
    objectAt(posting, '_jobposting') !== null ||
    hasKeys(posting, 'title', 'remotestatus') ||
    hasAnyKey(objectAt(posting, 'attributes') ?? {}, 'remote-status', 'employment-level', 'pitch'),
  read: (posting, wrapper) => {
    if (objectAt(posting, 'attributes') !== null) return readResource(posting, wrapper);
    return hasKeys(posting, 'remotestatus')
      ? readFeedItem(posting)
      : readFeedEntry(posting, wrapper);
  },
};
