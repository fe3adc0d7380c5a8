import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { POSTINGS_PER_LOOKUP_MAX } from './duplicate-index.ts';
import { createLookupTable } from './lookup-table.ts';

const lookup = fc.oneof(fc.nat(30), fc.nat({ max: 2 ** 48 - 1 }));
const action = fc.record({ add: fc.boolean(), lookup, posting: fc.integer({ min: 1, max: 40 }) });

describe('createLookupTable', () => {
  it('is a map of bounded lists', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 400 }), (actions) => {
        const table = createLookupTable();
        const plain = new Map<number, number[]>();
        for (const { add, lookup: key, posting } of actions) {
          const list = plain.get(key) ?? [];
          if (add) table.add(key, posting);
          else table.remove(key, posting);
          if (add && !list.includes(posting)) {
            plain.set(key, [...list, posting].slice(-POSTINGS_PER_LOOKUP_MAX));
          }
          if (!add) {
            plain.set(
              key,
              list.filter((each) => each !== posting),
            );
          }
        }
        for (const [key, list] of plain) {
          assert.deepEqual(table.get(key), list);
          assert.equal(table.newest(key), list.at(-1) ?? 0);
        }
      }),
    );
  });

  it('grows, and leaves out lists that have become empty', () => {
    const table = createLookupTable();
    const lookups = Array.from({ length: 30_000 }, (_, i) => i * 7_919_777_777);
    for (const [i, each] of lookups.entries()) {
      table.add(each, i + 1);
      if (i % 3 === 0) table.remove(each, i + 1);
    }
    const wrong = lookups.filter((each, i) => {
      const [only] = table.get(each);
      return only !== (i % 3 === 0 ? undefined : i + 1);
    });
    assert.deepEqual(wrong, []);
  });
});
