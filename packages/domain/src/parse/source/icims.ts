import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { asObjects, objectAt, own } from './json-value.ts';
import type { JsonObject } from './json-value.ts';
import { payRange } from './pay-text.ts';
import { readDate } from './read-date.ts';
import {
  alpha2,
  field,
  fields,
  firstField,
  placeOf,
  places,
  structured,
  webAddress,
} from './structured-fields.ts';

function placeFrom(location: JsonObject): ReturnType<typeof placeOf> {
  return placeOf({
    city: own(location, 'city'),
    region: own(location, 'state'),
    country: own(location, 'country_code') ?? own(location, 'country'),
    raw: own(location, 'full_location') ?? own(location, 'location_name'),
  });
}

/** The API behind iCIMS' career sites (`jobs[].data`); its portals have pages with JSON-LD. */
export const icims: JsonSource = {
  format: 'icims',
  isPosting: (posting) =>
    hasKeys(posting, 'title', 'req_id') &&
    hasAnyKey(posting, 'hiring_organization', 'meta_data', 'full_location', 'location_name'),
  read: (posting) => {
    const [category] = asObjects(own(posting, 'categories'));
    const more = asObjects(own(posting, 'multipleLocations')).map(placeFrom);
    return {
      composed: composeText([
        { body: own(posting, 'description') },
        { body: own(posting, 'responsibilities'), kind: 'RESPONSIBILITIES' },
        { body: own(posting, 'qualifications'), kind: 'REQUIREMENTS' },
      ]),
      structured: structured({
        title: field(own(posting, 'title')),
        employer: field(own(posting, 'hiring_organization')),
        department: firstField(own(posting, 'department'), own(category ?? null, 'name')),
        places: places(placeFrom(posting), ...more),
        employment: fields(own(posting, 'employment_type')),
        requisitionId: field(own(posting, 'req_id')),
        url: webAddress(
          own(objectAt(posting, 'meta_data'), 'canonical_url'),
          own(posting, 'apply_url'),
        ),
        language: field(own(posting, 'language')),
        country: alpha2(own(posting, 'country_code')),
        datePosted: readDate(own(posting, 'posted_date')),
        validThrough: readDate(own(posting, 'posting_expiry_date')),
        pay: payRange({
          min: own(posting, 'salary_min_value'),
          max: own(posting, 'salary_max_value'),
          currency: own(posting, 'salary_currency'),
          interval: own(posting, 'salary_frequency'),
          origin: 'icims',
          raw: own(posting, 'salary_value'),
        }),
      }),
    };
  },
};
