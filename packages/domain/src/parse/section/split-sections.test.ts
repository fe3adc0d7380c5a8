import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ContentType } from '@winnow/contracts/code-lists';
import { parsePosting } from '../parse-posting.ts';

/** The kinds of a text's sections with their headings, as `KIND` or `KIND Heading`. */
function sectionsOf(body: string, contentType: ContentType = 'text/plain'): readonly string[] {
  const raw = { id: 'one', source: 'test', body, contentType };
  const result = parsePosting(raw, 'sha256:0');
  assert.equal(result.kind, 'ok');
  if (result.kind !== 'ok') return [];
  const { sections, description } = result.staged.posting;
  for (const { heading, start, end } of sections) {
    assert.ok(start < end && end <= description.length);
    if (heading !== null) assert.ok(description.slice(start, end).includes(heading));
  }
  return sections.map(({ kind, heading }) => (heading === null ? kind : `${kind} ${heading}`));
}

const LISTED = 'Nurse\n\nRequirements\n- A nursing degree\n- Two years in a clinic\n\n';

/** What may stand below the last list without a heading. */
const TAILS: readonly (readonly [tail: string, sections: readonly string[]])[] = [
  [
    'Acme is an Equal Opportunity Employer. All qualified applicants will be considered.',
    ['LEGAL_EEO'],
  ],
  ['Acme is an equal opportunities employer.', ['LEGAL_EEO']],
  ['Benefits include medical, dental and PTO.', ['BENEFITS']],
  ['We offer health insurance and a pension.', ['BENEFITS']],
  ['Free lunch, dental insurance, 401(k), company car.', ['BENEFITS']],
  ['To apply, send your resume to the office.', ['APPLICATION']],
  ['Call Tom on 0113 496 0000 for a chat.', ['APPLICATION']],
  ['The salary for this role is $80,000 - $90,000 a year.', ['COMPENSATION']],
  [
    'We offer a pension.\n\nTo apply, send your CV.\n\nWe are an equal opportunity employer.',
    ['BENEFITS', 'APPLICATION', 'LEGAL_EEO'],
  ],
  ['Benefits: health insurance, PTO.', ['BENEFITS Benefits']],
  ['Perks: tea', ['BENEFITS Perks']],
  ['Our perks: we offer free coffee and dental cover.', ['BENEFITS Our perks']],
  ['The good bits: we offer free coffee and dental cover.', ['BENEFITS The good bits']],
  ['You also have a degree in nursing or something alike.', []],
  ['You will need a driving licence for this.', []],
  ['Languages: English, German a plus', []],
  ['Pay: $19.50 per hour', []],
  ['We offer a salary of $80,000 and 25 days of paid holiday.', ['BENEFITS']],
  ['Salary: $50k\nBenefits: lunch', ['BENEFITS Benefits']],
  ['Apply: jobs@acme.example', ['APPLICATION Apply']],
  ['You must pass a background check and a drug test.', []],
];

const TEXTS: readonly (readonly [why: string, text: string, sections: readonly string[]])[] = [
  [
    'names written into the line, however short',
    'Desenvolvedor\n\nRequisitos:\n- Java\n\nDiferenciais: Kotlin\nBenefícios: VR, plano de saúde',
    ['REQUIREMENTS Requisitos', 'PREFERRED Diferenciais', 'BENEFITS Benefícios'],
  ],
  [
    'closing sentences right below a list',
    'Nurse\n\nRequirements\n- A nursing degree\nBenefits include medical, dental and PTO.\n' +
      'Acme is an Equal Opportunity Employer.',
    ['REQUIREMENTS Requirements', 'BENEFITS', 'LEGAL_EEO'],
  ],
  [
    'the rest of an item that was broken over lines',
    'Nurse\n\nRequirements\n- A nursing degree with\nExperience in a clinic that offers what we offer',
    ['REQUIREMENTS Requirements'],
  ],
  [
    'a heading belongs to what follows it',
    "Cook\n\nWe're looking for a cook who likes early mornings.\n\nThe role:\nYou will bake our bread.",
    ['ROLE_SUMMARY'],
  ],
  [
    'headings that are sentences broken off',
    'Analyst\n\nAs a Customer Data Scientist, you will:\n- Own dashboards\n\n' +
      "You'll be a great addition to the team if you have:\n- SQL\n- You will lead things",
    [
      'RESPONSIBILITIES As a Customer Data Scientist, you will',
      "REQUIREMENTS You'll be a great addition to the team if you have",
    ],
  ],
  [
    'the first block under a heading says what it is over',
    'Analyst\n\nA Little More About Us:\nAcme was founded in 2010 and builds tractors for farms.\n\n' +
      'We are an equal opportunity employer, without regard to race.',
    ['ABOUT_COMPANY A Little More About Us', 'LEGAL_EEO'],
  ],
  [
    'a heading that leaves it open, over what is offered',
    'Koch (m/w/d)\n\nDas erwartet dich:\n- Gehalt von 3.000 €\n- 30 Tage Urlaub\n- Jobrad',
    ['BENEFITS Das erwartet dich'],
  ],
  [
    'a heading that leaves it open, over what is to be done',
    'Koch (m/w/d)\n\nDas erwartet dich:\n- Du kochst für die Gäste\n- Du planst Menüs',
    ['RESPONSIBILITIES Das erwartet dich'],
  ],
  [
    'a wish beside a demand',
    "Clerk\n\nYou'll need two years of payroll experience and a good grasp of Sage. CIPP would be nice.",
    ['REQUIREMENTS', 'PREFERRED'],
  ],
  [
    'a wish inside what a name says is demanded',
    'Rezeptionist (m/w/d)\nSeefeld\n\nWir suchen für die Wintersaison eine Rezeptionistin.\n\n' +
      'Sprachen: Deutsch fließend, Englisch gut, Französisch von Vorteil',
    ['ROLE_SUMMARY', 'REQUIREMENTS Sprachen'],
  ],
  [
    'a line of sentences is not of the head',
    'Movers needed ASAP\n\nWe need two strong movers for Saturday. $25/hr cash. Text Mike 555-123-4567',
    ['ROLE_SUMMARY'],
  ],
  [
    'a wish inside a demand',
    'Clerk\n\nFive years of experience with Java; experience with Go is a plus.',
    ['REQUIREMENTS'],
  ],
  [
    'Japanese headings without empty lines',
    'エンジニア\n\n必須条件\nJava経験3年\n歓迎条件\nAWS経験\n待遇・福利厚生\n社保完備、交通費',
    ['REQUIREMENTS 必須条件', 'PREFERRED 歓迎条件', 'BENEFITS 待遇・福利厚生'],
  ],
  [
    'an address at the end is in no section',
    'Koch\n\nAnforderungen:\n- Ausbildung\n\nEntlohnung:\nBrutto 2.300 € pro Monat, mehr ist möglich.\n\n' +
      'Hotel Almblick Betriebs OG\nDorfstraße 1\n6100 Seefeld',
    ['REQUIREMENTS Anforderungen', 'COMPENSATION Entlohnung'],
  ],
  [
    'numbered roles are items',
    'We have several jobs:\n\n1. Forklift driver\n2. Shift supervisor\n3. Cleaner\n\nCall us.',
    ['ROLE_SUMMARY', 'APPLICATION'],
  ],
  [
    'facts at the top are none, sections in one line are',
    'Seller\nLocation: Berlin\nExperience: 5 years\nMust haves: a licence.\nNice to have: Spanish.',
    ['REQUIREMENTS Must haves', 'PREFERRED Nice to have'],
  ],
  [
    'numbered headings are no items',
    'Cook\n\n1. Responsibilities\n- Bake\n- Clean\n\n2. Requirements\n- A diploma',
    ['RESPONSIBILITIES 1. Responsibilities', 'REQUIREMENTS 2. Requirements'],
  ],
  [
    'two lines of pay are both of the head',
    'Java Developer\nWarszawa\nB2B: 20 000 - 25 000 PLN netto + VAT / mies.\n' +
      'UoP: 15 000 - 20 000 PLN brutto / mies.\n\nWymagania\n- Java',
    ['REQUIREMENTS Wymagania'],
  ],
];

describe('splitSections', () => {
  for (const [tail, sections] of TAILS) {
    it(`ends a list before: ${tail.slice(0, 60)}`, () => {
      assert.deepEqual(sectionsOf(LISTED + tail), ['REQUIREMENTS Requirements', ...sections]);
    });
  }
  for (const [why, text, sections] of TEXTS) {
    it(why, () => assert.deepEqual(sectionsOf(text), sections));
  }
  it('reads names in bold as headings', () => {
    const html =
      '<h1>Cook</h1><p><strong>Requirements:</strong> two years in a kitchen.</p>' +
      '<p><strong>Benefits:</strong> free coffee, pension.</p>' +
      '<p><strong>How to apply:</strong> Send a CV.</p>';
    assert.deepEqual(sectionsOf(html, 'text/html'), [
      'REQUIREMENTS Requirements',
      'BENEFITS Benefits',
      'APPLICATION How to apply',
    ]);
  });
  it('keeps what is offered under one heading, pay among it', () => {
    const text =
      'Cook\n\nWhat we offer\n- A pension\n\nThe salary for this role is $50,000 a year.';
    assert.deepEqual(sectionsOf(text), ['BENEFITS What we offer']);
  });
});
