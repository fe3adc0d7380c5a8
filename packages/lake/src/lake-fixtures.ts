import type { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import { formatOrigin, HEADERS } from '@winnow/contracts/headers';
import { TOPICS } from '@winnow/contracts/topics';
import type { Log, NewRecord } from '@winnow/ports/log';

const PLACE = {
  raw: 'Zürich 😀',
  addressLocality: 'Zürich',
  addressRegion: null,
  addressCountry: 'CH',
} as const;

const PAY = {
  minValue: 160_000.5,
  maxValue: null,
  currency: 'USD',
  unitText: 'YEAR',
  component: 'BASE',
  label: null,
  basis: 'GROSS',
  paymentsPerYear: 13,
} as const;

const ANNUAL = { minValue: 160_000.5, maxValue: null } as const;

const PAID: Pick<
  EnrichedPosting,
  'baseSalary' | 'suspectSalary' | 'annualSalary' | 'annualSalaryUsd' | 'benefits'
> = {
  baseSalary: [PAY, { ...PAY, minValue: null, maxValue: 1 }],
  suspectSalary: [{ ...PAY, reason: 'TOO_HIGH' }],
  annualSalary: { ...ANNUAL, currency: 'USD', factor: 1 },
  annualSalaryUsd: { ...ANNUAL, rate: 1, rateDate: '2026-11-01' },
  benefits: ['EQUITY'],
};

const POSTGRES: EnrichedPosting['stack'][number] = {
  id: 'postgresql',
  name: 'PostgreSQL',
  category: 'database',
  requirement: 'REQUIRED',
  versions: ['16', '17'],
  minYears: 2,
  legacy: false,
};

const GO: EnrichedPosting['stack'][number] = {
  id: 'go',
  name: 'Go',
  category: 'language',
  requirement: 'MENTIONED',
  versions: [],
  minYears: null,
  legacy: true,
};

const READ: EnrichedPosting['evidence'][number] = {
  path: '/title',
  stage: 'parse',
  rule: 'heading',
  source: 'text',
  start: 0,
  end: 4,
  confidence: 0.98,
};

const VERSION = '1+00000000';

/** A posting for tests, in which every field of the contract holds something. */
export function fullPosting(id: string): EnrichedPosting {
  return {
    schemaVersion: 1,
    id,
    source: {
      name: 'test',
      id,
      url: null,
      format: 'lever',
      contentHash: 'sha256:00',
      collectedAt: null,
    },
    title: `Engineer ${id}`,
    rawTitle: 'ENGINEER',
    titles: ['Engineer', 'Developer'],
    hiringOrganization: { name: 'Acme', department: null, sameAs: null },
    identifier: { requisitionId: 'R-1' },
    jobLocation: [PLACE, { ...PLACE, addressCountry: null }],
    workplaceType: 'REMOTE',
    workplaceTypes: [],
    applicantLocationRequirements: [PLACE],
    employmentType: ['FULL_TIME', 'CONTRACTOR'],
    contractType: ['W2'],
    seniority: 'SENIOR',
    experience: { minYears: 5, maxYears: null },
    education: { level: 'BACHELOR', required: true, equivalentExperience: null },
    languages: [{ language: 'de', level: 'B2', required: false }],
    workAuthorization: { visaSponsorship: false, clearance: null, citizenship: null },
    language: 'en',
    datePosted: '2026-11-22',
    validThrough: null,
    description: `Line one\nLine two of ${id} with "quotes" and \u0000`,
    sections: [{ kind: 'RESPONSIBILITIES', heading: null, start: 0, end: 8 }],
    ...PAID,
    stack: [POSTGRES, GO],
    stackCandidates: [{ name: 'Foo', start: 3, end: 6 }],
    duplicate: { clusterId: id, of: null, kind: null, similarity: null, related: ['test/x'] },
    evidence: [READ, { ...READ, source: 'structured', start: null, end: null, confidence: 1 }],
    warnings: [{ code: 'SALARY_PERIOD_INFERRED', path: null, message: 'm' }],
    stages: { parse: VERSION, salary: VERSION, stack: VERSION, duplicate: VERSION },
  };
}

/** The same with nothing known: every field null or `[]`. */
export function emptyPosting(id: string): EnrichedPosting {
  return {
    ...fullPosting(id),
    title: null,
    rawTitle: null,
    titles: [],
    hiringOrganization: { name: null, department: null, sameAs: null },
    identifier: { requisitionId: null },
    jobLocation: [],
    workplaceType: null,
    applicantLocationRequirements: [],
    employmentType: [],
    contractType: [],
    seniority: null,
    experience: { minYears: null, maxYears: null },
    education: { level: null, required: null, equivalentExperience: null },
    languages: [],
    workAuthorization: { visaSponsorship: null, clearance: null, citizenship: null },
    language: null,
    datePosted: null,
    description: '',
    sections: [],
    baseSalary: [],
    suspectSalary: [],
    annualSalary: null,
    annualSalaryUsd: null,
    benefits: [],
    stack: [],
    stackCandidates: [],
    duplicate: { clusterId: id, of: null, kind: null, similarity: null, related: [] },
    evidence: [],
    warnings: [],
    stages: { parse: VERSION },
  };
}

export interface EnrichedAt {
  /** Of the raw record and, where routed by one path, of this one. */
  readonly partition: number;
  /** Of the raw record. */
  readonly offset: number;
  readonly generation?: string;
  /** Default: a full posting of its own; null is a tombstone. */
  readonly value?: EnrichedPosting | string | null;
}

/** A record of the enriched topic that descends from a raw one. */
export function enrichedRecord({
  partition,
  offset,
  generation = 'live',
  value,
}: EnrichedAt): NewRecord {
  const id = `${partition}-${offset}`;
  const body = value === undefined ? fullPosting(id) : value;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    partition,
    key: Buffer.from(`test/${id}`),
    value: body === null ? null : Buffer.from(text),
    headers: {
      [HEADERS.origin]: formatOrigin({ topic: TOPICS.raw, partition, offset }),
      [HEADERS.generation]: generation,
    },
  };
}

/** The topics that the lake looks at, with so many partitions each. */
export async function createTopics(
  log: Log,
  {
    partitions,
    topics = [TOPICS.raw, TOPICS.enriched, TOPICS.dead],
  }: {
    readonly partitions: number;
    readonly topics?: readonly string[];
  },
): Promise<void> {
  for (const name of topics)
    await log.createTopic({ name, partitions, config: { 'cleanup.policy': 'delete' } });
}

/** Raw records that nobody looks into, so that origins name something. */
export function rawRecords(partition: number, count: number): readonly NewRecord[] {
  return Array.from({ length: count }, (_, offset) => ({
    partition,
    key: Buffer.from(`test/${partition}-${offset}`),
    value: Buffer.from('x'),
    headers: {},
  }));
}
