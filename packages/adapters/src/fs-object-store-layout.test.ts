import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { nameOfSegment, segmentOfName } from './fs-object-store-layout.ts';

describe('nameOfSegment', () => {
  const CASES: readonly [segment: string, name: string][] = [
    ['generation=live', 'generation=live'],
    ['00000000000000000000.parquet', '00000000000000000000.parquet'],
    ['.objects', '%2Eobjects'],
    ['a~', 'a%7E'],
    ['50%', '50%25'],
    ['a:b', 'a%3Ab'],
    ['con', '%63on'],
    ['Aux.txt', '%41ux.txt'],
    ['console', 'console'],
    ['end.', 'end%2E'],
    ['end ', 'end%20'],
    ['ü', '%C3%BC'],
    ['😀', '%F0%9F%98%80'],
  ];
  for (const [segment, name] of CASES) {
    it(`calls ${JSON.stringify(segment)} ${name}`, () =>
      assert.equal(nameOfSegment(segment), name));
  }

  it('loses nothing, and makes names that every system takes', () => {
    const segment = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(segment, (text) => {
        const name = nameOfSegment(text);
        assert.equal(segmentOfName(name), text);
        assert.match(name, /^[^<>:"/\\|?*~\p{Cc}]+$/u);
        assert.doesNotMatch(name, /^\.|[. ]$/);
      }),
    );
  });
});
