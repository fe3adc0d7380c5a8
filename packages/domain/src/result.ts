import type { Evidence, Warning } from '@winnow/contracts/enriched-posting';

/** What every stage says beside its values. */
export interface Notes {
  readonly evidence: readonly Evidence[];
  readonly warnings: readonly Warning[];
}
