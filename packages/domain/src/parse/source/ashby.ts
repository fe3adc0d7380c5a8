import type { Place, StructuredPay } from '@winnow/contracts/enriched-posting';
import type { PayComponent } from '@winnow/contracts/code-lists';
import { composeText } from './compose-text.ts';
import { hasAnyKey, hasKeys } from './json-source.ts';
import type { JsonSource } from './json-source.ts';
import { asObject, asObjects, objectAt, own, textAt } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { readAmount } from './read-amount.ts';
import { readDate } from './read-date.ts';
import {
  field,
  fields,
  firstField,
  placeOf,
  places,
  realPay,
  structured,
  webAddress,
} from './structured-fields.ts';

const COMPONENTS: Readonly<Record<string, PayComponent>> = {
  Salary: 'BASE',
  EquityCashValue: 'EQUITY',
  EquityPercentage: 'EQUITY',
  Commission: 'COMMISSION',
  Bonus: 'BONUS',
};

function readComponent(component: JsonObject, label: string | null): StructuredPay | null {
  const type = textAt(component, 'compensationType') ?? 'Salary';
  // A share of the company is no amount of money.
  if (type === 'EquityPercentage') return null;
  return {
    minValue: readAmount(own(component, 'minValue')),
    maxValue: readAmount(own(component, 'maxValue')),
    currency: field(own(component, 'currencyCode')),
    interval: field(own(component, 'interval')),
    component: COMPONENTS[type] ?? 'BASE',
    label,
    origin: 'ashby',
    raw: JSON.stringify(component),
  };
}

/** Tiers name the currency of each component; the summary, which may not, stands in for them. */
function readPay(posting: JsonObject): readonly StructuredPay[] {
  const compensation = objectAt(posting, 'compensation');
  const pay: StructuredPay[] = [];
  const tiers = asObjects(own(compensation, 'compensationTiers'));
  for (const tier of tiers) {
    const label = tiers.length > 1 ? field(own(tier, 'title')) : null;
    for (const component of asObjects(own(tier, 'components'))) {
      const read = readComponent(component, label);
      if (read !== null) pay.push(read);
    }
  }
  if (pay.length > 0) return realPay(pay);
  for (const component of asObjects(own(compensation, 'summaryComponents'))) {
    const read = readComponent(component, null);
    if (read !== null) pay.push(read);
  }
  return realPay(pay);
}

/** The place in words, and its parts where the address says more than a country. */
function placeFrom(
  location: JsonValue | undefined,
  address: JsonObject | null,
): string | Place | null {
  const postal = objectAt(address, 'postalAddress') ?? address;
  const words = field(location);
  const city = field(own(postal, 'addressLocality'));
  if (city === null && words !== null) return words;
  return placeOf({
    city,
    region: own(postal, 'addressRegion'),
    country: own(postal, 'addressCountry'),
    raw: words,
  });
}

/** Ashby's posting API, with `includeCompensation`. */
export const ashby: JsonSource = {
  format: 'ashby',
  isPosting: (posting) =>
    hasKeys(posting, 'title') &&
    (hasAnyKey(posting, 'descriptionHtml', 'jobUrl', 'secondaryLocations', 'isListed') ||
      (hasKeys(posting, 'compensation', 'employmentType') &&
        objectAt(posting, 'compensation') !== null)),
  read: (posting) => {
    const secondary = asObjects(own(posting, 'secondaryLocations')).map((entry) =>
      placeFrom(own(entry, 'location'), asObject(own(entry, 'address'))),
    );
    const remote = own(posting, 'isRemote') === true ? 'Remote' : null;
    return {
      composed: composeText([
        { body: textAt(posting, 'descriptionHtml', 'descriptionPlain', 'description') },
      ]),
      structured: structured({
        title: field(own(posting, 'title')),
        employer: firstField(own(posting, 'companyName'), own(posting, 'organizationName')),
        department: firstField(own(posting, 'department'), own(posting, 'team')),
        places: places(
          placeFrom(own(posting, 'location'), objectAt(posting, 'address')),
          ...secondary,
        ),
        workplace: fields(own(posting, 'workplaceType') ?? remote),
        employment: fields(own(posting, 'employmentType')),
        url: webAddress(own(posting, 'jobUrl')),
        datePosted: readDate(own(posting, 'publishedAt') ?? own(posting, 'publishedDate')),
        pay: readPay(posting),
      }),
    };
  },
};
