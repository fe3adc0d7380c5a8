import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePosting } from '../parse-posting.ts';

const PROSE = 'Our days are busy and varied. The team is small and kind.';

/** `city|region|country`, sorted. */
function placesOf(body: string): readonly string[] {
  const raw = { id: '1', source: 'test', contentType: 'text/plain', body } as const;
  const read = parsePosting(raw, 'sha256:0');
  assert.equal(read.kind, 'ok');
  if (read.kind !== 'ok') return [];
  return read.staged.posting.jobLocation
    .map((one) => [one.addressLocality, one.addressRegion, one.addressCountry].join('|'))
    .sort();
}

const PLACES: readonly (readonly [body: string, places: readonly string[]])[] = [
  // Lists.
  ['Backend Engineer\nFully remote within the US or Canada\n\n' + PROSE, ['||CA', '||US']],
  ['Backend Engineer\nLocation: Remote (US, UK or Canada)\n\n', ['||CA', '||GB', '||US']],
  ['Backend Engineer\nRemote - Germany, Austria, Switzerland\n\n', ['||AT', '||CH', '||DE']],
  [
    'Cleaner\nLocations: Croydon, Sutton, Bromley\n\n',
    ['Bromley||GB', 'Croydon||GB', 'Sutton||GB'],
  ],
  ['Engineer\nLocation: San Francisco, New York\n\n', ['New York||US', 'San Francisco||US']],
  ['Account Manager\nMadrid or Barcelona\n\n' + PROSE, ['Barcelona||ES', 'Madrid||ES']],
  [
    'Entwickler\nStandort Augsburg oder Ulm, Vollzeit, unbefristet\n\nWir suchen dich für das Team.',
    ['Augsburg||DE', 'Ulm||DE'],
  ],
  // Areas are no places.
  ['Backend Engineer\nRemote, North America\n\n' + PROSE, []],
  ['Backend Engineer\n\nRemote. You must be based in North America.', []],
  ['Data Engineer\nLocation: Remote (EMEA or LATAM)\n\n' + PROSE, []],
  // A code is a place only behind its city.
  ['Systems Engineer (TS/SCI)\n\n' + PROSE, []],
  ['Backend Engineer (Go/AWS)\n\n' + PROSE, []],
  ['Staff Nurse - Band 5\n\n' + PROSE, []],
  ['Analista de Dados | Recife - PE | CLT\n\nProcuramos pessoa de dados.', ['Recife|PE|BR']],
  ['Plover | Backend Engineer | Remote\n\n' + PROSE, []],
  // What stands around a place.
  [
    'Data Engineer\n\nYou will be based in San Francisco, CA. We pay well.',
    ['San Francisco|CA|US'],
  ],
  ['Electrician\nLos Angeles, CA. 4/10s\n\n' + PROSE, ['Los Angeles|CA|US']],
  ['Electrician - Local 11 - Los Angeles, CA. 4/10s, $58.20/hr', ['Los Angeles|CA|US']],
  ['Cleaner\nSheffield S1\n\n' + PROSE, ['Sheffield||GB']],
  ['Kassierer\n50667 Köln\n\nWir suchen dich für die Kasse.', ['Köln||DE']],
  ['Pflegekraft\nArbeitsort: 82362 Weilheim i.OB\n\nWir suchen dich.', ['Weilheim i.OB||DE']],
  ['Engineer\nPlace of Performance: Fort Meade, Maryland\n\n' + PROSE, ['Fort Meade|MD|US']],
  ['Vendedor - Tienda Plaza Norte, Monterrey, N.L. Sueldo $9,500.', ['Monterrey|N.L.|MX']],
  ['ホールスタッフ(アルバイト)大阪市北区 時給1,200円〜', ['大阪市||JP']],
  ['Dental Nurse\nHarbour Dental, Galway, Ireland\n\n' + PROSE, ['Galway||IE']],
  // The money of the pay tells a small town.
  ['Sous Chef\nThe Otter Inn, Keswick\n£12.60ph\n\n' + PROSE, ['Keswick||GB']],
  // A street is not the town that it is named after.
  ['Analyst\n\nYou work three days a week in our Hudson Square office.', []],
  ['Analyst\n\nYou work from our Victoria Street office in London.', ['London||GB']],
  ['Chemist\n\nBased in our Cambridge Science Park labs.', ['Cambridge||GB']],
  // Offices of a firm whose work is remote are no place of the job.
  ['Backend Engineer\n\nRemote-first company. Offices in Berlin and Paris.', []],
];

describe('readPlaces', () => {
  for (const [body, places] of PLACES) {
    it(`reads ${JSON.stringify(body.slice(0, 60))}`, () =>
      assert.deepEqual(placesOf(body), places));
  }
});
