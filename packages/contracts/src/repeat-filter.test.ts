import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRepeatFilter } from './repeat-filter.ts';

const event = (offset: number, partition = 0, generation = 'live') => ({
  generation,
  origin: `postings.raw.v1/${partition}/${offset}`,
});

describe('createRepeatFilter', () => {
  it('lets each event in once, however the redelivery steps back', () => {
    const filter = createRepeatFilter();
    const delivered = [0, 1, 2, 1, 2, 3, 0, 1, 2, 3, 4];
    assert.deepEqual(
      delivered.filter((offset) => filter.admit(event(offset))),
      [0, 1, 2, 3, 4],
    );
  });

  it('lets gaps pass: what was dropped on the way never comes', () => {
    const filter = createRepeatFilter();
    assert.deepEqual(
      [3, 7, 7, 5, 9].map((offset) => filter.admit(event(offset))),
      [true, true, false, false, true],
    );
  });

  it('keeps raw partitions, raw topics and generations apart', () => {
    const filter = createRepeatFilter();
    assert.equal(filter.admit(event(5, 0)), true);
    assert.equal(filter.admit(event(2, 1)), true);
    assert.equal(filter.admit(event(5, 0, 'g2')), true);
    assert.equal(filter.admit({ generation: 'live', origin: 'postings.raw.v2/0/5' }), true);
    assert.equal(filter.admit(event(5, 0)), false);
    assert.deepEqual(filter.marks(), {
      'live/postings.raw.v1/0': 5,
      'live/postings.raw.v1/1': 2,
      'g2/postings.raw.v1/0': 5,
      'live/postings.raw.v2/0': 5,
    });
  });

  it('goes on from stored marks, which it leaves as they were', () => {
    const first = createRepeatFilter();
    first.admit(event(4));
    const stored = first.marks();
    const second = createRepeatFilter(JSON.parse(JSON.stringify(stored)));
    assert.deepEqual(
      [3, 4, 5].map((offset) => second.admit(event(offset))),
      [false, false, true],
    );
    assert.deepEqual(stored, { 'live/postings.raw.v1/0': 4 });
  });

  it('always lets in what has no readable origin', () => {
    const filter = createRepeatFilter();
    for (const origin of [undefined, '', 'somewhere', 'topic/x/1']) {
      assert.equal(filter.admit({ generation: 'live', origin }), true);
      assert.equal(filter.admit({ generation: 'live', origin }), true);
    }
    assert.deepEqual(filter.marks(), {});
  });
});
