import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { own } from './json-value.ts';
import { payRange } from './pay-text.ts';
import { readDate } from './read-date.ts';
import { field, fields, firstField, places, structured, webAddress } from './structured-fields.ts';

/** NEOGOV's RSS (`joblisting:` elements); the channel's title is the agency. */
export const neogov: JsonSource = {
  format: 'neogov',
  isPosting: (posting) =>
    hasKeys(posting, 'title') &&
    hasAnyKey(
      posting,
      'advertisefromdateutc',
      'examplesofduties',
      'salaryinterval',
      'minimumsalary',
    ) &&
    hasAnyKey(posting, 'jobid', 'guid', 'link'),
  read: (posting, wrapper) => ({
    composed: composeText([
      { body: own(posting, 'description') },
      { body: own(posting, 'examplesofduties'), kind: 'RESPONSIBILITIES' },
      { body: own(posting, 'qualifications'), kind: 'REQUIREMENTS' },
      { body: own(posting, 'benefits'), kind: 'BENEFITS' },
      { body: own(posting, 'supplementalinformation') },
    ]),
    structured: structured({
      title: field(own(posting, 'title')),
      employer: field(own(wrapper, 'title')),
      department: field(own(posting, 'department')),
      places: places(...fields(own(posting, 'location'))),
      employment: fields(own(posting, 'jobtype')),
      requisitionId: firstField(
        own(posting, 'jobnumber'),
        own(posting, 'jobnumbersingle'),
        own(posting, 'requisitionnumber'),
      ),
      url: webAddress(own(posting, 'link'), own(posting, 'guid')),
      datePosted:
        readDate(own(posting, 'advertisefromdateutc')) ?? readDate(own(posting, 'pubdate')),
      validThrough: readDate(own(posting, 'advertisetodatetimeutc')),
      pay: payRange({
        min: own(posting, 'minimumsalary'),
        max: own(posting, 'maximumsalary'),
        currency: own(posting, 'salarycurrency'),
        interval: own(posting, 'salaryinterval'),
        origin: 'neogov',
        raw: {
          minimumSalary: own(posting, 'minimumsalary') ?? null,
          maximumSalary: own(posting, 'maximumsalary') ?? null,
          salaryInterval: own(posting, 'salaryinterval') ?? null,
        },
      }),
    }),
  }),
};
