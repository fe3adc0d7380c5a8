import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import { fits, fitsAll, POSTING_COLUMNS, type Shape, shapeOf } from './posting-columns.ts';

const shapeOfColumn = (name: string): Shape | undefined =>
  POSTING_COLUMNS.find((column) => column.name === name)?.shape;

describe('POSTING_COLUMNS', () => {
  it('has every field of the contract, in its order', () => {
    assert.deepEqual(
      POSTING_COLUMNS.map(({ name }) => name),
      Object.keys(EnrichedPosting.shape),
    );
  });

  it('reads text, numbers, lists and structs off the contract', () => {
    const text: Shape = { kind: 'text' };
    assert.deepEqual(shapeOfColumn('title'), text);
    assert.deepEqual(shapeOfColumn('schemaVersion'), { kind: 'integer' });
    assert.deepEqual(shapeOfColumn('employmentType'), { kind: 'list', element: text });
    assert.deepEqual(shapeOfColumn('experience'), {
      kind: 'struct',
      fields: [
        { name: 'minYears', shape: { kind: 'number' } },
        { name: 'maxYears', shape: { kind: 'number' } },
      ],
    });
    assert.deepEqual(shapeOfColumn('stages'), {
      kind: 'struct',
      fields: ['parse', 'salary', 'stack', 'duplicate'].map((name) => ({ name, shape: text })),
    });
    assert.deepEqual(shapeOfColumn('stackCandidates'), {
      kind: 'list',
      element: {
        kind: 'struct',
        fields: [
          { name: 'name', shape: text },
          { name: 'start', shape: { kind: 'integer' } },
          { name: 'end', shape: { kind: 'integer' } },
        ],
      },
    });
  });

  it('refuses a schema that it has no column for', () => {
    assert.throws(() => shapeOf({ _zod: { def: { type: 'union' } } }), TypeError);
  });
});

describe('fits', () => {
  const list: Shape = {
    kind: 'list',
    element: { kind: 'struct', fields: [{ name: 'a', shape: { kind: 'integer' } }] },
  };
  const CASES: readonly [shape: Shape, value: unknown, expected: boolean][] = [
    [{ kind: 'text' }, 'x', true],
    [{ kind: 'text' }, 'A_WORD_FROM_A_LATER_LIST', true],
    [{ kind: 'text' }, null, true],
    [{ kind: 'text' }, undefined, true],
    [{ kind: 'text' }, 1, false],
    [{ kind: 'integer' }, 2 ** 31 - 1, true],
    [{ kind: 'integer' }, 2 ** 31, false],
    [{ kind: 'integer' }, 1.5, false],
    [{ kind: 'number' }, 1.5, true],
    [{ kind: 'number' }, '1.5', false],
    [{ kind: 'boolean' }, false, true],
    [{ kind: 'boolean' }, 0, false],
    [list, [], true],
    [list, [{ a: 1 }, { a: null }, {}, null], true],
    [list, [{ a: 'x' }], false],
    [list, { a: 1 }, false],
  ];
  for (const [shape, value, expected] of CASES) {
    it(`${expected ? 'takes' : 'refuses'} ${JSON.stringify(value)} as ${shape.kind}`, () => {
      assert.equal(fits(shape, value), expected);
    });
  }

  it('refuses what is no object as a row', () => {
    for (const value of [null, [], 'x', 1]) assert.equal(fitsAll(POSTING_COLUMNS, value), false);
  });
});
