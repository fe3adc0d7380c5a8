import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '@winnow/ports/log';
import type { PortError } from '@winnow/ports/port-error';
import type { HeldPartition } from './assignment.ts';
import { asPortError, protocolType } from './errors.ts';

const PAUSE_MS = 200;
/** The broker's words for: this partition is not yours any more. */
const FENCED: ReadonlySet<string | undefined> = new Set([
  'UNKNOWN_MEMBER_ID',
  'ILLEGAL_GENERATION',
  'FENCED_INSTANCE_ID',
  'REBALANCE_IN_PROGRESS',
]);

/** Whether an error of a heartbeat or a commit means that the partitions are lost. */
export function isFenced(error: unknown): boolean {
  return FENCED.has(protocolType(error));
}

/** What became of a commit. */
export type Committed =
  | { readonly kind: 'committed' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'failed'; readonly error: PortError };

/**
 * Commits, unless just that is committed already. Each attempt looks first whether the partition is
 * still ours: kafkajs would commit a zombie's progress in the name of the next generation.
 */
export async function commitProgress(
  held: HeldPartition,
  progress: Progress,
  options: {
    readonly send: (partition: number, progress: Progress) => Promise<void>;
    /** How long an outage is waited for. */
    readonly outageMsMax: number;
  },
): Promise<Committed> {
  const same =
    held.committed?.next === progress.next && (held.committed.note ?? '') === (progress.note ?? '');
  if (same) return { kind: 'committed' };
  const started = performance.now();
  while (!held.lost.aborted) {
    try {
      await options.send(held.partition, progress);
      held.committed = progress;
      return { kind: 'committed' };
    } catch (error) {
      if (isFenced(error)) return { kind: 'lost' };
      const failure = asPortError(error);
      const isLong = performance.now() - started > options.outageMsMax;
      if (!failure.retriable || isLong) return { kind: 'failed', error: failure };
      await sleep(PAUSE_MS);
    }
  }
  return { kind: 'lost' };
}
