import { countryOfCode, findCountry } from '../field/gazetteer.ts';
import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { asList, asObject, objectAt, own, textsOf } from './json-value.ts';
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

const REVERSED_PARTS_MAX = 4;
const WORKPLACE = /\b(?:remote|home|virtual|hybrid)/i;
/** What a list says of a job in more than one place. */
const COUNT = /^\d+ locations?$/i;
const REQUISITION = /^(?:[A-Z]{1,6}[-_ ]?\d[\w-]{0,20}|\d[\w-]{2,20})$/i;
/** Companies are told apart by numbers in front of their names: `2100 Tern Systems, Inc.` */
const COMPANY_CODE = /^\d{2,6}[ _-]+(?=\p{Lu})/u;

function placeNames(posting: JsonObject): readonly string[] {
  const names = [
    own(posting, 'location'),
    ...asList(own(posting, 'additionalLocations')),
    own(posting, 'locationsText'),
  ];
  const stated = fields(...names.map(descriptor)).filter((name) => !COUNT.test(name));
  // Where the posting names no place, its requisition does.
  const place =
    stated.length > 0 ? stated : fields(descriptor(own(posting, 'jobRequisitionLocation')));
  return place.map(cityFirst);
}

/** `US, CA, Santa Clara` and `India - Hyderabad`: the widest part stands first. */
function cityFirst(name: string): string {
  const parts = name.split(/\s*,\s*|\s+-\s+/);
  const [first = ''] = parts;
  const isReversed =
    parts.length > 1 &&
    parts.length <= REVERSED_PARTS_MAX &&
    !WORKPLACE.test(name) &&
    (countryOfCode(first) !== null || findCountry(first) !== null) &&
    findCountry(parts.at(-1) ?? '') === null;
  return isReversed ? parts.toReversed().join(', ') : name;
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
        employer:
          field(own(objectAt(wrapper, 'hiringOrganization'), 'name'))?.replace(COMPANY_CODE, '') ??
          null,
        employerUrl: webAddress(own(objectAt(wrapper, 'hiringOrganization'), 'url')),
        places: places(...placeNames(posting)),
        workplace: fields(own(posting, 'remoteType')),
        employment: fields(own(posting, 'timeType')),
        requisitionId: firstField(own(posting, 'jobReqId'), requisition),
        url: webAddress(own(posting, 'externalUrl')),
        country: alpha2(
          own(objectAt(posting, 'country'), 'alpha2Code') ??
            own(objectAt(posting, 'jobRequisitionLocation', 'country'), 'alpha2Code'),
        ),
        datePosted: readDate(own(posting, 'startDate')) ?? readDate(own(posting, 'postedOn')),
        validThrough: readDate(own(posting, 'endDate')),
      }),
    };
  },
};
