import assert from 'node:assert/strict';
import {
  DAY_MS,
  founding,
  grant,
  joining,
  lookUp,
  on,
  query,
  release,
  type DuplicateIndexUnderTest,
} from './duplicate-index-conformance-kit.ts';

/** Postings that move, are withdrawn, or are over. */
export function describeDuplicateIndexLeaving(subject: DuplicateIndexUnderTest): void {
  on(subject, 'promotes the next in order when the canonical one leaves', async ({ index }) => {
    await grant(index, founding('a', { lookups: [1] }));
    await grant(index, joining('b', 'cluster of a', { lookups: [2] }));
    await grant(index, joining('c', 'cluster of a', { lookups: [3] }));
    await grant(index, founding('a', { clusterId: 'new', lookups: [5], profileLeft: 'b and c' }));
    const found = await lookUp(index, query('q', { strong: [3, 5] }));
    const left = found.clusters.get('cluster of a');
    assert.deepEqual([left?.canonical.key, left?.successor, left?.members], ['b', 'c', 2]);
    assert.equal(left?.profile, 'b and c');
    assert.equal(found.clusters.get('new')?.canonical.key, 'a');
    assert.equal(await index.count('n'), 3);
  });

  on(
    subject,
    'finds a released posting no more, and forgets an empty cluster',
    async ({ index }) => {
      await grant(index, founding('a', { lookups: [1] }));
      await grant(index, joining('b', 'cluster of a', { lookups: [2] }));
      assert.equal(
        await release(index, 'a', { profileLeft: 'b', offset: 9, answer: 'gone' }),
        'granted',
      );
      const found = await lookUp(index, query('q', { strong: [1, 2] }));
      assert.deepEqual(
        found.candidates.map(({ key }) => key),
        ['b'],
      );
      assert.equal(found.clusters.get('cluster of a')?.canonical.key, 'b');
      assert.equal(await index.count('n'), 1);
      await release(index, 'b', { offset: 10, answer: 'gone' });
      assert.equal(await index.count('n'), 0);
      await grant(index, founding('c', { clusterId: 'cluster of a' }));
    },
  );

  on(subject, 'marks a namespace as begun, until it is dropped', async ({ index }) => {
    assert.equal(await index.hasBegun('n'), false);
    await grant(index, founding('a', { lookups: [1] }));
    assert.equal(await index.hasBegun('n'), false);
    await index.begin('n');
    await index.begin('n');
    assert.deepEqual([await index.hasBegun('n'), await index.hasBegun('other')], [true, false]);
    assert.equal(await index.count('n'), 1);
    await index.dropNamespace('n');
    assert.equal(await index.hasBegun('n'), false);
  });

  on(subject, 'grants the release of a posting that is not there', async ({ index }) => {
    assert.equal(await release(index, 'nobody', { offset: 1, answer: undefined }), 'granted');
    assert.equal(await index.count('n'), 0);
  });

  on(subject, 'takes a released posting back', async ({ index }) => {
    await grant(index, founding('a', { lookups: [1] }));
    await release(index, 'a', { offset: 2, answer: 'gone' });
    await grant(index, founding('a', { lookups: [1], offset: 3, answer: 'back' }));
    const found = await lookUp(index, query('a', { offset: 3 }));
    assert.deepEqual([found.self?.key, found.answer], ['a', 'back']);
    assert.equal(await index.count('n'), 1);
  });

  on(subject, 'names postings that are due, until they are released', async ({ index }) => {
    await grant(index, founding('soon', { dueAt: 3 * DAY_MS }));
    await grant(index, founding('later', { dueAt: 9 * DAY_MS }));
    await grant(index, founding('moved', { dueAt: 2 * DAY_MS }));
    await grant(index, joining('moved', 'cluster of moved', { dueAt: 9 * DAY_MS, offset: 2 }));
    const due = { time: 4 * DAY_MS, keysMax: 10 };
    assert.deepEqual(await index.due('n', { ...due, time: DAY_MS }), []);
    assert.deepEqual(await index.due('n', due), ['soon']);
    assert.deepEqual(await index.due('n', due), ['soon']);
    await release(index, 'soon', { offset: 0, answer: undefined });
    assert.deepEqual(await index.due('n', due), []);
    const all = await index.due('n', { time: 10 * DAY_MS, keysMax: 10 });
    assert.deepEqual(all.toSorted(), ['later', 'moved']);
    assert.equal((await index.due('n', { time: 10 * DAY_MS, keysMax: 1 })).length, 1);
  });
}
