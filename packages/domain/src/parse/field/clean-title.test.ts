import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanTitle } from './clean-title.ts';
import { isArea } from './gazetteer.ts';
import { readPlace } from './read-place.ts';

const hints = { country: null, language: 'en' };
const isPlace = (text: string): boolean =>
  isArea(text) || (readPlace(text, hints)?.confidence ?? 0) >= 0.7;

const around = { employer: 'Acme', isPlace, isCertainPlace: isPlace };

const CASES: readonly (readonly [raw: string, expected: string])[] = [
  ['Senior Backend Engineer', 'Senior Backend Engineer'],
  ['Senior Backend Engineer (m/w/d)', 'Senior Backend Engineer'],
  ['Entwickler*in (all genders) – Berlin', 'Entwickler*in'],
  ['Data Engineer - Munich, Bavaria, Germany', 'Data Engineer'],
  ['Data Engineer | Acme | Remote', 'Data Engineer'],
  ['Data Engineer at Acme', 'Data Engineer'],
  ['URGENT: Java Developer!!', 'Java Developer'],
  ['Java Developer - $65/hr', 'Java Developer'],
  ['Java Developer (Job ID 44122)', 'Java Developer'],
  ['JR-20441 Java Developer', 'Java Developer'],
  ['🚀 Growth Marketer 🚀', 'Growth Marketer'],
  ['Remote Copywriter', 'Copywriter'],
  ['Remote Sensing Scientist', 'Remote Sensing Scientist'],
  ['Research and Development Engineer', 'Research and Development Engineer'],
  ['Teamleiter Logistik 80-100%', 'Teamleiter Logistik'],
  ['Account Manager - DACH', 'Account Manager'],
  ['Account Executive, Enterprise', 'Account Executive, Enterprise'],
  ['C++ Developer', 'C++ Developer'],
  ['Développeur Python (H/F) - CDI', 'Développeur Python'],
  ['Engineer II, Platform', 'Engineer II, Platform'],
  ['Registered Nurse (RN) - Night Shift', 'Registered Nurse (RN) - Night Shift'],
  ['Remote', 'Remote'],
  ['CDL-A Driver – $0.62/mile', 'CDL-A Driver'],
  ['Home Health Nurse - $55/visit', 'Home Health Nurse'],
  ['Locum GP - $2,200 per day + travel and board', 'Locum GP'],
  ['Wissenschaftlicher Mitarbeiter (100%, TV-L E13)', 'Wissenschaftlicher Mitarbeiter'],
  ['Systems Engineer (TS/SCI w/ Poly)', 'Systems Engineer'],
  ['Math Teacher - 2026-27 School Year', 'Math Teacher'],
  ['Backend Engineer (LATAM only)', 'Backend Engineer'],
  ['[JOBS] Payroll Clerk', 'Payroll Clerk'],
  ['【急募】ホールスタッフ', 'ホールスタッフ'],
  ['Elektriker søges', 'Elektriker'],
  ['Nanny wanted', 'Nanny'],
  ['Senior Engineer, Payments Platform', 'Senior Engineer, Payments Platform'],
];

describe('cleanTitle', () => {
  for (const [raw, expected] of CASES) {
    it(`makes "${expected}" of "${raw}"`, () => {
      assert.equal(cleanTitle(raw, around), expected);
    });
  }

  it('changes nothing the second time', () => {
    for (const [raw] of CASES) {
      const once = cleanTitle(raw, around);
      assert.equal(cleanTitle(once, around), once);
    }
  });
});
