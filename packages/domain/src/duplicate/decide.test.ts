import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Place } from '@winnow/contracts/enriched-posting';
import { barrierBetween, type Barrier } from './compare.ts';
import { decide, describeDuplicate, type Candidate } from './decide.ts';
import type { DuplicateFeatures } from './features.ts';
import { fingerprint, type DuplicateFacts, type DuplicateInput } from './fingerprint.ts';
import { DUPLICATE_PARAMETERS as PARAMETERS } from './parameters.ts';
import { EMPTY_PROFILE, headOf, HEADS_MAX, withMember, type ClusterProfile } from './profile.ts';

const PLACE: Place = {
  raw: 'Berlin',
  addressLocality: 'Berlin',
  addressRegion: null,
  addressCountry: 'DE',
};
const at = (addressLocality: string): readonly Place[] => [
  { ...PLACE, raw: addressLocality, addressLocality },
];

const ABOUT =
  'Acme makes the small things that hold the large ones together, and has made them for a hundred years in a town that nobody leaves by choice. We eat together, we argue in the open and we go home on time. ';
const DUTIES =
  'You keep the presses running, find out why one of them sings, order what wears out before it does, and teach two apprentices to listen. ';
const OTHER_DUTIES =
  'You read balance sheets from the back, close the month in five days, explain a variance to engineers and hunt invoices that nobody remembers. ';

const NOTICE =
  'To apply for this position please follow the link below and fill in the form on our website today.';
/** Nothing to tell it from any other posting. */
const BARE: Parts = { title: null, employer: null, jobLocation: [], text: 'Apply now!' };

const language = (tag: string, required = true): DuplicateInput['languages'][number] => ({
  language: tag,
  level: null,
  required,
});

interface Parts extends Partial<Omit<DuplicateInput, 'source'>>, Partial<DuplicateFacts> {
  readonly employer?: string | null;
  readonly requisition?: string;
  readonly source?: string;
  readonly url?: string;
  readonly seen?: string;
  readonly text?: string;
}

function features(parts: Parts = {}): DuplicateFeatures {
  const { employer = 'Acme GmbH', requisition = null, source = 'board', seen = null } = parts;
  const { text = ABOUT + DUTIES, jobId = null, url = null, country = null } = parts;
  return fingerprint(
    {
      title: 'Press Mechanic',
      titles: [],
      rawTitle: null,
      jobLocation: [PLACE],
      applicantLocationRequirements: [],
      workplaceType: null,
      seniority: null,
      employmentType: [],
      contractType: [],
      languages: [],
      language: 'en',
      datePosted: null,
      annualSalary: null,
      ...parts,
      description: text,
      hiringOrganization: { name: employer, department: null, sameAs: null },
      identifier: { requisitionId: requisition },
      source: { name: source, url, collectedAt: seen },
    },
    { jobId, canonicalUrl: url, country },
  );
}

/** Decides on a posting beside others, each in a cluster of its own unless said. */
function decideBeside(
  f: DuplicateFeatures,
  others: readonly (readonly [cluster: string, features: DuplicateFeatures])[],
): ReturnType<typeof decide> {
  const clusters = new Map<string, ClusterProfile>();
  const candidates = others.map(([clusterId, each], i): Candidate => ({
    key: `k${i}`,
    clusterId,
    order: i,
    features: each,
  }));
  for (const [id] of others) {
    const members = others.filter(([cluster]) => cluster === id);
    const profile = members.reduce(
      (made, [, each]) => withMember(made, headOf(each)),
      EMPTY_PROFILE,
    );
    clusters.set(id, profile);
  }
  return decide(f, { candidates, profileOf: (id) => clusters.get(id) }, PARAMETERS);
}

describe('decide', () => {
  const ONE_JOB: readonly [name: string, a: Parts, b: Parts][] = [
    ['the same posting on another site', {}, { source: 'other' }],
    ['a shorter title elsewhere', { title: 'Press Mechanic, Hall Nine' }, { source: 'other' }],
    ['a snippet', {}, { source: 'other', text: ABOUT.slice(0, 120) }],
    [
      'a legal form without a space',
      { employer: '株式会社あさひ' },
      { employer: 'あさひ', text: ABOUT + DUTIES.slice(0, 60) },
    ],
    ['a foundation by its name', { employer: 'Stichting Acme' }, { employer: 'Acme' }],
    ['an agency’s copy', { employer: 'Acme Staffing' }, { employer: 'Acme Staffing', source: 'b' }],
    ['header and footer around it', {}, { text: `Jobs for you! ${ABOUT}${DUTIES} Apply here.` }],
    [
      'another employer’s form of name',
      {},
      { employer: 'ACME', text: ABOUT + DUTIES.slice(0, 60) },
    ],
    [
      'one address, all else unknown',
      { url: 'https://a.example/1' },
      {
        url: 'http://www.a.example/1?utm_source=x',
        employer: null,
        text: 'See link.',
        title: null,
      },
    ],
    [
      'one requisition, two languages',
      { requisition: 'R-12345' },
      { requisition: '12345', title: 'Mechaniker', language: 'de', text: 'Sie warten Pressen.' },
    ],
    [
      'one job of the ATS behind two posts',
      { jobId: '77' },
      { jobId: '77', text: 'Another text entirely, with other words in it.' },
    ],
    ['no text at all, everything else the same', { text: '' }, { text: '' }],
    [
      'remote here, a city there, one requisition',
      { requisition: 'R-12345', workplaceType: 'REMOTE', jobLocation: [] },
      { requisition: 'R-12345' },
    ],
    ['no employer, the same text', {}, { employer: null, source: 'other' }],
    [
      'a long text under the name of the site',
      { text: ABOUT + DUTIES + OTHER_DUTIES + ABOUT },
      { text: ABOUT + DUTIES + OTHER_DUTIES + ABOUT, employer: 'Workwire', source: 'workwire' },
    ],
    ['an agency’s copy of the text', {}, { employer: 'Brightpath Staffing', source: 'other' }],
    [
      'one shift in two words for it',
      { title: 'Press Mechanic - Nights' },
      { title: 'Night Shift Press Mechanic', text: ABOUT + DUTIES.slice(0, 70) },
    ],
    ['what goes without saying, said', {}, { title: 'Press Mechanic (Full-time, permanent)' }],
    [
      'both hours, and one of them',
      { employmentType: ['FULL_TIME', 'PART_TIME'] },
      { employmentType: ['PART_TIME'] },
    ],
    ['hours stated on one side', { employmentType: ['FULL_TIME'] }, {}],
    [
      'hours that a site drops from the title',
      { title: 'Press Mechanic (part-time)' },
      { source: 'other' },
    ],
    ['a contract stated on one side', { contractType: ['FIXED_TERM'] }, {}],
    [
      'a site’s default beside what the title says',
      { title: 'Press Mechanic (part-time)', employmentType: ['FULL_TIME'] },
      { title: 'Press Mechanic, part time', employmentType: ['PART_TIME'], source: 'other' },
    ],
    [
      'one language more',
      { languages: [language('en')] },
      { languages: [language('en'), language('de')] },
    ],
    [
      'languages that are only welcome',
      { languages: [language('fr', false)] },
      { languages: [language('de', false)] },
    ],
    [
      'one requisition, full time here and part time there',
      { requisition: 'R-12345', employmentType: ['FULL_TIME'] },
      { requisition: 'R-12345', employmentType: ['PART_TIME'] },
    ],
    [
      'one address under a text that says nothing',
      { ...BARE, url: 'https://a.example/1' },
      { ...BARE, url: 'https://a.example/1' },
    ],
    [
      'one requisition under such a text',
      { ...BARE, requisition: 'R-12345' },
      { ...BARE, requisition: 'R-12345' },
    ],
    [
      'a line of text under one role of one employer',
      { text: 'Apply now!' },
      { text: 'Apply now!' },
    ],
    [
      'a long text without a head',
      { ...BARE, text: ABOUT + DUTIES },
      { ...BARE, text: ABOUT + DUTIES },
    ],
  ];
  for (const [name, a, b] of ONE_JOB) {
    it(`finds one job: ${name}`, () => {
      assert.equal(decideBeside(features(b), [['x', features(a)]]).clusterId, 'x');
      assert.equal(decideBeside(features(a), [['x', features(b)]]).clusterId, 'x');
    });
  }

  const SIBLINGS: readonly [barrier: Barrier, name: string, a: Parts, b: Parts][] = [
    ['REQUISITION', 'two requisitions', { requisition: 'R-10001' }, { requisition: 'R-10002' }],
    ['JOB_ID', 'two jobs of one ATS', { jobId: '1' }, { jobId: '2' }],
    ['LEVEL', 'two levels', { title: 'Junior Press Mechanic' }, { title: 'Senior Press Mechanic' }],
    ['LEVEL', 'a level and none', {}, { title: 'Senior Press Mechanic' }],
    ['LEVEL', 'a leader in German', {}, { title: 'Teamleiter Press Mechanic' }],
    ['LEVEL', 'a leader in Dutch', {}, { title: 'Leidinggevend Press Mechanic' }],
    ['LEVEL', 'two levels stated in the text', { seniority: 'ENTRY' }, { seniority: 'SENIOR' }],
    ['PLACE', 'two cities', {}, { jobLocation: at('Munich') }],
    [
      'PLACE',
      'two cities, whatever the address says',
      { url: 'https://a.example/1' },
      { url: 'https://a.example/1', jobLocation: at('Munich') },
    ],
    ['PLACE', 'remote and a city', {}, { workplaceType: 'REMOTE', jobLocation: [] }],
    ['ROLE', 'a role and a part of it in one source', {}, { title: 'Press Mechanic, Hall Nine' }],
    ['SHIFT', 'a shift and none', {}, { title: 'Press Mechanic - Nights' }],
    [
      'SHIFT',
      'a shift and none, elsewhere',
      {},
      { title: 'Press Mechanic (Nachtschicht)', source: 'other' },
    ],
    [
      'SHIFT',
      'two shifts, whatever the address says',
      { url: 'https://a.example/1', title: 'Press Mechanic, night shift' },
      { url: 'https://a.example/1', title: 'Press Mechanic, weekends' },
    ],
    [
      'TERMS',
      'full time and part time in the title',
      { title: 'Press Mechanic Full-Time' },
      { title: 'Press Mechanic Part-Time' },
    ],
    [
      'TERMS',
      'full time and part time as fields',
      { employmentType: ['FULL_TIME'] },
      { employmentType: ['PART_TIME'] },
    ],
    [
      'TERMS',
      'a permanent post and its cover',
      { contractType: ['PERMANENT'] },
      { title: 'Press Mechanic (maternity cover)' },
    ],
    [
      'TERMS',
      'a cover beside nothing in one source',
      {},
      { title: 'Press Mechanic - maternity cover' },
    ],
    [
      'TERMS',
      'two languages required',
      { languages: [language('en'), language('de-AT')] },
      { languages: [language('en-GB'), language('fr')] },
    ],
    ['ROLE', 'two roles in one template', {}, { title: 'Accountant' }],
    [
      'ROLE',
      'two fields of one role',
      { title: 'Engineer, Payments' },
      { title: 'Engineer, Search' },
    ],
  ];
  for (const [barrier, name, a, b] of SIBLINGS) {
    it(`never merges ${name}, and tells them to be siblings`, () => {
      const [one, other] = [features(a), features(b)];
      assert.equal(barrierBetween(one, other), barrier);
      assert.equal(barrierBetween(other, one), barrier);
      const { clusterId, related } = decideBeside(other, [['x', one]]);
      assert.deepEqual([clusterId, related], [undefined, ['k0']]);
    });
  }

  const STRANGERS: readonly [name: string, a: Parts, b: Parts][] = [
    ['one role of two employers', {}, { employer: 'Bolt AG', text: OTHER_DUTIES }],
    ['one text of two owners', {}, { employer: 'Bolt AG' }],
    ['two texts that say nothing', BARE, BARE],
    ['two texts that say nothing, elsewhere', BARE, { ...BARE, source: 'other' }],
    [
      'a notice that any posting may have',
      { ...BARE, text: NOTICE },
      { ...BARE, text: NOTICE, source: 'other' },
    ],
    [
      'a line of text under one role of nobody knows whom',
      { text: 'Apply now!', employer: null },
      { text: 'Apply now!', employer: null },
    ],
    ['another text of one role there', {}, { text: OTHER_DUTIES + OTHER_DUTIES.toUpperCase() }],
    [
      'another language',
      {},
      { language: 'fr', text: 'Vous entretenez nos presses et formez deux apprentis.' },
    ],
  ];
  for (const [name, a, b] of STRANGERS) {
    it(`does not merge ${name}`, () => {
      assert.equal(decideBeside(features(b), [['x', features(a)]]).clusterId, undefined);
    });
  }

  it('takes the best match, and the earlier of two alike', () => {
    const near = features({ text: `${ABOUT}${DUTIES} And more.` });
    const far = features({ text: ABOUT + DUTIES.slice(0, 70) });
    assert.equal(
      decideBeside(features(), [
        ['far', far],
        ['near', near],
      ]).clusterId,
      'near',
    );
    assert.equal(
      decideBeside(features(), [
        ['one', near],
        ['two', near],
      ]).clusterId,
      'one',
    );
    const keyed = features({ requisition: 'R-12345', text: 'Short.' });
    const asked = features({ requisition: 'R-12345' });
    assert.equal(
      decideBeside(asked, [
        ['near', near],
        ['keyed', keyed],
      ]).clusterId,
      'keyed',
    );
  });

  it('holds its rules against every member of a cluster', () => {
    const unknown = features({ jobLocation: [] });
    const munich = features({ jobLocation: at('Munich') });
    const berlin = features();
    assert.equal(decideBeside(unknown, [['x', munich]]).clusterId, 'x');
    assert.equal(decideBeside(berlin, [['x', unknown]]).clusterId, 'x');
    const found = decideBeside(berlin, [
      ['x', unknown],
      ['x', munich],
    ]);
    assert.deepEqual([found.clusterId, found.related], [undefined, ['k0']]);
  });

  it('holds the rules of one source against every candidate of a cluster', () => {
    const whole = features({ title: 'Press Mechanic, Hall Nine' });
    const shortened = features({ source: 'other' });
    const found = decideBeside(features(), [
      ['x', whole],
      ['x', shortened],
    ]);
    assert.equal(decideBeside(shortened, [['x', whole]]).clusterId, 'x');
    assert.equal(found.clusterId, undefined);
  });

  it('takes one agency’s template for no proof', () => {
    const a = { employer: 'Acme Staffing', text: ABOUT + OTHER_DUTIES };
    const b = { employer: 'Acme Staffing', text: ABOUT + DUTIES };
    const known = { employer: 'Acme', text: a.text };
    assert.equal(decideBeside(features(b), [['x', features(a)]]).clusterId, undefined);
    assert.equal(
      decideBeside(features({ ...b, employer: 'Acme' }), [['x', features(known)]]).clusterId,
      'x',
    );
  });

  it('keeps a cluster from gathering ever more different heads', () => {
    const spread = Array.from({ length: HEADS_MAX }, (_, i) =>
      features({ jobLocation: [PLACE, ...at(`Town ${i}`)] }),
    );
    const members = spread.map((each) => ['x', each] as const);
    assert.equal(
      decideBeside(features({ jobLocation: [PLACE, ...at('New')] }), members).clusterId,
      undefined,
    );
    assert.equal(
      decideBeside(features({ jobLocation: [PLACE, ...at('Town 3')] }), members).clusterId,
      'x',
    );
  });

  it('learns what an employer puts into all of its postings', () => {
    const roles = ['Accountant', 'Driver', 'Cook', 'Gardener'];
    const template = ABOUT.repeat(2);
    const peers = roles.map(
      (title, i) =>
        [
          `c${i}`,
          features({
            title,
            text: `${template}As ${title.toLowerCase()} you do what such people do: number ${i}.`,
          }),
        ] as const,
    );
    const other = features({ text: template + OTHER_DUTIES });
    const asked = features({ text: template + DUTIES });
    assert.equal(decideBeside(asked, [['x', other]]).clusterId, 'x');
    assert.equal(decideBeside(asked, [['x', other], ...peers]).clusterId, undefined);
    const same = features({
      text: template + DUTIES.replace('two apprentices', 'three apprentices'),
    });
    assert.equal(decideBeside(asked, [['x', same], ...peers]).clusterId, 'x');
  });

  it('takes a job that comes back after months for a new opening', () => {
    const old = features({ seen: '2026-01-10T00:00:00Z' });
    assert.equal(
      decideBeside(features({ seen: '2026-03-10T00:00:00Z' }), [['x', old]]).clusterId,
      'x',
    );
    const { clusterId } = decideBeside(features({ seen: '2026-11-10T00:00:00Z' }), [['x', old]]);
    assert.equal(clusterId, undefined);
  });
});

describe('describeDuplicate', () => {
  const CASES: readonly [kind: string, name: string, a: Parts, b: Parts][] = [
    ['EXACT', 'the same text elsewhere', {}, { source: 'other' }],
    ['SYNDICATED', 'another text elsewhere', {}, { source: 'other', text: ABOUT }],
    [
      'REPOST',
      'another day',
      { datePosted: '2026-01-01' },
      { datePosted: '2026-02-01', text: ABOUT },
    ],
    [
      'REPOST',
      'one requisition, no dates',
      { requisition: 'R-12345' },
      { requisition: 'R-12345', text: ABOUT },
    ],
    ['NEAR', 'one day', { datePosted: '2026-01-01' }, { datePosted: '2026-01-01', text: ABOUT }],
    ['NEAR', 'nothing else known', {}, { text: ABOUT }],
  ];
  for (const [kind, name, a, b] of CASES) {
    it(`calls ${name} ${kind}`, () => {
      const { kind: told, similarity } = describeDuplicate(features(b), features(a), PARAMETERS);
      assert.equal(told, kind);
      assert.ok(similarity !== null && similarity > 0.5 && similarity <= 1);
    });
  }
});
