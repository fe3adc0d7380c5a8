import type { StagedPosting } from '@winnow/contracts/enriched-posting';

/** A staged posting of which nothing is known but where it came from. */
export function blankPosting(
  id: string,
  source: StagedPosting['posting']['source'],
): StagedPosting {
  return {
    posting: {
      schemaVersion: 1,
      id,
      source,
      title: null,
      rawTitle: null,
      titles: [],
      hiringOrganization: { name: null, department: null, sameAs: null },
      identifier: { requisitionId: null },
      jobLocation: [],
      workplaceType: null,
      workplaceTypes: [],
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
      validThrough: null,
      description: '',
      sections: [],
      baseSalary: [],
      suspectSalary: [],
      annualSalary: null,
      annualSalaryUsd: null,
      benefits: [],
      stack: [],
      stackCandidates: [],
      duplicate: null,
      evidence: [],
      warnings: [],
      stages: {},
    },
    facts: { country: null, structuredPay: [], jobId: null, canonicalUrl: null },
  };
}
