import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { asObjects, objectAt, own, textsOf } from './json-value.ts';
import { payRange } from './pay-text.ts';
import { readDate } from './read-date.ts';
import { field, fields, firstField, places, structured } from './structured-fields.ts';

/** Personio's XML feed: titled pieces of text, offices, schedule and contract apart. */
export const personio: JsonSource = {
  format: 'personio',
  isPosting: (posting) =>
    hasKeys(posting, 'name') &&
    hasAnyKey(posting, 'jobdescriptions', 'recruitingcategory', 'subcompany', 'occupationcategory'),
  read: (posting) => {
    const pieces = asObjects(own(objectAt(posting, 'jobdescriptions'), 'jobdescription'));
    const additional = textsOf(own(objectAt(posting, 'additionaloffices'), 'office'));
    const salary = objectAt(posting, 'salaryinformation') ?? objectAt(posting, 'salary');
    return {
      composed: composeText(
        pieces.map((piece) => ({ title: own(piece, 'name'), body: own(piece, 'value') })),
      ),
      structured: structured({
        title: field(own(posting, 'name')),
        employer: field(own(posting, 'subcompany')),
        department: firstField(own(posting, 'department'), own(posting, 'recruitingcategory')),
        places: places(...fields(own(posting, 'office'), ...additional)),
        employment: fields(own(posting, 'schedule'), own(posting, 'employmenttype')),
        seniority: field(own(posting, 'seniority')),
        experience: field(own(posting, 'yearsofexperience')),
        datePosted: readDate(own(posting, 'createdat')),
        pay: payRange({
          min: own(salary, 'min') ?? own(salary, 'from'),
          max: own(salary, 'max') ?? own(salary, 'to'),
          currency: own(salary, 'currencycode') ?? own(salary, 'currency'),
          interval: own(salary, 'period') ?? own(salary, 'interval') ?? own(salary, 'type'),
          origin: 'personio',
          raw: salary,
        }),
      }),
    };
  },
};
