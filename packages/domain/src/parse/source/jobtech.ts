import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { objectAt, own, textAt } from './json-value.ts';
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

function label(posting: JsonObject, key: string): string | null {
  return field(own(objectAt(posting, key), 'label'));
}

/** JobTech's job ads (Swedish employment service): plain and formatted text, labels in Swedish. */
export const jobtech: JsonSource = {
  format: 'jobtech',
  isPosting: (posting) =>
    hasKeys(posting, 'headline') &&
    hasAnyKey(posting, 'workplace_address', 'occupation', 'working_hours_type', 'publication_date'),
  read: (posting) => {
    const description = objectAt(posting, 'description');
    const employer = objectAt(posting, 'employer');
    const address = objectAt(posting, 'workplace_address');
    const whole = textAt(description, 'text_formatted', 'text');
    const pieces: readonly (readonly [
      string,
      'ABOUT_COMPANY' | 'REQUIREMENTS' | 'BENEFITS' | undefined,
    ])[] = [
      ['company_information', 'ABOUT_COMPANY'],
      ['needs', undefined],
      ['requirements', 'REQUIREMENTS'],
      ['conditions', undefined],
    ];
    const country = firstField(own(address, 'country_code'), own(address, 'country'));
    return {
      composed: composeText([
        ...(whole === null
          ? pieces.map(([key, kind]) => ({ body: own(description, key), kind }))
          : [{ body: whole }]),
        { title: 'Lön', body: own(posting, 'salary_description'), kind: 'COMPENSATION' as const },
      ]),
      structured: structured({
        title: field(own(posting, 'headline')),
        employer: firstField(own(employer, 'name'), own(employer, 'workplace')),
        employerUrl: webAddress(own(employer, 'url')),
        places: places(
          placeOf({
            city: firstField(own(address, 'city'), own(address, 'municipality')),
            region: own(address, 'region'),
            country: country === 'Sverige' ? 'SE' : country,
          }),
        ),
        workplace: own(posting, 'remote_work') === true ? ['remote'] : [],
        employment: fields(
          label(posting, 'working_hours_type'),
          label(posting, 'employment_type'),
          label(posting, 'duration'),
        ),
        requisitionId: field(own(objectAt(posting, 'application_details'), 'reference')),
        url: webAddress(own(posting, 'webpage_url')),
        language: field(own(posting, 'language')),
        country: alpha2(own(address, 'country_code')) ?? 'SE',
        datePosted: readDate(own(posting, 'publication_date')),
        validThrough: readDate(own(posting, 'application_deadline')),
      }),
    };
  },
};
