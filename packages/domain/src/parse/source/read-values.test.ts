import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from './json-value.ts';
import { payComponent } from './pay-component.ts';
import { readAmount } from './read-amount.ts';
import { readDate } from './read-date.ts';

const DATES: readonly (readonly [value: JsonValue, date: string | null])[] = [
  ['2026-02-03', '2026-02-03'],
  ['2026-02-03T04:05:06Z', '2026-02-03T04:05:06Z'],
  ['2026-02-03T04:05:06.789-04:00', '2026-02-03T04:05:06-04:00'],
  ['2026-02-03T04:05', '2026-02-03T04:05:00'],
  ['2026-09-29 16:02:37 UTC', '2026-09-29T16:02:37Z'],
  ['Wed, 19 Aug 2026 23:10:38 GMT', '2026-08-19T23:10:38Z'],
  ['19 August 2026', '2026-08-19'],
  [1_785_801_600, '2026-08-04T00:00:00Z'],
  [1_785_801_600_000, '2026-08-04T00:00:00Z'],
  ['1785801600000', '2026-08-04T00:00:00Z'],
  ['2026-02-30', null],
  ['07/08/2026', null],
  ['Posted yesterday', null],
  [0, null],
  [null, null],
];

const AMOUNTS: readonly (readonly [value: JsonValue, amount: number | null])[] = [
  [60000, 60000],
  ['60000', 60000],
  ['60,000', 60000],
  ['60.000', 60000],
  ['60 000', 60000],
  ['60.000,50', 60000.5],
  ['60,000.50', 60000.5],
  ['18.50', 18.5],
  ['18,5', 18.5],
  ['$70k', 70000],
  ['€ 3.200', 3200],
  ['12,00,000', 1_200_000],
  ['60000-80000', null],
  ['0', null],
  [-5, null],
  ['competitive', null],
  [null, null],
];

describe('readDate', () => {
  for (const [value, date] of DATES) {
    it(`reads ${JSON.stringify(value)}`, () => assert.equal(readDate(value), date));
  }
});

describe('readAmount', () => {
  for (const [value, amount] of AMOUNTS) {
    it(`reads ${JSON.stringify(value)}`, () => assert.equal(readAmount(value), amount));
  }
});

describe('payComponent', () => {
  const words = [
    ['Base salary (bonus eligible)', 'BASE'],
    ['On-target earnings', 'OTE'],
    ['Sign-on bonus', 'SIGNING_BONUS'],
    ['Annual bonus', 'BONUS'],
    ['Total compensation', 'TOTAL'],
    ['Zone A', null],
  ] as const;
  for (const [word, component] of words) {
    it(`reads ${word}`, () => assert.equal(payComponent(word), component));
  }
});
