import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import type { IdentifiedPosting } from '@winnow/contracts/raw-posting';
import { parsePosting } from './parse-posting.ts';

const SEED = `Senior Backend Engineer

Company: InnovateTech Solutions
Location: San Francisco, CA (Hybrid)
Employment Type: Full-time
Department: Engineering

ABOUT US

InnovateTech Solutions is a fintech that moves billions of transactions a year for small shops.

JOB DESCRIPTION

We want a Senior Backend Engineer to grow our ledger.

KEY RESPONSIBILITIES

• Design services that scale
• Mentor engineers
• Review code

REQUIRED QUALIFICATIONS

• 5+ years of backend experience
• Strong proficiency in Python or Go
• Experience with Django, Flask or FastAPI
• RESTful APIs; PostgreSQL, MySQL
• AWS, GCP or Azure
• Docker, Kubernetes
• Bachelor's degree in Computer Science or equivalent experience

PREFERRED QUALIFICATIONS

• Kafka or RabbitMQ
• MongoDB, Redis
• PCI-DSS

TECHNICAL STACK

• Backend: Python, Go, Django, FastAPI
• Databases: PostgreSQL, Redis, MongoDB
• CI/CD: GitHub Actions, Jenkins

WHAT WE OFFER

• Competitive salary range: $160,000 - $220,000 (based on experience)
• Equity
• Health, dental, and vision insurance
• 401(k) matching
• Flexible PTO
• Professional development budget
• Remote flexibility (hybrid model)

COMPANY CULTURE

We value candour and kindness.

TO APPLY

Send your resume to jobs@innovatetech.example.
`;

function staged(body: string, more: Partial<IdentifiedPosting> = {}): StagedPosting {
  const result = parsePosting(
    { id: 'p1', source: 'test', contentType: 'text/plain', body, ...more },
    'sha256:0',
  );
  assert.equal(result.kind, 'ok');
  return result.kind === 'ok' ? result.staged : assert.fail();
}

function shown({ posting }: StagedPosting, path: string): string | null {
  const evidence = posting.evidence.find((one) => one.path === path);
  if (evidence === undefined || evidence.start === null || evidence.end === null) return null;
  return posting.description.slice(evidence.start, evidence.end);
}

describe('the posting to get right', () => {
  const result = staged(SEED);
  const { posting } = result;

  it('has every field of who, what and where', () => {
    assert.equal(posting.title, 'Senior Backend Engineer');
    assert.equal(posting.rawTitle, 'Senior Backend Engineer');
    assert.deepEqual(posting.titles, []);
    assert.equal(posting.hiringOrganization.name, 'InnovateTech Solutions');
    assert.equal(posting.hiringOrganization.department, 'Engineering');
    assert.deepEqual(posting.jobLocation, [
      {
        raw: 'San Francisco, CA',
        addressLocality: 'San Francisco',
        addressRegion: 'CA',
        addressCountry: 'US',
      },
    ]);
    assert.equal(posting.workplaceType, 'HYBRID');
    assert.deepEqual(posting.workplaceTypes, []);
    assert.equal(result.facts.country, 'US');
  });

  it('has every field of terms and demands', () => {
    assert.deepEqual(posting.employmentType, ['FULL_TIME']);
    assert.deepEqual(posting.contractType, []);
    assert.equal(posting.seniority, 'SENIOR');
    assert.deepEqual(posting.experience, { minYears: 5, maxYears: null });
    assert.deepEqual(posting.education, {
      level: 'BACHELOR',
      required: true,
      equivalentExperience: true,
    });
    assert.equal(posting.language, 'en');
    assert.deepEqual(posting.benefits, [
      'EQUITY',
      'HEALTH_INSURANCE',
      'DENTAL',
      'VISION',
      'RETIREMENT_401K',
      'FLEXIBLE_PTO',
      'LEARNING_BUDGET',
    ]);
  });

  it('has its sections, the block at the top in none', () => {
    assert.deepEqual(
      posting.sections.map(({ kind, heading }) => [kind, heading]),
      [
        ['ABOUT_COMPANY', 'ABOUT US'],
        ['ROLE_SUMMARY', 'JOB DESCRIPTION'],
        ['RESPONSIBILITIES', 'KEY RESPONSIBILITIES'],
        ['REQUIREMENTS', 'REQUIRED QUALIFICATIONS'],
        ['PREFERRED', 'PREFERRED QUALIFICATIONS'],
        ['TECH_STACK', 'TECHNICAL STACK'],
        ['BENEFITS', 'WHAT WE OFFER'],
        ['ABOUT_COMPANY', 'COMPANY CULTURE'],
        ['APPLICATION', 'TO APPLY'],
      ],
    );
    for (const { start, heading } of posting.sections) {
      assert.ok(posting.description.startsWith(heading ?? '?', start));
    }
  });

  it('shows where each value stands', () => {
    assert.equal(shown(result, '/hiringOrganization/name'), 'InnovateTech Solutions');
    assert.equal(shown(result, '/jobLocation/0'), 'San Francisco, CA');
    assert.equal(shown(result, '/workplaceType'), 'Hybrid');
    assert.equal(shown(result, '/employmentType/0'), 'Full-time');
    assert.equal(shown(result, '/experience/minYears'), '5+ years');
    assert.equal(shown(result, '/education/level'), "Bachelor's degree");
  });

  it('leaves pay, stack and duplicates to the stages that follow', () => {
    assert.deepEqual(posting.baseSalary, []);
    assert.deepEqual(posting.stack, []);
    assert.equal(posting.duplicate, null);
    assert.deepEqual(posting.stages, {});
  });
});

const LEVER = {
  id: '5d2f0e6a-0000-4000-8000-000000000001',
  text: 'Field Engineer',
  hostedUrl: 'https://jobs.lever.co/acme/5d2f0e6a?lever-source=x',
  categories: { commitment: 'Full-time', location: 'Lyon, France' },
  workplaceType: 'remote',
  descriptionPlain: 'Hybrid: you are in the office 3 days per week. 4 years of experience needed.',
  lists: [],
};

describe('text and structure', () => {
  it('both survive where they disagree, and a warning says which was taken', () => {
    const { posting } = staged(JSON.stringify(LEVER), { contentType: 'application/json' });
    assert.equal(posting.workplaceType, 'HYBRID');
    assert.deepEqual(
      posting.warnings.map(({ code, path }) => [code, path]),
      [['WORKPLACE_DISAGREES', '/workplaceType']],
    );
    const sources = posting.evidence.filter((one) => one.path === '/workplaceType');
    assert.deepEqual(new Set(sources.map((one) => one.source)), new Set(['text', 'structured']));
  });

  it('keeps the address without what only campaigns need', () => {
    const { facts } = staged(JSON.stringify(LEVER), { contentType: 'application/json' });
    assert.equal(facts.canonicalUrl, 'https://jobs.lever.co/acme/5d2f0e6a');
  });
});

describe('a payload and a text that disagree', () => {
  const description =
    '<p>Company: Beta GmbH<br>Location: Munich, Germany<br>Job ID: B-77<br>Closing date: 15 January 2027</p>' +
    '<p>You work on-site, five days a week in our office.</p><h3>Requirements</h3>' +
    '<ul><li>5+ years of experience in data</li><li>Master’s degree in statistics</li></ul>';
  const payload = {
    '@type': 'JobPosting',
    title: 'Data Engineer',
    description,
    hiringOrganization: { name: 'Alpha Ltd' },
    jobLocation: { address: { addressLocality: 'Leeds', addressCountry: 'GB' } },
    jobLocationType: 'TELECOMMUTE',
    identifier: 'A-1',
    validThrough: '2026-12-01',
    experienceRequirements: { monthsOfExperience: 24 },
    educationRequirements: { credentialCategory: 'bachelor degree' },
  };
  const { posting } = staged(JSON.stringify(payload), { contentType: 'application/ld+json' });
  for (const [code, path] of [
    ['EMPLOYER_DISAGREES', '/hiringOrganization/name'],
    ['REQUISITION_DISAGREES', '/identifier/requisitionId'],
    ['LOCATION_DISAGREES', '/jobLocation'],
    ['WORKPLACE_DISAGREES', '/workplaceType'],
    ['EXPERIENCE_DISAGREES', '/experience/minYears'],
    ['EDUCATION_DISAGREES', '/education/level'],
    ['DATE_DISAGREES', '/validThrough'],
  ] as const) {
    it(`keep both and say so: ${code}`, () => {
      assert.equal(posting.warnings.filter((one) => one.code === code)[0]?.path, path);
      const said = posting.evidence.filter((one) => one.path.startsWith(path));
      assert.deepEqual(new Set(said.map(({ source }) => source)), new Set(['text', 'structured']));
    });
  }
});

describe('places that only the title of a payload names', () => {
  it('have no span in a text that lacks it', () => {
    const job = { title: 'Cook (Remote - TX, FL or AZ)', shortcode: 'A', description: 'You cook.' };
    const { posting } = staged(JSON.stringify(job), { contentType: 'application/json' });
    assert.deepEqual(
      posting.jobLocation.map((place) => place.addressRegion),
      ['TX', 'FL', 'AZ'],
    );
    for (const one of posting.evidence.filter(({ path }) => path.startsWith('/jobLocation'))) {
      assert.deepEqual([one.source, one.start], ['structured', null]);
    }
  });
});

describe('the language of a payload without text', () => {
  const of = (body: object): string | null =>
    staged(JSON.stringify(body), { contentType: 'application/json' }).posting.language;
  it('is told by its place and its own word', () => {
    const title = 'Marketing & Social Media Intern';
    const job = { title, shortcode: 'A', country: 'United States', city: 'Fort Lauderdale' };
    assert.equal(of(job), 'en');
    const swiss = { title: 'Product Owner', shortcode: 'A', country: 'Switzerland', city: 'Zug' };
    assert.equal(of(swiss), 'en');
    assert.equal(of({ ...job, title: 'Barista', language: 'sv' }), 'sv');
  });
});

describe('what is stated nowhere', () => {
  const { posting } = staged('Salary: $95,000 - $120,000 per year.');
  it('stays null, and no evidence is invented', () => {
    assert.equal(posting.title, null);
    assert.equal(posting.hiringOrganization.name, null);
    assert.equal(posting.workplaceType, null);
    assert.equal(posting.seniority, null);
    assert.deepEqual(posting.jobLocation, []);
    assert.deepEqual(posting.employmentType, []);
    assert.deepEqual(
      posting.evidence.map(({ path }) => path),
      ['/language'],
    );
  });
});

describe('a record that is none', () => {
  it('is a value that says why', () => {
    const bad = { id: '1', source: 'test', contentType: 'application/json', body: '{' } as const;
    const result = parsePosting(bad, 'sha256:0');
    assert.equal(result.kind, 'dead-letter');
    assert.equal(result.kind === 'dead-letter' ? result.code : null, 'JSON_INVALID');
  });
});
