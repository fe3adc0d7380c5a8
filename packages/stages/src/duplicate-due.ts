import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import type { Clock } from '@winnow/ports/clock';

/** Days for which a posting without `validThrough` is kept after it was last seen. */
export const KEEP_DAYS = 120;

/** An ad that says it is valid longer than this does not mean it. */
const VALID_DAYS_MAX = 400;
const DAY_MS = 86_400_000;

/**
 * When a posting is over, in ms since the epoch: after the day that it is valid through, else so
 * many days after it was last seen.
 */
export function dueTime(
  posting: StagedPosting['posting'],
  options: {
    /** For postings that do not say when they were collected. */
    readonly clock: Pick<Clock, 'now'>;
    readonly keepDays: (source: string) => number;
  },
): number {
  const seen = timeOf(posting.source.collectedAt) ?? options.clock.now();
  const until = timeOf(posting.validThrough);
  if (until === undefined) return seen + options.keepDays(posting.source.name) * DAY_MS;
  return Math.min(Math.max(until + DAY_MS, seen), seen + VALID_DAYS_MAX * DAY_MS);
}

function timeOf(date: string | null): number | undefined {
  const time = date === null ? Number.NaN : Date.parse(date);
  return time > 0 ? time : undefined;
}
