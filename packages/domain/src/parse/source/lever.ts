import type { StructuredPay } from '@winnow/contracts/enriched-posting';
import type { SectionKind } from '@winnow/contracts/code-lists';
import { composeText } from './compose-text.ts';
import type { TextPart } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { asObjects, asText, objectAt, own, textAt, textsOf } from './json-value.ts';
import type { JsonObject } from './json-value.ts';
import { readAmount } from './read-amount.ts';
import { readDate } from './read-date.ts';
import {
  alpha2,
  field,
  fields,
  firstField,
  places,
  realPay,
  structured,
  webAddress,
} from './structured-fields.ts';

function readPay(posting: JsonObject): readonly StructuredPay[] {
  const range = objectAt(posting, 'salaryRange');
  if (range === null) return [];
  return realPay([
    {
      minValue: readAmount(own(range, 'min')),
      maxValue: readAmount(own(range, 'max')),
      currency: field(own(range, 'currency')),
      interval: field(own(range, 'interval')),
      component: 'BASE',
      label: null,
      origin: 'lever',
      raw: JSON.stringify(range),
    },
  ]);
}

/** `description` is `opening` and `descriptionBody` in one; the lists are never in it. */
function parts(posting: JsonObject): readonly TextPart[] {
  const either = (key: string): string | null => textAt(posting, key, `${key}Plain`);
  const whole = either('description');
  const opening = whole ?? either('opening');
  const body = whole === null ? either('descriptionBody') : null;
  const salary: SectionKind = 'COMPENSATION';
  const list = asObjects(own(posting, 'lists')).map((entry) => ({
    title: own(entry, 'text'),
    body: asListMarkup(asText(own(entry, 'content'))),
  }));
  return [
    { body: opening },
    { body },
    ...list,
    { body: either('additional') },
    { body: either('salaryDescription'), kind: salary },
  ];
}

/** The lists' content is bare `<li>`s. */
function asListMarkup(content: string | null): string | null {
  return content === null || !/^\s*<li\b/i.test(content) ? content : `<ul>${content}</ul>`;
}

/** Lever's postings API: text in several parts, pay with an interval in words. */
export const lever: JsonSource = {
  format: 'lever',
  isPosting: (posting) =>
    hasKeys(posting, 'text') &&
    (hasAnyKey(posting, 'hostedUrl', 'lists', 'descriptionPlain', 'salaryRange') ||
      (hasKeys(posting, 'categories') && objectAt(posting, 'categories') !== null)),
  read: (posting) => {
    const categories = objectAt(posting, 'categories');
    const all = textsOf(own(categories, 'allLocations'));
    const location = own(categories, 'location');
    return {
      composed: composeText(parts(posting)),
      structured: structured({
        title: field(own(posting, 'text')),
        department: firstField(own(categories, 'department'), own(categories, 'team')),
        places: places(...fields(location, ...all)),
        workplace: fields(own(posting, 'workplaceType')),
        employment: fields(own(categories, 'commitment')),
        seniority: field(own(categories, 'level')),
        url: webAddress(own(posting, 'hostedUrl')),
        country: alpha2(own(posting, 'country')),
        datePosted: readDate(own(posting, 'createdAt')),
        pay: readPay(posting),
      }),
    };
  },
};
