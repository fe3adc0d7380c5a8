import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePosting } from '../parse-posting.ts';

interface Head {
  readonly line: string;
  readonly employer?: string | null;
  readonly title?: string | null;
  readonly titles?: readonly string[];
  /** `city|region|country` */
  readonly places?: readonly string[];
  readonly workplace?: readonly string[];
  readonly employment?: readonly string[];
}

const byCode = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? [...value].map(String).sort(byCode) : value;
}

const BODY = '\n\nWe build tools for people who mend bridges. Tell us what you have mended.';

function read({ line }: Head): Required<Head> {
  const raw = { id: 'x', source: 'test', contentType: 'text/plain', body: line + BODY } as const;
  const result = parsePosting(raw, 'sha256:x');
  assert.equal(result.kind, 'ok');
  if (result.kind !== 'ok') throw new Error('no posting');
  const { posting } = result.staged;
  const [one] = [posting.workplaceType];
  return {
    line,
    employer: posting.hiringOrganization.name,
    title: posting.title,
    titles: posting.titles,
    places: posting.jobLocation.map((place) =>
      [place.addressLocality, place.addressRegion, place.addressCountry]
        .map((p) => p ?? '')
        .join('|'),
    ),
    workplace: one === null ? posting.workplaceTypes : [one],
    employment: posting.employmentType,
  };
}

const BOTH = ['ONSITE', 'REMOTE'];

const HEADS: readonly Head[] = [
  // Whatever parts the pieces, and in whatever order.
  {
    line: 'Quillby - Ghent, Belgium - Full Time - Onsite',
    employer: 'Quillby',
    title: null,
    places: ['Ghent||BE'],
    workplace: ['ONSITE'],
  },
  {
    line: 'Leeds, UK - Quillby - Full time - No Remote',
    employer: 'Quillby',
    places: ['Leeds||GB'],
    workplace: ['ONSITE'],
  },
  {
    line: 'Denver - Quillby - Senior Backend Engineer',
    employer: 'Quillby',
    title: 'Senior Backend Engineer',
    places: ['Denver||US'],
  },
  {
    line: 'Boston / Dublin - Quillby',
    employer: 'Quillby',
    title: null,
    places: ['Boston||US', 'Dublin||IE'],
  },
  { line: 'Quillby, Denver, CO', employer: 'Quillby', title: null, places: ['Denver|CO|US'] },
  {
    line: 'Denver, CO; Full time; VISA; ONSITE only; Quillby',
    employer: 'Quillby',
    places: ['Denver|CO|US'],
    workplace: ['ONSITE'],
  },
  {
    line: 'Quillby Works I Engineering I Remote (USA, Canada) I Full-Time I https://quillby.example/',
    employer: 'Quillby Works',
    title: null,
    workplace: ['REMOTE'],
  },
  {
    line: 'Quillby (YC S20) || Remote || Full-time || quillby.com',
    employer: 'Quillby',
    title: null,
  },
  {
    line: 'SF | Rust Developer | Lead Platform Engineer | ONSITE',
    employer: null,
    titles: ['Rust Developer', 'Lead Platform Engineer'],
    places: ['SF||US'],
  },
  { line: 'Lincoln | Rust Developer | Remote', employer: 'Lincoln', title: 'Rust Developer' },
  {
    line: 'RENO, NV - FULL TIME - ON SITE - SR. DATA ENGINEER',
    title: 'SR. DATA ENGINEER',
    places: ['RENO|NV|US'],
  },
  {
    line: 'Senior Elixir Developer [1] - Ghent, Belgium - Full time - Direct hire',
    title: 'Senior Elixir Developer',
  },
  { line: 'Denver - Data Engineer (H1B welcome)', title: 'Data Engineer', places: ['Denver||US'] },
  // The employer without what is said of him.
  {
    line: 'Quillby, a Northgate Group (Nasdaq: NGG) brand | Denver, CO | FULL-TIME',
    employer: 'Quillby',
  },
  {
    line: 'Quillby (stealth) | Denver, CO | Data Engineer',
    employer: 'Quillby',
    title: 'Data Engineer',
  },
  {
    line: 'Quillby[http://www.quillby.example] | Onsite | Austin and Houston, TX. Toluca, Mexico.',
    employer: 'Quillby',
    places: ['Austin|TX|US', 'Houston|TX|US', 'Toluca||MX'],
  },
  {
    line: 'Quillby Works (Northgate-backed, Series B) | Senior Member of Technical Staff | On-Site (Denver, CO)',
    employer: 'Quillby Works',
    title: 'Senior Member of Technical Staff',
  },
  {
    line: 'Quillby (Denver, CO) - Full time, local or remote',
    employer: 'Quillby',
    places: ['Denver|CO|US'],
    workplace: BOTH,
  },
  // Home and office.
  {
    line: 'Quillby - Denver, CO - relocation and H1B ok (sorry, no remote)',
    employer: 'Quillby',
    workplace: ['ONSITE'],
  },
  {
    line: 'Quillby (https://quillby.example) - Brno, Czechia - Full time (no remote, yes relocation)',
    employer: 'Quillby',
    workplace: ['ONSITE'],
  },
  { line: 'Quillby | Data Engineer | Denver | 1-2x/week in office', workplace: ['HYBRID'] },
  { line: 'Quillby | Data Engineer | Denver | 2 days/wk onsite', workplace: ['HYBRID'] },
  { line: 'Quillby | Data Engineer | Denver | ONSITE (up to 40% remote)', workplace: ['HYBRID'] },
  {
    line: 'Quillby | Denver | SF & REMOTE | Data Engineer',
    workplace: BOTH,
    places: ['Denver||US', 'SF||US'],
  },
  { line: 'Quillby | Data Engineer | REMOTE(US) + Denver', workplace: BOTH },
  {
    line: 'Quillby | Data Engineer | Lyon, France | REMOTE',
    workplace: ['REMOTE'],
    places: ['Lyon||FR'],
  },
  { line: 'Quillby | Data Engineer | REMOTE (US time zones)', workplace: ['REMOTE'], places: [] },
  {
    line: 'Quillby | Data Engineer | Full-time, Fully Remote | Denver Based',
    places: ['Denver||US'],
  },
  {
    line: 'Quillby | Data Engineer | Remote (CA, OR, WA) | Full-time',
    workplace: ['REMOTE'],
    places: ['|CA|US', '|OR|US', '|WA|US'],
  },
  { line: 'Quillby | Data Engineer | Hoboken, NJ', places: ['Hoboken|NJ|US'] },
  { line: 'Quillby | Data Engineer | Denver | 5 days in office', workplace: ['ONSITE'] },
  {
    line: 'Quillby is hiring a Data Engineer | Denver',
    employer: 'Quillby',
    title: 'Data Engineer',
  },
  { line: 'Quillby: Data Engineer | Denver | Onsite', employer: 'Quillby', title: 'Data Engineer' },
  { line: 'Quillby | Payroll for musicians | Denver | Data Engineer', title: 'Data Engineer' },
  { line: 'Denver, CO. Full-time. No remote. Quillby', employer: 'Quillby', workplace: ['ONSITE'] },
  { line: 'Quillby, Denver, CO, full time, H1B ok', employer: 'Quillby', places: ['Denver|CO|US'] },
  { line: 'Quillby / Rust Developer / Denver, CO / Full-time', title: 'Rust Developer' },
  {
    line: 'Quillby Therapeutics | Denver, CO and Full Remote | Full-time\n\nQuillby Therapeutics is small.',
    employer: 'Quillby Therapeutics',
  },
  { line: 'Quillby - Leeds, UK (Full time, permanent)', places: ['Leeds||GB'] },
  {
    line: 'Quillby (remote or local in Reno, NV)\n\nQuillby is small.',
    employer: 'Quillby',
    workplace: BOTH,
  },
  { line: 'Quillby, Leeds / Hull, UK', employer: 'Quillby', places: ['Leeds||GB', 'Hull||GB'] },
  {
    line: 'Quillby | Onsite | Mesa AZ, Pune India | Site Lead, SRE, Staff Engineer Risk and Audit',
    places: ['Mesa|AZ|US', 'Pune||IN'],
    titles: ['Site Lead', 'SRE', 'Staff Engineer Risk and Audit'],
  },
  {
    line: 'Quillby | Data Engineer | Denver | full- or part-time',
    employment: ['FULL_TIME', 'PART_TIME'],
  },
  {
    line: 'Quillby : Denver : Onsite : Data Engineer : Full-time',
    employer: 'Quillby',
    title: 'Data Engineer',
  },
  { line: 'Quillby | SF Bay Area + Remote USA | Full Time', places: ['SF Bay Area||US'] },
  // Terms, fields of work and several roles.
  {
    line: 'Quillby | https://quillby.example | Denver, CO | Full time and interns',
    title: null,
    employment: ['FULL_TIME', 'INTERN'],
  },
  {
    line: 'Quillby | Data Engineer | Lyon, France | REMOTE, INTERNS',
    title: 'Data Engineer',
    employment: ['INTERN'],
  },
  {
    line: 'Reno, NV & Boise, ID -- Full time & interns',
    title: null,
    places: ['Reno|NV|US', 'Boise|ID|US'],
    employment: ['FULL_TIME', 'INTERN'],
  },
  { line: 'Quillby | Denver, CO | Engineering and Design', employer: 'Quillby', title: null },
  {
    line: 'Quillby | Founding Engineer (Unity) | Oslo',
    title: 'Founding Engineer (Unity)',
    places: ['Oslo||NO'],
  },
  {
    line: 'Quillby | Senior Engineers (Frontend, Mobile) | Denver | ONSITE',
    title: 'Senior Engineers (Frontend, Mobile)',
  },
  {
    line: 'Quillby | Support Engineer (remote but US) & Rust Developer (remote worldwide) | Full-time',
    titles: ['Support Engineer', 'Rust Developer'],
  },
  {
    line: 'Quillby | India | Sales Manager/ Rust Developer / ML Engineer',
    titles: ['Sales Manager', 'Rust Developer', 'ML Engineer'],
  },
];

const BELOW: readonly (readonly [body: string, titles: readonly string[]])[] = [
  [
    'Open roles:\n\n- Data Engineer\n\n- Rust Developer (remote)',
    ['Data Engineer', 'Rust Developer'],
  ],
  [
    'Roles: Data Engineer, Sr Rust Developer, QA Analyst.',
    ['Data Engineer', 'Sr Rust Developer', 'QA Analyst'],
  ],
  [
    'Data Engineer: https://quillby.example/1\n\nRust Developer: https://quillby.example/2',
    ['Data Engineer', 'Rust Developer'],
  ],
  [
    'We build things.\n\nData Engineer - General\n\nSolutions Architect\n\nSee you soon.',
    ['Data Engineer', 'Solutions Architect'],
  ],
  ['Our current openings:\n\n- VP of Sales\n\n- Data Engineer', ['VP of Sales', 'Data Engineer']],
];

describe('the roles below a post in one line', () => {
  for (const [body, titles] of BELOW) {
    it(titles.join(', '), () => {
      const found = read({ line: `Quillby | Denver, CO | Onsite\n\n${body}` });
      assert.deepEqual(found.titles, titles);
      assert.equal(found.title, null);
    });
  }
});

describe('a post in one line', () => {
  for (const head of HEADS) {
    it(head.line, () => {
      const found = read(head);
      for (const key of Object.keys(head) as (keyof Head)[]) {
        assert.deepEqual(sorted(found[key]), sorted(head[key]), key);
      }
    });
  }
});
