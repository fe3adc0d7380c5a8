/**
 * Rewrites `data/salary-rates.json` from two official publications, both free to be passed on: the
 * euro reference rates of the European Central Bank, and for currencies it does not quote the
 * Treasury Reporting Rates of Exchange of the United States. Currencies that law ties to another
 * one have that rate.
 *
 *   node packages/domain/scripts/refresh-rates.ts [--ecb FILE|URL] [--treasury FILE|URL]
 *
 * Without a file the publication is fetched from its publisher. Commit the result: the table is
 * part of the salary stage's version.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import currencies from '../data/salary-currencies.json' with { type: 'json' };
import { readEcbRates, readTreasuryRates } from './rate-files.ts';

const TABLE = new URL('../data/salary-rates.json', import.meta.url);
const ECB = 'https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml';
const TREASURY =
  'https://api.fiscaldata.treasury.gov/services/api/fiscal_service/v1/accounting/od/' +
  'rates_of_exchange?fields=record_date,country_currency_desc,exchange_rate,effective_date' +
  '&sort=-record_date&page%5Bsize%5D=600&format=csv';
/** Digits of a rate that are kept: more than any salary needs. */
const SIGNIFICANT_DIGITS = 7;

/** What a unit of another currency costs by law or by the central bank's standing promise. */
const FIXED: Readonly<Record<string, readonly [base: string, rate: number]>> = {
  // Conversion rate of 2026, when Bulgaria took the euro; the currency board's before.
  BGN: ['EUR', 1.95583],
  BAM: ['EUR', 1.95583],
  XOF: ['EUR', 655.957],
  XAF: ['EUR', 655.957],
  AED: ['USD', 3.6725],
  SAR: ['USD', 3.75],
  QAR: ['USD', 3.64],
  OMR: ['USD', 0.384497],
  BHD: ['USD', 0.376],
  JOD: ['USD', 0.709],
  PAB: ['USD', 1],
  NAD: ['ZAR', 1],
  MOP: ['HKD', 1.03],
};

/** The Treasury's names of the currencies that neither the ECB quotes nor a law fixes. */
const TREASURY_NAMES: Readonly<Record<string, string>> = {
  ALL: 'Albania-Lek',
  AMD: 'Armenia-Dram',
  ARS: 'Argentina-Peso',
  AZN: 'Azerbaijan-Manat',
  BDT: 'Bangladesh-Taka',
  BOB: 'Bolivia-Boliviano',
  BWP: 'Botswana-Pula',
  BYN: 'Belarus-New Ruble',
  CLP: 'Chile-Peso',
  COP: 'Colombia-Peso',
  CRC: 'Costa Rica-Colon',
  DOP: 'Dominican Republic-Peso',
  DZD: 'Algeria-Dinar',
  EGP: 'Egypt-Pound',
  ETB: 'Ethiopia-Birr',
  GEL: 'Georgia-Lari',
  GHS: 'Ghana-Cedi',
  GTQ: 'Guatemala-Quetzal',
  HNL: 'Honduras-Lempira',
  JMD: 'Jamaica-Dollar',
  KES: 'Kenya-Shilling',
  KHR: 'Cambodia-Riel',
  KWD: 'Kuwait-Dinar',
  KZT: 'Kazakhstan-Tenge',
  LKR: 'Sri Lanka-Rupee',
  MAD: 'Morocco-Dirham',
  MDL: 'Moldova-Leu',
  MKD: 'Republic Of North Macedonia-Denar',
  MMK: 'Myanmar-Kyat',
  MUR: 'Mauritius-Rupee',
  NGN: 'Nigeria-Naira',
  NPR: 'Nepal-Rupee',
  PEN: 'Peru-Sol',
  PKR: 'Pakistan-Rupee',
  PYG: 'Paraguay-Guarani',
  RSD: 'Serbia-Dinar',
  RUB: 'Russia-Ruble',
  RWF: 'Rwanda-Franc',
  TND: 'Tunisia-Dinar',
  TTD: 'Trinidad & Tobago-Dollar',
  TWD: 'Taiwan-Dollar',
  TZS: 'Tanzania-Shilling',
  UAH: 'Ukraine-Hryvnia',
  UGX: 'Uganda-Shilling',
  UYU: 'Uruguay-Peso',
  UZS: 'Uzbekistan-Som',
  VND: 'Vietnam-Dong',
  ZMW: 'Zambia-New Kwacha',
};

interface TableRate {
  readonly perUsd: number;
  readonly source: 'ecb' | 'treasury' | 'fixed';
  /** ISO 8601 date of the rate. */
  readonly date: string;
}

async function textOf(fileOrUrl: string): Promise<string> {
  if (!/^https?:/.test(fileOrUrl)) return readFile(fileOrUrl, 'utf8');
  const response = await fetch(fileOrUrl, { signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`${fileOrUrl}: ${response.status}`);
  return response.text();
}

const { values } = parseArgs({
  options: {
    ecb: { type: 'string', default: ECB },
    treasury: { type: 'string', default: TREASURY },
  },
});
const ecb = readEcbRates(await textOf(values.ecb));
const treasury = readTreasuryRates(await textOf(values.treasury));
const usdPerEuro = ecb.rates.get('USD');
if (usdPerEuro === undefined) throw new Error('the euro reference rates lack the US dollar');

function quotedByEcb(code: string): number | undefined {
  if (code === 'EUR') return 1 / Number(usdPerEuro);
  const rate = ecb.rates.get(code);
  return rate === undefined ? undefined : rate / Number(usdPerEuro);
}

function rateOf(code: string): TableRate | undefined {
  const quoted = quotedByEcb(code);
  if (quoted !== undefined) return { perUsd: quoted, source: 'ecb', date: ecb.date };
  const [base, fixed = 0] = FIXED[code] ?? [];
  const perBase = base === undefined ? undefined : quotedByEcb(base);
  if (perBase !== undefined) return { perUsd: perBase * fixed, source: 'fixed', date: ecb.date };
  const reported = treasury.rates.get(TREASURY_NAMES[code] ?? '');
  if (reported === undefined) return undefined;
  return { perUsd: reported, source: 'treasury', date: treasury.date };
}

const rates: Record<string, TableRate> = {};
const missing: string[] = [];
for (const code of Object.keys(currencies.currencies).toSorted()) {
  const rate = rateOf(code);
  if (rate === undefined) missing.push(code);
  else rates[code] = { ...rate, perUsd: Number(rate.perUsd.toPrecision(SIGNIFICANT_DIGITS)) };
}
if (missing.length > 0) throw new Error(`no rate of ${missing.join(', ')}`);

const table = {
  about:
    'perUsd: units of a currency for one US dollar at the date beside it. Written by packages/domain/scripts/refresh-rates.ts; NOTICE has the terms.',
  sources: {
    ecb: 'European Central Bank, euro foreign exchange reference rates; here recalculated to the US dollar. Free reuse with the source named.',
    treasury:
      'U.S. Department of the Treasury, Bureau of the Fiscal Service, Treasury Reporting Rates of Exchange. Work of the United States government, public domain (17 U.S.C. 105).',
    fixed:
      'Rates to the euro, US dollar, rand or Hong Kong dollar that law or the central bank fixes, times the rate of the ECB.',
  },
  rates,
};
const lines = Object.entries(rates).map(([code, rate]) => `    "${code}": ${JSON.stringify(rate)}`);
const head = JSON.stringify({ ...table, rates: {} }, null, 2).replace(/\{\}\n\}$/, '');
await writeFile(TABLE, `${head}{\n${lines.join(',\n')}\n  }\n}\n`);
process.stdout.write(`${lines.length} rates: ECB of ${ecb.date}, Treasury of ${treasury.date}\n`);
