import type { Cue } from './cues.ts';

/** The first of sorted cues that ends behind `from` and begins before `to`. */
export function nearestCue(cues: readonly Cue[], from: number, to: number): Cue | undefined {
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cues[middle]?.end ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  const cue = cues[low];
  return cue !== undefined && cue.start < to ? cue : undefined;
}
