import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '@winnow/ports/clock';
import { PortError } from '@winnow/ports/port-error';
import { retrying } from './retry.ts';

/** Time passes only while somebody sleeps. */
function driven(): Clock & { readonly slept: number[] } {
  let time = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    async sleep(ms) {
      slept.push(ms);
      time += ms;
    },
  };
}

const { signal } = new AbortController();

function failing(times: number, retriable: boolean): () => Promise<number> {
  let calls = 0;
  return async () => {
    calls++;
    if (calls <= times) throw new PortError('UNAVAILABLE', `try ${calls}`, { retriable });
    return calls;
  };
}

test('a retriable error is tried again, after doubling delays', async () => {
  const clock = driven();
  assert.equal(await retrying(failing(4, true), { clock, signal, retryMsMax: 10_000 }), 5);
  assert.deepEqual(clock.slept, [50, 100, 200, 400]);
});

test('an error that is not retriable is thrown at once', async () => {
  const clock = driven();
  const call = retrying(failing(1, false), { clock, signal, retryMsMax: 10_000 });
  await assert.rejects(call, { code: 'UNAVAILABLE' });
  assert.deepEqual(clock.slept, []);
});

test('a bug is not retried', async () => {
  const clock = driven();
  const call = retrying(() => Promise.reject(new TypeError('bug')), {
    clock,
    signal,
    retryMsMax: 1_000,
  });
  await assert.rejects(call, TypeError);
  assert.deepEqual(clock.slept, []);
});

test('the last error is thrown when the time is up', async () => {
  const clock = driven();
  const call = retrying(failing(1_000, true), { clock, signal, retryMsMax: 1_000 });
  await assert.rejects(call, { code: 'UNAVAILABLE' });
  assert.ok(clock.now() <= 1_000);
});

test('nothing is retried once the signal is aborted', async () => {
  const clock = driven();
  const controller = new AbortController();
  const effect = async (): Promise<never> => {
    controller.abort();
    throw new PortError('UNAVAILABLE', 'down', { retriable: true });
  };
  const call = retrying(effect, { clock, signal: controller.signal, retryMsMax: 10_000 });
  await assert.rejects(call, { code: 'UNAVAILABLE' });
  assert.deepEqual(clock.slept, []);
});
