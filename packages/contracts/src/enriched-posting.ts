import { z } from 'zod';
import {
  BENEFITS,
  CONTRACT_TYPES,
  DUPLICATE_KINDS,
  EDUCATION_LEVELS,
  EMPLOYMENT_TYPES,
  EVIDENCE_SOURCES,
  LANGUAGE_LEVELS,
  PAY_BASES,
  PAY_COMPONENTS,
  PAY_UNITS,
  REQUIREMENTS,
  SECTION_KINDS,
  SENIORITIES,
  STACK_CATEGORIES,
  STAGE_NAMES,
  WORKPLACE_TYPES,
} from './code-lists.ts';

/** An event is a fact: nobody changes one in place. */
type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** The version of the enriched record this package reads and writes. */
export const ENRICHED_SCHEMA_VERSION = 1;

const text = z.string().nullable();
/** UTF-16 code units into `description`; end is exclusive. */
const codeUnit = z.int().nonnegative();

export const Place = z.object({
  /** The place as the posting writes it. */
  raw: z.string(),
  addressLocality: text,
  /** As in the text; US, CA and AU states as postal code (`CA`). */
  addressRegion: text,
  /** ISO 3166-1 alpha-2. */
  addressCountry: text,
});
export type Place = DeepReadonly<z.infer<typeof Place>>;

export const Section = z.object({
  kind: z.enum(SECTION_KINDS),
  heading: text,
  start: codeUnit,
  end: codeUnit,
});
export type Section = DeepReadonly<z.infer<typeof Section>>;

/**
 * Pay as stated, never annualised or converted. A single value is both ends; an open end is null.
 */
export const BaseSalary = z.object({
  minValue: z.number().nullable(),
  maxValue: z.number().nullable(),
  /** ISO 4217. */
  currency: text,
  unitText: z.enum(PAY_UNITS).nullable(),
  component: z.enum(PAY_COMPONENTS),
  /** What tells this range from its neighbours: a zone, level, contract type or place. */
  label: text,
  basis: z.enum(PAY_BASES).nullable(),
  /** Where a 13th, 14th, … salary is stated. */
  paymentsPerYear: z.number().nullable(),
});
export type BaseSalary = DeepReadonly<z.infer<typeof BaseSalary>>;

export const SuspectSalary = BaseSalary.extend({
  /** Why the plausibility gate held it back. */
  reason: z.string(),
});
export type SuspectSalary = DeepReadonly<z.infer<typeof SuspectSalary>>;

export const AnnualSalary = z.object({
  minValue: z.number().nullable(),
  maxValue: z.number().nullable(),
  currency: z.string(),
  /** Stated value times this is a year's. */
  factor: z.number(),
});
export type AnnualSalary = DeepReadonly<z.infer<typeof AnnualSalary>>;

export const AnnualSalaryUsd = z.object({
  minValue: z.number().nullable(),
  maxValue: z.number().nullable(),
  /** One unit of the stated currency in US dollars. */
  rate: z.number(),
  /** ISO 8601 date of the rate table. */
  rateDate: z.string(),
});
export type AnnualSalaryUsd = DeepReadonly<z.infer<typeof AnnualSalaryUsd>>;

export const StackItem = z.object({
  /** Stable id in Winnow's registry. */
  id: z.string(),
  /** The vendor's spelling. */
  name: z.string(),
  category: z.enum(STACK_CATEGORIES),
  requirement: z.enum(REQUIREMENTS),
  versions: z.array(z.string()),
  minYears: z.number().nullable(),
  /** Only named as what is being left behind. */
  legacy: z.boolean(),
});
export type StackItem = DeepReadonly<z.infer<typeof StackItem>>;

/** A name in a technology list that the registry lacks. */
export const StackCandidate = z.object({ name: z.string(), start: codeUnit, end: codeUnit });
export type StackCandidate = DeepReadonly<z.infer<typeof StackCandidate>>;

export const Duplicate = z.object({
  clusterId: z.string(),
  /** Key (`<source>/<id>`) of the cluster's canonical member; null for that member itself. */
  of: text,
  kind: z.enum(DUPLICATE_KINDS).nullable(),
  /** 0 to 1, of this posting to the one it is a duplicate of. */
  similarity: z.number().nullable(),
  /** Keys of siblings: same template, another place, level or role. Never merged. */
  related: z.array(z.string()),
});
export type Duplicate = DeepReadonly<z.infer<typeof Duplicate>>;

/** Where a value comes from. `path` is a JSON Pointer into the posting. */
export const Evidence = z.object({
  path: z.string(),
  stage: z.enum(STAGE_NAMES),
  rule: z.string(),
  source: z.enum(EVIDENCE_SOURCES),
  /** Span in `description`; both null when the value is not in the text. */
  start: codeUnit.nullable(),
  end: codeUnit.nullable(),
  confidence: z.number().min(0).max(1),
});
export type Evidence = DeepReadonly<z.infer<typeof Evidence>>;

export const Warning = z.object({ code: z.string(), path: text, message: z.string() });
export type Warning = DeepReadonly<z.infer<typeof Warning>>;

const fields = {
  schemaVersion: z.literal(ENRICHED_SCHEMA_VERSION),
  /** The raw posting's id, unchanged. */
  id: z.string(),
  source: z.object({
    name: z.string(),
    id: z.string(),
    url: text,
    format: text,
    contentHash: z.string(),
    collectedAt: text,
  }),
  title: text,
  rawTitle: text,
  /** All roles where one text offers several; `title` is null then. */
  titles: z.array(z.string()),
  hiringOrganization: z.object({ name: text, department: text, sameAs: text }),
  identifier: z.object({ requisitionId: text }),
  jobLocation: z.array(Place),
  workplaceType: z.enum(WORKPLACE_TYPES).nullable(),
  workplaceTypes: z.array(z.enum(WORKPLACE_TYPES)),
  applicantLocationRequirements: z.array(Place),
  employmentType: z.array(z.enum(EMPLOYMENT_TYPES)),
  contractType: z.array(z.enum(CONTRACT_TYPES)),
  seniority: z.enum(SENIORITIES).nullable(),
  experience: z.object({ minYears: z.number().nullable(), maxYears: z.number().nullable() }),
  education: z.object({
    level: z.enum(EDUCATION_LEVELS).nullable(),
    required: z.boolean().nullable(),
    equivalentExperience: z.boolean().nullable(),
  }),
  languages: z.array(
    z.object({
      /** BCP 47. */
      language: z.string(),
      level: z.enum(LANGUAGE_LEVELS).nullable(),
      required: z.boolean(),
    }),
  ),
  workAuthorization: z.object({
    visaSponsorship: z.boolean().nullable(),
    clearance: text,
    citizenship: text,
  }),
  /** BCP 47 of the posting's own text. */
  language: text,
  /** ISO 8601. */
  datePosted: text,
  validThrough: text,
  /** Canonical plain text; every span indexes into it (UTF-16 code units). */
  description: z.string(),
  sections: z.array(Section),
  baseSalary: z.array(BaseSalary),
  suspectSalary: z.array(SuspectSalary),
  annualSalary: AnnualSalary.nullable(),
  annualSalaryUsd: AnnualSalaryUsd.nullable(),
  benefits: z.array(z.enum(BENEFITS)),
  stack: z.array(StackItem),
  stackCandidates: z.array(StackCandidate),
  evidence: z.array(Evidence),
  warnings: z.array(Warning),
  /** Version of the stage's code, `+`, and the hash of its dictionaries. */
  stages: z.partialRecord(z.enum(STAGE_NAMES), z.string()),
};

/** The public contract: every field is always there, null or `[]` when nothing is known. */
export const EnrichedPosting = z.object({ ...fields, duplicate: Duplicate });
export type EnrichedPosting = DeepReadonly<z.infer<typeof EnrichedPosting>>;

/**
 * Pay as a payload's own field states it, before anyone judged it. Amounts are in the major unit.
 */
export const StructuredPay = z.object({
  minValue: z.number().nullable(),
  maxValue: z.number().nullable(),
  currency: text,
  /** The source's own word for the period (`per-year-salary`, `1 YEAR`, `HOUR`), or null. */
  interval: text,
  component: z.enum(PAY_COMPONENTS),
  label: text,
  /** Who says it: `greenhouse`, `lever`, `ashby`, `json-ld`, … */
  origin: z.string(),
  /** The field as the payload has it, for evidence. */
  raw: z.string(),
});
export type StructuredPay = DeepReadonly<z.infer<typeof StructuredPay>>;

/** What later stages need of a payload and the public contract has no field for. */
export const Facts = z.object({
  /** Country in which the posting was published (ISO 3166-1 alpha-2), from hints or payload. */
  country: text,
  structuredPay: z.array(StructuredPay),
  /** The employer's own id of the job behind several posts (Greenhouse `internal_job_id`). */
  jobId: text,
  /** The posting's address without tracking parameters. */
  canonicalUrl: text,
});
export type Facts = DeepReadonly<z.infer<typeof Facts>>;

/** A posting between two stages: the contract with what is still to come, and the facts. */
export const StagedPosting = z.object({
  posting: z.object({ ...fields, duplicate: Duplicate.nullable() }),
  facts: Facts,
});
export type StagedPosting = DeepReadonly<z.infer<typeof StagedPosting>>;
