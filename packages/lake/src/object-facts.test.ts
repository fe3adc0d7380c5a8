import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertMetadata } from '@winnow/ports/object-key';
import fc from 'fast-check';
import { LakeError, type LakeErrorCode } from './lake-error.ts';
import { fromMetadata, type ObjectFacts, toMetadata } from './object-facts.ts';
import { objectKey, parseObjectKey } from './object-key.ts';

const isCode =
  (code: LakeErrorCode) =>
  (error: unknown): boolean =>
    error instanceof LakeError && error.code === code;

const FACTS: ObjectFacts = {
  next: 42,
  rows: 3,
  repeats: 1,
  sha256: 'ab',
  marks: { 'live/postings.raw.v1/10': 7, 'live/postings.raw.v1/2': 5, 'live/other/0': 0 },
  incarnations: { 'postings.enriched.v1': 'cluster=1;id', 'postings.raw.v1': 'ü' },
};

describe('object metadata', () => {
  it('holds the facts as text that every store takes', () => {
    const metadata = toMetadata(FACTS);
    assertMetadata(metadata);
    assert.equal(metadata['marks'], 'other:0=0;postings.raw.v1:2=5,10=7');
    assert.deepEqual(fromMetadata('k', 'live', metadata), FACTS);
  });

  it('needs no marks and no incarnations', () => {
    const facts = { ...FACTS, marks: {}, incarnations: {} };
    assert.deepEqual(fromMetadata('k', 'live', toMetadata(facts)), facts);
  });

  it('comes back as it was, whatever the facts', () => {
    const whole = fc.nat({ max: Number.MAX_SAFE_INTEGER });
    const topic = fc.stringMatching(/^[a-z][a-z0-9._-]{0,8}$/);
    const mark = fc.tuple(topic, fc.nat({ max: 99 }), whole);
    const marks = fc.array(mark, { maxLength: 8 });
    const incarnations = fc.dictionary(topic, fc.string({ minLength: 1, maxLength: 12 }), {
      maxKeys: 3,
    });
    fc.assert(
      fc.property(marks, incarnations, whole, (given, names, next) => {
        const named = given.map(([name, partition, offset]): [string, number] => [
          `live/${name}/${partition}`,
          offset,
        ]);
        const facts = {
          ...FACTS,
          next,
          marks: Object.fromEntries(named),
          incarnations: { ...names },
        };
        const metadata = toMetadata(facts);
        assertMetadata(metadata);
        assert.deepEqual(fromMetadata('k', 'live', metadata), facts);
      }),
    );
  });

  it('says when too many raw partitions lead to one chain', () => {
    const marks = Object.fromEntries(
      Array.from({ length: 200 }, (_, partition) => [`live/postings.raw.v1/${partition}`, 10 ** 9]),
    );
    assert.throws(() => toMetadata({ ...FACTS, marks }), isCode('MARKS_TOO_LARGE'));
  });

  const BROKEN: readonly [name: string, changed: Record<string, string>][] = [
    ['another version', { 'winnow-chain': '2' }],
    ['no next', { next: '' }],
    ['a next that is no number', { next: '1e3' }],
    ['unreadable marks', { marks: 'postings.raw.v1:0' }],
  ];
  for (const [name, changed] of BROKEN) {
    it(`is refused with ${name}`, () => {
      const metadata = { ...toMetadata(FACTS), ...changed };
      assert.throws(() => fromMetadata('k', 'live', metadata), isCode('OBJECT_INVALID'));
    });
  }
});

describe('objectKey', () => {
  it('sorts as offsets do, and reads back', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: Number.MAX_SAFE_INTEGER }), (first, second) => {
        const at = (position: number) => ({ generation: 'live', partition: 3, position });
        assert.equal(objectKey(at(first)) < objectKey(at(second)), first < second);
        assert.deepEqual(parseObjectKey(objectKey(at(second))), at(second));
      }),
    );
  });

  for (const key of ['current.json', 'generation=live/partition=0/1.parquet', 'generation=a/b']) {
    it(`is not ${key}`, () => assert.equal(parseObjectKey(key), undefined));
  }
});
