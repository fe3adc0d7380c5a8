/**
 * Rewrites `data/salary-rates.json` from the newest `@fawazahmed0/currency-api` package.
 *
 * The package is fetched with `npm pack` through whatever registry npm is configured for, so that
 * no service of its own has to be reachable. Run it as `node
 * packages/domain/scripts/refresh-rates.ts` and commit the result: the table is part of the salary
 * stage's version.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import currencies from '../data/salary-currencies.json' with { type: 'json' };

const PACKAGE = '@fawazahmed0/currency-api';
/** What is known of the licence; rates themselves are facts. Settle it before a release. */
const LICENCE =
  'understood to be CC0-1.0 upstream, not verified: the package carries no licence field';
const TABLE = new URL('../data/salary-rates.json', import.meta.url);
/** Digits of a rate that are kept: more than any salary needs. */
const SIGNIFICANT_DIGITS = 7;

const folder = mkdtempSync(join(tmpdir(), 'winnow-rates-'));
try {
  const archive = execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', folder], {
    encoding: 'utf8',
  }).trim();
  const member = 'package/v1/currencies/usd.min.json';
  execFileSync('tar', ['-xzf', join(folder, archive), '-C', folder, member]);
  const published = JSON.parse(readFileSync(join(folder, member), 'utf8')) as {
    date: string;
    usd: Record<string, number>;
  };
  const perUsd: Record<string, number> = {};
  for (const code of Object.keys(currencies.currencies).toSorted()) {
    const rate = published.usd[code.toLowerCase()];
    if (rate !== undefined && rate > 0) perUsd[code] = Number(rate.toPrecision(SIGNIFICANT_DIGITS));
  }
  const table = {
    source: `${PACKAGE} (github.com/fawazahmed0/exchange-api)`,
    licence: LICENCE,
    date: published.date,
    perUsd,
  };
  writeFileSync(TABLE, `${JSON.stringify(table, null, 2)}\n`);
  process.stdout.write(`${Object.keys(perUsd).length} rates of ${published.date}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
