import { kafkajsInsides } from './kafkajs-insides.ts';

interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  scheduleCheckPendingRequests(): void;
}

/**
 * Stops kafkajs from waking up every millisecond. Its request queue arms a timer after each check
 * even when nothing waits, with a time in the past (`-1 - Date.now()`), which Node takes as 1 ms:
 * every connection then burns about 1 % of a core while idle, and Node 24 warns (tulios/kafkajs
 * #1751, #1768). Returns whether the patch applies to the version at hand.
 */
export function calmRequestQueue(): boolean {
  const require = kafkajsInsides();
  if (require === undefined) return false;
  const queue: { prototype: RequestQueue } = require('kafkajs/src/network/requestQueue');
  if (Object.hasOwn(queue.prototype, CALM)) return true;
  const original: (this: RequestQueue) => void = Reflect.get(
    queue.prototype,
    'scheduleCheckPendingRequests',
  );
  queue.prototype.scheduleCheckPendingRequests = function schedule(this: RequestQueue): void {
    // Without a request that waits there is nothing to check; one that comes is sent or scheduled.
    if (this.pending.length > 0) original.call(this);
  };
  Object.defineProperty(queue.prototype, CALM, { value: true });
  return true;
}

const CALM = Symbol('winnow: calm');
