import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import type { ContentType } from '@winnow/contracts/code-lists';
import type { RawPosting } from '@winnow/contracts/raw-posting';
import { parsePosting } from '@winnow/domain/parse/parse-posting';

/** One labelled posting. A field that `expected` lacks is not scored. */
interface ParseCase {
  readonly name: string;
  readonly raw: Omit<RawPosting, 'body'> & { readonly body: unknown };
  readonly expected: Partial<Expected>;
}

interface Expected {
  readonly title: string | null;
  readonly titles: readonly string[];
  readonly employer: string | null;
  readonly department: string | null;
  /** `city|region|country`, empty where null. */
  readonly places: readonly string[];
  /** One type, or several that are offered side by side. */
  readonly workplace: string | readonly string[] | null;
  readonly employment: readonly string[];
  readonly contract: readonly string[];
  readonly seniority: string | null;
  /** Fewest and most years. */
  readonly experience: readonly [number | null, number | null];
  readonly education: string | null;
  readonly language: string;
  /** Kinds in the order of the text. */
  readonly sections: readonly string[];
  readonly benefits: readonly string[];
  readonly languages: readonly string[];
  readonly requisitionId: string | null;
  /** Where applicants must live, written like places. */
  readonly applicants: readonly string[];
  readonly datePosted: string | null;
  readonly validThrough: string | null;
  /** What the payload states, for the salary stage: `min|max|currency|its word for the period`. */
  readonly pay: readonly string[];
}

/** How one field went over all cases: a share of right cases, for lists the mean F1. */
export interface FieldScore {
  readonly field: string;
  readonly cases: number;
  readonly score: number;
}

export interface ParseEvaluation {
  readonly fields: readonly FieldScore[];
  /** Macro-F1 of the kinds of sections. */
  readonly sections: number;
  /** One line for every field of a case that is not right, expected and found. */
  readonly misses: readonly string[];
  readonly table: string;
}

const OWN_SET = new URL('./parse/', import.meta.url);
type Posting = StagedPosting['posting'];
type Facts = StagedPosting['facts'];

const placeKeys = (places: Posting['jobLocation']): readonly string[] =>
  places.map((place) =>
    [place.addressLocality, place.addressRegion, place.addressCountry]
      .map((part) => part ?? '')
      .join('|'),
  );

const FOUND: {
  readonly [Field in keyof Expected]: (posting: Posting, facts: Facts) => Expected[Field];
} = {
  title: (posting) => posting.title,
  titles: (posting) => posting.titles,
  employer: (posting) => posting.hiringOrganization.name,
  department: (posting) => posting.hiringOrganization.department,
  places: (posting) => placeKeys(posting.jobLocation),
  workplace: (posting) =>
    posting.workplaceType ?? (posting.workplaceTypes.length > 0 ? posting.workplaceTypes : null),
  employment: (posting) => posting.employmentType,
  contract: (posting) => posting.contractType,
  seniority: (posting) => posting.seniority,
  experience: (posting) => [posting.experience.minYears, posting.experience.maxYears],
  education: (posting) => posting.education.level,
  language: (posting) => posting.language ?? '',
  sections: (posting) => posting.sections.map((section) => section.kind),
  benefits: (posting) => posting.benefits,
  languages: (posting) =>
    posting.languages.map(({ language, level }) =>
      level === null ? language : `${language}:${level}`,
    ),
  requisitionId: (posting) => posting.identifier.requisitionId,
  applicants: (posting) => placeKeys(posting.applicantLocationRequirements),
  datePosted: (posting) => posting.datePosted,
  validThrough: (posting) => posting.validThrough,
  pay: (_, { structuredPay }) =>
    structuredPay.map(({ minValue, maxValue, currency, interval }) =>
      [minValue, maxValue, currency, interval].map((part) => part ?? '').join('|'),
    ),
};

/** 0 to 1: for lists F1 of their members, else whether both are the same. */
function scoreOf(field: keyof Expected, expected: unknown, found: unknown): number {
  const asList = (value: unknown): readonly string[] => (Array.isArray(value) ? value : []);
  const isPair = field === 'experience' || !Array.isArray(expected);
  if (isPair) return JSON.stringify(expected) === JSON.stringify(found) ? 1 : 0;
  const [wanted, got] = [asList(expected), asList(found)];
  if (wanted.length === 0 && got.length === 0) return 1;
  const rest = [...got];
  let hits = 0;
  for (const one of wanted) {
    const at = rest.indexOf(one);
    if (at >= 0) hits += rest.splice(at, 1).length;
  }
  return (2 * hits) / (wanted.length + got.length);
}

function parseCase({ name, raw }: ParseCase): StagedPosting | string {
  const body = typeof raw.body === 'string' ? raw.body : JSON.stringify(raw.body);
  const contentType: ContentType =
    raw.contentType ?? (typeof raw.body === 'string' ? 'text/plain' : 'application/json');
  const hash = createHash('sha256').update(body).digest('hex');
  const result = parsePosting({ ...raw, id: name, source: 'eval', contentType, body }, hash);
  return result.kind === 'ok' ? result.staged : `${result.kind} ${result.code}`;
}

/** F1 of each kind over all texts, averaged: rare kinds count as much as frequent ones. */
function macroF1(
  pairs: readonly (readonly [wanted: readonly string[], got: readonly string[]])[],
): number {
  const counts = new Map<string, { hits: number; wanted: number; got: number }>();
  const count = (kind: string): { hits: number; wanted: number; got: number } => {
    const known = counts.get(kind) ?? { hits: 0, wanted: 0, got: 0 };
    counts.set(kind, known);
    return known;
  };
  for (const [wanted, got] of pairs) {
    for (const kind of new Set([...wanted, ...got])) {
      const own = wanted.filter((one) => one === kind).length;
      const found = got.filter((one) => one === kind).length;
      const sum = count(kind);
      sum.wanted += own;
      sum.got += found;
      sum.hits += Math.min(own, found);
    }
  }
  const scores = [...counts.values()].map(({ hits, wanted, got }) => (2 * hits) / (wanted + got));
  return scores.length === 0 ? 1 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function readCases(dataFile: string | undefined): readonly ParseCase[] {
  if (dataFile !== undefined)
    return JSON.parse(readFileSync(dataFile, 'utf8')) as readonly ParseCase[];
  return readdirSync(OWN_SET)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap(
      (name) => JSON.parse(readFileSync(new URL(name, OWN_SET), 'utf8')) as readonly ParseCase[],
    );
}

/** Scores parsing on a labelled set (a JSON file of cases), by default on our own. */
export function evaluateParse(dataFile?: string): ParseEvaluation {
  const sums = new Map<keyof Expected, { cases: number; score: number }>();
  const misses: string[] = [];
  const sections: (readonly [readonly string[], readonly string[]])[] = [];
  for (const one of readCases(dataFile)) {
    const staged = parseCase(one);
    if (typeof staged === 'string') misses.push(`${one.name}: ${staged}`);
    for (const field of Object.keys(one.expected) as (keyof Expected)[]) {
      const wanted = one.expected[field];
      const found = typeof staged === 'string' ? null : FOUND[field](staged.posting, staged.facts);
      const score = scoreOf(field, wanted, found);
      const sum = sums.get(field) ?? { cases: 0, score: 0 };
      sums.set(field, { cases: sum.cases + 1, score: sum.score + score });
      if (field === 'sections')
        sections.push([one.expected.sections ?? [], (found ?? []) as readonly string[]]);
      if (score < 1)
        misses.push(
          `${one.name} ${field}: ${JSON.stringify(wanted)} found ${JSON.stringify(found)}`,
        );
    }
  }
  const fields = [...sums].map(([field, { cases, score }]) => ({
    field,
    cases,
    score: score / cases,
  }));
  const macro = macroF1(sections);
  const rows = fields.map(
    ({ field, cases, score }) =>
      `${field.padEnd(16)}${String(cases).padStart(6)}${score.toFixed(3).padStart(9)}`,
  );
  const table = [
    'field            cases    score',
    ...rows,
    `sections macro-F1      ${macro.toFixed(3).padStart(8)}`,
  ].join('\n');
  return { fields, sections: macro, misses, table };
}
