import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { asObjects, objectAt, own, textAt } from './json-value.ts';
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

/** `Tills vidare` is an employment without end; every other duration that is named has one. */
function contractOf(posting: JsonObject): string | null {
  const duration = label(posting, 'duration');
  if (duration === null) return null;
  return /^tills ?vidare/i.test(duration) ? 'permanent' : 'fixed term';
}

/** What the ad's own lists demand or wish for, a line for each list. */
function demands(posting: JsonObject, key: string): string {
  const lists = objectAt(posting, key);
  return DEMANDS.flatMap(([list, name]) => {
    const labels = fields(...asObjects(own(lists, list)).map((value) => own(value, 'label')));
    return labels.length === 0 ? [] : [`${name}: ${labels.join(', ')}`];
  }).join('\n');
}

/** Lists of `must_have` and `nice_to_have`, with what the employment service calls them. */
const DEMANDS: readonly (readonly [list: string, name: string])[] = [
  ['languages', 'Språk'],
  ['skills', 'Kompetenser'],
  ['work_experiences', 'Arbetslivserfarenhet'],
];

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
        { title: 'Krav', body: demands(posting, 'must_have'), kind: 'REQUIREMENTS' as const },
        {
          title: 'Meriterande',
          body: demands(posting, 'nice_to_have'),
          kind: 'PREFERRED' as const,
        },
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
          contractOf(posting),
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
