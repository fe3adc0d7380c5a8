import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { objectAt, own } from './json-value.ts';
import { payRange } from './pay-text.ts';
import { readDate } from './read-date.ts';
import {
  field,
  fields,
  firstField,
  placeOf,
  places,
  structured,
  webAddress,
} from './structured-fields.ts';

/** Pinpoint's postings: three titled parts after the description. */
export const pinpoint: JsonSource = {
  format: 'pinpoint',
  isPosting: (posting) =>
    hasKeys(posting, 'title') &&
    hasAnyKey(
      posting,
      'key_responsibilities',
      'skills_knowledge_expertise',
      'compensation_minimum',
    ),
  read: (posting) => {
    const job = objectAt(posting, 'job');
    const location = objectAt(posting, 'location');
    const titled = (key: string) => ({
      title: own(posting, `${key}_header`),
      body: own(posting, key),
    });
    // An employer may hide the pay from readers; then it is not stated.
    const visible = own(posting, 'compensation_visible') !== false;
    return {
      composed: composeText([
        { body: own(posting, 'description') },
        { ...titled('key_responsibilities'), kind: 'RESPONSIBILITIES' },
        { ...titled('skills_knowledge_expertise'), kind: 'REQUIREMENTS' },
        { ...titled('benefits'), kind: 'BENEFITS' },
      ]),
      structured: structured({
        title: field(own(posting, 'title')),
        department: firstField(
          own(objectAt(job, 'department'), 'name'),
          own(objectAt(posting, 'department'), 'name'),
        ),
        places: places(
          placeOf({
            city: own(location, 'city'),
            region: own(location, 'province'),
            country: own(location, 'country'),
            raw: own(location, 'name'),
          }),
        ),
        workplace: fields(own(posting, 'workplace_type')),
        employment: fields(own(posting, 'employment_type')),
        requisitionId: firstField(own(job, 'requisition_id'), own(posting, 'requisition_id')),
        url: webAddress(own(posting, 'url')),
        datePosted: readDate(own(posting, 'published_at') ?? own(posting, 'created_at')),
        validThrough: readDate(own(posting, 'deadline_at')),
        pay: visible
          ? payRange({
              min: own(posting, 'compensation_minimum'),
              max: own(posting, 'compensation_maximum'),
              currency: own(posting, 'compensation_currency'),
              interval: own(posting, 'compensation_frequency'),
              origin: 'pinpoint',
              raw: own(posting, 'compensation'),
            })
          : [],
      }),
    };
  },
};
