import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import type { IdentifiedPosting } from '@winnow/contracts/raw-posting';
import { parsePosting, type ParseResult } from '@winnow/domain/parse/parse-posting';
import { ok } from '@winnow/pipeline/outcome';
import { pureStage } from '@winnow/pipeline/pure-stage';
import type { RawInput } from './raw-input.ts';
import { stageVersion } from './stage-version.ts';

const version = stageVersion('parse');

/** What parsing looks at: the raw posting but for the time at which it was fetched. */
interface Selected {
  readonly posting: IdentifiedPosting;
  readonly contentHash: string;
}

/** Raw posting in, all parse fields of the contract out. */
export const parseStage = pureStage<RawInput, Selected, ParseResult, StagedPosting>({
  name: 'parse',
  version,
  select: ({ posting, contentHash }) => ({
    posting: { ...posting, collectedAt: null },
    contentHash,
  }),
  compute: ({ posting, contentHash }) => parsePosting(posting, contentHash),
  apply(input, result) {
    if (result.kind !== 'ok') return { ...result, stage: 'parse' };
    const { posting, facts } = result.staged;
    const source = { ...posting.source, collectedAt: input.posting.collectedAt ?? null };
    return ok({ facts, posting: { ...posting, source, stages: { parse: version } } });
  },
});
