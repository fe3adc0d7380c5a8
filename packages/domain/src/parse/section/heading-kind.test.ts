import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import headings from '../../../data/parse-headings.json' with { type: 'json' };
import { headingKind } from './heading-kind.ts';

const CASES: readonly (readonly [heading: string, kind: string | null])[] = [
  ['ABOUT US', 'ABOUT_COMPANY'],
  ['About Acme', 'ABOUT_COMPANY'],
  ['About the team', 'ABOUT_TEAM'],
  ['What you’ll do:', 'RESPONSIBILITIES'],
  ['3. Key Responsibilities', 'RESPONSIBILITIES'],
  ['✅ Your profile', 'REQUIREMENTS'],
  ['Nice-to-haves', 'PREFERRED'],
  ['Our tech stack', 'TECH_STACK'],
  ['What we offer you', 'BENEFITS'],
  ['Salary range', 'COMPENSATION'],
  ['How to apply', 'APPLICATION'],
  ['Equal Opportunity Employer', 'LEGAL_EEO'],
  ['Company culture', 'ABOUT_COMPANY'],
  ['Über die Acme GmbH', 'ABOUT_COMPANY'],
  ['Das bringst du mit', 'REQUIREMENTS'],
  ['Vos missions', 'RESPONSIBILITIES'],
  ['¿Qué ofrecemos?', 'BENEFITS'],
  ['Requisitos e qualificações', 'REQUIREMENTS'],
  ['Cosa offriamo', 'BENEFITS'],
  ['Wat ga je doen?', 'RESPONSIBILITIES'],
  ['Mile widziane', 'PREFERRED'],
  ['Arbetsuppgifter', 'RESPONSIBILITIES'],
  ['Vi tilbyder', 'BENEFITS'],
  ['Kvalifikasjoner', 'REQUIREMENTS'],
  ['Eduksi katsotaan', 'PREFERRED'],
  ['Náplň práce', 'RESPONSIBILITIES'],
  ['【仕事内容】', 'RESPONSIBILITIES'],
  ['Pay & perks', 'BENEFITS'],
  ["Ce que l'on attend de vous", 'REQUIREMENTS'],
  ['Location & work mode', 'OTHER'],
  ['An overview of this role', 'ROLE_SUMMARY'],
  ['As a Customer Data Scientist, you will', 'RESPONSIBILITIES'],
  ["You'll be a great addition to the team if you have", 'REQUIREMENTS'],
  ['Bonus points if you have', 'PREFERRED'],
  ['A little more about us', 'ABOUT_COMPANY'],
  ['Mehr über uns', 'ABOUT_COMPANY'],
  ['More about the role', 'ROLE_SUMMARY'],
  ['Bananas', null],
];

describe('headingKind', () => {
  for (const [heading, kind] of CASES) {
    it(`takes "${heading}" for ${kind}`, () => {
      assert.equal(headingKind(heading)?.kind ?? null, kind);
    });
  }
  it('knows fourteen languages for every kind', () => {
    for (const [kind, languages] of Object.entries(headings)) {
      assert.equal(Object.keys(languages).length, 14, kind);
    }
  });
});
