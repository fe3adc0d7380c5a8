import type { StructuredPay } from '@winnow/contracts/enriched-posting';
import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { asObjects, objectAt, own, textAt } from './json-value.ts';
import type { JsonObject } from './json-value.ts';
import { payComponent } from './pay-component.ts';
import { readDate } from './read-date.ts';
import {
  field,
  fields,
  firstField,
  places,
  realPay,
  structured,
  webAddress,
} from './structured-fields.ts';

const CENTS_PER_UNIT = 100;

/** `pay_input_ranges` is in cents and has no period. */
function readPay(posting: JsonObject): readonly StructuredPay[] {
  const cents = (value: unknown): number | null =>
    typeof value === 'number' && value > 0 ? value / CENTS_PER_UNIT : null;
  return realPay(
    asObjects(own(posting, 'pay_input_ranges')).map((range) => ({
      minValue: cents(own(range, 'min_cents')),
      maxValue: cents(own(range, 'max_cents')),
      currency: field(own(range, 'currency_type')),
      interval: null,
      component:
        payComponent(textAt(range, 'title')) ?? payComponent(textAt(range, 'blurb')) ?? 'BASE',
      label: field(own(range, 'title')),
      origin: 'greenhouse',
      raw: JSON.stringify(range),
    })),
  );
}

/** Values of the employer's own fields whose name matches. */
function metadata(posting: JsonObject, name: RegExp): readonly string[] {
  const found: string[] = [];
  for (const entry of asObjects(own(posting, 'metadata'))) {
    if (!name.test(textAt(entry, 'name') ?? '')) continue;
    const value = own(entry, 'value');
    found.push(...fields(...(Array.isArray(value) ? value : [value])));
  }
  return found;
}

/** Greenhouse's job board API: `content` is escaped HTML, pay is in cents. */
export const greenhouse: JsonSource = {
  format: 'greenhouse',
  isPosting: (posting) =>
    hasKeys(posting, 'title') &&
    (hasAnyKey(posting, 'internal_job_id', 'pay_input_ranges', 'data_compliance') ||
      (hasKeys(posting, 'absolute_url') && hasAnyKey(posting, 'content', 'location')) ||
      (hasKeys(posting, 'content', 'location') && objectAt(posting, 'location') !== null)),
  read: (posting) => {
    const [department] = asObjects(own(posting, 'departments'));
    const location = firstField(
      own(objectAt(posting, 'location'), 'name'),
      own(posting, 'location'),
    );
    const offices = asObjects(own(posting, 'offices')).map((office) =>
      firstField(own(office, 'location'), own(office, 'name')),
    );
    return {
      composed: composeText([{ body: own(posting, 'content') }]),
      structured: structured({
        title: field(own(posting, 'title')),
        employer: field(own(posting, 'company_name')),
        department: firstField(own(department ?? null, 'name'), own(posting, 'department')),
        // Offices are where the employer sits; the job's own place, if given, is what counts.
        places: location === null ? places(...offices) : places(location),
        workplace: metadata(posting, /remote|workplace|work ?place|location type/i),
        employment: metadata(posting, /employment|time type|commitment|contract|worker type/i),
        requisitionId: field(own(posting, 'requisition_id')),
        jobId: field(own(posting, 'internal_job_id')),
        url: webAddress(own(posting, 'absolute_url')),
        language: field(own(posting, 'language')),
        datePosted: readDate(own(posting, 'first_published') ?? own(posting, 'updated_at')),
        validThrough: readDate(own(posting, 'application_deadline')),
        pay: readPay(posting),
      }),
    };
  },
};
