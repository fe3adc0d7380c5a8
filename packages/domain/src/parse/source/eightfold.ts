import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { own, textsOf } from './json-value.ts';
import { readDate } from './read-date.ts';
import { fields, firstField, places, structured, webAddress } from './structured-fields.ts';

/** Eightfold's career hub. */
export const eightfold: JsonSource = {
  format: 'eightfold',
  isPosting: (posting) =>
    hasKeys(posting, 'name') &&
    hasAnyKey(posting, 'canonicalPositionUrl', 'job_description', 't_create', 'ats_job_id'),
  read: (posting) => ({
    composed: composeText([{ body: own(posting, 'job_description') }]),
    structured: structured({
      title: firstField(own(posting, 'name'), own(posting, 'posting_name')),
      department: firstField(own(posting, 'department'), own(posting, 'business_unit')),
      places: places(...fields(own(posting, 'location'), ...textsOf(own(posting, 'locations')))),
      workplace: fields(own(posting, 'work_location_option')),
      employment: fields(own(posting, 'type') === 'ATS' ? null : own(posting, 'type')),
      requisitionId: firstField(own(posting, 'display_job_id'), own(posting, 'ats_job_id')),
      url: webAddress(own(posting, 'canonicalPositionUrl')),
      datePosted: readDate(own(posting, 't_create')),
    }),
  }),
};
