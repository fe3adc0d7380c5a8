import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { calmRequestQueue } from './request-queue-timer.ts';

interface Queue {
  pending: unknown[];
  throttledUntil: number;
  checkPendingRequests(): void;
  destroy(): void;
}

function openQueue(): Queue {
  const require = createRequire(import.meta.url);
  const RequestQueue: new (options: object) => Queue = require('kafkajs/src/network/requestQueue');
  const logger = { debug: () => {}, warn: () => {} };
  return new RequestQueue({ maxInFlightRequests: null, requestTimeout: 1_000, logger });
}

describe('calmRequestQueue', () => {
  it('knows the version that is installed', () => {
    assert.equal(calmRequestQueue(), true);
  });

  it('leaves an idle queue without a timer', (t) => {
    calmRequestQueue();
    const timer = t.mock.method(globalThis, 'setTimeout');
    const queue = openQueue();
    queue.checkPendingRequests();
    assert.equal(timer.mock.callCount(), 0);
    queue.destroy();
  });

  it('still wakes up for a request that was held back', (t) => {
    calmRequestQueue();
    const timer = t.mock.method(globalThis, 'setTimeout');
    const queue = openQueue();
    const SOON_MS = 60_000;
    queue.throttledUntil = performance.timeOrigin + performance.now() + SOON_MS;
    queue.pending.push({});
    queue.checkPendingRequests();
    assert.equal(timer.mock.callCount(), 1);
    queue.destroy();
  });

  it('is done once, however often it is asked for', () => {
    const require = createRequire(import.meta.url);
    const { prototype } = require('kafkajs/src/network/requestQueue');
    calmRequestQueue();
    const patched = prototype.scheduleCheckPendingRequests;
    calmRequestQueue();
    assert.equal(prototype.scheduleCheckPendingRequests, patched);
  });
});
