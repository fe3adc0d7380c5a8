import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { asObject, objectAt, own, textsOf } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { readDate } from './read-date.ts';
import {
  alpha2,
  field,
  fields,
  firstField,
  places,
  structured,
  webAddress,
} from './structured-fields.ts';

/** What a list says of a job in more than one place. */
const COUNT = /^\d+ locations?$/i;
const REQUISITION = /^[A-Z]{0,6}[-_ ]?\d[\w-]{2,20}$/i;

function placeNames(posting: JsonObject): readonly string[] {
  const names = [
    own(posting, 'location'),
    ...textsOf(own(posting, 'additionalLocations')),
    own(posting, 'locationsText'),
  ];
  return fields(...names.map(descriptor)).filter((name) => !COUNT.test(name));
}

/** A name as text, or as Workday's `{descriptor, id}`. */
function descriptor(value: JsonValue | undefined): JsonValue | undefined {
  return own(asObject(value), 'descriptor') ?? value;
}

/** Workday's career site: the list, and the detail (`jobPostingInfo`). */
export const workday: JsonSource = {
  format: 'workday',
  isPosting: (posting) =>
    hasKeys(posting, 'title') &&
    hasAnyKey(posting, 'externalPath', 'jobReqId', 'bulletFields', 'jobPostingId'),
  read: (posting, wrapper) => {
    const requisition = textsOf(own(posting, 'bulletFields')).find((text) =>
      REQUISITION.test(text),
    );
    return {
      composed: composeText([{ body: own(posting, 'jobDescription') }]),
      structured: structured({
        title: field(own(posting, 'title')),
        employer: field(own(objectAt(wrapper, 'hiringOrganization'), 'name')),
        employerUrl: webAddress(own(objectAt(wrapper, 'hiringOrganization'), 'url')),
        places: places(...placeNames(posting)),
        workplace: fields(own(posting, 'remoteType')),
        employment: fields(own(posting, 'timeType')),
        requisitionId: firstField(own(posting, 'jobReqId'), requisition),
        url: webAddress(own(posting, 'externalUrl')),
        country: alpha2(own(objectAt(posting, 'country'), 'alpha2Code')),
        datePosted: readDate(own(posting, 'startDate')) ?? readDate(own(posting, 'postedOn')),
        validThrough: readDate(own(posting, 'endDate')),
      }),
    };
  },
};
