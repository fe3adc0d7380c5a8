import type { DeadLetterCode, DropCode } from '@winnow/contracts/code-lists';
import type { Evidence, StagedPosting, Warning } from '@winnow/contracts/enriched-posting';
import type { IdentifiedPosting } from '@winnow/contracts/raw-posting';
import { blankPosting } from '../posting/blank-posting.ts';
import { canonicalUrl } from '../posting/canonical-url.ts';
import type { SourceDocument } from './document.ts';
import { findCues } from './field/cues.ts';
import { countryOfCode } from './field/gazetteer.ts';
import { headBlock } from './field/head-block.ts';
import { labelLines } from './field/label-lines.ts';
import type { ParseContext } from './field/parse-context.ts';
import { postingLanguage, type PostingLanguage } from './field/posting-language.ts';
import { readAuthorization } from './field/read-authorization.ts';
import { readBenefits } from './field/read-benefits.ts';
import { readDates } from './field/read-dates.ts';
import { readEducation } from './field/read-education.ts';
import { currencyCountries } from './field/currency-countries.ts';
import { readEmployer } from './field/read-employer.ts';
import { readEmployment } from './field/read-employment.ts';
import { readExperience } from './field/read-experience.ts';
import { readDepartment, readRequisitionId } from './field/read-labelled-fields.ts';
import { readLanguages } from './field/read-languages.ts';
import { readPlace } from './field/read-place.ts';
import { readPlaces } from './field/read-places.ts';
import { readSeniority } from './field/read-seniority.ts';
import { readTitle } from './field/read-title.ts';
import { readWorkplace } from './field/read-workplace.ts';
import { textLines } from './field/text-lines.ts';
import { splitSections } from './section/split-sections.ts';
import { readDocument } from './source/read-document.ts';

/** What parsing makes of a raw posting. */
export type ParseResult =
  | { readonly kind: 'ok'; readonly staged: StagedPosting }
  | { readonly kind: 'drop'; readonly code: DropCode; readonly reason: string }
  | { readonly kind: 'dead-letter'; readonly code: DeadLetterCode; readonly reason: string };

/** Shorter texts say too little of their language: the title, the place and the payload help. */
const SHORT_CHARS = 200;
const NAMED_CONFIDENCE = 0.8;

/** The country of the payload's first place, however it is written. */
function countryOfPlaces({ structured }: SourceDocument): string | null {
  const [first] = structured.places;
  if (first === undefined) return null;
  if (typeof first !== 'string' && first.addressCountry !== null) return first.addressCountry;
  const raw = typeof first === 'string' ? first : first.raw;
  return readPlace(raw, { country: null, language: null })?.place.addressCountry ?? null;
}

/** The primary subtag of the language that a payload names: `en` of `en_US`. */
function namedLanguage({ structured }: SourceDocument): string | null {
  const [, subtag] = /^([a-z]{2})(?:[-_]|$)/i.exec(structured.language ?? '') ?? [];
  return subtag === undefined ? null : subtag.toLowerCase().replace('no', 'nb');
}

function languageOf(document: SourceDocument, raw: IdentifiedPosting): PostingLanguage | null {
  const { text, structured } = document;
  const hinted = countryOfCode(raw.hints?.country ?? structured.country ?? '');
  if (text.length >= SHORT_CHARS) return postingLanguage(text, hinted);
  const read = postingLanguage(
    `${structured.title ?? ''}\n${text}`,
    hinted ?? countryOfPlaces(document),
  );
  const named = namedLanguage(document);
  return named === null || (read?.confidence ?? 0) >= NAMED_CONFIDENCE
    ? read
    : { language: named, confidence: NAMED_CONFIDENCE };
}

function contextOf(
  raw: IdentifiedPosting,
  document: SourceDocument,
  language: string | null,
): ParseContext {
  const { text } = document;
  const lines = textLines(text);
  const cues = findCues(text, language);
  const labels = labelLines(text, lines);
  const hinted = countryOfCode(raw.hints?.country ?? document.structured.country ?? '');
  const hints = { country: hinted, language, currencyCountries: currencyCountries(text) };
  const head = headBlock({ document, lines, labels, cues, hints });
  const sentences = cues.of('sentence');
  const offers = cues.of('benefit');
  const sections = splitSections({ document, lines, labels, headEnd: head.end, sentences, offers });
  return { raw, document, text, lines, labels, cues, head, hints, sections };
}

/** Evidence and warnings as the readers say them, in the order of the contract's fields. */
interface Collected {
  readonly evidence: Evidence[];
  readonly warnings: Warning[];
}

function collect(
  notes: Collected,
  reading: { readonly evidence: readonly Evidence[]; readonly warnings?: readonly Warning[] },
): void {
  notes.evidence.push(...reading.evidence);
  notes.warnings.push(...(reading.warnings ?? []));
}

function sourceOf(
  raw: IdentifiedPosting,
  document: SourceDocument,
  contentHash: string,
): StagedPosting['posting']['source'] {
  return {
    name: raw.source,
    id: raw.id,
    url: raw.url ?? document.structured.url,
    format: document.format,
    contentHash,
    collectedAt: raw.collectedAt ?? null,
  };
}

type Posting = StagedPosting['posting'];
type Read<T> = { readonly value: T; readonly evidence: readonly Evidence[] };

/** The fields of who, what and where, which need each other. */
function readPosition(context: ParseContext, notes: Collected): Partial<Posting> {
  const employer = readEmployer(context);
  const title = readTitle(context, employer.value);
  const department = readDepartment(context, employer.value);
  const { rawTitle } = title.value;
  const requisitionId = readRequisitionId(context, rawTitle);
  const workplace = readWorkplace(context);
  const { workplaceTypes } = workplace;
  const places = readPlaces(context, { workplaceTypes, rawTitle, employer: employer.value });
  const seniority = readSeniority(context, title.value);
  for (const reading of [
    title,
    employer,
    department,
    requisitionId,
    places,
    workplace,
    seniority,
  ]) {
    collect(notes, reading);
  }
  return {
    ...title.value,
    titles: [...title.value.titles],
    hiringOrganization: {
      name: employer.value,
      department: department.value,
      sameAs: context.document.structured.employerUrl,
    },
    identifier: { requisitionId: requisitionId.value },
    jobLocation: [...places.jobLocation],
    workplaceType: workplace.workplaceType,
    // One way of working is the type itself; the list is for several of which either will do.
    workplaceTypes: workplace.workplaceType === null ? [...workplaceTypes] : [],
    applicantLocationRequirements: [...places.applicantLocationRequirements],
    seniority: seniority.value,
  };
}

/** The fields of terms and demands, each read by itself. */
function readTerms(
  context: ParseContext,
  placeCountry: string | null,
  notes: Collected,
): Partial<Posting> {
  const noted = <T>(reading: Read<T>): T => {
    collect(notes, reading);
    return reading.value;
  };
  const employment = readEmployment(context);
  collect(notes, employment);
  return {
    employmentType: [...employment.employmentType],
    contractType: [...employment.contractType],
    experience: noted(readExperience(context)),
    education: noted(readEducation(context)),
    languages: [...noted(readLanguages(context))],
    workAuthorization: noted(readAuthorization(context)),
    ...noted(readDates(context, placeCountry)),
    benefits: [...noted(readBenefits(context))],
  };
}

function noteLanguage(notes: Collected, { confidence }: PostingLanguage): void {
  const at = { rule: 'language', source: 'inferred', start: null, end: null } as const;
  notes.evidence.push({ path: '/language', stage: 'parse', ...at, confidence });
}

function parseDocument(
  raw: IdentifiedPosting,
  document: SourceDocument,
  contentHash: string,
): StagedPosting {
  const language = languageOf(document, raw);
  const context = contextOf(raw, document, language?.language ?? null);
  const notes: Collected = { evidence: [], warnings: [] };
  const position = readPosition(context, notes);
  const terms = readTerms(context, position.jobLocation?.[0]?.addressCountry ?? null, notes);
  if (language !== null) noteLanguage(notes, language);
  const { posting, facts } = blankPosting(raw.id, sourceOf(raw, document, contentHash));
  return {
    posting: {
      ...posting,
      ...position,
      ...terms,
      language: language?.language ?? null,
      description: document.text,
      sections: [...context.sections],
      ...notes,
    },
    facts: {
      ...facts,
      country: context.hints.country ?? position.jobLocation?.[0]?.addressCountry ?? null,
      structuredPay: [...document.structured.pay],
      jobId: document.structured.jobId,
      canonicalUrl: canonicalUrl(raw.url ?? document.structured.url),
    },
  };
}

/**
 * Reads a raw posting into the contract's parse fields. Pure and total: any body gives a posting,
 * or a value that says why not. Pay, stack and duplicates are left to the stages that follow.
 */
export function parsePosting(raw: IdentifiedPosting, contentHash: string): ParseResult {
  const read = readDocument(raw);
  if (read.kind !== 'ok') return read;
  return { kind: 'ok', staged: parseDocument(raw, read.document, contentHash) };
}
