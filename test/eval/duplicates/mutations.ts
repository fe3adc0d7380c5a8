import type { SampleParts } from '@winnow/stages/staged-posting-sample';
import phrases from './phrases.json' with { type: 'json' };
import { paragraphsOf, postingOf, titleOf, type Job } from './jobs.ts';
import type { Random } from './random.ts';

export type SameJobLabel = 'EXACT' | 'NEAR' | 'REPOST' | 'SYNDICATED';

/** A way in which a job is posted again. */
export interface Mutation {
  readonly name: string;
  readonly label: SameJobLabel;
  readonly apply: (job: Job, id: string, random: Random) => SampleParts;
}

const HOME = 'careers';
const LATER = { datePosted: '2026-10-12', collectedAt: '2026-10-13T06:00:00Z' };

function own(job: Job, id: string): SampleParts {
  return postingOf(job, { id, source: `${HOME}:${slug(job.employer)}` });
}

/** The copy of another site: its own address and date, and seldom the employer's number. */
function elsewhere(job: Job, id: string, random: Random): SampleParts {
  const source = random.pick(['jobharbor', 'careercrate', 'stellenkiste', 'workwire']);
  const posting = postingOf(job, { id, source });
  return {
    ...posting,
    datePosted: '2026-09-03',
    requisitionId: !job.twin && random.next() < 0.5 ? null : job.requisitionId,
  };
}

export function firstPosting(job: Job, id: string): SampleParts {
  return own(job, id);
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
}

/** The mutations of research E3, and those that the fields add. */
export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'exact copy on another site',
    label: 'EXACT',
    apply: (job, id, random) => elsewhere(job, id, random),
  },
  {
    name: 'exact but for case, space and bullets',
    label: 'EXACT',
    apply: (job, id, random) => {
      const posting = random.next() < 0.5 ? own(job, id) : elsewhere(job, id, random);
      const text = posting.text.replaceAll('- ', '\t• ').replaceAll('\n', '\r\n  ').toUpperCase();
      return {
        ...posting,
        text: job.language === 'de' ? posting.text.replaceAll('- ', '* ') : text,
      };
    },
  },
  {
    name: 'reposted with a line more',
    label: 'REPOST',
    apply: (job, id) => {
      const posting = own(job, id);
      const requisitionId = job.requisitionId;
      return { ...posting, ...LATER, requisitionId, text: `${posting.text}\n\n${id}` };
    },
  },
  {
    name: 'reposted with a tenth of the words replaced',
    label: 'REPOST',
    apply: (job, id, random) => {
      const posting = own(job, id);
      return { ...posting, ...LATER, text: replaceWords(posting.text, 0.1, random) };
    },
  },
  {
    name: 'reposted in another order, with decorated title',
    label: 'REPOST',
    apply: (job, id, random) => {
      const posting = own(job, id);
      const [head = '', ...rest] = paragraphsOf(job);
      const text = [head, ...random.sample(rest, rest.length)].join('\n\n');
      const title = job.language === 'de' ? `${titleOf(job)} (m/w/d)` : `URGENT: ${titleOf(job)}`;
      return { ...posting, ...LATER, title, text };
    },
  },
  {
    name: 'pay changed',
    label: 'NEAR',
    apply: (job, id) => {
      const posting = own(job, id);
      const minValue = (job.pay?.minValue ?? 40_000) * 1.2;
      const pay = { minValue, maxValue: minValue + 15_000, currency: 'EUR' };
      return { ...posting, pay, text: `${posting.text}\n\nEUR ${minValue} - ${minValue + 15_000}` };
    },
  },
  {
    name: 'a line taken out',
    label: 'NEAR',
    apply: (job, id) => {
      const posting = own(job, id);
      return {
        ...posting,
        text: paragraphsOf({ ...job, duties: job.duties.slice(1) }).join('\n\n'),
      };
    },
  },
  {
    name: 'another site adds its header and footer',
    label: 'SYNDICATED',
    apply: (job, id, random) => {
      const posting = elsewhere(job, id, random);
      const [header = '', footer = ''] = random.pick(phrases.boards);
      return { ...posting, text: `${header}\n\n${posting.text}\n\n${footer}` };
    },
  },
  {
    name: 'snippet: the first third',
    label: 'SYNDICATED',
    apply: (job, id, random) => {
      const posting = elsewhere(job, id, random);
      return { ...posting, text: posting.text.slice(0, Math.round(posting.text.length * 0.35)) };
    },
  },
  {
    name: 'a third dropped',
    label: 'SYNDICATED',
    apply: (job, id, random) => {
      const posting = elsewhere(job, id, random);
      return { ...posting, text: dropBlock(posting.text, 0.3, random) };
    },
  },
  {
    name: 'a third dropped and a fifth of the words replaced',
    label: 'SYNDICATED',
    apply: (job, id, random) => {
      const posting = elsewhere(job, id, random);
      return { ...posting, text: replaceWords(dropBlock(posting.text, 0.3, random), 0.2, random) };
    },
  },
  {
    name: 'another site without employer and requisition',
    label: 'SYNDICATED',
    apply: (job, id, random) => {
      const posting = elsewhere(job, id, random);
      const text = posting.text.replaceAll(job.employer, 'Our client');
      return {
        ...posting,
        employer: null,
        requisitionId: job.twin ? job.requisitionId : null,
        text,
      };
    },
  },
  {
    name: 'another site with more words for the place, without legal form',
    label: 'EXACT',
    apply: (job, id, random) => {
      const posting = elsewhere(job, id, random);
      const employer = job.employer.replace(
        / (?:Inc\.|GmbH|LLP|Ltd|AG|AB|SAS|S\.L\.|KK|a\.s\.|AS)$/,
        '',
      );
      return { ...posting, employer, city: `${job.city} (city centre)` };
    },
  },
  {
    name: 'another site with the local name of the place, perhaps without a country',
    label: 'EXACT',
    apply: (job, id, random) => {
      const posting = elsewhere(job, id, random);
      const names: Readonly<Record<string, string>> = phrases.localNames;
      const city = names[job.city] ?? job.city;
      return { ...posting, city, country: random.next() < 0.5 ? null : job.country };
    },
  },
];

function words(text: string): string[] {
  return text.split(/(\s+)/);
}

function replaceWords(text: string, share: number, random: Random): string {
  // Scripts without spaces: a character stands for a word.
  const unspaced = /[\u3040-\u30ff\u4e00-\u9fff]/.test(text);
  const parts = unspaced ? Array.from(text) : words(text);
  return parts
    .map((part) => {
      if (part.trim() === '' || random.next() >= share) return part;
      return unspaced ? random.pick(Array.from('様方等者物力心手')) : random.pick(phrases.synonyms);
    })
    .join('');
}

function dropBlock(text: string, share: number, random: Random): string {
  const length = Math.round(text.length * share);
  // The head stays: a copy without title and place is not posted.
  const head = text.indexOf('\n\n') + 2;
  const from = head + random.below(Math.max(1, text.length - length - head));
  return text.slice(0, from) + text.slice(from + length);
}
