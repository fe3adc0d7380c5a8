import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePosting } from '../parse-posting.ts';

const PROSE = 'Our days are busy and varied. The team is small and kind.';

function titlesOf(body: string): readonly [title: string | null, titles: readonly string[]] {
  const raw = { id: '1', source: 'test', contentType: 'text/plain', body } as const;
  const read = parsePosting(raw, 'sha256:0');
  assert.equal(read.kind, 'ok');
  if (read.kind !== 'ok') return [null, []];
  return [read.staged.posting.title, read.staged.posting.titles];
}

const TITLES: readonly (readonly [body: string, title: string | null])[] = [
  // The role of a sentence ends before its clause.
  ["We're hiring a Forward Deployed Engineer to work with customers.", 'Forward Deployed Engineer'],
  ['We are looking for a frontend engineer to help define our design.', 'frontend engineer'],
  ["We're looking for a friendly barista who loves coffee.", 'barista'],
  ['We need a kind and reliable care assistant in Derby.', 'care assistant'],
  ['Full Stack Developer to join our growing team\n\n' + PROSE, 'Full Stack Developer'],
  ['Assistant to the Director\n\n' + PROSE, 'Assistant to the Director'],
  ['Seeking nurse. 5 years experience.', 'nurse'],
  ['Experienced Pastry Chef wanted for a busy hotel\n\n' + PROSE, 'Pastry Chef'],
  ['Acme Freight is hiring! Company Driver\n\n' + PROSE, 'Company Driver'],
  ['Currently recruiting: Payroll Clerk\n\n' + PROSE, 'Payroll Clerk'],
  // A kind of people, a slogan, a field or an order is no title.
  ['We are seeking talented and highly motivated engineers to join us.', null],
  ['We are looking for engineers.', null],
  ['We are hiring for three positions in our Leipzig warehouse.', null],
  ['A World-Changing Company\n\n' + PROSE, null],
  ['MIT License\n\nCopyright 2020.\n\nPermission is hereby granted.', null],
  ['Pay & perks\n\n' + PROSE, null],
  ['Key skills: Java 17\n\n' + PROSE, null],
  ['Hybrid, 2 days per week in our Manchester office\n\n' + PROSE, null],
  ['Join our team of nurses\n\n' + PROSE, null],
  // A line that begins with a role has it before the dash, comma, stop or bracket.
  ['Registered Nurse - Med/Surg - Nights!\n\n' + PROSE, 'Registered Nurse - Med/Surg - Nights'],
  ['Locum GP - Wagga Wagga NSW - $2,200 per day + travel and board\n\n' + PROSE, 'Locum GP'],
  ['Office Cleaner – 15 hours per week, £12.21 per hour. Based in Leeds.', 'Office Cleaner'],
  ['Warehouse Operative, Larch Logistics Ltd, Coventry. You will pick.', 'Warehouse Operative'],
  ['Kierowca kat. B – Łódź. Umowa zlecenie, 31,40 zł/h.', 'Kierowca kat. B'],
  ['ホールスタッフ(アルバイト)大阪市北区 時給1,200円〜 週2日からOK', 'ホールスタッフ'],
  ['Förskollärare till Björkängens förskola, Uppsala kommun\n\n' + PROSE, 'Förskollärare'],
  ['Pflegefachkraft in Teilzeit – Seniorenzentrum Lindenhof\n\n' + PROSE, 'Pflegefachkraft'],
  ['Rezeptionist für Hotel Almblick\n\n' + PROSE, 'Rezeptionist'],
  ['Brightside | Rails dev | Lisbon | full-time\n\n' + PROSE, 'Rails dev'],
  ['Acme Corp | Senior SRE | Austin, TX | $160k-$190k\n\nWe run servers.', 'Senior SRE'],
  ['Nimbus (https://nimbus.dev) | Senior Engineer | London\n\n' + PROSE, 'Senior Engineer'],
  ['Data Scientist (Remote, US only)\n\n' + PROSE, 'Data Scientist'],
  // A team belongs to the role.
  ['Product Manager, Growth\nLumen\nBerlin\n\nLumen makes light.', 'Product Manager, Growth'],
  ['Research and Development Engineer\n\n' + PROSE, 'Research and Development Engineer'],
];

const SEVERAL: readonly (readonly [body: string, titles: readonly string[]])[] = [
  [
    'Tessel | Founding Engineer, Product Designer, DevRel | Remote\n\n' + PROSE,
    ['Founding Engineer', 'Product Designer', 'DevRel'],
  ],
  [
    'Multiple roles: Backend Engineer, Product Designer, SRE\n\n' + PROSE,
    ['Backend Engineer', 'Product Designer', 'SRE'],
  ],
  [
    "Acme | Berlin | Onsite | Full-time\n\nWe're hiring:\n- Backend Engineer\n- Product Designer\n",
    ['Backend Engineer', 'Product Designer'],
  ],
  [
    "We're hiring a Founding Designer and a Full-stack engineer.",
    ['Founding Designer', 'Full-stack engineer'],
  ],
  [
    'Forklift Operators, Pickers & Packers\n\n' + PROSE,
    ['Forklift Operators', 'Pickers', 'Packers'],
  ],
];

describe('readTitle', () => {
  for (const [body, title] of TITLES) {
    it(`reads ${JSON.stringify(body.slice(0, 60))}`, () =>
      assert.deepEqual(titlesOf(body), [title, []]));
  }
  for (const [body, titles] of SEVERAL) {
    it(`reads the roles of ${JSON.stringify(body.slice(0, 60))}`, () =>
      assert.deepEqual(titlesOf(body), [null, titles]));
  }
});
