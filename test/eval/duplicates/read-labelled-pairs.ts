import { z } from 'zod';
import { StagedPosting } from '@winnow/contracts/enriched-posting';
import { postingKey } from '@winnow/contracts/topics';
import { sampleStagedPosting } from '@winnow/stages/staged-posting-sample';
import type { StagedSet } from '../duplicates.ts';
import type { LabelledPair } from './pairs.ts';

const text = z.string().nullable().optional();

/** A posting by its fields; everything but the text may be left out. */
const Fields = z.object({
  source: z.string().optional(),
  id: z.string().optional(),
  title: text,
  employer: text,
  city: text,
  country: text,
  remote: z.boolean().optional(),
  requisitionId: text,
  jobId: text,
  url: text,
  text: z.string(),
  language: z.string().optional(),
  datePosted: text,
  collectedAt: text,
});

const Pair = z.object({
  label: z.enum(['EXACT', 'NEAR', 'REPOST', 'SYNDICATED', 'SIBLING', 'DIFFERENT']),
  a: z.union([StagedPosting, Fields]),
  b: z.union([StagedPosting, Fields]),
});

/** Labelled pairs as NDJSON: `{"label", "a", "b"}`, each side a staged posting or plain fields. */
export async function readLabelledPairs(ndjson: string): Promise<StagedSet> {
  const postings: { staged: StagedPosting; job: undefined }[] = [];
  const pairs: LabelledPair[] = [];
  const lines = ndjson.split('\n').filter((line) => line.trim() !== '');
  for (const [i, line] of lines.entries()) {
    const { label, a, b } = Pair.parse(JSON.parse(line));
    const [left, right] = [a, b].map((side, j) => {
      const staged = 'posting' in side ? side : fromFields(side, `${i}${j === 0 ? 'a' : 'b'}`);
      postings.push({ staged, job: undefined });
      return postingKey({ source: staged.posting.source.name, id: staged.posting.id });
    });
    pairs.push({ a: left ?? '', b: right ?? '', label, how: `line ${i + 1}` });
  }
  return { postings, pairs };
}

function fromFields(fields: z.infer<typeof Fields>, id: string): StagedPosting {
  const stated = Object.entries(fields).filter(([, value]) => value !== undefined);
  return sampleStagedPosting({ id, text: fields.text, ...Object.fromEntries(stated) });
}
