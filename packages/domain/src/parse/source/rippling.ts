import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { asList, asObject, asObjects, objectAt, own } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
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

function label(value: JsonValue | undefined): string | null {
  const object = asObject(value);
  return object === null ? field(value) : firstField(own(object, 'label'), own(object, 'name'));
}

/** Of an employment type the id is for people (`Hourly, part-time`), the label for machines. */
function employment(value: JsonValue | undefined): readonly string[] {
  const object = asObject(value);
  return object === null ? fields(value) : fields(own(object, 'id') ?? own(object, 'label'));
}

/** `locations` of the board: a name, and its parts. */
function placeFrom(location: JsonObject): ReturnType<typeof placeOf> {
  const name = own(location, 'name');
  return placeOf({
    city: own(location, 'city'),
    region: own(location, 'state') ?? own(location, 'stateCode'),
    country: own(location, 'countryCode') ?? own(location, 'country'),
    raw: name,
  });
}

/** Rippling's board: the list, and the detail with pay ranges and a text about the company. */
export const rippling: JsonSource = {
  format: 'rippling',
  isPosting: (posting) =>
    (hasKeys(posting, 'uuid', 'name') &&
      hasAnyKey(posting, 'workLocation', 'workLocations', 'payRangeDetails', 'employmentType')) ||
    (hasKeys(posting, 'name', 'locations') &&
      asObjects(own(posting, 'locations')).some((place) => hasKeys(place, 'workplaceType'))),
  read: (posting) => {
    const description = objectAt(posting, 'description');
    const locations = [...asList(own(posting, 'workLocations')), own(posting, 'workLocation')];
    const listed = asObjects(own(posting, 'locations'));
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
        places:
          listed.length > 0 ? places(...listed.map(placeFrom)) : places(...locations.map(label)),
        workplace: fields(...listed.map((place) => own(place, 'workplaceType'))),
        employment: employment(own(posting, 'employmentType')),
        language: field(own(posting, 'language')),
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
