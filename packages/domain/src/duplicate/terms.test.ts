import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { printTerms, termsDiffer, type TermsInput } from './terms.ts';
import { printTitle, relateRoles } from './title.ts';

describe('printTitle', () => {
  const SHIFTS: readonly [a: string, b: string, same: boolean][] = [
    ['Nurse - Nights', 'Night Nurse', true],
    ['Nurse (Night Shift)', 'Nurse, overnight', true],
    ['Pflegefachkraft (m/w/d) Nachtdienst', 'Pflegefachkraft für die Nachtwache', true],
    ['Nurse, days or nights', 'Nurse - Nights', false],
    ['Nurse', 'Nurse - Nights', false],
    ['Nurse, early shift', 'Nurse, late shift', false],
    ['Lagerist Frühschicht', 'Lagerist Spätschicht', false],
    ['Infirmier de nuit', 'Infirmier de jour', false],
    ['Infirmier équipe de nuit', 'Infirmier - Nuit', true],
    ['Enfermera turno de noche', 'Enfermera turno de mañana', false],
    ['Cleaner, weekends', 'Cleaner, evenings', false],
    ['倉庫作業員 夜勤', '倉庫作業員 日勤', false],
    ['Shift Leader', 'Leader', true],
    ['Early Years Teacher', 'Years Teacher', true],
    ['Engineer (4 days a week)', 'Engineer', true],
    ['NOC Engineer', 'Engineer', true],
  ];
  for (const [a, b, same] of SHIFTS) {
    it(`takes "${a}" and "${b}" for ${same ? 'one shift' : 'two shifts'}`, () => {
      assert.equal(printTitle(a).terms.shift === printTitle(b).terms.shift, same);
    });
  }

  const ROLES: readonly [a: string, b: string, relation: string][] = [
    ['Night Nurse', 'Nurse - Nights', 'SAME'],
    ['Nurse (full-time, permanent)', 'Nurse', 'SAME'],
    ['Verkäufer in Vollzeit / Teilzeit', 'Verkäufer', 'SAME'],
    ['Verkäufer in Teilzeit', 'Verkäufer', 'SAME'],
    ['Verkäufer (Teilzeit)', 'Verkäufer part-time', 'SAME'],
    ['Buyer - maternity cover', 'Buyer (fixed-term)', 'SAME'],
    ['Acheteur CDD', 'Acheteur CDI', 'SAME'],
    ['Nights', 'Nights', 'SAME'],
  ];
  for (const [a, b, relation] of ROLES) {
    it(`says of "${a}" and "${b}" that the role is ${relation}`, () => {
      assert.equal(relateRoles(printTitle(a).role, printTitle(b).role), relation);
    });
  }
});

describe('termsDiffer', () => {
  interface Stated extends Partial<TermsInput> {
    readonly title?: string;
  }
  const CASES: readonly [name: string, a: Stated, b: Stated, differ: boolean][] = [
    ['nothing and something', {}, { employmentType: ['PART_TIME'] }, false],
    ['hours', { employmentType: ['FULL_TIME'] }, { title: 'Cook, Teilzeit' }, true],
    ['contracts', { contractType: ['PERMANENT'] }, { contractType: ['SEASONAL'] }, true],
    ['contracts', { title: 'Cuisinier CDI' }, { title: 'Cuisinier CDD' }, true],
    ['contracts', { title: 'Cook' }, { title: 'Cook, temporary' }, false],
    ['forms of limit', { employmentType: ['CONTRACTOR'] }, { contractType: ['INTERIM'] }, false],
    [
      'what is neither hours nor limit',
      { employmentType: ['FULL_TIME', 'OTHER'] },
      { employmentType: ['VOLUNTEER'] },
      false,
    ],
  ];
  for (const [name, a, b, differ] of CASES) {
    it(`${differ ? 'tells apart' : 'does not tell apart'} ${name}`, () => {
      const [x, y] = [a, b].map(({ title = '', ...fields }) =>
        printTerms(
          { employmentType: [], contractType: [], languages: [], ...fields },
          printTitle(title).terms,
        ),
      );
      assert.ok(x !== undefined && y !== undefined);
      assert.equal(termsDiffer(x, y), differ);
      assert.equal(termsDiffer(y, x), differ);
    });
  }
});
