import assert from 'node:assert/strict';
import type { Claimed, DuplicateIndex } from './duplicate-index.ts';
import {
  claimOf,
  founding,
  grant,
  joining,
  lookUp,
  on,
  query,
  release,
  type ClaimParts,
  type DuplicateIndexUnderTest,
} from './duplicate-index-conformance-kit.ts';

/** A claim is granted only on the state that its decision was made on. */
export function describeDuplicateIndexRaces(subject: DuplicateIndexUnderTest): void {
  /** Looks up, lets `meanwhile` happen, and then claims on what was found before. */
  const claimAfter = async (
    index: DuplicateIndex,
    [key, parts]: readonly [key: string, parts: ClaimParts],
    meanwhile: () => Promise<unknown>,
  ): Promise<Claimed | undefined> => {
    const found = await lookUp(index, query(key, parts));
    await meanwhile();
    return (await index.claim('n', [claimOf(key, found, parts)]))[0];
  };

  on(
    subject,
    'lets one of two twins found, and sends the other to look again',
    async ({ index }) => {
      for (const parts of [{ strong: [1] }, { weak: [1] }] as const) {
        const twin = { ...parts, lookups: [1] };
        const key = `a${Object.keys(parts)[0]}`;
        const result = await claimAfter(index, [`${key} twin`, twin], () =>
          grant(index, founding(key, twin)),
        );
        assert.equal(result, 'conflict');
        const again = await lookUp(index, query(`${key} twin`, twin));
        assert.ok(again.candidates.some((each) => each.key === key));
        assert.equal(again.self, undefined);
      }
    },
  );

  on(subject, 'is not disturbed by what no claim rests on', async ({ index }) => {
    const result = await claimAfter(
      index,
      ['a', { strong: [1], peers: [9], lookups: [1, 9] }],
      () => grant(index, founding('other', { lookups: [2, 9] })),
    );
    assert.equal(result, 'granted');
  });

  on(subject, 'conflicts when the posting itself was claimed meanwhile', async ({ index }) => {
    const founded = await claimAfter(index, ['a', { offset: 5 }], () =>
      grant(index, founding('a', { offset: 5, answer: 'of the other worker' })),
    );
    assert.equal(founded, 'conflict');
    const found = await lookUp(index, query('a', { offset: 5 }));
    assert.equal(found.answer, 'of the other worker');
    const late = { offset: 6, clusterId: 'cluster of a', founds: false };
    const updated = await claimAfter(index, ['a', late], () =>
      grant(index, joining('a', 'cluster of a', { offset: 8, answer: 'newer' })),
    );
    assert.equal(updated, 'conflict');
    const released = await claimAfter(index, ['a', { ...late, offset: 9 }], () =>
      release(index, 'a', { offset: 10, answer: undefined }),
    );
    assert.equal(released, 'conflict');
  });

  on(subject, 'conflicts when the cluster to be joined has changed', async ({ index }) => {
    await grant(index, founding('a', { clusterId: 'x' }));
    const join = { clusterId: 'x', founds: false };
    const joined = await claimAfter(index, ['b', join], () => grant(index, joining('c', 'x')));
    assert.equal(joined, 'conflict');
    const changed = await claimAfter(index, ['b', join], () =>
      grant(index, joining('c', 'x', { profile: 'another', offset: 3 })),
    );
    assert.equal(changed, 'conflict');
    const left = await claimAfter(index, ['b', join], () =>
      release(index, 'a', { offset: 4, answer: 'gone' }),
    );
    assert.equal(left, 'conflict');
    const empty = await claimAfter(index, ['b', join], () =>
      release(index, 'c', { offset: 5, answer: 'gone' }),
    );
    assert.equal(empty, 'conflict');
    assert.equal(await index.count('n'), 0);
  });

  on(subject, 'conflicts when the cluster to be left has changed', async ({ index }) => {
    await grant(index, founding('a', { clusterId: 'x' }));
    const leave = { clusterId: 'y', founds: true, offset: 2 };
    const left = await claimAfter(index, ['a', leave], () => grant(index, joining('b', 'x')));
    assert.equal(left, 'conflict');
    assert.equal((await lookUp(index, query('a'))).self?.clusterId, 'x');
    const asked = query('a', { offset: 3 });
    const found = await lookUp(index, asked);
    await grant(index, joining('c', 'x'));
    const late = { query: asked, found, profileLeft: '', answer: 'gone' };
    assert.deepEqual(await index.release('n', [late]), ['conflict']);
  });

  on(
    subject,
    'conflicts, within a call, what rests on a claim that conflicted, and nothing else',
    async ({ index }) => {
      const queries = ['a', 'b', 'c', 'd'].map((key) =>
        query(key, { strong: key === 'd' ? [4] : [key === 'a' ? 1 : 2] }),
      );
      const [a, b, c, d] = await index.candidates('n', queries);
      assert.ok(a !== undefined && b !== undefined && c !== undefined && d !== undefined);
      await grant(index, founding('twin of a', { lookups: [1] }));
      const claims = [
        claimOf('a', a, { strong: [1], lookups: [1, 2] }),
        // Found `a` in its batch, under 2, and joined it.
        claimOf('b', b, { strong: [2], lookups: [3], clusterId: 'cluster of a', founds: false }),
        // Found `a` in its batch and judged it another job.
        claimOf('c', c, { strong: [2], lookups: [2] }),
        claimOf('d', d, { strong: [4], lookups: [4] }),
      ];
      const results = await index.claim('n', claims);
      assert.deepEqual(results, ['conflict', 'conflict', 'conflict', 'granted']);
      assert.equal(await index.count('n'), 2);
    },
  );

  on(subject, 'grants every twin in the end, each on what came before it', async ({ index }) => {
    const founders: string[] = [];
    const worker = async (key: string): Promise<void> => {
      for (;;) {
        const found = await lookUp(index, query(key, { strong: [1] }));
        const [first] = found.candidates;
        const parts: ClaimParts =
          first === undefined
            ? { strong: [1], lookups: [1] }
            : { strong: [1], lookups: [1], clusterId: first.clusterId, founds: false };
        const [result] = await index.claim('n', [claimOf(key, found, parts)]);
        if (result !== 'granted') continue;
        if (first === undefined) founders.push(key);
        return;
      }
    };
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(worker));
    assert.equal(founders.length, 1);
    const found = await lookUp(index, query('q', { strong: [1] }));
    const cluster = found.clusters.get(`cluster of ${founders[0]}`);
    assert.equal(cluster?.members, 6);
    assert.equal(cluster?.canonical.key, founders[0]);
  });
}
