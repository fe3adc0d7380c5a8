import assert from 'node:assert/strict';
import { ANSWERS_MAX } from './duplicate-index.ts';
import {
  founding,
  grant,
  joining,
  lookUp,
  on,
  query,
  release,
  type DuplicateIndexUnderTest,
} from './duplicate-index-conformance-kit.ts';

/** Whoever delivers a record again gets the answer that was claimed for it. */
export function describeDuplicateIndexOwners(subject: DuplicateIndexUnderTest): void {
  const answerFor = async (
    index: Parameters<typeof lookUp>[0],
    offset: number,
    stream = 's',
  ): Promise<string | undefined> => (await lookUp(index, query('a', { offset, stream }))).answer;

  on(subject, 'answers the same owner with what was claimed for it', async ({ index }) => {
    await grant(index, founding('a', { offset: 5, answer: 'first' }));
    assert.equal(await answerFor(index, 5), 'first');
    assert.equal((await lookUp(index, query('b', { offset: 5 }))).answer, undefined);
  });

  on(subject, 'gives back any text as an answer', async ({ index }) => {
    for (const [i, source] of ['board', 'a $& b', 'x\u0001y', ''].entries()) {
      const [key, clusterId] = [`${source}/${i}`, `$& ${i}`];
      const texts = [`${source}/7 is like ${key} in ${clusterId}`, '\u0000\u0001$1\u0002', ''];
      for (const [offset, answer] of texts.entries()) {
        const parts = { clusterId, offset, answer };
        await grant(index, offset === 0 ? founding(key, parts) : joining(key, clusterId, parts));
      }
      for (const [offset, answer] of texts.entries()) {
        assert.equal((await lookUp(index, query(key, { offset }))).answer, answer);
      }
    }
  });

  on(subject, 'has no answer for a later record of the posting', async ({ index }) => {
    await grant(index, founding('a', { offset: 5, answer: 'first' }));
    assert.equal(await answerFor(index, 6), undefined);
    assert.equal((await lookUp(index, query('a', { offset: 6 }))).latest, 'first');
  });

  on(subject, 'remembers what it answered before a later claim', async ({ index }) => {
    await grant(index, founding('a', { offset: 5, answer: 'first' }));
    await grant(index, joining('a', 'cluster of a', { offset: 7, answer: 'first' }));
    await grant(index, joining('a', 'cluster of a', { offset: 9, answer: 'second' }));
    const answers = await Promise.all([5, 6, 7, 9, 10].map((offset) => answerFor(index, offset)));
    assert.deepEqual(answers, ['first', 'first', 'first', 'second', undefined]);
    assert.equal((await lookUp(index, query('a', { offset: 5 }))).latest, 'second');
  });

  on(subject, 'takes an older record than it remembers for a repeat', async ({ index }) => {
    for (let i = 0; i < ANSWERS_MAX + 2; i++) {
      const parts = { offset: 10 * i + 10, answer: `answer ${i}` };
      await grant(index, i === 0 ? founding('a', parts) : joining('a', 'cluster of a', parts));
    }
    assert.equal(await answerFor(index, 10), 'answer 2');
    assert.equal(await answerFor(index, 60), `answer ${ANSWERS_MAX + 1}`);
    assert.equal(await answerFor(index, 61), undefined);
  });

  on(subject, 'does not take one stream for another', async ({ index }) => {
    await grant(index, founding('a', { stream: 'topic made first', offset: 5, answer: 'first' }));
    assert.equal(await answerFor(index, 5, 'topic made again'), undefined);
    assert.equal(await answerFor(index, 2, 'topic made again'), undefined);
    const again = { stream: 'topic made again', offset: 2, answer: 'second' };
    await grant(index, joining('a', 'cluster of a', again));
    assert.equal(await answerFor(index, 2, 'topic made again'), 'second');
    assert.equal(await answerFor(index, 5, 'topic made first'), 'first');
  });

  on(subject, 'remembers the owner of a withdrawal', async ({ index }) => {
    await grant(index, founding('a', { offset: 5, answer: 'first' }));
    await release(index, 'a', { offset: 8, answer: 'gone' });
    assert.deepEqual(
      [await answerFor(index, 5), await answerFor(index, 8), await answerFor(index, 9)],
      ['first', 'gone', undefined],
    );
  });

  on(subject, 'remembers nothing of a posting released without an answer', async ({ index }) => {
    await grant(index, founding('a', { offset: 5, answer: 'first' }));
    await release(index, 'a', { offset: 0, answer: undefined });
    const found = await lookUp(index, query('a', { offset: 5 }));
    assert.deepEqual([found.answer, found.latest, found.self], [undefined, undefined, undefined]);
  });
}
