import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import countryData from '../../data/salary-countries.json' with { type: 'json' };
import cues from '../../data/salary-cues.json' with { type: 'json' };
import currencyData from '../../data/salary-currencies.json' with { type: 'json' };
import magnitudes from '../../data/salary-magnitudes.json' with { type: 'json' };
import phrases from '../../data/salary-phrases.json' with { type: 'json' };
import rates from '../../data/salary-rates.json' with { type: 'json' };
import units from '../../data/salary-units.json' with { type: 'json' };
import factors from '../../data/salary-year-factors.json' with { type: 'json' };
import { isPayUnit } from './pay-units.ts';

/** A year's full-time hours: between 30 and 55 a week. */
const HOURS_MIN = 1560;
const HOURS_MAX = 2860;

function phrasesOf(data: unknown): string[] {
  if (typeof data === 'string') return [data];
  if (data === null || typeof data !== 'object') return [];
  return Object.entries(data)
    .filter(([key]) => key !== 'about' && key !== 'source')
    .flatMap(([, value]) => phrasesOf(value));
}

describe('the dictionaries of the salary stage', () => {
  it('hold phrases in lower case, without spaces at their ends', () => {
    for (const phrase of [...phrasesOf(cues), ...phrasesOf(units), ...phrasesOf(phrases)]) {
      assert.equal(phrase, phrase.toLowerCase().trim());
      assert.notEqual(phrase, '');
    }
    for (const { words } of magnitudes.magnitudes) {
      for (const word of words) assert.equal(word, word.toLowerCase());
    }
  });

  it('give every currency a usual year, and no mark to two currencies', () => {
    const owners = new Map<string, string>();
    for (const [code, { marks, typicalYear }] of Object.entries(currencyData.currencies)) {
      const [low, high] = typicalYear;
      assert.match(code, /^[A-Z]{3}$/);
      assert.ok(low !== undefined && high !== undefined && low > 0 && low < high, code);
      for (const mark of marks) {
        assert.equal(owners.get(mark), undefined, `${mark} of ${code} and ${owners.get(mark)}`);
        owners.set(mark, code);
      }
    }
    for (const mark of Object.keys(currencyData.ambiguousMarks)) {
      assert.equal(owners.get(mark), undefined, mark);
    }
  });

  it('name only currencies of the table', () => {
    const known = new Set(Object.keys(currencyData.currencies));
    const named = [
      ...Object.values(countryData.countries).map(({ currency }) => currency),
      ...Object.values(countryData.languages).map(({ currency }) => currency),
      ...Object.values(currencyData.ambiguousMarks).flat(),
    ];
    for (const code of named) assert.ok(known.has(code), code);
  });

  it('name only units of the contract', () => {
    for (const unit of [...Object.keys(units.suffix), ...Object.keys(units.word)]) {
      assert.ok(isPayUnit(unit), unit);
    }
  });

  it('give every factor what it rests on, and plausible hours', () => {
    for (const line of [factors.default, ...Object.values(factors.countries)]) {
      assert.match(line.kind, /^(?:law|statistics|convention)$/);
      assert.ok(line.source.length > 0);
      if ('HOUR' in line) assert.ok(line.HOUR >= HOURS_MIN && line.HOUR <= HOURS_MAX);
    }
  });

  it('hold a dated rate for every currency, and say where each is from', () => {
    const table: Readonly<Record<string, { perUsd: number; source: string; date: string }>> =
      rates.rates;
    for (const code of Object.keys(currencyData.currencies)) {
      const rate = table[code];
      assert.ok(rate !== undefined && rate.perUsd > 0, code);
      assert.match(rate.date, /^\d{4}-\d{2}-\d{2}$/);
      assert.ok(Object.hasOwn(rates.sources, rate.source), code);
    }
  });
});
