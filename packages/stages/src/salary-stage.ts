import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import { EXCHANGE_RATES } from '@winnow/domain/salary/exchange-rates';
import {
  readSalaries,
  type SalaryInput,
  type SalaryResult,
} from '@winnow/domain/salary/read-salaries';
import { ok } from '@winnow/pipeline/outcome';
import { pureStage } from '@winnow/pipeline/pure-stage';
import { stageVersion } from './stage-version.ts';

const version = stageVersion('salary');

/** Reads what the job pays: stated, suspect, annual, and in US dollars. */
export const salaryStage = pureStage<StagedPosting, SalaryInput, SalaryResult, StagedPosting>({
  name: 'salary',
  version,
  select: ({ posting, facts }) => ({
    text: posting.description,
    sections: posting.sections,
    title: posting.title,
    language: posting.language,
    country:
      posting.jobLocation.find((place) => place.addressCountry !== null)?.addressCountry ??
      facts.country,
    contractType: posting.contractType,
    employmentType: posting.employmentType,
    structuredPay: facts.structuredPay,
  }),
  compute: (selected) => readSalaries(selected, EXCHANGE_RATES),
  apply: ({ posting, facts }, { evidence, warnings, ...pay }) =>
    ok({
      facts,
      posting: {
        ...posting,
        ...pay,
        evidence: [...posting.evidence, ...evidence],
        warnings: [...posting.warnings, ...warnings],
        stages: { ...posting.stages, salary: version },
      },
    }),
});
