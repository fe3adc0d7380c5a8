import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { printEmployer, relateEmployers, type EmployerRelation } from './employer.ts';
import { cityName, printPlaces, relatePlaces, type PlaceRelation } from './place.ts';
import { printReference, printUrl } from './reference.ts';
import { printTitle, relateRoles, type RoleRelation } from './title.ts';

describe('relateRoles', () => {
  const CASES: readonly [a: string, b: string, relation: RoleRelation][] = [
    ['Backend Engineer', 'Back-End Developer', 'SAME'],
    ['Software Engineer', 'SWE', 'SAME'],
    ['Registered Nurse', 'RN', 'SAME'],
    ['Senior Backend Engineer', 'Backend Engineer', 'SAME'],
    ['Verkäufer (m/w/d)', 'Verkäuferin', 'SAME'],
    ['Softwareentwickler/in', 'Software-Entwickler', 'SAME'],
    ['Mitarbeiter:innen Lager', 'Mitarbeiter Lager', 'SAME'],
    ['Vendeur / Vendeuse', 'Vendeur H/F', 'SAME'],
    ['Actuary, Senior', 'Senior Actuary', 'SAME'],
    ['URGENT: Delivery Drivers wanted', 'Delivery Driver', 'SAME'],
    ['C++ Engineer', 'C# Engineer', 'DIFFERENT'],
    ['C Developer', 'Developer', 'PART'],
    ['Backend Engineer', 'Backend Engineer, Payments', 'PART'],
    ['Backend Engineer, Payments', 'Backend Engineer, Search', 'DIFFERENT'],
    [
      'Software Engineer, Data Infrastructure',
      'Software Engineer, Agent Infrastructure',
      'DIFFERENT',
    ],
    ['Sales Manager Food Retail North', 'Sales Manager Food Retail South', 'SIMILAR'],
    ['Java Developer', 'Business Analyst', 'DIFFERENT'],
    ['バックエンドエンジニア', '営業担当', 'DIFFERENT'],
    ['Nurse', '', 'UNKNOWN'],
    ['Lead', 'Lead', 'SAME'],
  ];
  for (const [a, b, relation] of CASES) {
    it(`of "${a}" and "${b}" is ${relation}`, () => {
      assert.equal(relateRoles(printTitle(a).role, printTitle(b).role), relation);
      assert.equal(relateRoles(printTitle(b).role, printTitle(a).role), relation);
    });
  }

  it('does not count the words of the places', () => {
    const places = new Set(['berlin', 'de']);
    assert.equal(
      relateRoles(printTitle('Nurse Berlin', places).role, printTitle('Nurse').role),
      'SAME',
    );
  });
});

describe('printTitle', () => {
  const SAME_LEVEL: readonly [a: string, b: string, same: boolean][] = [
    ['Senior Engineer', 'Sr. Engineer', true],
    ['Engineer', 'Mid-level Engineer', true],
    ['Engineer', 'Senior Engineer', false],
    ['Junior Engineer', 'Senior Engineer', false],
    ['Engineer II', 'Engineer 2', true],
    ['Engineer II', 'Engineer III', false],
    ['Senior Staff Engineer', 'Staff Engineer', false],
    ['Praktikum Marketing', 'Marketing Intern', true],
    ['シニア エンジニア', 'Senior エンジニア', true],
    ['Product Manager', 'Lead Product Manager', false],
    ['Vitamin C Chemist', 'Vitamin D Chemist', true],
  ];
  for (const [a, b, same] of SAME_LEVEL) {
    it(`takes "${a}" and "${b}" for ${same ? 'one level' : 'two levels'}`, () => {
      assert.equal(printTitle(a).level === printTitle(b).level, same);
    });
  }
});

describe('relateEmployers', () => {
  const CASES: readonly [a: string | null, b: string | null, relation: EmployerRelation][] = [
    ['Acme GmbH', 'ACME', 'SAME'],
    ['Klinik am See gGmbH', 'Klinik am See', 'SAME'],
    ['Acme, Inc.', 'Acme Incorporated', 'SAME'],
    ['S.A. Quelque Chose', 'Quelque Chose', 'SAME'],
    ['株式会社 青空', '青空', 'SAME'],
    ['Acme', 'Acme Robotics Ltd', 'ALIAS'],
    ['American Airlines', 'American Express', 'DIFFERENT'],
    ['Acme', 'Brightpath Staffing', 'AGENCY'],
    ['Randstad Deutschland', 'Acme', 'AGENCY'],
    ['Acme', null, 'UNKNOWN'],
    ['', 'Acme', 'UNKNOWN'],
    ['The Company', 'The Company', 'SAME'],
  ];
  for (const [a, b, relation] of CASES) {
    it(`of ${a} and ${b} is ${relation}`, () => {
      assert.equal(relateEmployers(printEmployer(a), printEmployer(b)), relation);
      assert.equal(relateEmployers(printEmployer(b), printEmployer(a)), relation);
    });
  }
});

describe('cityName', () => {
  const CASES: readonly [text: string, name: string][] = [
    ['München', 'munich'],
    ['Munich', 'munich'],
    ['Greater London', 'london'],
    ['Berlin-Mitte', 'berlin'],
    ['Frankfurt am Main', 'frankfurt am main'],
    ['Frankfurt', 'frankfurt am main'],
    ['Frankfurt (Oder)', 'frankfurt am main'],
    ['Paris 1er', 'paris'],
    ['San Francisco', 'san francisco'],
    ['San Jose', 'san jose'],
    ['Saint-Denis', 'saint denis'],
    ['東京都', 'tokyo'],
    ['Łódź', 'lodz'],
    ['Remote', ''],
    ['', ''],
  ];
  for (const [text, name] of CASES) {
    it(`of "${text}" is "${name}"`, () => assert.equal(cityName(text), name));
  }
});

type Where = readonly [city: string | null, region: string | null, country: string | null];

describe('relatePlaces', () => {
  const print = (places: readonly Where[], workplaceType: string | null = null) =>
    printPlaces({
      jobLocation: places.map(([addressLocality, addressRegion, addressCountry]) => ({
        raw: addressLocality ?? addressCountry ?? '',
        addressLocality,
        addressRegion,
        addressCountry,
      })),
      applicantLocationRequirements: [],
      workplaceType,
    });
  const areas = (raw: string) =>
    printPlaces({
      jobLocation: [{ raw, addressLocality: null, addressRegion: null, addressCountry: null }],
      applicantLocationRequirements: [],
      workplaceType: 'REMOTE',
    });
  const [berlin, munich]: Where[] = [
    ['Berlin', null, 'DE'],
    ['Munich', 'BY', 'DE'],
  ];
  const CASES: readonly [
    name: string,
    a: ReturnType<typeof print>,
    b: ReturnType<typeof print>,
    relation: PlaceRelation,
  ][] = [
    [
      'one city, two spellings',
      print([['München', 'Bayern', 'DE']]),
      print([munich as Where]),
      'SAME',
    ],
    ['two cities', print([berlin as Where]), print([munich as Where]), 'APART'],
    ['a list and one of it', print([berlin, munich] as Where[]), print([munich as Where]), 'SAME'],
    ['nothing and a city', print([]), print([berlin as Where]), 'UNKNOWN'],
    [
      'a country and a city in it',
      print([[null, null, 'DE']]),
      print([berlin as Where]),
      'UNKNOWN',
    ],
    ['a city in another country', print([[null, null, 'AT']]), print([berlin as Where]), 'APART'],
    [
      'two states',
      print([['Springfield', 'IL', 'US']]),
      print([['Springfield', 'MA', 'US']]),
      'APART',
    ],
    ['remote and remote', print([], 'REMOTE'), print([[null, null, 'US']], 'REMOTE'), 'SAME'],
    [
      'remote in two countries',
      print([[null, null, 'DE']], 'REMOTE'),
      print([[null, null, 'US']], 'REMOTE'),
      'APART',
    ],
    ['remote in one area', areas('Europe'), areas('Remote, Europe'), 'SAME'],
    ['remote in two areas', areas('Europe'), areas('North America'), 'UNKNOWN'],
    [
      'remote, with two offices',
      print([berlin as Where], 'REMOTE'),
      print([munich as Where], 'REMOTE'),
      'SAME',
    ],
    ['remote and a city', print([], 'REMOTE'), print([berlin as Where]), 'UNEQUAL'],
  ];
  for (const [name, a, b, relation] of CASES) {
    it(`of ${name} is ${relation}`, () => {
      assert.equal(relatePlaces(a, b), relation);
      assert.equal(relatePlaces(b, a), relation);
    });
  }
});

describe('relatePlaces in one source', () => {
  it('takes two areas for two jobs', () => {
    const [europe, america] = ['Europe', 'North America'].map((raw) =>
      printPlaces({
        jobLocation: [{ raw, addressLocality: null, addressRegion: null, addressCountry: null }],
        applicantLocationRequirements: [],
        workplaceType: 'REMOTE',
      }),
    );
    assert.ok(europe !== undefined && america !== undefined);
    assert.equal(relatePlaces(europe, america, true), 'APART');
    assert.equal(relatePlaces(europe, europe, true), 'SAME');
  });
});

describe('printReference', () => {
  const CASES: readonly [a: string, b: string, same: boolean][] = [
    ['REQ-0012345', '12345', true],
    ['R12345', 'JR-12345', true],
    ['2024-17', '2024-18', false],
    ['A-17', 'B-17', false],
    ['abc', 'ABC', true],
  ];
  for (const [a, b, same] of CASES) {
    it(`takes ${a} and ${b} for ${same ? 'one' : 'two'}`, () => {
      assert.equal(printReference(a) === printReference(b), same);
    });
  }

  it('is nothing for nothing', () => {
    assert.deepEqual([null, '', ' - '].map(printReference), [0, 0, 0]);
  });
});

describe('printUrl', () => {
  const CASES: readonly [a: string, b: string, same: boolean][] = [
    ['https://www.acme.example/jobs/1?utm_source=x', 'http://acme.example/jobs/1/', true],
    ['https://acme.example/jobs/1/apply#form', 'https://acme.example/jobs/1', true],
    ['https://acme.example/jobs?id=1&gh_src=a', 'https://acme.example/jobs?id=1', true],
    ['https://acme.example/jobs?id=1', 'https://acme.example/jobs?id=2', false],
    ['https://acme.example/jobs?b=2&a=1', 'https://acme.example/jobs?a=1&b=2', true],
  ];
  for (const [a, b, same] of CASES) {
    it(`takes ${a} and ${b} for ${same ? 'one' : 'two'}`, () => {
      assert.equal(printUrl(a) === printUrl(b), same);
    });
  }

  it('is nothing for what is no posting’s address', () => {
    assert.deepEqual(
      [null, '', 'acme', 'https://acme.example/', 'ftp://x/y'].map(printUrl),
      [0, 0, 0, 0, 0],
    );
  });
});
