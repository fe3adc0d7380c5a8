import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { asObjects, own } from './json-value.ts';
import { readDate } from './read-date.ts';
import { alpha2, field, fields, firstField, places, structured } from './structured-fields.ts';

/** Oracle Recruiting Cloud: the list (`requisitionList`) and the detail. */
export const oracle: JsonSource = {
  format: 'oracle',
  isPosting: (posting) =>
    hasKeys(posting, 'Id', 'Title') &&
    hasAnyKey(posting, 'PrimaryLocation', 'ExternalDescriptionStr', 'ShortDescriptionStr'),
  read: (posting) => {
    const secondary = asObjects(own(posting, 'secondaryLocations')).map((location) =>
      field(own(location, 'Name')),
    );
    const full = own(posting, 'ExternalDescriptionStr');
    return {
      composed: composeText([
        { body: field(full) === null ? own(posting, 'ShortDescriptionStr') : full },
        { body: own(posting, 'ExternalResponsibilitiesStr'), kind: 'RESPONSIBILITIES' },
        { body: own(posting, 'ExternalQualificationsStr'), kind: 'REQUIREMENTS' },
        { body: own(posting, 'CorporateDescriptionStr'), kind: 'ABOUT_COMPANY' },
        { body: own(posting, 'OrganizationDescriptionStr'), kind: 'ABOUT_TEAM' },
      ]),
      structured: structured({
        title: field(own(posting, 'Title')),
        employer: field(own(posting, 'LegalEmployer')),
        department: firstField(own(posting, 'Department'), own(posting, 'Organization')),
        places: places(field(own(posting, 'PrimaryLocation')), ...secondary),
        workplace: fields(own(posting, 'WorkplaceType')),
        employment: fields(
          own(posting, 'JobSchedule'),
          own(posting, 'JobType'),
          own(posting, 'ContractType'),
        ),
        education: field(own(posting, 'StudyLevel')),
        country: alpha2(own(posting, 'PrimaryLocationCountry')),
        datePosted: readDate(own(posting, 'ExternalPostedStartDate') ?? own(posting, 'PostedDate')),
        validThrough: readDate(own(posting, 'ExternalPostedEndDate')),
      }),
    };
  },
};
