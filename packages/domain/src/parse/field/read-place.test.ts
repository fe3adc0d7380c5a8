import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPlace } from './read-place.ts';

type Row = readonly [
  text: string,
  city: string | null,
  region: string | null,
  country: string | null,
];

const CASES: readonly Row[] = [
  ['San Francisco, CA', 'San Francisco', 'CA', 'US'],
  ['Munich, Bavaria, Germany', 'Munich', 'Bavaria', 'DE'],
  ['München', 'München', null, 'DE'],
  ['Köln, NRW', 'Köln', 'NRW', 'DE'],
  ['Wien', 'Wien', null, 'AT'],
  ['Warszawa', 'Warszawa', null, 'PL'],
  ['Praha 4', 'Praha', null, 'CZ'],
  ['Genève, Suisse', 'Genève', null, 'CH'],
  ['Göteborg', 'Göteborg', null, 'SE'],
  ['København', 'København', null, 'DK'],
  ['東京', '東京', null, 'JP'],
  ['London, Ontario', 'London', 'ON', 'CA'],
  ['London, UK', 'London', null, 'GB'],
  ['Cambridge, MA', 'Cambridge', 'MA', 'US'],
  ['Atlanta, Georgia', 'Atlanta', 'GA', 'US'],
  ['Tbilisi, Georgia', 'Tbilisi', null, 'GE'],
  ['Berlin, DE', 'Berlin', null, 'DE'],
  ['Portland, OR', 'Portland', 'OR', 'US'],
  ['Newcastle, NSW', 'Newcastle', 'NSW', 'AU'],
  ['NYC', 'NYC', null, 'US'],
  ['Washington, D.C.', 'Washington', 'DC', 'US'],
  ['75008 Paris', 'Paris', null, 'FR'],
  ['Austin TX', 'Austin', 'TX', 'US'],
  ['Curitiba/PR', 'Curitiba', 'PR', 'BR'],
  ['Sherbrooke (Québec)', 'Sherbrooke', 'QC', 'CA'],
  ['Deutschland', null, null, 'DE'],
  ['UK', null, null, 'GB'],
  ['Singapore', 'Singapore', null, 'SG'],
  ['California', null, 'CA', 'US'],
];
const NO_PLACES = [
  'EMEA',
  'Europe',
  'worldwide',
  'Remote',
  'North America',
  'Senior Manager, Sales',
  '',
];
const hints = { country: null, language: 'en' };

describe('readPlace', () => {
  for (const [text, city, region, country] of CASES) {
    it(`reads ${text}`, () => {
      const place = readPlace(text, hints)?.place;
      assert.deepEqual(
        [place?.addressLocality, place?.addressRegion, place?.addressCountry],
        [city, region, country],
      );
    });
  }
  for (const text of NO_PLACES) {
    it(`finds no place in "${text}"`, () => assert.equal(readPlace(text, hints), null));
  }

  it('tells towns of one name apart by country and language', () => {
    const country = (name: string, own: string | null, language: string): string | null =>
      readPlace(name, { country: own, language })?.place.addressCountry ?? null;
    assert.equal(country('Birmingham', 'US', 'en'), 'US');
    assert.equal(country('Birmingham', null, 'en'), 'GB');
    assert.equal(country('Valencia', null, 'es'), 'ES');
    assert.equal(country('Santiago', 'ES', 'es'), 'ES');
    assert.equal(country('Perth', 'GB', 'en'), 'GB');
  });
});
