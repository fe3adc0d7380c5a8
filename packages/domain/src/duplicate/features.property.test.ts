import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeFeatures, encodeFeatures, type DuplicateFeatures } from './features.ts';
import {
  decodeProfile,
  EMPTY_PROFILE,
  encodeProfile,
  headOf,
  withMember,
  withoutMember,
} from './profile.ts';

/** As a literal makes them. */
const PLAIN = { noNullPrototype: true } as const;
const bits = (count: number) => fc.nat({ max: 2 ** count - 1 });
const hashes = (lengthMax: number) => fc.array(bits(32), { maxLength: lengthMax });

const features: fc.Arbitrary<DuplicateFeatures> = fc.record(
  {
    text: bits(48),
    words: bits(20),
    sketch: fc.array(bits(24), { maxLength: 80 }),
    role: hashes(12),
    level: bits(16),
    terms: fc.record(
      {
        shift: bits(6),
        hours: bits(2),
        contract: bits(2),
        marks: bits(2),
        languages: fc.array(bits(16), { maxLength: 4 }),
      },
      PLAIN,
    ),
    seniority: bits(4),
    employer: fc.record({ words: hashes(6), agency: fc.boolean() }, PLAIN),
    where: fc.record(
      {
        places: fc.array(
          fc.record({ city: bits(32), region: bits(32), country: bits(10) }, PLAIN),
          {
            maxLength: 6,
          },
        ),
        remote: fc.boolean(),
      },
      PLAIN,
    ),
    requisition: bits(48),
    jobId: bits(48),
    url: bits(48),
    source: bits(48),
    pay: fc.option(
      fc.record({ currency: bits(16), minValue: bits(40), maxValue: bits(40) }, PLAIN),
    ),
    language: bits(16),
    postedDay: bits(15),
    seenDay: bits(15),
  },
  PLAIN,
);

describe('encodeFeatures', () => {
  it('is undone by decodeFeatures, and is one byte per code unit', () => {
    fc.assert(
      fc.property(features, (each) => {
        const encoded = encodeFeatures(each);
        assert.ok(Buffer.from(encoded, 'latin1').toString('latin1') === encoded);
        assert.deepEqual(decodeFeatures(encoded), each);
      }),
    );
  });

  it('is read without an error, whatever was stored', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => {
        decodeFeatures(Buffer.from(bytes).toString('latin1'));
      }),
    );
    assert.equal(decodeFeatures(''), undefined);
  });
});

describe('encodeProfile', () => {
  it('is undone by decodeProfile, and members leave as they joined', () => {
    fc.assert(
      fc.property(fc.array(features, { minLength: 1, maxLength: 5 }), (members) => {
        let profile = EMPTY_PROFILE;
        for (const member of [...members, ...members]) {
          profile = withMember(profile, headOf(member));
        }
        assert.deepEqual(decodeProfile(encodeProfile(profile)), profile);
        for (const member of [...members, ...members]) {
          profile = withoutMember(profile, headOf(member));
        }
        assert.deepEqual(profile, EMPTY_PROFILE);
      }),
    );
  });
});
