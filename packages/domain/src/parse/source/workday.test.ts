import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePosting } from '../parse-posting.ts';

/** What a tenant calls its places, and what they are. */
const PLACES: readonly (readonly [name: string, place: string])[] = [
  ['US, CA, Santa Clara', 'Santa Clara|CA|US'],
  ['US-CA-San Francisco', 'San Francisco|CA|US'],
  ['CAN-Toronto', 'Toronto||CA'],
  ['India - Hyderabad', 'Hyderabad||IN'],
  ['UK - London - Canary Wharf', 'London||GB'],
  ['JPN Tokyo', 'Tokyo||JP'],
  ['IND.Pune', 'Pune||IN'],
  ['US - Texas', '|TX|US'],
  ['Illinois - Chicago', 'Chicago|IL|US'],
  ['Georgia - Atlanta', 'Atlanta|GA|US'],
  ['Virginia - Washington DC Metro - Remote', '|VA|US'],
  ['Germany - Berlin', 'Berlin||DE'],
  ['New York, NY', 'New York|NY|US'],
  ['Poland, Kraków', 'Kraków||PL'],
  ['San Jose, California, United States', 'San Jose|CA|US'],
  ['Home Office USA', '||US'],
  ['3 Locations', ''],
];

describe("Workday's places", () => {
  for (const [location, expected] of PLACES) {
    it(`reads ${location}`, () => {
      const body = JSON.stringify({
        jobPostingInfo: {
          title: 'Nurse',
          jobDescription: '<p>Care.</p>',
          jobReqId: 'R1',
          location,
        },
      });
      const raw = { id: 'x', source: 'test', contentType: 'application/json', body } as const;
      const result = parsePosting(raw, 'sha256:0');
      assert.ok(result.kind === 'ok');
      const found = result.staged.posting.jobLocation.map((place) =>
        [place.addressLocality, place.addressRegion, place.addressCountry]
          .map((part) => part ?? '')
          .join('|'),
      );
      assert.equal(found.join('; '), expected);
    });
  }
});
