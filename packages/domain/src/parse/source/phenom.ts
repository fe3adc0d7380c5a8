import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { own, textAt, textsOf } from './json-value.ts';
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

/** Phenom's career sites keep their jobs in a script of the page; the list has only a teaser. */
export const phenom: JsonSource = {
  format: 'phenom',
  isPosting: (posting) =>
    hasKeys(posting, 'title') &&
    hasAnyKey(posting, 'jobSeqNo', 'descriptionTeaser', 'ml_job_parser'),
  read: (posting) => ({
    composed: composeText([
      { body: textAt(posting, 'description', 'jobDescription', 'descriptionTeaser') },
    ]),
    structured: structured({
      title: field(own(posting, 'title')),
      employer: firstField(own(posting, 'companyName'), own(posting, 'company')),
      department: firstField(own(posting, 'department'), own(posting, 'category')),
      places: places(
        ...(textsOf(own(posting, 'multi_location')).length > 0
          ? fields(...textsOf(own(posting, 'multi_location')))
          : [
              firstField(own(posting, 'location'), own(posting, 'cityStateCountry')) ??
                placeOf({
                  city: own(posting, 'city'),
                  region: own(posting, 'state'),
                  country: own(posting, 'country'),
                }),
            ]),
      ),
      workplace: fields(own(posting, 'workplaceType'), own(posting, 'remote')),
      employment: fields(own(posting, 'type')),
      seniority: field(own(posting, 'experienceLevel')),
      requisitionId: firstField(own(posting, 'reqId'), own(posting, 'jobId')),
      url: webAddress(own(posting, 'jobUrl'), own(posting, 'applyUrl')),
      datePosted: readDate(own(posting, 'postedDate') ?? own(posting, 'dateCreated')),
    }),
  }),
};
