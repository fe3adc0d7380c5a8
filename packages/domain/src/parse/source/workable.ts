import { composeText } from './compose-text.ts';
import { hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { asList, asObjects, objectAt, own } from './json-value.ts';
import type { JsonObject } from './json-value.ts';
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
  const city = own(location, 'city');
  const region = own(location, 'region') ?? own(location, 'state');
  const name = own(location, 'country');
  const country = own(location, 'countryCode') ?? own(location, 'country_code') ?? name;
  return placeOf({ city, region, country, raw: fields(city, region, name).join(', ') });
}

/** Workable's widget (employer around the list) and job board API. */
export const workable: JsonSource = {
  format: 'workable',
  isPosting: (posting) => hasKeys(posting, 'title', 'shortcode'),
  read: (posting, wrapper) => {
    const listed = asObjects(own(posting, 'locations'));
    const nested = objectAt(posting, 'location');
    const locations = listed.length > 0 ? listed : [nested ?? posting];
    const remote = own(posting, 'telecommuting') === true || own(posting, 'remote') === true;
    const workplace = field(own(posting, 'workplace'));
    return {
      composed: composeText([
        { body: own(posting, 'description') },
        { body: own(posting, 'requirements'), kind: 'REQUIREMENTS' },
        { body: own(posting, 'benefits'), kind: 'BENEFITS' },
      ]),
      structured: structured({
        title: field(own(posting, 'title')),
        employer: firstField(own(posting, 'company'), own(wrapper, 'name')),
        department: field(asList(own(posting, 'department'))[0]),
        places: places(...locations.map(placeFrom)),
        workplace: fields(workplace ?? (remote ? 'remote' : null)),
        employment: fields(own(posting, 'employment_type') ?? own(posting, 'type')),
        seniority: field(own(posting, 'experience')),
        education: field(own(posting, 'education')),
        requisitionId: field(own(posting, 'code')),
        url: webAddress(own(posting, 'url'), own(posting, 'shortlink')),
        language: field(own(posting, 'language')),
        country: alpha2(own(locations[0] ?? null, 'countryCode')),
        datePosted: readDate(
          own(posting, 'published_on') ?? own(posting, 'published') ?? own(posting, 'created_at'),
        ),
      }),
    };
  },
};
