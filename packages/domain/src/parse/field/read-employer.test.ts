import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePosting } from '../parse-posting.ts';

const PROSE = 'Our days are busy and varied. The team is small and kind.';
const LONG = `${PROSE} `.repeat(10);

function employerOf(body: string, url?: string): string | null {
  const raw = { id: '1', source: 'test', contentType: 'text/plain', body } as const;
  const read = parsePosting(url === undefined ? raw : { ...raw, url }, 'sha256:0');
  assert.equal(read.kind, 'ok');
  return read.kind === 'ok' ? read.staged.posting.hiringOrganization.name : null;
}

const EMPLOYERS: readonly (readonly [body: string, employer: string | null])[] = [
  // Terms, grades and places unknown are no names.
  ['Line Cook\nHome Weekly pay\nImmediate start\n\n' + PROSE, null],
  ['Auxiliar de cozinha\nInício imediato\n\n' + PROSE, null],
  ['Teacher Aide\nFull-time, ongoing\n\n' + PROSE, null],
  ['Electrician\nUnion Scale\n\n' + PROSE, null],
  ['Backend Engineer\nMadrid or Barcelona\n\n' + PROSE, null],
  ['Stripe-like fintech | Backend Engineer | Remote\n\n' + PROSE, null],
  ['Koch (m/w/d) | Saalbach\n\n' + PROSE, null],
  // A state is no legal form.
  ['CDL-A Driver\nReno, NV\n\n' + PROSE, null],
  ['Warehouse Associate - Crateworks Logistics - Reno, NV\n\n' + PROSE, 'Crateworks Logistics'],
  ['Driver\n\nCrown Depot AG\nZug\n\n' + PROSE, 'Crown Depot AG'],
  // The line below the title.
  [
    'Staff Nurse - Ward 7B\nNorthmoor NHS Foundation Trust\n\n' + LONG,
    'Northmoor NHS Foundation Trust',
  ],
  ['Nurse\nPrairie View Medical Center\nWichita, KS\n\n' + LONG, 'Prairie View Medical Center'],
  ['Teacher\nBilgola Creek Public School, Sydney NSW\n\n' + LONG, 'Bilgola Creek Public School'],
  [
    "Physiotherapist\nSt. Brigid's Community Hospital\nDonegal\n\n" + LONG,
    "St. Brigid's Community Hospital",
  ],
  ['Sous Chef\nThe Otter Inn, Keswick, Cumbria\n\n' + LONG, 'The Otter Inn'],
  ['Dental Nurse\nHarbour Dental, Galway, Ireland\n\n' + LONG, 'Harbour Dental'],
  ['Care Worker\nGreenacres\nLeeds\n\n' + LONG, 'Greenacres'],
  ['Warehouse Operative, Larch Logistics Ltd, Coventry. You will pick.', 'Larch Logistics Ltd'],
  ['Rezeptionist für Hotel Almblick\n\n' + PROSE, 'Hotel Almblick'],
  // The first piece of a post in one line.
  ['Tern.ai | Backend Engineer | worldwide | REMOTE\n\n' + PROSE, 'Tern.ai'],
  ['Plover | Backend Engineer | Remote\n\n' + PROSE, 'Plover'],
  // Sentences.
  ['Engineer\n\nAbout us\nFounded in 2019, Linear has grown. Linear builds tools.', 'Linear'],
  ['Office Cleaner wanted.\n\nCall Tom on 020 7946 0000.', null],
  [
    'Bus Driver\n\nAbout us\nThe Mesa Verde School District serves pupils.',
    'Mesa Verde School District',
  ],
  [
    'Tutor\n\nThornfield is committed. Thornfield Academy, Hackney, is for all.',
    'Thornfield Academy',
  ],
  ['Search Engineer\n\nTessellate builds search for online shops.\n\n' + PROSE, 'Tessellate'],
  ['Picker\n\nMercado Verde delivers vegetables to homes.\n\n' + PROSE, 'Mercado Verde'],
  ['Accountant\n\nLoom & Ledger makes accounting software.\n\n' + PROSE, 'Loom & Ledger'],
];

describe('readEmployer', () => {
  for (const [body, employer] of EMPLOYERS) {
    it(`reads ${JSON.stringify(body.slice(0, 60))}`, () =>
      assert.equal(employerOf(body), employer));
  }

  it("takes the name in a tracking system's address as the text spells it", () => {
    const body = `Search Engineer\n\n${PROSE}\nWork at Loom & Ledger is calm.`;
    assert.equal(employerOf(body), null);
    assert.equal(employerOf(body, 'https://jobs.ashbyhq.com/loom-ledger/1'), 'Loom & Ledger');
    assert.equal(employerOf(body, 'https://loomledger.recruitee.com/o/1'), 'Loom & Ledger');
  });
});
