import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canonicalUrl } from './canonical-url.ts';

const CASES: readonly (readonly [address: string | null, expected: string | null])[] = [
  ['https://Jobs.Example.com/a/1?utm_source=x&gh_src=y', 'https://jobs.example.com/a/1'],
  ['https://jobs.example.com/a/1/#apply', 'https://jobs.example.com/a/1'],
  ['https://jobs.example.com/?b=2&a=1', 'https://jobs.example.com?a=1&b=2'],
  ['ftp://jobs.example.com/a', null],
  ['nonsense', null],
  [null, null],
];

describe('canonicalUrl', () => {
  for (const [address, expected] of CASES) {
    it(`makes ${expected} of ${address}`, () => assert.equal(canonicalUrl(address), expected));
  }
});
