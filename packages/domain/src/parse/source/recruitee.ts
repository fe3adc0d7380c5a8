import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { asObject, asObjects, asText, objectAt, own } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { payRange } from './pay-text.ts';
import { readDate } from './read-date.ts';
import {
  alpha2,
  field,
  fields,
  placeOf,
  places,
  structured,
  webAddress,
} from './structured-fields.ts';

/** A key of the posting, else of its first translation that has it. */
function at(posting: JsonObject, key: string): JsonValue | undefined {
  if (asText(own(posting, key)) !== null) return own(posting, key);
  for (const translation of Object.values(objectAt(posting, 'translations') ?? {})) {
    const value = own(asObject(translation), key);
    if (asText(value) !== null) return value;
  }
  return undefined;
}

/** The language a posting is in, when there is only one. */
function languageOf(posting: JsonObject): string | null {
  const languages = Object.keys(objectAt(posting, 'translations') ?? {});
  return languages.length === 1 ? field(languages[0]) : null;
}

function workplace(posting: JsonObject): readonly string[] {
  const words = { hybrid: 'hybrid', remote: 'remote', on_site: 'onsite' };
  return Object.entries(words).flatMap(([key, word]) => (own(posting, key) === true ? [word] : []));
}

function placeFrom(location: JsonObject): ReturnType<typeof placeOf> {
  return placeOf({
    city: own(location, 'city') ?? own(location, 'name'),
    region: own(location, 'state_name') ?? own(location, 'state'),
    country: own(location, 'country_code') ?? own(location, 'country'),
  });
}

/** Recruitee's careers API: description and requirements apart, pay in strings. */
export const recruitee: JsonSource = {
  format: 'recruitee',
  isPosting: (posting) =>
    hasAnyKey(posting, 'title', 'translations') &&
    (hasAnyKey(posting, 'careers_url', 'careers_apply_url', 'employment_type_code') ||
      hasKeys(posting, 'requirements', 'company_name', 'description')),
  read: (posting) => {
    const listed = asObjects(own(posting, 'locations'));
    const salary = objectAt(posting, 'salary');
    const main = places(placeFrom(posting));
    return {
      composed: composeText([
        { body: at(posting, 'description') },
        { body: at(posting, 'requirements'), kind: 'REQUIREMENTS' },
      ]),
      structured: structured({
        title: field(at(posting, 'title')),
        employer: field(own(posting, 'company_name')),
        department: field(own(posting, 'department')),
        places:
          listed.length > 0
            ? places(...listed.map(placeFrom))
            : main.length > 0
              ? main
              : places(field(own(posting, 'location'))),
        workplace: workplace(posting),
        employment: fields(own(posting, 'employment_type_code')),
        seniority: field(own(posting, 'experience_code')),
        education: field(own(posting, 'education_code')),
        url: webAddress(own(posting, 'careers_url'), own(posting, 'careers_apply_url')),
        language: languageOf(posting),
        country: alpha2(own(posting, 'country_code')),
        datePosted: readDate(own(posting, 'published_at') ?? own(posting, 'created_at')),
        validThrough: readDate(own(posting, 'close_at')),
        pay: payRange({
          min: own(salary, 'min'),
          max: own(salary, 'max'),
          currency: own(salary, 'currency'),
          interval: own(salary, 'period'),
          origin: 'recruitee',
          raw: salary,
        }),
      }),
    };
  },
};
