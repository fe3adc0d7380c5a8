import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import { parsePosting } from '../parse-posting.ts';

type Posting = StagedPosting['posting'];

function posting(body: string): Posting {
  const raw = { id: 'p1', source: 'test', contentType: 'text/plain', body } as const;
  const result = parsePosting(raw, 'sha256:0');
  return result.kind === 'ok' ? result.staged.posting : assert.fail(result.kind);
}

function under(heading: string, line: string): string {
  return `Clerk\n\n${heading}\n- ${line}`;
}

function spans({ evidence, description }: Posting, path: string): readonly string[] {
  return evidence
    .filter((one) => one.path.startsWith(path))
    .map(({ start, end }) => (start === null || end === null ? '' : description.slice(start, end)));
}

describe('experience', () => {
  const cases: readonly (readonly [body: string, minYears: number | null])[] = [
    [under('Requirements', '18 months of experience in testing'), 1.5],
    [under('Requirements', 'Minimum 12 months experience in a similar role'), 1],
    [under('Profil recherché', 'Expérience de 6 mois minimum en restauration'), 0.5],
    [under('Requirements', 'Six months of warehouse experience is a plus'), null],
    [under('Requirements', 'A 6 months contract for experienced cooks'), null],
  ];
  for (const [body, minYears] of cases) {
    it(body.split('\n').at(-1) ?? '', () =>
      assert.equal(posting(body).experience.minYears, minYears),
    );
  }
});

describe('education', () => {
  const cases: readonly (readonly [
    body: string,
    level: Posting['education']['level'],
    equivalent?: true,
  ])[] = [
    [under('Requirements', 'Experience with LLM and prompt design'), null],
    [under('Requirements', 'LL.M. or JD'), 'MASTER'],
    [under('Requirements', 'Law degree, LLM preferred'), 'BACHELOR'],
    [under('Ihr Profil', 'Abgeschlossene Ausbildung oder Studium der BWL'), 'VOCATIONAL'],
    [under('Ihr Profil', 'Studium der BWL oder eine vergleichbare Ausbildung'), 'BACHELOR', true],
    [under('Ihr Profil', 'Studium der BWL oder vergleichbare Qualifikation'), 'BACHELOR', true],
    [under('Wymagania', 'Wykształcenie wyższe techniczne'), 'BACHELOR'],
    [under('Requirements', 'BSN preferred, Associate degree required'), 'ASSOCIATE'],
    [under('Requirements', 'AS or BS degree in engineering'), 'ASSOCIATE'],
    [under('Requirements', 'Degree or diploma in nursing'), 'ASSOCIATE'],
    [under('Requirements', 'BA Hons or equivalent'), 'BACHELOR', true],
    [
      under('Requirements', "Bachelor's degree. Experience may be substituted for a degree."),
      'BACHELOR',
      true,
    ],
    ['Telecaller\n\nAny graduate can apply. Location Pune.', 'BACHELOR'],
    [under('Requisitos', '12.º ano de escolaridade obrigatória'), 'HIGH_SCHOOL'],
    ['Inżynier budowy\n\nSzukamy pracownika do naszego zespołu w Łodzi.', null],
  ];
  for (const [body, level, equivalent] of cases) {
    it(body.split('\n').at(-1) ?? '', () => {
      const { education } = posting(body);
      assert.equal(education.level, level);
      assert.equal(education.equivalentExperience, equivalent ?? null);
    });
  }
  it('is required where only the higher degree is preferred', () =>
    assert.equal(
      posting(under('Requirements', 'BSN preferred, Associate degree required')).education.required,
      true,
    ));
});

describe('a title with a word for remote work', () => {
  const cases: readonly (readonly [title: string, workplace: Posting['workplaceType']])[] = [
    ['Remote Sensing Scientist', null],
    ['Remote Support Technician', null],
    ['Distributed Systems Engineer - Data Platform (Delivery, Database, Retrieval)', null],
    ['Remote Data Engineer', 'REMOTE'],
    ['Data Engineer (Remote)', 'REMOTE'],
  ];
  for (const [title, workplaceType] of cases) {
    it(title, () => {
      const read = posting(`${title}\n\nRequirements\n- Five years of experience`);
      assert.equal(read.workplaceType, workplaceType);
      assert.notEqual(read.title, null);
    });
  }
});

describe('seniority of a title', () => {
  const cases: readonly (readonly [title: string, seniority: Posting['seniority']])[] = [
    ['Entry Level or Senior Accountant', null],
    ['Mid/Senior Java Developer', null],
    ['Engineer I/II', null],
    ['Software Engineer II', 'MID'],
    ['Chief of Staff to the CEO', null],
    ['Assistant to the Managing Director', null],
    ['Director of Photography', null],
    ['Director of Nursing', 'DIRECTOR'],
    ['Waiting Staff & Bar Staff', null],
    ['Staff Software Engineer', 'STAFF'],
    ['Software Engineer, Staff', 'STAFF'],
    ['Senior Care Assistant', 'SENIOR'],
  ];
  for (const [title, seniority] of cases) {
    it(title, () =>
      assert.equal(posting(`${title}\n\nWe are hiring for our team.`).seniority, seniority),
    );
  }
  it('is never that of other people', () => {
    const text = 'You work with a senior engineer and senior stakeholders and mentor a junior one.';
    assert.equal(posting(`Engineer\n\n${text}`).seniority, null);
  });
});

describe('languages', () => {
  const cases: readonly (readonly [body: string, languages: readonly string[]])[] = [
    [under('Requirements', 'Fluent English required, French a plus.'), ['en C1 !', 'fr null ?']],
    [
      under('Ihr Profil', 'Deutsch Muttersprache, Französisch von Vorteil'),
      ['de NATIVE !', 'fr null ?'],
    ],
    [under('Requirements', 'Good command of English, German not required'), ['en B2 !']],
    [
      under('Requirements', 'English, French and German are a plus'),
      ['en null ?', 'fr null ?', 'de null ?'],
    ],
    [under('Requirements', 'Fluent in English and German'), ['en C1 !', 'de C1 !']],
    [
      under('Ihr Profil', 'Sehr gute Deutsch- und Englischkenntnisse in Wort und Schrift'),
      ['de C1 !', 'en C1 !'],
    ],
    [
      under('Ihr Profil', 'Verhandlungssicheres Deutsch sowie gute Englischkenntnisse'),
      ['de C1 !', 'en B2 !'],
    ],
    [
      under('Requisitos', 'Português nativo obrigatório; inglês é um diferencial'),
      ['pt NATIVE !', 'en null ?'],
    ],
    [
      under('Requisitos', 'Español nativo, inglés B2 y francés valorable'),
      ['es NATIVE !', 'en B2 !', 'fr null ?'],
    ],
    [under('Wymagania', 'język angielski min. B2/C1'), ['en B2 !']],
    [under('Requirements', 'Japanese: JLPT N2 or above'), ['ja B2 !']],
    [under('応募資格', '日本語能力（JLPT N2以上）'), ['ja B2 !']],
    [under('Requirements', 'Fluent Marathi and Hindi'), ['mr C1 !', 'hi C1 !']],
    [under('Requirements', 'English (written, spoken, fluent), French'), ['en C1 !', 'fr null !']],
    [
      'Waiter in Zurich\n\nWe look for a waiter who likes guests.\n\nRequirements\n- Gute Deutschkenntnisse',
      ['de B2 !'],
    ],
  ];
  for (const [body, languages] of cases) {
    it(body.split('\n').at(-1) ?? '', () =>
      assert.deepEqual(
        posting(body).languages.map(
          ({ language, level, required }) => `${language} ${level} ${required ? '!' : '?'}`,
        ),
        languages,
      ),
    );
  }
});

describe('clearance', () => {
  const cases: readonly (readonly [line: string, clearance: string])[] = [
    ['Active Secret clearance required', 'Secret'],
    ['Active TS/SCI with polygraph', 'TS/SCI'],
    ['Current Top Secret security clearance', 'Top Secret'],
    ['Must hold security clearance (SC)', 'SC'],
    ['DV cleared', 'DV'],
    ['Ability to obtain an active security clearance', 'security clearance'],
  ];
  for (const [line, clearance] of cases) {
    it(line, () =>
      assert.equal(posting(under('Requirements', line)).workAuthorization.clearance, clearance),
    );
  }
});

describe('requisition id', () => {
  const cases: readonly (readonly [body: string, id: string | null])[] = [
    ['Nurse\nRef 88213\n\nWe are hiring a nurse.', '88213'],
    ['Infirmier\nRéférence : IBODE-2231.\n\nNous recherchons un infirmier.', 'IBODE-2231'],
    ['Infirmier. Nous recherchons un infirmier pour notre bloc. Réf. IBODE-2231.', 'IBODE-2231'],
    ['Nurse\n\nWe are hiring. A reference from 2019 is enough.', null],
  ];
  for (const [body, id] of cases) {
    it(String(id), () => assert.equal(posting(body).identifier.requisitionId, id));
  }
});

describe('spans', () => {
  it('hold the words for a benefit alone', () => {
    const { benefits, ...rest } = posting(under('Benefits', 'Medical/Dental and vision, 401(k)'));
    assert.deepEqual(benefits, ['HEALTH_INSURANCE', 'DENTAL', 'VISION', 'RETIREMENT_401K']);
    assert.deepEqual(spans({ benefits, ...rest }, '/benefits'), [
      'Medical',
      'Dental',
      'vision',
      '401(k)',
    ]);
  });
});
