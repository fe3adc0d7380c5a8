import { composeText } from './compose-text.ts';
import { hasAnyKey } from './json-source.ts';
import type { JsonSource, SourceContent } from './json-source.ts';
import { readJobPosting } from './json-ld.ts';
import { objectAt, own } from './json-value.ts';
import type { JsonObject } from './json-value.ts';
import { payRange } from './pay-text.ts';
import { readDate } from './read-date.ts';
import { field, fields, structured, webAddress } from './structured-fields.ts';

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

/** The JSON:API: the fields are `attributes`, with hyphens. */
function readResource(resource: JsonObject): SourceContent {
  const job = objectAt(resource, 'attributes');
  return {
    composed: composeText([{ body: own(job, 'body') }, { body: own(job, 'pitch') }]),
    structured: structured({
      title: field(own(job, 'title')),
      workplace: fields(own(job, 'remote-status')),
      employment: fields(own(job, 'employment-type'), own(job, 'employment-level')),
      url: webAddress(own(objectAt(resource, 'links'), 'careersite-job-url')),
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

/** Teamtailor: the public JSON feed and the JSON:API. */
export const teamtailor: JsonSource = {
  format: 'teamtailor',
  isPosting: (posting) =>
    objectAt(posting, '_jobposting') !== null ||
    hasAnyKey(objectAt(posting, 'attributes') ?? {}, 'remote-status', 'employment-level', 'pitch'),
  read: (posting, wrapper) =>
    objectAt(posting, 'attributes') === null
      ? readFeedEntry(posting, wrapper)
      : readResource(posting),
};
