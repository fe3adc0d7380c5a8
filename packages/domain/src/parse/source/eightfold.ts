import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import type { JsonObject } from './json-value.ts';
import { own, textAt, textsOf } from './json-value.ts';
import { readDate } from './read-date.ts';
import { fields, firstField, places, structured, webAddress } from './structured-fields.ts';

/** The site's own normal form of the places, where it has one, else as the employer wrote them. */
function placeNames(posting: JsonObject): readonly string[] {
  const normal = fields(...textsOf(own(posting, 'standardizedLocations')));
  if (normal.length > 0) return normal;
  return fields(own(posting, 'location'), ...textsOf(own(posting, 'locations')));
}

/** Eightfold's career hub: the older API with underscores, and the newer one without. */
export const eightfold: JsonSource = {
  format: 'eightfold',
  isPosting: (posting) =>
    hasKeys(posting, 'name') &&
    hasAnyKey(
      posting,
      'canonicalPositionUrl',
      'job_description',
      't_create',
      'ats_job_id',
      'atsJobId',
      'displayJobId',
    ),
  read: (posting) => ({
    composed: composeText([{ body: textAt(posting, 'job_description', 'jobDescription') }]),
    structured: structured({
      title: firstField(own(posting, 'name'), own(posting, 'posting_name')),
      department: firstField(
        own(posting, 'department'),
        own(posting, 'business_unit'),
        own(posting, 'businessUnit'),
      ),
      places: places(...placeNames(posting)),
      workplace: fields(own(posting, 'work_location_option') ?? own(posting, 'workLocationOption')),
      employment: fields(own(posting, 'type') === 'ATS' ? null : own(posting, 'type')),
      requisitionId: firstField(
        own(posting, 'display_job_id'),
        own(posting, 'ats_job_id'),
        own(posting, 'displayJobId'),
        own(posting, 'atsJobId'),
      ),
      url: webAddress(
        own(posting, 'canonicalPositionUrl'),
        own(posting, 'publicUrl'),
        own(posting, 'positionUrl'),
      ),
      datePosted: readDate(own(posting, 't_create') ?? own(posting, 'postedTs')),
    }),
  }),
};
