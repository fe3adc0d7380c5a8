import phrases from './phrases.json' with { type: 'json' };
import { createRandom, type Random } from './random.ts';
import type { SampleParts } from '@winnow/stages/staged-posting-sample';

type Language = keyof typeof phrases.about;
type Family = (typeof phrases.families)[number];

/** A job as its employer describes it, in parts, before anybody posts it. */
export interface Job {
  /** What tells it from every other job: the gold cluster. */
  readonly id: string;
  readonly language: Language;
  readonly employer: string;
  readonly role: string;
  readonly level: string;
  readonly city: string;
  readonly country: string;
  readonly requisitionId: string | null;
  /** Another job differs from it in the requisition alone: nothing else tells a copy's origin. */
  readonly twin: boolean;
  /** Paragraphs in the order of the employer's template. */
  readonly about: string;
  readonly duties: readonly string[];
  readonly needs: readonly string[];
  readonly offer: readonly string[];
  readonly legal: string;
  readonly pay: {
    readonly minValue: number;
    readonly maxValue: number;
    readonly currency: string;
  } | null;
}

/** What an employer puts into all of its postings. */
interface Template {
  readonly employer: string;
  readonly language: Language;
  readonly family: Family;
  readonly about: string;
  readonly offer: readonly string[];
  readonly legal: string;
  readonly usesRequisitions: boolean;
}

const LEVELS: Readonly<Record<Language, readonly string[]>> = {
  en: ['', 'Senior', 'Junior', 'Lead', 'Principal'],
  de: ['', 'Senior', 'Junior', 'Leitender'],
  fr: ['', 'Senior', 'Junior'],
  es: ['', 'Senior', 'Junior'],
  ja: ['', 'シニア', 'ジュニア'],
};

/** Templates × roles × levels × cities: groups of jobs, each group of one template. */
export function makeJobs(seed: number, templatesMax: number): Job[][] {
  const random = createRandom(seed);
  const groups: Job[][] = [];
  for (let i = 0; i < templatesMax; i++) {
    const template = makeTemplate(random, i);
    groups.push(makeGroup(random, template, i));
  }
  return groups;
}

function makeTemplate(random: Random, index: number): Template {
  const family = phrases.families[index % phrases.families.length] ?? random.pick(phrases.families);
  const language = family.language as Language;
  const base =
    phrases.employers[index % phrases.employers.length] ?? random.pick(phrases.employers);
  const employer =
    index < phrases.employers.length
      ? base
      : `${base} ${random.pick(['North', 'South', 'Digital', 'Group'])}`;
  const agency = index % 9 === 8 ? random.pick(phrases.agencies) : undefined;
  const fillIn = (text: string): string =>
    fill(random, text, { employer: agency ?? employer, thing: '' });
  return {
    employer: agency ?? employer,
    language,
    family,
    about: random.sample(phrases.about[language], 3).map(fillIn).join(' '),
    offer: random.sample(phrases.offer[language], 3).map(fillIn),
    legal: phrases.legal[language].map(fillIn).join(' '),
    usesRequisitions: random.next() < 0.4,
  };
}

/** Up to eight jobs: one, and others that differ in place, level, role or requisition alone. */
function makeGroup(random: Random, template: Template, index: number): Job[] {
  const { family, language } = template;
  let made = 0;
  const requisition = (): string | null =>
    template.usesRequisitions ? `R-${10_000 + index * 50 + made}` : null;
  const describe = (thing: string): Pick<Job, 'duties' | 'needs'> => ({
    duties: random
      .sample(family.duties, 5)
      .map((line) => fill(random, line, { employer: '', thing })),
    needs: random
      .sample(family.needs, 3)
      .map((line) => fill(random, line, { employer: '', thing })),
  });
  const job = (parts: Partial<Job>): Job => {
    const [city = '', country = ''] = random.pick(phrases.cities);
    const { employer, about, offer, legal } = template;
    const minValue = 30_000 + random.below(60) * 1_000;
    return {
      id: `job ${index}/${made++}`,
      language,
      employer,
      role: random.pick(family.roles),
      level: '',
      city,
      country,
      requisitionId: requisition(),
      twin: false,
      about,
      offer,
      legal,
      ...describe(random.pick(family.things)),
      pay: random.next() < 0.3 ? { minValue, maxValue: minValue + 15_000, currency: 'EUR' } : null,
      ...parts,
    };
  };
  const first = job({ twin: template.usesRequisitions });
  const again = (parts: Partial<Job>): Job => {
    const requisitionId = requisition();
    return { ...first, id: `job ${index}/${made++}`, requisitionId, twin: false, ...parts };
  };
  const elsewhere = random
    .sample(
      phrases.cities.filter(([city]) => city !== first.city),
      2,
    )
    .map(([city = '', country = '']): Partial<Job> => ({ city, country }));
  const others = random.sample(
    family.roles.filter((role) => role !== first.role),
    2,
  );
  const jobs = [
    first,
    ...elsewhere.map(again),
    again({ level: random.pick(LEVELS[language].slice(1)) }),
    // Another role in the same template: some lines are shared.
    again({
      role: others[0] ?? '',
      duties: [
        ...first.duties.slice(0, 3),
        ...describe(random.pick(family.things)).duties.slice(0, 2),
      ],
    }),
    job({ city: first.city, country: first.country, role: others[1] ?? '' }),
  ];
  if (template.usesRequisitions) jobs.push(again({ twin: true }));
  const places = new Map<string, Job>();
  // Two that drew the same city would be one job.
  for (const each of jobs) {
    places.set([each.city, each.level, each.role, each.requisitionId].join('|'), each);
  }
  return [...places.values()];
}

function fill(
  random: Random,
  text: string,
  names: { readonly employer: string; readonly thing: string },
): string {
  return text
    .replaceAll('{employer}', names.employer)
    .replaceAll('{thing}', names.thing)
    .replaceAll('{n}', () => String(11 + random.below(80)))
    .replaceAll('{m}', () => String(2 + random.below(7)));
}

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  en: ['About us', 'What you will do', 'What you bring', 'What we offer'],
  de: ['Über uns', 'Ihre Aufgaben', 'Ihr Profil', 'Wir bieten'],
  fr: ['Qui sommes-nous', 'Vos missions', 'Votre profil', 'Nos avantages'],
  es: ['Sobre nosotros', 'Funciones', 'Requisitos', 'Ofrecemos'],
  ja: ['会社概要', '仕事内容', '応募資格', '待遇'],
};

/** The paragraphs of a job's text. */
export function paragraphsOf(job: Job): string[] {
  const [about = '', duties = '', needs = '', offer = ''] = HEADINGS[job.language];
  const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');
  return [
    `${titleOf(job)}\n${job.city}`,
    `${about}\n${job.about}`,
    `${duties}\n${list(job.duties)}`,
    `${needs}\n${list(job.needs)}`,
    `${offer}\n${list(job.offer)}`,
    job.legal,
  ];
}

export function titleOf({ level, role }: Job): string {
  return level === '' ? role : `${level} ${role}`;
}

/** A job as its employer posts it. */
export function postingOf(
  job: Job,
  posted: { readonly id: string; readonly source: string },
): SampleParts {
  return {
    ...posted,
    title: titleOf(job),
    employer: job.employer,
    city: job.city,
    country: job.country,
    requisitionId: job.requisitionId,
    url: `https://${posted.source}.example/jobs/${encodeURIComponent(posted.id)}`,
    text: paragraphsOf(job).join('\n\n'),
    language: job.language,
    seniority: seniorityOf(job.level),
    datePosted: '2026-09-01',
    collectedAt: '2026-09-02T06:00:00Z',
    ...(job.pay === null ? {} : { pay: job.pay }),
  };
}

function seniorityOf(level: string): NonNullable<SampleParts['seniority']> | null {
  const known = {
    Senior: 'SENIOR',
    Junior: 'ENTRY',
    Lead: 'LEAD',
    Leitender: 'LEAD',
    Principal: 'PRINCIPAL',
    シニア: 'SENIOR',
    ジュニア: 'ENTRY',
  } as const;
  return (known as Readonly<Record<string, (typeof known)[keyof typeof known]>>)[level] ?? null;
}
