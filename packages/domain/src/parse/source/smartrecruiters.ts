import type { SectionKind } from '@winnow/contracts/code-lists';
import { composeText } from './compose-text.ts';
import type { TextPart } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { asObject, objectAt, own } from './json-value.ts';
import type { JsonObject } from './json-value.ts';
import { payRange } from './pay-text.ts';
import { readDate } from './read-date.ts';
import {
  alpha2,
  field,
  fields,
  firstField,
  placeOf,
  places,
  structured,
  webAddress,
} from './structured-fields.ts';

/** In reading order. What `jobDescription` and `additionalInformation` hold is anyone's guess. */
const SECTIONS: readonly (readonly [string, SectionKind | undefined])[] = [
  ['companyDescription', 'ABOUT_COMPANY'],
  ['jobDescription', undefined],
  ['qualifications', 'REQUIREMENTS'],
  ['additionalInformation', undefined],
];

function parts(posting: JsonObject): readonly TextPart[] {
  const sections = objectAt(posting, 'jobAd', 'sections');
  return SECTIONS.map(([key, kind]) => {
    const section = objectAt(sections, key);
    return { title: own(section, 'title'), body: own(section, 'text'), kind };
  });
}

function workplace(location: JsonObject | null): readonly string[] {
  if (own(location, 'hybrid') === true) return ['hybrid'];
  return own(location, 'remote') === true ? ['remote'] : [];
}

/** SmartRecruiters' posting API; the list has no text, the detail has four sections. */
export const smartrecruiters: JsonSource = {
  format: 'smartrecruiters',
  isPosting: (posting) =>
    hasKeys(posting, 'name') &&
    hasAnyKey(posting, 'jobAd', 'typeOfEmployment', 'releasedDate', 'refNumber', 'jobAdId'),
  read: (posting) => {
    const location = objectAt(posting, 'location');
    const label = (key: string): string | null => {
      const object = objectAt(posting, key);
      return firstField(own(object, 'label'), own(object, 'name'));
    };
    const pay = asObject(own(posting, 'compensation') ?? own(posting, 'salary'));
    return {
      composed: composeText(parts(posting)),
      structured: structured({
        title: field(own(posting, 'name')),
        employer: label('company'),
        department: label('department') ?? label('function'),
        places: places(
          placeOf({
            city: own(location, 'city'),
            region: own(location, 'region'),
            country: own(location, 'country'),
          }) ?? field(own(location, 'fullLocation')),
        ),
        workplace: workplace(location),
        employment: fields(label('typeOfEmployment')),
        seniority: label('experienceLevel'),
        requisitionId: field(own(posting, 'refNumber')),
        url: webAddress(own(posting, 'postingUrl'), own(posting, 'applyUrl'), own(posting, 'ref')),
        language: field(own(objectAt(posting, 'language'), 'code')),
        country: alpha2(own(location, 'country')),
        datePosted: readDate(own(posting, 'releasedDate')),
        pay: payRange({
          min: own(pay, 'min'),
          max: own(pay, 'max'),
          currency: own(pay, 'currency'),
          interval: own(pay, 'period') ?? own(pay, 'interval'),
          origin: 'smartrecruiters',
          raw: pay,
        }),
      }),
    };
  },
};
