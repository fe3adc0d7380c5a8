import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cache } from '@winnow/ports/cache';
import { createMemoryCache } from '@winnow/ports/memory-cache';
import { createNoCache } from '@winnow/ports/no-cache';
import { PortError } from '@winnow/ports/port-error';
import { ok } from './outcome.ts';
import { pureStage, type CacheCount, type PureStagePorts } from './pure-stage.ts';
import type { Item } from './stage.ts';

interface Word {
  readonly word: string;
  readonly seen: number;
}

let computed = 0;

const shout = pureStage<Word, string, { readonly loud: string }, string>({
  name: 'shout',
  version: '1+0',
  select: ({ word }) => word,
  compute(word) {
    computed++;
    if (word === 'bug') throw new TypeError('a bug');
    return { loud: word.toUpperCase() };
  },
  apply: ({ seen }, { loud }) =>
    loud === ''
      ? { kind: 'drop', code: 'SILENT', reason: '', stage: 'shout' }
      : ok(`${loud} ${seen}`),
});

async function run(words: readonly string[], ports: Partial<PureStagePorts>) {
  const counts: CacheCount[] = [];
  computed = 0;
  const { step } = shout.open({
    cache: createNoCache(),
    cacheTtlMs: 1_000,
    onCache: (count) => counts.push(count),
    ...ports,
  });
  const batch = words.map((word, seen): Item<Word> => ({
    value: { word, seen },
    origin: { topic: 't', partition: 0, offset: seen },
  }));
  const outcomes = await step(batch, { signal: new AbortController().signal });
  return { outcomes, computed, count: counts[0] };
}

test('a second run over the same input computes nothing again and gives the same', async () => {
  await using cache = createMemoryCache({ entriesMax: 100 });
  const words = ['a', 'b', '', 'c'];
  const first = await run(words, { cache });
  const second = await run(words, { cache });
  assert.equal(first.computed, 4);
  assert.equal(second.computed, 0);
  assert.deepEqual(second.outcomes, first.outcomes);
  assert.deepEqual(second.count, {
    stage: 'shout',
    hits: 4,
    computed: 0,
    errors: 0,
  });
});

test('only what select looks at is part of the key', async () => {
  await using cache = createMemoryCache({ entriesMax: 100 });
  await run(['a', 'b'], { cache });
  const shifted = await run(['b', 'a'], { cache });
  assert.equal(shifted.computed, 0);
  assert.deepEqual(shifted.outcomes, [ok('B 0'), ok('A 1')]);
});

test('an outage of the cache changes nothing but the count of errors', async () => {
  const down = (): Promise<never> =>
    Promise.reject(new PortError('UNAVAILABLE', 'down', { retriable: true }));
  const cache: Cache = {
    remembers: true,
    getMany: down,
    putMany: down,
    async [Symbol.asyncDispose]() {},
  };
  const { outcomes, count } = await run(['a', ''], { cache });
  assert.deepEqual(outcomes, (await run(['a', ''], {})).outcomes);
  assert.deepEqual(count, { stage: 'shout', hits: 0, computed: 2, errors: 2 });
});

test('an entry that is not JSON is a miss, and is written anew', async () => {
  await using cache = createMemoryCache({ entriesMax: 100 });
  const written: string[] = [];
  const torn: Cache = {
    ...cache,
    getMany: async (keys) => keys.map(() => Buffer.from('{"loud":')),
    putMany: (entries, options) => {
      written.push(...entries.map(({ value }) => Buffer.from(value).toString()));
      return cache.putMany(entries, options);
    },
  };
  assert.equal((await run(['a'], { cache: torn })).computed, 1);
  assert.deepEqual(written, ['{"loud":"A"}']);
});

test('a bug sets its record aside and leaves the neighbours alone', async () => {
  const { outcomes } = await run(['a', 'bug', 'c'], {});
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.kind === 'ok' ? outcome.value : outcome.code)),
    ['A 0', 'STAGE_FAILED', 'C 2'],
  );
});
