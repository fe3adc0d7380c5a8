import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maskContacts } from './mask-contacts.ts';

/** The contact stands between braces. */
const MASKED: readonly string[] = [
  'write to {jane.doe+jobs@acme-corp.example} now',
  '{jörg@bäcker.example}, please',
  '{jane [at] acme [dot] com} or {jane(at)acme.com}',
  'Tel.: {030 / 1234567}',
  'Telefon {0511 123456}',
  'call {+49 30 1234567-89} or {(555) 123-4567}',
  'Phone {555-123-4567}.',
  '{+1 212-555-0123}',
  '{+43 (0)1 234 56 78}',
  'Ph: {98765 43210}',
  '{01 23 45 67 89}',
  '{020 7946 0958}',
  '{0171-1234567}',
  'WhatsApp: {600123456}',
  'Call {555-120-4500} for details',
];

const UNTOUCHED: readonly string[] = [
  '160,000 - 220,000',
  '160 000 - 220 000 €',
  '€ 60 000 - 70 000',
  'USD 120000-150000',
  '$120000-150000 per year',
  '45.000 - 55.000',
  '1 800 000 - 2 200 000 HUF',
  '+10 000 000 users',
  '2026-01-02 - 2026-03-04',
  '01.02.2026 - 03.04.2026',
  'Req ID 120000-150000',
  'Job ID: 212-555-1234',
  'NIP 123-456-78-90',
  'https://jobs.example/555-123-4567',
  'https://jobs.example/?ref=5551234567',
  '192.168.10.1',
  '08:00-17:00, 24/7/365',
  '1998, 2020-2024 winner',
  'ISO 27001, 9001 and 14001',
  '@acme on social media, npm i @acme/core',
  '10,000 - 15,000 requests per second',
  'R45 000 – R60 000 per month',
];

describe('maskContacts', () => {
  for (const marked of MASKED) {
    it(`masks ${marked}`, () => {
      const text = marked.replace(/[{}]/g, '');
      const expected = marked.replace(/\{([^}]*)\}/g, (_, contact: string) =>
        '*'.repeat(contact.length),
      );
      assert.equal(maskContacts(text), expected);
      assert.equal(maskContacts(text).length, text.length);
    });
  }
  for (const text of UNTOUCHED) {
    it(`leaves ${text}`, () => assert.equal(maskContacts(text), text));
  }
});
