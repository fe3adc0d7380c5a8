/**
 * The closed lists of the contract. Names follow schema.org JobPosting and Google's job structured
 * data where those have one; adding a member is compatible, removing one needs a new version.
 */

/** What a posting's body may be. `text/html` may be a fragment or a whole page. */
export const CONTENT_TYPES = [
  'text/plain',
  'text/html',
  'text/markdown',
  'application/json',
  'application/ld+json',
  'application/xml',
  'text/xml',
] as const;
export type ContentType = (typeof CONTENT_TYPES)[number];

/** Where work is done. `null` in a posting: not stated, or several are offered. */
export const WORKPLACE_TYPES = ['REMOTE', 'HYBRID', 'ONSITE'] as const;
export type WorkplaceType = (typeof WORKPLACE_TYPES)[number];

/** schema.org/Google `employmentType`. */
export const EMPLOYMENT_TYPES = [
  'FULL_TIME',
  'PART_TIME',
  'CONTRACTOR',
  'TEMPORARY',
  'INTERN',
  'VOLUNTEER',
  'PER_DIEM',
  'OTHER',
] as const;
export type EmploymentType = (typeof EMPLOYMENT_TYPES)[number];

/** The legal form of the contract, where a country's market names one. */
export const CONTRACT_TYPES = [
  'PERMANENT',
  'FIXED_TERM',
  'FREELANCE',
  'CONTRACT_TO_HIRE',
  'INTERIM',
  'SEASONAL',
  'CASUAL',
  'ZERO_HOURS',
  'APPRENTICESHIP',
  'W2',
  'C2C',
  'FORM_1099',
  'INSIDE_IR35',
  'OUTSIDE_IR35',
  'B2B',
  'UOP',
  'UZ',
  'UOD',
  'CLT',
  'PJ',
] as const;
export type ContractType = (typeof CONTRACT_TYPES)[number];

export const SENIORITIES = [
  'INTERN',
  'ENTRY',
  'MID',
  'SENIOR',
  'STAFF',
  'PRINCIPAL',
  'LEAD',
  'MANAGER',
  'DIRECTOR',
  'VP',
  'C_LEVEL',
] as const;
export type Seniority = (typeof SENIORITIES)[number];

/** The lowest level of education that suffices. */
export const EDUCATION_LEVELS = [
  'HIGH_SCHOOL',
  'VOCATIONAL',
  'ASSOCIATE',
  'BACHELOR',
  'MASTER',
  'DOCTORATE',
] as const;
export type EducationLevel = (typeof EDUCATION_LEVELS)[number];

/** Common European Framework of Reference, and NATIVE. */
export const LANGUAGE_LEVELS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'NATIVE'] as const;
export type LanguageLevel = (typeof LANGUAGE_LEVELS)[number];

export const SECTION_KINDS = [
  'ABOUT_COMPANY',
  'ABOUT_TEAM',
  'ROLE_SUMMARY',
  'RESPONSIBILITIES',
  'REQUIREMENTS',
  'PREFERRED',
  'TECH_STACK',
  'COMPENSATION',
  'BENEFITS',
  'APPLICATION',
  'LEGAL_EEO',
  'OTHER',
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

/** schema.org `unitText`, and the units of pay that no year can be made of (VISIT MILE PROJECT). */
export const PAY_UNITS = [
  'HOUR',
  'DAY',
  'WEEK',
  'BIWEEK',
  'SEMIMONTH',
  'MONTH',
  'YEAR',
  'VISIT',
  'MILE',
  'PROJECT',
] as const;
export type PayUnit = (typeof PAY_UNITS)[number];

export const PAY_COMPONENTS = [
  'BASE',
  'OTE',
  'TOTAL',
  'BONUS',
  'SIGNING_BONUS',
  'COMMISSION',
  'EQUITY',
  'ALLOWANCE',
  'TIPS',
] as const;
export type PayComponent = (typeof PAY_COMPONENTS)[number];

export const PAY_BASES = ['GROSS', 'NET'] as const;
export type PayBasis = (typeof PAY_BASES)[number];

export const BENEFITS = [
  'HEALTH_INSURANCE',
  'DENTAL',
  'VISION',
  'LIFE_INSURANCE',
  'DISABILITY_INSURANCE',
  'RETIREMENT_401K',
  'PENSION',
  'EQUITY',
  'BONUS',
  'COMMISSION',
  'PTO',
  'FLEXIBLE_PTO',
  'PAID_HOLIDAYS',
  'SICK_LEAVE',
  'PARENTAL_LEAVE',
  'SABBATICAL',
  'FLEXIBLE_HOURS',
  'FOUR_DAY_WEEK',
  'REMOTE_BUDGET',
  'LEARNING_BUDGET',
  'RELOCATION',
  'VISA_SPONSORSHIP',
  'WELLNESS',
  'MENTAL_HEALTH',
  'GYM',
  'MEALS',
  'COMMUTER',
  'COMPANY_CAR',
  'BIKE_LEASING',
  'CHILDCARE',
  'EMPLOYEE_DISCOUNT',
  'EQUIPMENT',
  'VOLUNTEERING',
  'HSA_FSA',
  'EMPLOYEE_ASSISTANCE',
] as const;
export type Benefit = (typeof BENEFITS)[number];

/** How strongly a technology is asked for; the strongest wording in a posting wins. */
export const REQUIREMENTS = ['REQUIRED', 'PREFERRED', 'MENTIONED'] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

/** The category of a technology. */
export const STACK_CATEGORIES = [
  'language',
  'framework',
  'library',
  'database',
  'message-broker',
  'cloud',
  'cloud-service',
  'infrastructure',
  'ci-cd',
  'observability',
  'testing',
  'data-engineering',
  'bi',
  'machine-learning',
  'mobile',
  'front-end',
  'security',
  'business-system',
  'design',
  'protocol',
  'format',
  'operating-system',
  'hardware',
  'game-engine',
  'blockchain',
  'networking',
  'tool',
] as const;
export type StackCategory = (typeof STACK_CATEGORIES)[number];

export const DUPLICATE_KINDS = ['EXACT', 'NEAR', 'REPOST', 'SYNDICATED'] as const;
export type DuplicateKind = (typeof DUPLICATE_KINDS)[number];

/** The stages, in the order in which a posting passes them. */
export const STAGE_NAMES = ['parse', 'salary', 'stack', 'duplicate'] as const;
export type StageName = (typeof STAGE_NAMES)[number];

/** Whether a value was read in the text, in a payload's own field, or concluded from either. */
export const EVIDENCE_SOURCES = ['text', 'structured', 'inferred'] as const;
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];

/**
 * Why a record became a dead letter. BODY_*, JSON_INVALID, CONTENT_TYPE_UNSUPPORTED and RAW_INVALID
 * say what is wrong with what was published; RECORD_TOO_LARGE that the enriched event does not fit
 * a record; STAGE_FAILED that our own code failed on it, so that it can be requeued after a fix.
 */
export const DEAD_LETTER_CODES = [
  'BODY_EMPTY',
  'BODY_TOO_LARGE',
  'BODY_NOT_TEXT',
  'CONTENT_ENCODING_UNSUPPORTED',
  'CONTENT_ENCODING_INVALID',
  'CONTENT_TYPE_UNSUPPORTED',
  'JSON_INVALID',
  'RAW_INVALID',
  'SCHEMA_VERSION_UNSUPPORTED',
  'RECORD_INVALID',
  'RECORD_TOO_LARGE',
  'STAGE_FAILED',
] as const;
export type DeadLetterCode = (typeof DEAD_LETTER_CODES)[number];

/** Why a record was dropped: it is no posting. */
export const DROP_CODES = ['NOT_A_POSTING'] as const;
export type DropCode = (typeof DROP_CODES)[number];
