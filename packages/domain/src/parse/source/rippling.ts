import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { asList, asObject, asObjects, objectAt, own } from './json-value.ts';
import type { JsonValue } from './json-value.ts';
import { payRange } from './pay-text.ts';
import { readDate } from './read-date.ts';
import { field, fields, firstField, places, structured, webAddress } from './structured-fields.ts';

function label(value: JsonValue | undefined): string | null {
  const object = asObject(value);
  return object === null ? field(value) : firstField(own(object, 'label'), own(object, 'name'));
}

/** Rippling's board: the list, and the detail with pay ranges and a text about the company. */
export const rippling: JsonSource = {
  format: 'rippling',
  isPosting: (posting) =>
    hasKeys(posting, 'uuid', 'name') &&
    hasAnyKey(posting, 'workLocation', 'workLocations', 'payRangeDetails', 'employmentType'),
  read: (posting) => {
    const description = objectAt(posting, 'description');
    const locations = [...asList(own(posting, 'workLocations')), own(posting, 'workLocation')];
    const pay = asObjects(own(posting, 'payRangeDetails'));
    return {
      composed: composeText([
        { body: own(description, 'company'), kind: 'ABOUT_COMPANY' },
        { body: own(description, 'role') ?? own(posting, 'description') },
      ]),
      structured: structured({
        title: field(own(posting, 'name')),
        employer: field(own(posting, 'companyName')),
        department: label(own(posting, 'department')),
        places: places(...locations.map(label)),
        employment: fields(label(own(posting, 'employmentType'))),
        url: webAddress(own(posting, 'url')),
        datePosted: readDate(own(posting, 'createdOn')),
        pay: pay.flatMap((range) =>
          payRange({
            min: own(range, 'rangeStart'),
            max: own(range, 'rangeEnd'),
            currency: own(range, 'currency'),
            interval: own(range, 'frequency'),
            origin: 'rippling',
            raw: range,
            label: pay.length > 1 ? label(own(range, 'location')) : null,
          }),
        ),
      }),
    };
  },
};
