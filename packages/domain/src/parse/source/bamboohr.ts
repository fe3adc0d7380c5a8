import { composeText } from './compose-text.ts';
import { hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { objectAt, own } from './json-value.ts';
import type { JsonObject } from './json-value.ts';
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

/** `locationType`. */
const WORKPLACES: Readonly<Record<string, string>> = {
  '0': 'onsite',
  '1': 'remote',
  '2': 'hybrid',
};

function workplace(posting: JsonObject): readonly string[] {
  if (own(posting, 'isRemote') === true) return ['remote'];
  const word = WORKPLACES[field(own(posting, 'locationType')) ?? ''];
  // Zero is also what the form begins with, so it says nothing.
  return word === undefined || word === 'onsite' ? [] : [word];
}

/** BambooHR's careers list and its detail (`jobOpening`). */
export const bamboohr: JsonSource = {
  format: 'bamboohr',
  isPosting: (posting) => hasKeys(posting, 'jobOpeningName'),
  read: (posting) => {
    const location = objectAt(posting, 'location');
    const ats = objectAt(posting, 'atsLocation');
    return {
      composed: composeText([
        { body: own(posting, 'description') },
        { body: own(posting, 'compensation'), title: 'Compensation', kind: 'COMPENSATION' },
      ]),
      structured: structured({
        title: field(own(posting, 'jobOpeningName')),
        department: field(own(posting, 'departmentLabel')),
        places: places(
          placeOf({
            city: firstField(own(location, 'city'), own(ats, 'city')),
            region: firstField(own(location, 'state'), own(ats, 'state'), own(ats, 'province')),
            country: firstField(own(location, 'addressCountry'), own(ats, 'country')),
          }),
        ),
        workplace: workplace(posting),
        employment: fields(own(posting, 'employmentStatusLabel') ?? own(posting, 'employmentType')),
        seniority: field(own(posting, 'minimumExperience')),
        url: webAddress(own(posting, 'jobOpeningShareUrl'), own(posting, 'jobOpeningUrl')),
        datePosted: readDate(own(posting, 'datePosted')),
      }),
    };
  },
};
