import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { portError } from '@winnow/ports/log-conformance-kit';
import { checkAcknowledged, cut } from './producer.ts';

function sized(bytes: number) {
  return { partition: 0, key: null, value: new Uint8Array(bytes), headers: {} };
}

const CUTS: readonly [name: string, sizes: number[], parts: number[][]][] = [
  ['nothing', [], []],
  ['little', [10, 20], [[10, 20]]],
  ['up to a megabyte', [400_000, 400_000, 400_000], [[400_000, 400_000], [400_000]]],
  ['a larger record alone', [10, 3_000_000, 10], [[10], [3_000_000], [10]]],
];

describe('cut', () => {
  for (const [name, sizes, parts] of CUTS) {
    it(`sends ${name} in ${parts.length} parts`, () => {
      const found = cut(sizes.map(sized)).map((part) => part.map(({ value }) => value?.length));
      assert.deepEqual(found, parts);
    });
  }
});

const ANSWERS: readonly [name: string, answer: object[]][] = [
  ['no answer', []],
  ['an answer for another partition', [{ topicName: 't', partition: 1, errorCode: 0 }]],
  ['an answer for another topic', [{ topicName: 'u', partition: 0, errorCode: 0 }]],
  ['an error', [{ topicName: 't', partition: 0, errorCode: 7 }]],
];

describe('checkAcknowledged', () => {
  it('takes the answer for the partition', () => {
    checkAcknowledged('t', 0, [{ topicName: 't', partition: 0, errorCode: 0 }]);
  });
  for (const [name, answer] of ANSWERS) {
    it(`takes ${name} for a send that may not have been written`, () => {
      const metadata = answer.map((one) => ({ topicName: '', partition: 0, errorCode: 0, ...one }));
      assert.throws(() => checkAcknowledged('t', 0, metadata), portError('UNAVAILABLE', true));
    });
  }
});
