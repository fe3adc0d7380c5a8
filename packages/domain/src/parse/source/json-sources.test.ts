import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SourceDocument, StructuredFields } from '../document.ts';
import type { ContentType } from '@winnow/contracts/code-lists';
import { readDocument } from './read-document.ts';

interface Expected {
  readonly format: string;
  readonly text: string;
  readonly fields: Partial<StructuredFields>;
}

/** What is asked of pay, without the payload's own text. */
type Pay = readonly [
  min: number | null,
  max: number | null,
  currency: string | null,
  interval: string | null,
];

function read(payload: unknown, type: ContentType): SourceDocument {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const result = readDocument({ id: 'x', source: 'test', contentType: type, body });
  assert.ok(result.kind === 'ok', JSON.stringify(result));
  return result.document;
}

const CASES: readonly (readonly [
  name: string,
  payload: unknown,
  expected: Expected,
  pay: readonly Pay[],
])[] = [
  [
    'Greenhouse',
    {
      id: 7,
      internal_job_id: 70,
      title: 'Baker &amp; Cook',
      absolute_url: 'https://boards.example/crumb/jobs/7',
      company_name: 'Crumb ',
      location: { name: 'Graz, Austria' },
      requisition_id: 'R-7',
      first_published: '2026-03-04T05:06:07-04:00',
      content: '&lt;h2&gt;Tasks&lt;/h2&gt;&lt;ul&gt;&lt;li&gt;Bake&lt;/li&gt;&lt;/ul&gt;',
      departments: [{ id: 1, name: 'Bakery' }],
      offices: [{ name: 'Head office' }],
      pay_input_ranges: [
        { min_cents: 4_500_000, max_cents: 5_500_000, currency_type: 'EUR', title: 'Base' },
        { min_cents: 0, max_cents: 0, currency_type: 'EUR', title: 'Bonus' },
      ],
    },
    {
      format: 'greenhouse',
      text: 'Tasks\n\n• Bake',
      fields: {
        title: 'Baker & Cook',
        employer: 'Crumb',
        department: 'Bakery',
        places: ['Graz, Austria'],
        requisitionId: 'R-7',
        jobId: '70',
        datePosted: '2026-03-04T05:06:07-04:00',
      },
    },
    [[45_000, 55_000, 'EUR', null]],
  ],
  [
    'Lever',
    {
      id: 'a',
      text: 'Night Baker',
      hostedUrl: 'https://jobs.example/crumb/a',
      categories: {
        commitment: 'Full-time',
        department: 'Bakery',
        location: 'Graz',
        allLocations: ['Graz', 'Linz'],
      },
      country: 'AT',
      workplaceType: 'on-site',
      createdAt: 1_780_000_000_000,
      opening: '<div>Hello</div>',
      description: '<div>Hello</div><div>We bake.</div>',
      descriptionBody: '<div>We bake.</div>',
      lists: [{ text: 'Tasks', content: '<li>Bake</li><li>Sell</li>' }],
      additional: '<p>Cake on Fridays</p>',
      salaryRange: { min: 18, max: 22.5, currency: 'EUR', interval: 'per-hour-wage' },
    },
    {
      format: 'lever',
      text: 'Hello\nWe bake.\n\nTasks\n• Bake\n• Sell\n\nCake on Fridays',
      fields: {
        title: 'Night Baker',
        department: 'Bakery',
        places: ['Graz', 'Linz'],
        workplace: ['on-site'],
        employment: ['Full-time'],
        country: 'AT',
        datePosted: '2026-05-28T20:26:40Z',
      },
    },
    [[18, 22.5, 'EUR', 'per-hour-wage']],
  ],
  [
    'Ashby',
    {
      title: 'Baker',
      jobUrl: 'https://jobs.example/crumb/b',
      department: 'Bakery',
      employmentType: 'PartTime',
      location: 'Graz',
      secondaryLocations: [
        { location: 'Linz', address: { addressLocality: 'Linz', addressCountry: 'Austria' } },
      ],
      address: {
        postalAddress: { addressLocality: 'Graz', addressRegion: '', addressCountry: 'AT' },
      },
      isRemote: null,
      workplaceType: 'Hybrid',
      publishedAt: '2026-01-02T03:04:05.678+00:00',
      descriptionHtml: '<h3>Profile</h3><p>Early riser</p>',
      compensation: {
        compensationTiers: [
          {
            title: 'Zone A',
            components: [
              {
                compensationType: 'Salary',
                interval: '1 YEAR',
                currencyCode: 'EUR',
                minValue: 40_000,
                maxValue: 50_000,
              },
              {
                compensationType: 'EquityPercentage',
                interval: 'NONE',
                currencyCode: null,
                minValue: 0.1,
                maxValue: 0.2,
              },
            ],
          },
          {
            title: 'Zone B',
            components: [
              {
                compensationType: 'Salary',
                interval: '1 YEAR',
                currencyCode: 'EUR',
                minValue: 36_000,
                maxValue: 45_000,
              },
            ],
          },
        ],
        summaryComponents: [
          { compensationType: 'Salary', interval: '1 YEAR', minValue: 36_000, maxValue: 50_000 },
        ],
      },
    },
    {
      format: 'ashby',
      text: 'Profile\n\nEarly riser',
      fields: {
        title: 'Baker',
        workplace: ['Hybrid'],
        employment: ['PartTime'],
        places: [
          { raw: 'Graz', addressLocality: 'Graz', addressRegion: null, addressCountry: 'AT' },
          'Linz, Austria',
        ],
      },
    },
    [
      [40_000, 50_000, 'EUR', '1 YEAR'],
      [36_000, 45_000, 'EUR', '1 YEAR'],
    ],
  ],
  [
    'Workable',
    {
      name: 'Crumb',
      jobs: [
        {
          title: 'Baker',
          shortcode: 'ABC',
          telecommuting: true,
          url: 'https://apply.example/j/ABC',
          published_on: '2026-02-03',
          country: 'Austria',
          city: 'Graz',
          state: '',
          employment_type: 'Full-time',
          description: '<p>Bake</p>',
        },
        {
          title: 'Baker',
          shortcode: 'ABC',
          telecommuting: true,
          url: 'https://apply.example/j/ABC',
          country: 'Spain',
          city: '',
          state: '',
          locations: [{ country: 'Spain', countryCode: 'ES', city: '' }],
        },
      ],
    },
    {
      format: 'workable',
      text: 'Bake',
      fields: {
        employer: 'Crumb',
        workplace: ['remote'],
        places: [
          'Graz, Austria',
          { raw: 'Spain', addressLocality: null, addressRegion: null, addressCountry: 'ES' },
        ],
        datePosted: '2026-02-03',
      },
    },
    [],
  ],
  [
    'SmartRecruiters',
    {
      id: '1',
      name: 'Baker',
      refNumber: 'REF1',
      company: { name: 'Crumb' },
      releasedDate: '2026-02-03T04:05:06.000Z',
      location: { city: 'Graz', region: 'Styria', country: 'at', remote: false, hybrid: true },
      typeOfEmployment: { label: 'Full-time' },
      experienceLevel: { label: 'Not Applicable' },
      jobAd: {
        sections: {
          companyDescription: { title: 'Company Description', text: '<p>We bake.</p>' },
          jobDescription: { title: 'Job Description', text: '<p>Bake bread.</p>' },
          qualifications: { title: 'Qualifications', text: '<ul><li>Hands</li></ul>' },
          additionalInformation: { title: 'Additional Information', text: '' },
        },
      },
    },
    {
      format: 'smartrecruiters',
      text: 'Company Description\nWe bake.\n\nJob Description\nBake bread.\n\nQualifications\n• Hands',
      fields: {
        employer: 'Crumb',
        workplace: ['hybrid'],
        seniority: null,
        requisitionId: 'REF1',
        places: [
          {
            raw: 'Graz, Styria, AT',
            addressLocality: 'Graz',
            addressRegion: 'Styria',
            addressCountry: 'AT',
          },
        ],
      },
    },
    [],
  ],
  [
    'Recruitee',
    {
      id: 3,
      title: 'Baker',
      careers_url: 'https://crumb.example/o/baker',
      company_name: 'Crumb',
      description: '<p>Bake.</p>',
      requirements:
        '<p><strong>You bring</strong></p><ul><li>Hands</li></ul><p><strong>Process</strong></p><p>Call us</p>',
      city: 'Graz',
      country_code: 'AT',
      remote: false,
      on_site: true,
      employment_type_code: 'fulltime_permanent',
      published_at: '2026-09-29 16:02:37 UTC',
      salary: { min: '18.50', max: '18.50', period: 'month', currency: 'EUR' },
    },
    {
      format: 'recruitee',
      text: 'Bake.\n\nYou bring\n\n• Hands\n\nProcess\n\nCall us',
      fields: {
        workplace: ['onsite'],
        employment: ['fulltime_permanent'],
        datePosted: '2026-09-29T16:02:37Z',
      },
    },
    [[18.5, 18.5, 'EUR', 'month']],
  ],
  [
    'Teamtailor',
    {
      title: 'Crumb',
      items: [
        {
          id: 'u',
          title: 'Baker',
          url: 'https://career.example/jobs/1-baker',
          date_published: '2026-02-04T09:26:20+01:00',
          content_html: '<p>Bake.</p>',
          _jobposting: {
            '@type': 'JobPosting',
            title: 'Baker',
            description: '&lt;p&gt;Bake bread.&lt;/p&gt;',
            jobLocation: [
              {
                '@type': 'Place',
                address: { addressLocality: 'Graz', addressRegion: 'Europe', addressCountry: 'AT' },
              },
            ],
          },
        },
      ],
    },
    {
      format: 'teamtailor',
      text: 'Bake bread.',
      fields: {
        employer: 'Crumb',
        url: 'https://career.example/jobs/1-baker',
        places: [
          { raw: 'Graz, AT', addressLocality: 'Graz', addressRegion: null, addressCountry: 'AT' },
        ],
      },
    },
    [],
  ],
  [
    'BambooHR',
    {
      meta: {},
      result: {
        jobOpening: {
          jobOpeningName: 'Baker',
          description: '<p>Bake.</p>',
          compensation: '$20 per hour',
          departmentLabel: 'Bakery',
          employmentStatusLabel: 'Full Time',
          location: { city: 'Graz', state: 'Styria', addressCountry: 'Austria' },
          locationType: '2',
          datePosted: '2026-05-01',
        },
      },
    },
    {
      format: 'bamboohr',
      text: 'Bake.\n\nCompensation\n$20 per hour',
      fields: {
        title: 'Baker',
        places: ['Graz, Styria, Austria'],
        workplace: ['hybrid'],
        employment: ['Full Time'],
      },
    },
    [],
  ],
  [
    'Workday',
    {
      jobPostingInfo: {
        title: 'Baker',
        jobDescription: '<p>Bake.</p>',
        location: 'Graz',
        additionalLocations: ['Linz'],
        jobReqId: 'JR7',
        timeType: 'Full time',
        startDate: '2026-05-06',
        externalUrl: 'https://crumb.example/job/7',
        country: { descriptor: 'Austria', alpha2Code: 'AT' },
      },
      hiringOrganization: { name: 'Crumb', url: '' },
    },
    {
      format: 'workday',
      text: 'Bake.',
      fields: {
        employer: 'Crumb',
        places: ['Graz', 'Linz'],
        requisitionId: 'JR7',
        country: 'AT',
        datePosted: '2026-05-06',
      },
    },
    [],
  ],
  [
    'Pinpoint',
    {
      data: [
        {
          id: 'p',
          title: 'Baker',
          url: 'https://crumb.example/postings/p',
          description: '<p>Bake.</p>',
          key_responsibilities_header: 'Your day',
          key_responsibilities: '<ul><li>Knead</li></ul>',
          benefits: '',
          workplace_type: 'hybrid',
          compensation_minimum: 20,
          compensation_maximum: 25,
          compensation_currency: 'GBP',
          compensation_frequency: 'hour',
          compensation_visible: true,
          location: { city: 'Leeds', name: 'Leeds shop' },
        },
      ],
    },
    {
      format: 'pinpoint',
      text: 'Bake.\n\nYour day\n• Knead',
      fields: {
        places: [
          {
            raw: 'Leeds shop',
            addressLocality: 'Leeds',
            addressRegion: null,
            addressCountry: null,
          },
        ],
      },
    },
    [[20, 25, 'GBP', 'hour']],
  ],
  [
    'Rippling',
    {
      uuid: 'r',
      name: 'Baker',
      url: 'https://ats.example/r',
      department: { label: 'Bakery' },
      description: { company: '<p>We bake.</p>', role: '<p>Bake.</p>' },
      workLocations: ['Graz', 'Remote (Austria)'],
      employmentType: { label: 'SALARIED_FT' },
      payRangeDetails: [
        { currency: 'EUR', frequency: 'YEAR', rangeStart: 30_000, rangeEnd: 40_000 },
      ],
    },
    {
      format: 'rippling',
      text: 'We bake.\n\nBake.',
      fields: { places: ['Graz', 'Remote (Austria)'], department: 'Bakery' },
    },
    [[30_000, 40_000, 'EUR', 'YEAR']],
  ],
  [
    'Oracle',
    {
      items: [
        {
          requisitionList: [
            {
              Id: '9',
              Title: 'Baker',
              PostedDate: '2026-08-07',
              PrimaryLocation: 'GRAZ, Austria',
              ShortDescriptionStr: 'Bake.',
              ExternalQualificationsStr: '<p>Hands</p>',
              secondaryLocations: [{ Name: 'LINZ, Austria' }],
              WorkplaceType: 'Hybrid',
            },
          ],
        },
      ],
    },
    {
      format: 'oracle',
      text: 'Bake.\n\nHands',
      fields: { places: ['GRAZ, Austria', 'LINZ, Austria'], workplace: ['Hybrid'] },
    },
    [],
  ],
  [
    'Eightfold',
    {
      positions: [
        {
          id: 5,
          name: 'Baker',
          canonicalPositionUrl: 'https://crumb.example/careers/job/5',
          locations: ['Graz, Austria'],
          job_description: '<b>Bake</b>',
          t_create: 1_785_801_600,
          department: 'Bakery',
        },
      ],
    },
    {
      format: 'eightfold',
      text: 'Bake',
      fields: { places: ['Graz, Austria'], datePosted: '2026-08-04T00:00:00Z' },
    },
    [],
  ],
  [
    'JobTech',
    {
      hits: [
        {
          id: '1',
          headline: 'Bagare',
          webpage_url: 'https://ads.example/1',
          description: { text: 'Baka bröd.' },
          employer: { name: 'Smulan AB' },
          workplace_address: {
            municipality: 'Umeå',
            region: 'Västerbottens län',
            country: 'Sverige',
          },
          employment_type: { label: 'Vanlig anställning' },
          working_hours_type: { label: 'Heltid' },
          salary_description: '30 000 kr/mån',
          publication_date: '2026-05-04T10:00:00',
          application_deadline: '2026-06-04T23:59:59',
        },
      ],
    },
    {
      format: 'jobtech',
      text: 'Baka bröd.\n\nLön\n30 000 kr/mån',
      fields: {
        title: 'Bagare',
        employer: 'Smulan AB',
        employment: ['Heltid', 'Vanlig anställning'],
        places: [
          {
            raw: 'Umeå, Västerbottens län, SE',
            addressLocality: 'Umeå',
            addressRegion: 'Västerbottens län',
            addressCountry: 'SE',
          },
        ],
        validThrough: '2026-06-04T23:59:59',
      },
    },
    [],
  ],
  [
    'any other JSON',
    {
      job_title: 'Baker',
      company: { name: 'Crumb' },
      jobDescription: 'Bake.',
      requirements: ['Hands', 'Patience'],
      location: 'Graz',
      remote: true,
      salary: { min: 30000, max: 40000, currency: 'EUR', period: 'year' },
      posted_at: '2026-01-05',
    },
    {
      format: 'json',
      text: 'Bake.\n\n• Hands\n• Patience',
      fields: {
        title: 'Baker',
        employer: 'Crumb',
        places: ['Graz'],
        workplace: ['remote'],
        datePosted: '2026-01-05',
      },
    },
    [[30_000, 40_000, 'EUR', 'year']],
  ],
];

describe('a payload of', () => {
  for (const [name, payload, expected, pay] of CASES) {
    it(name, () => {
      const { format, text, structured } = read(payload, 'application/json');
      assert.equal(format, expected.format);
      assert.equal(text, expected.text);
      for (const [key, value] of Object.entries(expected.fields)) {
        assert.deepEqual(structured[key as keyof StructuredFields], value, key);
      }
      const found = structured.pay.map((entry) => [
        entry.minValue,
        entry.maxValue,
        entry.currency,
        entry.interval,
      ]);
      assert.deepEqual(found, pay);
    });
  }
});

describe('labelled sections', () => {
  it('end where the part’s own headings take over', () => {
    const [, payload] = CASES.find(([name]) => name === 'Recruitee') ?? [];
    const { text, labelled } = read(payload, 'application/json');
    const [only, ...rest] = labelled.map(({ kind, heading, start, end }) => [
      kind,
      heading,
      text.slice(start, end),
    ]);
    assert.deepEqual(only, ['REQUIREMENTS', 'You bring', 'You bring\n\n• Hands']);
    assert.deepEqual(rest, []);
  });
});

describe('XML', () => {
  it('of Personio', () => {
    const xml = `<?xml version="1.0"?><workzag-jobs><position><id>4</id><subcompany>Krume SE &amp; Co. KG</subcompany>
<office>Graz</office><additionalOffices><office>Linz</office></additionalOffices><department>Backstube</department>
<name>Bäcker (m/w/d)</name><jobDescriptions><jobDescription><name>Deine Aufgaben</name>
<value><![CDATA[<ul><li>Backen</li></ul>]]></value></jobDescription></jobDescriptions>
<employmentType>permanent</employmentType><seniority>experienced</seniority><schedule>full-time</schedule>
<yearsOfExperience>2-5</yearsOfExperience><createdAt>2026-11-13T14:10:41+00:00</createdAt></position></workzag-jobs>`;
    const { format, text, structured } = read(xml, 'application/xml');
    assert.equal(format, 'personio');
    assert.equal(text, 'Deine Aufgaben\n• Backen');
    assert.equal(structured.title, 'Bäcker (m/w/d)');
    assert.equal(structured.employer, 'Krume SE & Co. KG');
    assert.deepEqual(structured.places, ['Graz', 'Linz']);
    assert.deepEqual(structured.employment, ['full-time', 'permanent']);
    assert.equal(structured.experience, '2-5');
  });
  it('of NEOGOV', () => {
    const xml = `<rss version="2.0" xmlns:joblisting="http://ns.example"><channel><title>City of Crumb</title><item>
<link>https://gov.example/jobs/5</link><title>Baker</title><description>&lt;p&gt;Bake.&lt;/p&gt;</description>
<joblisting:jobId>5</joblisting:jobId><joblisting:advertiseFromDateUTC>Wed, 19 Aug 2026 05:00:00:0</joblisting:advertiseFromDateUTC>
<joblisting:minimumSalary>20</joblisting:minimumSalary><joblisting:maximumSalary>25</joblisting:maximumSalary>
<joblisting:salaryCurrency>USD</joblisting:salaryCurrency><joblisting:salaryInterval>Hour</joblisting:salaryInterval>
<joblisting:qualifications>&lt;p&gt;Hands.&lt;/p&gt;</joblisting:qualifications></item></channel></rss>`;
    const { format, text, labelled, structured } = read(xml, 'text/xml');
    assert.equal(format, 'neogov');
    assert.equal(text, 'Bake.\n\nHands.');
    assert.deepEqual(labelled, [{ kind: 'REQUIREMENTS', heading: null, start: 7, end: 13 }]);
    assert.equal(structured.employer, 'City of Crumb');
    assert.equal(structured.datePosted, '2026-08-19T05:00:00Z');
    assert.equal(structured.pay[0]?.interval, 'Hour');
  });
});
