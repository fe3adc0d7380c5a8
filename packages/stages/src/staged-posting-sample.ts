import type { StagedPosting } from '@winnow/contracts/enriched-posting';

type Posting = StagedPosting['posting'];

/** What a test says of a posting; everything else is empty. */
export interface SampleParts {
  readonly source?: string;
  readonly id: string;
  readonly title?: string | null;
  readonly employer?: string | null;
  readonly city?: string | null;
  readonly country?: string | null;
  readonly remote?: boolean;
  readonly requisitionId?: string | null;
  readonly jobId?: string | null;
  readonly url?: string | null;
  readonly text: string;
  readonly seniority?: Posting['seniority'];
  readonly language?: string;
  readonly datePosted?: string | null;
  readonly validThrough?: string | null;
  readonly collectedAt?: string | null;
  readonly pay?: {
    readonly minValue: number;
    readonly maxValue: number;
    readonly currency: string;
  };
}

/** A posting as it reaches the duplicate stage, for tests and evaluations. */
export function sampleStagedPosting(parts: SampleParts): StagedPosting {
  const { source = 'board', id, url = null, city = null, country = null } = parts;
  const place = { raw: city ?? country ?? '', addressLocality: city, addressRegion: null };
  const located = city !== null || country !== null;
  return {
    posting: {
      schemaVersion: 1,
      id,
      source: {
        name: source,
        id,
        url,
        format: null,
        contentHash: `sha256:${id}`,
        collectedAt: parts.collectedAt ?? null,
      },
      title: parts.title ?? null,
      rawTitle: parts.title ?? null,
      titles: [],
      hiringOrganization: { name: parts.employer ?? null, department: null, sameAs: null },
      identifier: { requisitionId: parts.requisitionId ?? null },
      jobLocation: located ? [{ ...place, addressCountry: country }] : [],
      workplaceType: parts.remote === true ? 'REMOTE' : null,
      workplaceTypes: parts.remote === true ? ['REMOTE'] : [],
      applicantLocationRequirements: [],
      employmentType: [],
      contractType: [],
      seniority: parts.seniority ?? null,
      experience: { minYears: null, maxYears: null },
      education: { level: null, required: null, equivalentExperience: null },
      languages: [],
      workAuthorization: { visaSponsorship: null, clearance: null, citizenship: null },
      language: parts.language ?? 'en',
      datePosted: parts.datePosted ?? null,
      validThrough: parts.validThrough ?? null,
      description: parts.text,
      sections: [],
      baseSalary: [],
      suspectSalary: [],
      annualSalary: parts.pay === undefined ? null : { ...parts.pay, factor: 1 },
      annualSalaryUsd: null,
      benefits: [],
      stack: [],
      stackCandidates: [],
      evidence: [],
      warnings: [],
      stages: {},
      duplicate: null,
    },
    facts: { country, structuredPay: [], jobId: parts.jobId ?? null, canonicalUrl: url },
  };
}
