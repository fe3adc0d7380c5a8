import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import { tagStack, type StackInput, type StackResult } from '@winnow/domain/stack/tag-stack';
import { ok } from '@winnow/pipeline/outcome';
import { pureStage } from '@winnow/pipeline/pure-stage';
import { stageVersion } from './stage-version.ts';

const version = stageVersion('stack');

/** Tags the technologies, and how strongly each is asked for. */
export const stackStage = pureStage<StagedPosting, StackInput, StackResult, StagedPosting>({
  name: 'stack',
  version,
  select: ({ posting }) => ({
    text: posting.description,
    sections: posting.sections,
    title: posting.title,
    language: posting.language,
    employer: posting.hiringOrganization.name,
  }),
  compute: tagStack,
  apply: ({ posting, facts }, { evidence, warnings, ...tags }) =>
    ok({
      facts,
      posting: {
        ...posting,
        ...tags,
        evidence: [...posting.evidence, ...evidence],
        warnings: [...posting.warnings, ...warnings],
        stages: { ...posting.stages, stack: version },
      },
    }),
});
