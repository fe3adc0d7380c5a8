import { composeText } from './compose-text.ts';
import { hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { own, textAt } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { readDate } from './read-date.ts';
import { field, fields, firstField, places, structured, webAddress } from './structured-fields.ts';

/** JSON writes `detailUrl`, the XML feed `detail-url` and `requisitionid`. */
function at(posting: JsonObject, key: string): JsonValue | undefined {
  const hyphened = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return own(posting, key) ?? own(posting, key.toLowerCase()) ?? own(posting, hyphened);
}

/** `10/12/2026`, which in this American feed is the twelfth of October. */
const AMERICAN_DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

function dateOf(value: JsonValue | undefined): string | null {
  const [, month, day, year] = AMERICAN_DATE.exec(field(value) ?? '') ?? [];
  if (month === undefined || day === undefined) return readDate(value);
  return readDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** Jobvite's job feed in JSON and XML. */
export const jobvite: JsonSource = {
  format: 'jobvite',
  isPosting: (posting) =>
    hasKeys(posting, 'title') &&
    at(posting, 'detailUrl') !== undefined &&
    at(posting, 'applyUrl') !== undefined,
  read: (posting, wrapper) => ({
    composed: composeText([
      { body: textAt(posting, 'description', 'briefDescription', 'briefdescription') },
    ]),
    structured: structured({
      title: field(own(posting, 'title')),
      employer: firstField(at(posting, 'companyName'), own(wrapper, 'company')),
      department: firstField(own(posting, 'department'), own(posting, 'category')),
      places: places(...fields(own(posting, 'location'))),
      employment: fields(at(posting, 'jobType')),
      requisitionId: field(at(posting, 'requisitionId')),
      url: webAddress(at(posting, 'detailUrl'), at(posting, 'applyUrl')),
      datePosted: dateOf(own(posting, 'date')),
    }),
  }),
};
