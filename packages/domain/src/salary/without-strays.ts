import { typicalYear } from './currencies.ts';
import { defaultYearFactor } from './plausibility.ts';
import type { SalaryDraft } from './salary-draft.ts';

/** How far an amount that nothing calls pay may lie from pay that is called so. */
const STRAY_RATIO_MAX = 3;
/** Across currencies wages differ by themselves. */
/** Rounding between two units of the same pay, as a share. */
const SAME_PAY_TOLERANCE = 0.03;
const FOREIGN_STRAY_RATIO_MAX = 6;

/** A year's pay relative to the lowest usual year of its currency; undefined when unknown. */
function level(draft: SalaryDraft): number | undefined {
  if (draft.currency === null || draft.unitText === null) return undefined;
  const [low] = typicalYear(draft.currency) ?? [];
  const factor = defaultYearFactor(draft.unitText);
  const value = draft.maxValue ?? draft.minValue;
  if (low === undefined || factor === undefined || value === null) return undefined;
  return (value * factor) / low;
}

/** `$35.00-$45.00 ($72,800 - $93,600 annually)`: what the year's pay makes an hour. */
function isSamePay(draft: SalaryDraft, anchor: SalaryDraft): boolean {
  const ends = (['minValue', 'maxValue'] as const).map((end) => {
    const a = level({ ...draft, minValue: draft[end], maxValue: draft[end] });
    const b = level({ ...anchor, minValue: anchor[end], maxValue: anchor[end] });
    return a !== undefined && b !== undefined && Math.abs(a - b) <= SAME_PAY_TOLERANCE * b;
  });
  return draft.currency === anchor.currency && ends.every(Boolean);
}

function isAlike(draft: SalaryDraft, anchor: SalaryDraft): boolean {
  const a = level(draft);
  const b = level(anchor);
  if (a === undefined || b === undefined) return true;
  if (isSamePay(draft, anchor)) return true;
  const isUnitGuessed = draft.inferred.includes('unit') && draft.unitText !== anchor.unitText;
  if (isUnitGuessed && draft.currency === anchor.currency) return false;
  const ratio = Math.max(a, b) / Math.min(a, b);
  return ratio <= (draft.currency === anchor.currency ? STRAY_RATIO_MAX : FOREIGN_STRAY_RATIO_MAX);
}

/**
 * Leaves out amounts that only their form calls pay where the text has pay that words call so,
 * unless they are like it. Where words call nothing pay, the most confident amount is the measure.
 */
export function withoutStrays(drafts: readonly SalaryDraft[]): SalaryDraft[] {
  const main = drafts.filter(
    ({ component, suspect }) =>
      suspect === null && (component === 'BASE' || component === 'OTE' || component === 'TOTAL'),
  );
  const cued = main.filter(({ isCued }) => isCued);
  const [best] = main.toSorted((a, b) => b.confidence - a.confidence);
  const anchors = cued.length > 0 ? cued : best === undefined ? [] : [best];
  if (anchors.length === 0) return [...drafts];
  return drafts.filter(
    (draft) =>
      draft.isCued || !main.includes(draft) || anchors.some((anchor) => isAlike(draft, anchor)),
  );
}
