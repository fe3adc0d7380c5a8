import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import { parsePosting } from '../parse-posting.ts';

function posting(body: string): StagedPosting['posting'] {
  const raw = { id: 'p1', source: 'test', contentType: 'text/plain', body } as const;
  const result = parsePosting(raw, 'sha256:0');
  return result.kind === 'ok' ? result.staged.posting : assert.fail(result.kind);
}

const EMPLOYMENT: readonly (readonly [
  body: string,
  employment: readonly string[],
  contract: readonly string[],
])[] = [
  ['Pædagog\n\nVi søger en pædagog til en fuldtidsstilling i Aarhus.', ['FULL_TIME'], []],
  ['Lärare\n\nVi söker en lärare. Visstid 6 månader, heltid.', ['FULL_TIME'], ['FIXED_TERM']],
  ['Lärare\n\nVi söker en lärare. Tillsvidare, 100%.', ['FULL_TIME'], ['PERMANENT']],
  ['Küchenhilfe auf Minijob-Basis\n\nWir suchen eine Küchenhilfe.', ['PART_TIME'], []],
  [
    'Schlosser\n\nDeine Aufgaben\n- Montage\n- Unbefristeter Arbeitsvertrag in Vollzeit\n- Wartung',
    ['FULL_TIME'],
    ['PERMANENT'],
  ],
  ['Ranger\nOngoing, full-time\n\nYou look after the park.', ['FULL_TIME'], ['PERMANENT']],
  ['Ranger\n\nYou give ongoing support to visitors in this role.', [], []],
  [
    'Clerk\n\nContract type: Fixed/Specified Purpose\n\nThe clerk works in Cork.',
    ['TEMPORARY'],
    ['FIXED_TERM'],
  ],
  ['Skilehrer\n\nWir suchen für die Wintersaison Skilehrer.', ['TEMPORARY'], ['SEASONAL']],
  ['Barista\nFull and part time\n\nWe look for a barista.', ['FULL_TIME', 'PART_TIME'], []],
  ['Data Engineer\n6-month contract\n\nWe look for one.', ['CONTRACTOR'], ['FIXED_TERM']],
  ['Data Engineer\n6-month W2 contract\n\nWe look for one.', ['CONTRACTOR'], ['W2']],
  [
    'Teaching Assistant, part-time, contract to end of June\n\nWe look for one.',
    ['PART_TIME'],
    ['FIXED_TERM'],
  ],
  ['Sales Engineer\n\nWe hire in Lyon. Contract: CDI, temps plein.', ['FULL_TIME'], ['PERMANENT']],
  ['Sales Engineer\n正社員\n\nWe are hiring for our team in Tokyo.', [], ['PERMANENT']],
  ['Waiter\n\nWe are hiring. Type of contract: Umowa zlecenie.', [], ['UZ']],
];

describe('hours and contract', () => {
  for (const [body, employment, contract] of EMPLOYMENT) {
    it(body.replaceAll('\n', ' '), () => {
      const { employmentType, contractType } = posting(body);
      assert.deepEqual([employmentType, contractType], [employment, contract]);
    });
  }
});

const WORKPLACE: readonly (readonly [
  body: string,
  type: string | null,
  types?: readonly string[],
])[] = [
  ['Analyst\n\nThis role is remote. You will analyse data.', 'REMOTE'],
  ['Analyst\n\nThe position is remote; you must have good internet.', 'REMOTE'],
  ['Analyst\n\nYou will work from home two days a week.', 'HYBRID'],
  ['Comptable\n\nTélétravail 2 jours par semaine. Vous tenez les comptes.', 'HYBRID'],
  ['Contabile\n\nCerchiamo un contabile, un giorno di smart working a settimana.', 'HYBRID'],
  ['エンジニア\n\nリモート可・週2出社。東京のオフィスで働きます。', 'HYBRID'],
  ['Designer\n\nWe work in our Paris office Tuesday to Thursday.', 'HYBRID'],
  ['Designer\n\nYou work in the office Monday to Friday.', 'ONSITE'],
  ['Bookkeeper, Leeds. Part remote possible. £30k.', 'HYBRID'],
  ['Programista, Kraków\n\nPraca zdalna lub z biura w Krakowie.', null, ['REMOTE', 'ONSITE']],
  ['Programista\nKraków / praca zdalna\n\nSzukamy programisty.', null, ['REMOTE', 'ONSITE']],
  ['Designer\n\nRemote-first company. You will design icons in Berlin.', null],
];

describe('workplace', () => {
  for (const [body, type, types] of WORKPLACE) {
    it(body.replaceAll('\n', ' '), () => {
      const { workplaceType, workplaceTypes } = posting(body);
      assert.equal(workplaceType, type);
      assert.deepEqual(workplaceTypes, types ?? []);
    });
  }
  it('is limited to the country that is asked for', () => {
    const { applicantLocationRequirements: where } = posting(
      'Analyst\n\nThis role is remote, but you must be based in Canada. You will analyse data.',
    );
    assert.deepEqual(
      where.map((one) => one.addressCountry),
      ['CA'],
    );
  });
});

const BENEFITS: readonly (readonly [body: string, benefits: readonly string[]])[] = [
  ['King Street Dental is looking for a receptionist.', []],
  ['Registered Nurse – Medical/Surgical\n\nWe need a nurse for our ward.', []],
  ['Vision Express\nOptical Assistant\nLeeds\n\nWe look for an assistant.', []],
  [
    'Cook\n\nRequirements:\n- 2 years of experience\n- Benefits include health, dental and vision insurance',
    ['HEALTH_INSURANCE', 'DENTAL', 'VISION'],
  ],
  [
    'Mozo\n\nRequisitos\n- Carnet B\n- Ofrecemos: seguro médico y horario flexible',
    ['HEALTH_INSURANCE', 'FLEXIBLE_HOURS'],
  ],
  ['Cook\n\nRequirements:\n- Experience with dental laboratories and parking', []],
  [
    'Camarero en Valencia, 1.400 € al mes, 23 días de vacaciones, horario flexible.',
    ['PTO', 'FLEXIBLE_HOURS'],
  ],
  [
    'Chef de partie, London. £14 per hour. Staff meals, 50% off food, 28 days holiday.',
    ['MEALS', 'EMPLOYEE_DISCOUNT', 'PTO'],
  ],
  ['Buchhalter (m/w/d)\n\nWir bieten:\n- 13 Gehälter\n- 30 Tage Urlaub', ['PTO']],
];

describe('benefits', () => {
  for (const [body, benefits] of BENEFITS) {
    it(body.replaceAll('\n', ' '), () => assert.deepEqual(posting(body).benefits, benefits));
  }
});
