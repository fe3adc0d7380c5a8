import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { objectAt, own } from './json-value.ts';
import { readDate } from './read-date.ts';
import { field, fields, firstField, placeOf, places, structured } from './structured-fields.ts';

/** Names of places that are a way of working. */
const WORKPLACE = /^(?:fully )?(?:remote|hybrid|on[- ]?site)$/i;

/** Paylocity's recruiting pages keep their jobs in `window.pageData`. */
export const paylocity: JsonSource = {
  format: 'paylocity',
  isPosting: (posting) =>
    hasKeys(posting, 'JobId', 'JobTitle') ||
    (hasKeys(posting, 'JobTitle') && hasAnyKey(posting, 'LocationName', 'JobLocation')),
  read: (posting, wrapper) => {
    const location = objectAt(posting, 'JobLocation');
    const name = firstField(own(posting, 'LocationName'), own(location, 'Name'));
    const isWorkplace = name !== null && WORKPLACE.test(name);
    const remote = own(posting, 'IsRemote') === true ? 'remote' : null;
    return {
      composed: composeText([{ body: own(posting, 'Description') }]),
      structured: structured({
        title: field(own(posting, 'JobTitle')),
        employer: field(own(wrapper, 'ModuleTitle')),
        department: field(own(posting, 'HiringDepartment')),
        places: places(
          placeOf({
            city: own(location, 'City'),
            region: own(location, 'State'),
            country: own(location, 'Country'),
            raw: isWorkplace ? null : name,
          }),
        ),
        workplace: fields(isWorkplace ? name : remote),
        datePosted: readDate(own(posting, 'PublishedDate')),
      }),
    };
  },
};
