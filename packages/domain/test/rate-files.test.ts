import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readEcbRates, readTreasuryRates } from '../scripts/rate-files.ts';

const XML = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope><Cube>
<Cube time='2026-10-30'><Cube currency='USD' rate='1.25'/><Cube currency='JPY' rate='150'/></Cube>
<Cube time="2026-10-29"><Cube currency="USD" rate="1.5"/><Cube currency="ISK" rate="140"/></Cube>
</Cube></gesmes:Envelope>`;

const ECB_FILES: readonly (readonly [form: string, text: string])[] = [
  ['XML', XML],
  ['CSV of one day', 'Date, USD, JPY, BGN, \n30 October 2026, 1.25, 150, N/A, \n'],
  ['CSV of the history', 'Date,USD,JPY,RUB,\n2026-10-30,1.25,150,N/A,\n2026-10-29,1.5,151,90,\n'],
];

const TREASURY_FILES: readonly (readonly [form: string, head: string])[] = [
  ['download', 'Record Date,Country - Currency Description,Exchange Rate,Effective Date'],
  ['interface', 'record_date,country_currency_desc,exchange_rate,effective_date'],
];

describe('files of exchange rates', () => {
  for (const [form, text] of ECB_FILES) {
    it(`the newest day of the ECB's ${form}`, () => {
      const { date, rates } = readEcbRates(text);
      assert.equal(date, '2026-10-30');
      assert.deepEqual(Object.fromEntries(rates), { USD: 1.25, JPY: 150 });
    });
  }

  for (const [form, head] of TREASURY_FILES) {
    it(`the newest quarter of the Treasury's ${form}, with its amendments`, () => {
      const text = [
        head,
        '2026-03-31,Libya-Dinar,6.39,2026-05-15',
        '2026-03-31,Libya-Dinar,5.4,2026-03-31',
        '2026-03-31,Chile-Peso,926.76,2026-03-31',
        '2025-12-31,Chile-Peso,900.35,2025-12-31',
      ].join('\r\n');
      const { date, rates } = readTreasuryRates(text);
      assert.equal(date, '2026-03-31');
      assert.deepEqual(Object.fromEntries(rates), { 'Libya-Dinar': 6.39, 'Chile-Peso': 926.76 });
    });
  }

  it('say what is wrong with a file that is none', () => {
    assert.throws(() => readEcbRates('<html>not found</html>'));
    assert.throws(() => readEcbRates('a,b\n1,2'));
    assert.throws(() => readTreasuryRates('a,b\n1,2'));
  });
});
