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
import { readEmployer } from './field/read-employer.ts';
import { readEmployment } from './field/read-employment.ts';
import { readExperience } from './field/read-experience.ts';
import { readDepartment, readRequisitionId } from './field/read-labelled-fields.ts';
import { readLanguages } from './field/read-languages.ts';
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

function languageOf(document: SourceDocument): PostingLanguage | null {
  const title = document.structured.title ?? '';
  return postingLanguage(document.text.length < 200 ? `${title}\n${document.text}` : document.text);
}

function contextOf(raw: IdentifiedPosting, document: SourceDocument, language: string | null): ParseContext {
  const { text } = document;
  const lines = textLines(text);
  const cues = findCues(text, language);
  const labels = labelLines(text, lines);
  const hinted = countryOfCode(raw.hints?.country ?? document.structured.country ?? '');
  const hints = { country: hinted, language };
  const head = headBlock({ document, lines, labels, cues, hints });
  const sentences = cues.of('sentence');
  const sections = splitSections({ document, lines, labels, headEnd: head.end, sentences });
  return { raw, document, text, lines, labels, cues, head, hints, sections };
}

/** Evidence and warnings as the readers say them, in the order of the contract's fields. */
interface Collected {
  readonly evidence: Evidence[];
  readonly warnings: Warning[];
}

function collect(notes: Collected, reading: { readonly evidence: readonly Evidence[]; readonly warnings?: readonly Warning[] }): void {
  notes.evidence.push(...reading.evidence);
  notes.warnings.push(...(reading.warnings ?? []));
}

function sourceOf(raw: IdentifiedPosting, document: SourceDocument, contentHash: string): StagedPosting['posting']['source'] {
  return {
    name: raw.source,
    id: raw.id,
    url: raw.url ?? document.structured.url,
    format: document.format,
    contentHash,
    collectedAt: raw.collectedAt ?? null,
  };
}

function parseDocument(raw: IdentifiedPosting, document: SourceDocument, contentHash: string): StagedPosting {
  const language = languageOf(document);
  const context = contextOf(raw, document, language?.language ?? null);
  const notes: Collected = { evidence: [], warnings: [] };
  const employer = readEmployer(context);
  const title = readTitle(context, employer.value);
  const department = readDepartment(context);
  const requisitionId = readRequisitionId(context, title.value.rawTitle);
  const workplace = readWorkplace(context);
  const places = readPlaces(context, { workplaceTypes: workplace.workplaceTypes, rawTitle: title.value.rawTitle });
  const employment = readEmployment(context);
  const seniority = readSeniority(context, title.value);
  const experience = readExperience(context);
  const education = readEducation(context);
  const languages = readLanguages(context);
  const authorization = readAuthorization(context);
  const dates = readDates(context);
  const benefits = readBenefits(context);
  for (const reading of [title, employer, department, requisitionId, places, workplace]) collect(notes, reading);
  for (const reading of [employment, seniority, experience, education, languages]) collect(notes, reading);
  for (const reading of [authorization, dates, benefits]) collect(notes, reading);
  if (language !== null) {
    const { confidence } = language;
    notes.evidence.push({ path: '/language', stage: 'parse', rule: 'language', source: 'inferred', start: null, end: null, confidence });
  }
  const { posting, facts } = blankPosting(raw.id, sourceOf(raw, document, contentHash));
  const country = context.hints.country ?? places.jobLocation[0]?.addressCountry ?? null;
  return {
    posting: {
      ...posting,
      ...title.value,
      titles: [...title.value.titles],
      hiringOrganization: { name: employer.value, department: department.value, sameAs: document.structured.employerUrl },
      identifier: { requisitionId: requisitionId.value },
      jobLocation: [...places.jobLocation],
      workplaceType: workplace.workplaceType,
      workplaceTypes: [...workplace.workplaceTypes],
      applicantLocationRequirements: [...places.applicantLocationRequirements],
      employmentType: [...employment.employmentType],
      contractType: [...employment.contractType],
      seniority: seniority.value,
      experience: experience.value,
      education: education.value,
      languages: [...languages.value],
      workAuthorization: authorization.value,
      language: language?.language ?? null,
      ...dates.value,
      description: document.text,
      sections: [...context.sections],
      benefits: [...benefits.value],
      evidence: notes.evidence,
      warnings: notes.warnings,
    },
    facts: {
      ...facts,
      country,
      structuredPay: [...document.structured.pay],
      jobId: document.structured.jobId,
      canonicalUrl: canonicalUrl(raw.url ?? document.structured.url),
    },
  };
}

/**
 * Reads a raw posting into the contract's parse fields. Pure and total: any body gives a posting, or
 * a value that says why not. Pay, stack and duplicates are left to the stages that follow.
 */
export function parsePosting(raw: IdentifiedPosting, contentHash: string): ParseResult {
  const read = readDocument(raw);
  if (read.kind !== 'ok') return read;
  return { kind: 'ok', staged: parseDocument(raw, read.document, contentHash) };
}
