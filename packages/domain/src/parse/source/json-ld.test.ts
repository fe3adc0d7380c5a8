import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StructuredFields } from '../document.ts';
import { findJobPostings } from './find-job-postings.ts';
import { readJsonLdPay } from './json-ld-pay.ts';
import { readJobPosting } from './json-ld.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

type Pay = readonly [
  min: number | null,
  max: number | null,
  currency: string | null,
  interval: string | null,
];

const PAY: readonly (readonly [name: string, posting: JsonObject, pay: readonly Pay[]])[] = [
  ['a number', { baseSalary: 60000, salaryCurrency: 'EUR' }, [[60000, 60000, 'EUR', null]]],
  ['text', { baseSalary: '60.000,00' }, [[60000, 60000, null, null]]],
  ['a range in text', { baseSalary: '$25 - $30 per hour' }, [[25, 30, null, 'hour']]],
  [
    'an amount with a scalar and an outer unit',
    { baseSalary: { currency: 'USD', value: '30', unitText: 'HOUR' } },
    [[30, 30, 'USD', 'HOUR']],
  ],
  [
    'an amount with a quantity',
    {
      baseSalary: {
        '@type': 'MonetaryAmount',
        currency: 'USD',
        value: { minValue: '60,000', maxValue: 80000, unitText: 'YEAR' },
      },
    },
    [[60000, 80000, 'USD', 'YEAR']],
  ],
  [
    'a quantity with the unit outside',
    { baseSalary: { currency: 'EUR', unitText: 'MONTH', value: { value: 3000 } } },
    [[3000, 3000, 'EUR', 'MONTH']],
  ],
  [
    'bounds outside of any quantity',
    { baseSalary: { currency: 'EUR', minValue: 20, maxValue: 25, unitCode: 'HUR' } },
    [[20, 25, 'EUR', 'HUR']],
  ],
  [
    'a price specification',
    { baseSalary: { '@type': 'PriceSpecification', price: 50000, priceCurrency: 'CHF' } },
    [[50000, 50000, 'CHF', null]],
  ],
  [
    'an open end',
    { baseSalary: { currency: 'EUR', value: { minValue: 40000, unitText: 'YEAR' } } },
    [[40000, null, 'EUR', 'YEAR']],
  ],
  [
    'a list',
    {
      baseSalary: [
        { currency: 'EUR', value: 1 },
        { currency: 'USD', value: 2 },
      ],
    },
    [
      [1, 1, 'EUR', null],
      [2, 2, 'USD', null],
    ],
  ],
  ['zeros', { baseSalary: { currency: 'EUR', value: { minValue: 0, maxValue: 0 } } }, []],
  ['an empty string', { baseSalary: '' }, []],
  ['words', { baseSalary: 'competitive' }, []],
  ['somebody’s estimate', { estimatedSalary: 90000 }, []],
];

describe('baseSalary as', () => {
  for (const [name, posting, pay] of PAY) {
    it(name, () => {
      const found = readJsonLdPay(posting).map((entry) => [
        entry.minValue,
        entry.maxValue,
        entry.currency,
        entry.interval,
      ]);
      assert.deepEqual(found, pay);
    });
  }
});

const FIELDS: readonly (readonly [
  name: string,
  posting: JsonObject,
  fields: Partial<StructuredFields>,
])[] = [
  ['an employer in words', { hiringOrganization: 'Crumb &amp; Co' }, { employer: 'Crumb & Co' }],
  [
    'an employer with a site',
    { hiringOrganization: { name: 'Crumb', sameAs: 'https://crumb.example' } },
    { employer: 'Crumb', employerUrl: 'https://crumb.example' },
  ],
  [
    'employment in a list',
    { employmentType: ['FULL_TIME', 'INTERN'] },
    { employment: ['FULL_TIME', 'INTERN'] },
  ],
  [
    'employment in one text',
    { employmentType: 'Full-time, Contract' },
    { employment: ['Full-time', 'Contract'] },
  ],
  ['a place in words', { jobLocation: 'Graz, Austria' }, { places: ['Graz, Austria'] }],
  [
    'an address in words',
    { jobLocation: { '@type': 'Place', address: 'Graz, Austria' } },
    { places: ['Graz, Austria'] },
  ],
  [
    'an address without a place',
    { jobLocation: { addressLocality: 'Graz', addressCountry: 'at' } },
    {
      places: [
        { raw: 'Graz, AT', addressLocality: 'Graz', addressRegion: null, addressCountry: 'AT' },
      ],
      country: 'AT',
    },
  ],
  [
    'a country as a node',
    {
      jobLocation: {
        address: {
          addressLocality: 'Graz',
          addressCountry: { '@type': 'Country', name: 'Austria' },
        },
      },
    },
    {
      places: [
        {
          raw: 'Graz, Austria',
          addressLocality: 'Graz',
          addressRegion: null,
          addressCountry: 'AT',
        },
      ],
    },
  ],
  [
    'several places',
    {
      jobLocation: [
        { address: { addressLocality: 'Graz' } },
        { address: { addressLocality: 'Linz' } },
        { address: { addressLocality: 'Graz' } },
      ],
    },
    {
      places: ['Graz', 'Linz'].map((city) => ({
        raw: city,
        addressLocality: city,
        addressRegion: null,
        addressCountry: null,
      })),
    },
  ],
  [
    'where applicants live',
    {
      jobLocationType: 'TELECOMMUTE',
      applicantLocationRequirements: [{ '@type': 'Country', name: 'Austria' }, { name: 'Italy' }],
    },
    {
      workplace: ['TELECOMMUTE'],
      applicantPlaces: [
        { raw: 'Austria', addressLocality: null, addressRegion: null, addressCountry: 'AT' },
        'Italy',
      ],
    },
  ],
  [
    'an identifier',
    { identifier: { '@type': 'PropertyValue', name: 'Crumb', value: 'R-7' } },
    { requisitionId: 'R-7' },
  ],
  [
    'experience in months',
    { experienceRequirements: { monthsOfExperience: 36 } },
    { experience: '36 months' },
  ],
  [
    'education as a node',
    { educationRequirements: { credentialCategory: 'bachelor degree' } },
    { education: 'bachelor degree' },
  ],
  [
    'dates',
    { datePosted: '2026-09-29T16:02:37.123+0200', validThrough: '31.12.2026' },
    { datePosted: '2026-09-29T16:02:37+02:00', validThrough: null },
  ],
  [
    'placeholders',
    { title: 'N/A', hiringOrganization: { name: '-' }, url: '/jobs/1' },
    { title: null, employer: null, url: null },
  ],
];

describe('JobPosting with', () => {
  for (const [name, posting, fields] of FIELDS) {
    it(name, () => {
      const { structured } = readJobPosting({ '@type': 'JobPosting', ...posting });
      for (const [key, value] of Object.entries(fields)) {
        assert.deepEqual(structured[key as keyof StructuredFields], value, key);
      }
    });
  }
  it('an escaped description, responsibilities and qualifications', () => {
    const { composed } = readJobPosting({
      description: '&lt;p&gt;We bake.&lt;/p&gt;',
      responsibilities: ['Knead', 'Bake'],
      qualifications: 'Hands',
    });
    assert.equal(composed.text, 'We bake.\n\n• Knead\n• Bake\n\nHands');
    assert.deepEqual(
      composed.labelled.map(({ kind }) => kind),
      ['RESPONSIBILITIES', 'REQUIREMENTS'],
    );
  });
});

describe('findJobPostings', () => {
  const posting = { '@type': 'JobPosting', title: 'Baker' };
  const shapes: readonly (readonly [name: string, value: JsonValue, count: number])[] = [
    ['alone', posting, 1],
    ['in a list', [posting, { '@type': 'WebSite' }, posting], 2],
    ['in a graph', { '@graph': [{ '@type': 'Organization' }, posting] }, 1],
    [
      'in an item list',
      { '@type': 'ItemList', itemListElement: [{ item: posting }, { item: posting }] },
      2,
    ],
    ['as main entity', { '@type': 'WebPage', mainEntity: posting }, 1],
    ['of two types', { '@type': ['Thing', 'http://schema.org/JobPosting'] }, 1],
    ['never', { '@type': 'Person', name: 'Jo' }, 0],
  ];
  for (const [name, value, count] of shapes) {
    it(`finds postings ${name}`, () => assert.equal(findJobPostings(value).postings.length, count));
  }
  it('finds the nodes that others refer to', () => {
    const employer = { '@type': 'Organization', '@id': '#o', name: 'Crumb' };
    const graph = { '@graph': [employer, { ...posting, hiringOrganization: { '@id': '#o' } }] };
    const { postings, byId } = findJobPostings(graph);
    assert.equal(readJobPosting(postings[0] ?? {}, byId).structured.employer, 'Crumb');
  });
});
