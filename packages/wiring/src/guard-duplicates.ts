import { LIVE_GENERATION } from '@winnow/contracts/topics';
import type { DuplicateIndex } from '@winnow/ports/duplicate-index';
import type { Log } from '@winnow/ports/log';
import { PortError } from '@winnow/ports/port-error';

/**
 * Lets a deduplicator start only with the index that its work so far is in. A namespace is marked
 * before anything of its group is committed: a group that has committed past its beginning while
 * the mark is missing has lost its index, and would found clusters that are there already. Rejects
 * with `CORRUPT` then.
 */
export async function guardDuplicates(
  { log, duplicates }: { readonly log: Log; readonly duplicates: DuplicateIndex },
  reads: {
    readonly namespace: string;
    readonly group: string;
    readonly topic: string;
    /** Where the group began, where that is not the beginning of the topic. */
    readonly from?: ReadonlyMap<number, number> | undefined;
  },
): Promise<void> {
  const { namespace, group, topic, from } = reads;
  if (await duplicates.hasBegun(namespace)) return;
  const committed = await log.committed(group, topic);
  if (committed.some(({ partition, next = 0 }) => next > (from?.get(partition) ?? 0))) {
    throw new PortError('CORRUPT', lostMessage(namespace, group), { retriable: false });
  }
  await duplicates.begin(namespace);
}

function lostMessage(namespace: string, group: string): string {
  const lost = `the duplicate index ${namespace} is gone, and ${group} has worked with it`;
  return namespace === LIVE_GENERATION
    ? `${lost}: stop all deduplicators and run "winnow duplicates rebuild"`
    : `${lost}: run the replay again under another name`;
}
