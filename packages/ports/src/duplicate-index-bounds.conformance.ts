import assert from 'node:assert/strict';
import {
  CANDIDATES_MAX,
  PEERS_MAX,
  POSTINGS_PER_LOOKUP_MAX,
  WEAK_CANDIDATES_MAX,
} from './duplicate-index.ts';
import {
  founding,
  grant,
  lookUp,
  on,
  query,
  release,
  type DuplicateIndexUnderTest,
} from './duplicate-index-conformance-kit.ts';

/** Nothing grows without limit. */
export function describeDuplicateIndexBounds(subject: DuplicateIndexUnderTest): void {
  on(
    subject,
    'keeps the newest postings of a hot lookup, and says that it is full',
    async ({ index }) => {
      const keys = Array.from({ length: POSTINGS_PER_LOOKUP_MAX + 3 }, (_, i) => `k${i}`);
      for (const [i, key] of keys.entries()) {
        const found = await lookUp(index, query('q', { weak: [1, 2] }));
        assert.deepEqual(found.full, i >= POSTINGS_PER_LOOKUP_MAX ? [1] : []);
        await grant(index, founding(key, { lookups: [1] }));
      }
      const found = await lookUp(index, query('q', { strong: [1] }));
      assert.deepEqual(
        found.candidates.map(({ key }) => key),
        keys.slice(3),
      );
      assert.equal(await index.count('n'), keys.length);
      await release(index, 'k5', { offset: 2, answer: 'gone' });
      assert.deepEqual((await lookUp(index, query('q', { weak: [1] }))).full, []);
    },
  );

  on(subject, 'gives out a bounded number of candidates of each kind', async ({ index }) => {
    const lists = CANDIDATES_MAX + 2;
    for (let list = 0; list < lists; list++) {
      const lookups = [1_000 + list, 2_000 + (list % 3), 3_000];
      await grant(index, founding(`k${list}`, { lookups }));
    }
    const keysOf = async (parts: Parameters<typeof query>[1]): Promise<string[]> =>
      (await lookUp(index, query('q', parts))).candidates.map(({ key }) => key);
    const each = Array.from({ length: lists }, (_, list) => 1_000 + list);
    assert.equal(new Set(await keysOf({ strong: each })).size, CANDIDATES_MAX);
    assert.equal(new Set(await keysOf({ weak: each })).size, WEAK_CANDIDATES_MAX);
    // The newest of the peers, in order of arrival.
    const newest = Array.from({ length: PEERS_MAX }, (_, i) => `k${lists - PEERS_MAX + i}`);
    assert.deepEqual(await keysOf({ peers: [3_000] }), newest);
    // One that everybody has says nothing, and three such say little.
    assert.deepEqual(await keysOf({ weak: [3_000, 2_000] }), []);
  });

  on(subject, 'holds many postings under many lookups', async ({ index }) => {
    const keys = Array.from({ length: 300 }, (_, i) => `k${i}`);
    const lookupsOf = (i: number): number[] =>
      Array.from({ length: 20 }, (_, j) => (i * 20 + j) * 1_234_567);
    const queries = keys.map((key, i) => query(key, { strong: lookupsOf(i) }));
    const found = await index.candidates('n', queries);
    const claims = keys.map((key, i) => {
      const each = found[i];
      assert.ok(each !== undefined);
      return {
        query: query(key, { strong: lookupsOf(i) }),
        found: each,
        lookups: lookupsOf(i),
        features: 'x'.repeat(400),
        cluster: { id: key, founds: true, profile: '' },
        profileLeft: '',
        answer: key,
        dueAt: 1,
      };
    });
    const results = await index.claim('n', claims);
    assert.ok(results.every((each) => each === 'granted'));
    const asked = keys.map((_, i) => query(`q${i}`, { weak: lookupsOf(i) }));
    const again = await index.candidates('n', asked);
    assert.deepEqual(
      again.map(({ candidates }) => candidates.map(({ key }) => key)),
      keys.map((key) => [key]),
    );
  });
}
