import type { Place, Section, StructuredPay } from '@winnow/contracts/enriched-posting';

/** A heading the source's markup shows as one; a span of `text`. */
export interface Heading {
  readonly start: number;
  readonly end: number;
}

/**
 * What a source says in fields of its own, as it says it: cleaned of markup, not yet interpreted.
 * Absent, empty and placeholder values are null or `[]`.
 */
export interface StructuredFields {
  readonly title: string | null;
  readonly employer: string | null;
  readonly employerUrl: string | null;
  readonly department: string | null;
  readonly places: readonly (string | Place)[];
  /** The countries or areas an applicant may live in. */
  readonly applicantPlaces: readonly (string | Place)[];
  /** The source's words: `OnSite`, `TELECOMMUTE`, `hybrid`, … */
  readonly workplace: readonly string[];
  /** The source's words: `Full-time`, `FULL_TIME`, `permanent`, … */
  readonly employment: readonly string[];
  readonly seniority: string | null;
  readonly experience: string | null;
  readonly education: string | null;
  readonly benefits: readonly string[];
  readonly requisitionId: string | null;
  readonly jobId: string | null;
  readonly url: string | null;
  /** BCP 47. */
  readonly language: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** ISO 8601. */
  readonly datePosted: string | null;
  readonly validThrough: string | null;
  readonly pay: readonly StructuredPay[];
}

/** A source made readable: canonical text, and what the source says beside it. */
export interface SourceDocument {
  /** `text`, `markdown`, `html`, `json-ld`, `microdata`, `greenhouse`, `lever`, … */
  readonly format: string;
  /** The posting's description: canonical plain text, contact data masked. */
  readonly text: string;
  readonly headings: readonly Heading[];
  /**
   * Spans whose kind the payload itself names (SmartRecruiters' `qualifications`, Lever's lists).
   */
  readonly labelled: readonly Section[];
  readonly structured: StructuredFields;
}
