import { composeText } from './compose-text.ts';
import { hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { asList, asObjects, objectAt, own, textAt } from './json-value.ts';
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
  const city = own(location, 'city');
  const region = own(location, 'region') ?? own(location, 'state');
  const name = own(location, 'country');
  const country = own(location, 'countryCode') ?? own(location, 'country_code') ?? name;
  return placeOf({ city, region, country, raw: fields(city, region, name).join(', ') });
}

/** Workable's widget (employer around the list), its job board API and its API for partners. */
export const workable: JsonSource = {
  format: 'workable',
  isPosting: (posting) => hasKeys(posting, 'title', 'shortcode'),
  read: (posting, wrapper) => {
    const listed = asObjects(own(posting, 'locations'));
    const nested = objectAt(posting, 'location');
    const locations = listed.length > 0 ? listed : [nested ?? posting];
    const remote = [posting, nested].some(
      (object) => own(object, 'telecommuting') === true || own(object, 'remote') === true,
    );
    const workplace = firstField(own(posting, 'workplace'), own(posting, 'workplace_type'));
    const salary = objectAt(posting, 'salary');
    return {
      composed: composeText([
        { body: textAt(posting, 'full_description', 'description') },
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
        country: alpha2(own(locations[0] ?? null, 'countryCode') ?? own(nested, 'country_code')),
        datePosted: readDate(
          own(posting, 'published_on') ?? own(posting, 'published') ?? own(posting, 'created_at'),
        ),
        pay: payRange({
          min: own(salary, 'salary_from'),
          max: own(salary, 'salary_to'),
          currency: own(salary, 'salary_currency'),
          interval: own(salary, 'salary_period') ?? own(salary, 'period'),
          origin: 'workable',
          raw: salary,
        }),
      }),
    };
  },
};
