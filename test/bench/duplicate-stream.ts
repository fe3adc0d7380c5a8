import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import { sampleStagedPosting, type SampleParts } from '@winnow/stages/staged-posting-sample';
import { makeJobs, type Job } from '../eval/duplicates/jobs.ts';
import { firstPosting, MUTATIONS } from '../eval/duplicates/mutations.ts';
import { createRandom, type Random } from '../eval/duplicates/random.ts';

const SEED = 20_261_122;
/** Employers made at a time. */
const TEMPLATES = 90;
/** Every other job is posted twice: a third of all postings are copies. */
const COPIED_SHARE = 0.5;
const VOCABULARY_WORDS = 20_000;
const OWN_WORDS = 20;

/**
 * Staged postings without end, the same in every run: employers with several jobs in one template
 * each, in five languages, and copies of every kind that the evaluation knows. Employers are new
 * ones all the time; each job has two lines of words of its own.
 */
export function duplicateStream(): { readonly take: (count: number) => StagedPosting[] } {
  const random = createRandom(SEED);
  const waiting: SampleParts[] = [];
  let rounds = 0;
  return {
    take(count) {
      while (waiting.length < count) waiting.push(...makeRound(rounds++, random));
      return waiting.splice(0, count).map((parts) => sampleStagedPosting(parts));
    },
  };
}

function makeRound(round: number, random: Random): SampleParts[] {
  const made: SampleParts[] = [];
  const id = (): string => `${round}-${made.length}`;
  for (const group of makeJobs(SEED + round, TEMPLATES)) {
    const prefix = wordOf(round + VOCABULARY_WORDS);
    for (const job of group) {
      const own = describe(job, { round, prefix, random });
      made.push(firstPosting(own, id()));
      if (random.next() < COPIED_SHARE) {
        made.push(random.pick(MUTATIONS).apply(own, id(), random));
      }
    }
  }
  return random.sample(made, made.length);
}

/** The job at an employer of this round, with two lines that no other job has. */
function describe(
  job: Job,
  {
    round,
    prefix,
    random,
  }: { readonly round: number; readonly prefix: string; readonly random: Random },
): Job {
  const line = (): string =>
    Array.from({ length: OWN_WORDS }, () => wordOf(random.below(VOCABULARY_WORDS))).join(' ');
  const requisitionId =
    job.requisitionId?.replace(/\d+/, (digits) => String(round * 100_000 + Number(digits))) ?? null;
  const employer = `${prefix} ${job.employer}`;
  return { ...job, employer, requisitionId, duties: [...job.duties, line(), line()] };
}

const SYLLABLES = ['ba', 'ke', 'li', 'mo', 'nu', 'ra', 'se', 'ti', 'vo', 'zu', 'pha', 'cre'];

/** A made-up word for each number. */
function wordOf(number: number): string {
  let word = '';
  for (let rest = number + SYLLABLES.length; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    word += SYLLABLES[rest % SYLLABLES.length] ?? '';
  }
  return word;
}
