import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import type { Seniority } from '@winnow/contracts/code-lists';
import { printEmployer } from './employer.ts';
import type { DuplicateFeatures, PayPrint } from './features.ts';
import { hash32, hash48 } from './hash.ts';
import { placeWords, printPlaces } from './place.ts';
import { printReference, printUrl } from './reference.ts';
import { printText } from './sketch.ts';
import { primarySubtag, printTerms } from './terms.ts';
import { printTitle } from './title.ts';

/** What of a posting is looked at. */
export type DuplicateInput = Pick<
  StagedPosting['posting'],
  | 'title'
  | 'titles'
  | 'rawTitle'
  | 'hiringOrganization'
  | 'identifier'
  | 'jobLocation'
  | 'applicantLocationRequirements'
  | 'workplaceType'
  | 'seniority'
  | 'employmentType'
  | 'contractType'
  | 'languages'
  | 'language'
  | 'datePosted'
  | 'description'
  | 'annualSalary'
> & {
  readonly source: Pick<StagedPosting['posting']['source'], 'name' | 'url' | 'collectedAt'>;
};
export type DuplicateFacts = Pick<StagedPosting['facts'], 'jobId' | 'canonicalUrl' | 'country'>;

/** By number, never to be reordered: it is stored. */
const SENIORITY_NUMBERS: Readonly<Record<Seniority, number>> = {
  INTERN: 1,
  ENTRY: 2,
  MID: 3,
  SENIOR: 4,
  STAFF: 5,
  PRINCIPAL: 6,
  LEAD: 7,
  MANAGER: 8,
  DIRECTOR: 9,
  VP: 10,
  C_LEVEL: 11,
};

/**
 * Reduces a posting to what it is recognised by. Pure: the same posting gives the same features.
 */
export function fingerprint(posting: DuplicateInput, facts: DuplicateFacts): DuplicateFeatures {
  const { exact, words, sketch } = printText(posting.description);
  const title = printTitle(
    posting.title ?? posting.titles.join(' / '),
    placeWords(posting.jobLocation),
  );
  return {
    text: words === 0 ? 0 : exact,
    words,
    sketch,
    role: title.role,
    level: title.level,
    terms: printTerms(posting, title.terms),
    seniority: posting.seniority === null ? 0 : SENIORITY_NUMBERS[posting.seniority],
    employer: printEmployer(posting.hiringOrganization.name),
    where: printPlaces(posting),
    requisition: printReference(posting.identifier.requisitionId),
    jobId: facts.jobId === null || facts.jobId === '' ? 0 : hash48(facts.jobId),
    url: printUrl(facts.canonicalUrl ?? posting.source.url),
    source: hash48(posting.source.name),
    pay: printPay(posting.annualSalary),
    language: posting.language === null ? 0 : hash32(primarySubtag(posting.language)) & 0xffff,
    postedDay: dayOf(posting.datePosted),
    seenDay: dayOf(posting.source.collectedAt),
  };
}

/** Beyond what anybody earns in any currency's year. */
const PAY_MAX = 1e12;

function printPay(pay: DuplicateInput['annualSalary']): PayPrint | null {
  if (pay === null) return null;
  const bound = (value: number | null): number =>
    Math.min(Math.max(Math.round(value ?? 0), 0), PAY_MAX);
  return {
    currency: hash32(pay.currency) & 0xffff,
    minValue: bound(pay.minValue),
    maxValue: bound(pay.maxValue),
  };
}

const DAY_MS = 86_400_000;

/** Days since the epoch of an ISO 8601 date; 0 for none and for dates before it. */
function dayOf(date: string | null): number {
  const time = date === null ? Number.NaN : Date.parse(date);
  return time > 0 ? Math.floor(time / DAY_MS) : 0;
}
