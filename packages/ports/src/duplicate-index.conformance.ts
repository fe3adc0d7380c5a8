import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeDuplicateIndexBounds } from './duplicate-index-bounds.conformance.ts';
import { describeDuplicateIndexLeaving } from './duplicate-index-leaving.conformance.ts';
import { describeDuplicateIndexOwners } from './duplicate-index-owners.conformance.ts';
import { describeDuplicateIndexRaces } from './duplicate-index-races.conformance.ts';
import {
  claimOf,
  founding,
  grant,
  joining,
  lookUp,
  on,
  query,
  type DuplicateIndexUnderTest,
} from './duplicate-index-conformance-kit.ts';

export type {
  DuplicateIndexUnderTest,
  DuplicateIndexWorld,
} from './duplicate-index-conformance-kit.ts';

/** What every duplicate index must do, as sentences. */
export function describeDuplicateIndex(subject: DuplicateIndexUnderTest): void {
  describe(`DuplicateIndex: ${subject.name}`, { skip: subject.skip ?? false }, () => {
    describeFinding(subject);
    describeClusters(subject);
    describeDuplicateIndexLeaving(subject);
    describeNamespaces(subject);
    describeDuplicateIndexOwners(subject);
    describeDuplicateIndexRaces(subject);
    describeDuplicateIndexBounds(subject);
    describeSharing(subject);
  });
}

function describeFinding(subject: DuplicateIndexUnderTest): void {
  on(subject, 'finds nothing in an empty namespace', async ({ index }) => {
    const found = await lookUp(index, query('a', { strong: [1], weak: [2], peers: [3] }));
    assert.equal(found.self, undefined);
    assert.equal(found.answer, undefined);
    assert.equal(found.latest, undefined);
    assert.deepEqual([found.candidates, found.full, found.clusters.size], [[], [], 0]);
  });

  on(subject, 'finds a posting under any lookup that it is stored under', async ({ index }) => {
    await grant(index, founding('a', { lookups: [1, 2 ** 48 - 1, 3] }));
    for (const [strong, weak, peers] of [
      [[1], [], []],
      [[], [2 ** 48 - 1], []],
      [[], [], [3]],
    ]) {
      const found = await lookUp(index, query('b', { strong, weak, peers }));
      assert.deepEqual(
        found.candidates.map(({ key, clusterId }) => [key, clusterId]),
        [['a', 'cluster of a']],
      );
    }
    const other = await lookUp(index, query('b', { strong: [2], weak: [4], peers: [5] }));
    assert.deepEqual(other.candidates, []);
  });

  on(subject, 'keeps features and profiles byte for byte', async ({ index }) => {
    const bytes = String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code));
    await grant(index, founding('a', { lookups: [1], features: bytes, profile: `p${bytes}` }));
    const found = await lookUp(index, query('b', { strong: [1] }));
    assert.equal(found.candidates[0]?.features, bytes);
    assert.equal(found.clusters.get('cluster of a')?.profile, `p${bytes}`);
  });

  on(subject, 'takes any text for a key, a cluster id and an answer', async ({ index }) => {
    const keys = ['', ' ', 'a/b', '{a}', 'ä', '職', '🦊', 'new\nline', 'K', 'k', '\u0000'];
    for (const [i, key] of keys.entries()) {
      await grant(index, founding(key, { lookups: [100 + i], answer: `answer ${key}` }));
    }
    for (const [i, key] of keys.entries()) {
      const found = await lookUp(index, query(key, { strong: [100 + i] }));
      assert.deepEqual([found.self?.key, found.latest], [key, `answer ${key}`]);
      assert.equal(found.self?.clusterId, `cluster of ${key}`);
      const other = await lookUp(index, query('other', { strong: [100 + i] }));
      assert.deepEqual(
        other.candidates.map((each) => each.key),
        [key],
      );
    }
  });

  on(subject, 'tells a posting from itself', async ({ index }) => {
    await grant(index, founding('a', { lookups: [1] }));
    const found = await lookUp(index, query('a', { strong: [1], weak: [1] }));
    assert.deepEqual([found.self?.key, found.candidates], ['a', []]);
    assert.equal(found.clusters.get('cluster of a')?.canonical.key, 'a');
  });

  on(
    subject,
    'gives out first what is found under strong lookups, then peers, then what shares most',
    async ({ index }) => {
      await grant(index, founding('one', { lookups: [11] }));
      await grant(index, founding('two', { lookups: [11, 12] }));
      await grant(index, founding('rare', { lookups: [13, 14] }));
      await grant(index, founding('peer', { lookups: [21] }));
      await grant(index, founding('strong', { lookups: [31] }));
      const asked = query('q', { strong: [31], weak: [11, 12, 13, 14], peers: [21] });
      const found = await lookUp(index, asked);
      assert.deepEqual(
        found.candidates.map(({ key }) => key),
        ['strong', 'peer', 'rare', 'two', 'one'],
      );
    },
  );

  on(subject, 'answers a batch in its order, of one moment', async ({ index }) => {
    await grant(index, founding('a', { lookups: [1] }));
    await grant(index, founding('b', { lookups: [2] }));
    const queries = [2, 3, 1].map((lookup) => query(`q${lookup}`, { strong: [lookup] }));
    const found = await index.candidates('n', queries);
    assert.deepEqual(
      found.map(({ candidates }) => candidates.map(({ key }) => key)),
      [['b'], [], ['a']],
    );
    assert.equal(new Set(found.map(({ seen }) => seen)).size, 1);
    assert.deepEqual(await index.candidates('n', []), []);
    assert.deepEqual(await index.claim('n', []), []);
    assert.deepEqual(await index.release('n', []), []);
  });
}

function describeClusters(subject: DuplicateIndexUnderTest): void {
  on(subject, 'tells about a cluster that a query names', async ({ index }) => {
    await grant(index, founding('a', { lookups: [1], profile: 'of a' }));
    const [found, none] = await index.candidates('n', [
      { ...query('b'), clusterId: 'cluster of a' },
      { ...query('c'), clusterId: 'no cluster' },
    ]);
    assert.equal(found?.clusters.get('cluster of a')?.profile, 'of a');
    assert.deepEqual([found?.candidates, none?.clusters.get('no cluster')], [[], undefined]);
  });

  on(subject, 'makes the founder canonical, and the second its successor', async ({ index }) => {
    await grant(index, founding('a', { lookups: [1], features: 'of a' }));
    await grant(index, joining('b', 'cluster of a', { lookups: [2], profile: 'a and b' }));
    await grant(index, joining('c', 'cluster of a', { lookups: [3], profile: 'a, b and c' }));
    const found = await lookUp(index, query('q', { strong: [3] }));
    const cluster = found.clusters.get('cluster of a');
    assert.equal(cluster?.canonical.key, 'a');
    assert.equal(cluster?.canonical.features, 'of a');
    assert.equal(cluster?.successor, 'b');
    assert.equal(cluster?.members, 3);
    assert.equal(cluster?.profile, 'a, b and c');
    assert.deepEqual(
      found.candidates.map(({ key }) => key),
      ['c'],
    );
  });

  on(
    subject,
    'lets a claim join what an earlier one of the call has founded',
    async ({ index }) => {
      const queries = ['a', 'b', 'c'].map((key) => query(key));
      const [a, b, c] = await index.candidates('n', queries);
      assert.ok(a !== undefined && b !== undefined && c !== undefined);
      const claims = [
        claimOf('a', a, { lookups: [1] }),
        claimOf('b', b, { lookups: [2], clusterId: 'cluster of a', founds: false }),
        claimOf('c', c, { lookups: [3], clusterId: 'cluster of a', founds: false, profile: 'abc' }),
      ];
      assert.deepEqual(await index.claim('n', claims), ['granted', 'granted', 'granted']);
      const found = await lookUp(index, query('q', { strong: [2] }));
      const cluster = found.clusters.get('cluster of a');
      assert.deepEqual(
        [cluster?.members, cluster?.canonical.key, cluster?.profile],
        [3, 'a', 'abc'],
      );
    },
  );

  on(subject, 'does not found a cluster that exists', async ({ index }) => {
    await grant(index, founding('a', { clusterId: 'x' }));
    await grant(index, joining('b', 'x'));
    const found = await lookUp(index, query('c'));
    const claim = claimOf('c', found, { clusterId: 'x', founds: true });
    assert.deepEqual(await index.claim('n', [claim]), ['taken']);
  });

  on(subject, 'keeps the place of a posting that changes and stays', async ({ index }) => {
    await grant(index, founding('a', { lookups: [1], features: 'old' }));
    await grant(index, joining('b', 'cluster of a', { lookups: [2] }));
    const stay = { lookups: [4], features: 'new', profile: 'other', offset: 7 };
    await grant(index, joining('a', 'cluster of a', stay));
    const found = await lookUp(index, query('q', { strong: [2] }));
    const cluster = found.clusters.get('cluster of a');
    assert.deepEqual([cluster?.canonical.key, cluster?.canonical.features], ['a', 'new']);
    assert.deepEqual([cluster?.successor, cluster?.members, cluster?.profile], ['b', 2, 'other']);
    assert.deepEqual((await lookUp(index, query('q', { strong: [1] }))).candidates, []);
    const moved = await lookUp(index, query('q', { strong: [4] }));
    assert.deepEqual(
      moved.candidates.map(({ key }) => key),
      ['a'],
    );
  });

  on(subject, 'leaves lookups as they are when a claim names none', async ({ index }) => {
    await grant(index, founding('a', { lookups: [1], features: 'old' }));
    await grant(
      index,
      joining('a', 'cluster of a', { keepLookups: true, features: 'new', offset: 2 }),
    );
    const found = await lookUp(index, query('q', { strong: [1] }));
    assert.deepEqual(
      found.candidates.map(({ key, features }) => [key, features]),
      [['a', 'new']],
    );
    assert.equal(await index.count('n'), 1);
  });
}

function describeNamespaces(subject: DuplicateIndexUnderTest): void {
  on(subject, 'keeps namespaces apart, and drops one whole', async ({ index }) => {
    for (const namespace of ['n', 'g2', 'n/x', 'ä{}*']) {
      await grant(index, founding('a', { lookups: [1], features: namespace }), namespace);
    }
    await grant(index, founding('b', { lookups: [2] }), 'g2');
    await index.dropNamespace('g2');
    await index.dropNamespace('never there');
    assert.equal(await index.count('g2'), 0);
    assert.equal((await lookUp(index, query('a', { strong: [1, 2] }), 'g2')).self, undefined);
    for (const namespace of ['n', 'n/x', 'ä{}*']) {
      assert.equal((await lookUp(index, query('a'), namespace)).self?.features, namespace);
      assert.equal(await index.count(namespace), 1);
    }
    await grant(index, founding('a', { lookups: [1] }), 'g2');
    assert.equal(await index.count('g2'), 1);
  });
}

function describeSharing(subject: DuplicateIndexUnderTest): void {
  const skip = subject.supports.shared ? false : 'not shared: it lives in its process';
  it('shows another process what was claimed', { skip }, async () => {
    await using world = await subject.create();
    assert.ok(world.reopen !== undefined, 'a shared index can be opened again');
    await using other = await world.reopen();
    await grant(world.index, founding('a', { lookups: [1] }));
    const found = await lookUp(other, query('b', { strong: [1] }));
    assert.equal(found.candidates[0]?.key, 'a');
    await grant(other, joining('b', 'cluster of a', { lookups: [2] }));
    const seen = await lookUp(world.index, query('a'));
    assert.equal(seen.clusters.get('cluster of a')?.members, 2);
  });
}
