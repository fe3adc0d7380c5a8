import { parentPort } from 'node:worker_threads';
import { createTag, type EnricherInput } from './enricher.ts';

/** A thread of `createTagPool`: batches in, their outcomes out, one at a time. */
const tag = createTag();
parentPort?.on('message', (inputs: readonly EnricherInput[]) => {
  tag(inputs).then(
    (outcomes) => parentPort?.postMessage(outcomes),
    // A bug ends the thread, and with it the call that waits for it.
    (error: unknown) => setImmediate(() => Promise.reject(error)),
  );
});
