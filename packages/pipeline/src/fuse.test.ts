import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuse } from './fuse.ts';
import { ok, type Outcome } from './outcome.ts';
import type { Item, Stage } from './stage.ts';

const context = { signal: new AbortController().signal };

function items(values: readonly number[]): Item<number>[] {
  return values.map((value, offset) => ({ value, origin: { topic: 't', partition: 0, offset } }));
}

/** Drops what is divisible, sets aside what is negative, adds one to the rest. */
function stage(name: string, divisor: number, log: string[] = []): Stage<number, number, object> {
  return {
    name,
    version: '1',
    open: () => ({
      async step(batch) {
        log.push(`${name} ${batch.map(({ origin }) => origin.offset).join(' ')}`);
        return batch.map(({ value }): Outcome<number> => {
          if (value < 0) return { kind: 'dead-letter', code: 'NEGATIVE', reason: '', stage: name };
          if (value % divisor === 0)
            return { kind: 'drop', code: 'DIVISIBLE', reason: '', stage: name };
          return ok(value + 1);
        });
      },
      async forget(keys) {
        log.push(`${name} forgets ${keys.map(({ value }) => value).join(' ')}`);
      },
    }),
  };
}

test('what is not ok keeps its place, the rest goes on to the second stage', async () => {
  const { step } = fuse(stage('a', 5), stage('b', 3)).open({});
  const outcomes = await step(items([1, 5, -1, 2, 3]), context);
  assert.deepEqual(
    outcomes.map((outcome) =>
      outcome.kind === 'ok' ? outcome.value : `${outcome.stage}:${outcome.code}`,
    ),
    [3, 'a:DIVISIBLE', 'a:NEGATIVE', 'b:DIVISIBLE', 5],
  );
});

test('items keep their origin through the stages', async () => {
  const log: string[] = [];
  await fuse(stage('a', 5, log), stage('b', 3, log))
    .open({})
    .step(items([5, 1, 10, 2]), context);
  assert.deepEqual(log, ['a 0 1 2 3', 'b 1 3']);
});

test('fusing is associative', async () => {
  const [a, b, c] = [stage('a', 7), stage('b', 5), stage('c', 3)];
  const values = items(Array.from({ length: 200 }, (_, index) => index - 20));
  const left = await fuse(fuse(a, b), c).open({}).step(values, context);
  const right = await fuse(a, fuse(b, c)).open({}).step(values, context);
  assert.deepEqual(left, right);
});

test('a fused stage forgets in every stage that has a memory', async () => {
  const log: string[] = [];
  const opened = fuse(stage('a', 5, log), stage('b', 3, log)).open({});
  await opened.forget?.([{ value: 'k', origin: { topic: 't', partition: 0, offset: 9 } }], context);
  assert.deepEqual(log, ['a forgets k', 'b forgets k']);
});
