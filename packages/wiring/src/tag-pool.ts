import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Outcome } from '@winnow/pipeline/outcome';
import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import type { EnricherInput, Tag } from './enricher.ts';

/** Threads that tag batches. */
export interface TagPool extends AsyncDisposable {
  /** Waits for a free thread; the outcomes are those of `createTag`. */
  readonly tag: Tag;
}

/** Starts so many threads, each with stages of its own. */
export function createTagPool(jobs: number): TagPool {
  const file = new URL('./tag-worker.ts', import.meta.url);
  const threads = Array.from({ length: jobs }, () => new Worker(file));
  const idle = [...threads];
  const waiting: ((thread: Worker) => void)[] = [];
  const release = (thread: Worker): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(thread);
    else next(thread);
  };
  const acquire = async (): Promise<Worker> =>
    idle.pop() ?? new Promise<Worker>((resolve) => waiting.push(resolve));
  return {
    async tag(inputs) {
      const thread = await acquire();
      const outcomes = await tagOn(thread, inputs);
      release(thread);
      return outcomes;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

async function tagOn(
  thread: Worker,
  inputs: readonly EnricherInput[],
): Promise<readonly Outcome<StagedPosting>[]> {
  thread.postMessage(inputs);
  // `once` rejects with the error that ends the thread.
  const [outcomes] = (await once(thread, 'message')) as [readonly Outcome<StagedPosting>[]];
  return outcomes;
}
