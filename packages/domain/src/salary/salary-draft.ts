import type { EvidenceSource, PayBasis, PayComponent, PayUnit } from '@winnow/contracts/code-lists';
import type { SuspectReason } from './plausibility.ts';

/** What had to be concluded because it was not said. */
export type Inference = 'currency' | 'unit';

/** A warning before its entry has a place in the result. */
export interface DraftWarning {
  readonly code: string;
  readonly message: string;
}

/** One entry of `baseSalary` or `suspectSalary` in the making. */
export interface SalaryDraft {
  readonly minValue: number | null;
  readonly maxValue: number | null;
  readonly currency: string | null;
  readonly unitText: PayUnit | null;
  readonly component: PayComponent;
  readonly label: string | null;
  readonly basis: PayBasis | null;
  readonly paymentsPerYear: number | null;
  /** Of a pro-rata amount: gives way to the full-time equivalent. */
  readonly isActual: boolean;
  /** Added to each hour or month of the pay: has the pay's unit where it states none. */
  readonly isDifferential: boolean;
  /** Pay that is promised whatever the work done. */
  readonly isGuaranteed: boolean;
  /** Offset of the line that states it; null for structured pay. */
  readonly line: number | null;
  /** Whether words call it pay, not its form alone. */
  readonly isCued: boolean;
  readonly source: EvidenceSource;
  readonly rule: string;
  readonly currencyRule: string;
  readonly unitRule: string;
  readonly inferred: readonly Inference[];
  /** In the whole text; null for structured pay. */
  readonly start: number | null;
  readonly end: number | null;
  readonly confidence: number;
  readonly suspect: SuspectReason | null;
  readonly warnings: readonly DraftWarning[];
}
