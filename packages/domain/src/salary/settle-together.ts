import type { SalaryDraft } from './salary-draft.ts';

function isMain({ component, suspect }: SalaryDraft): boolean {
  const isPay = component === 'BASE' || component === 'OTE' || component === 'TOTAL';
  return isPay && suspect === null;
}

function distance(a: SalaryDraft, b: SalaryDraft): number {
  return Math.abs((a.start ?? 0) - (b.start ?? 0));
}

/** Whether a differential is small enough to be added to each unit of a pay. */
function isAddedTo(extra: SalaryDraft, pay: SalaryDraft): boolean {
  const most = pay.maxValue ?? pay.minValue;
  const added = extra.maxValue ?? extra.minValue;
  return extra.currency === pay.currency && most !== null && added !== null && added < most;
}

/**
 * "$4.00 night differential": added to each hour of the pay beside it, so the unit is the one of the
 * nearest pay that is more than it.
 */
export function withSharedUnits(drafts: readonly SalaryDraft[]): SalaryDraft[] {
  const main = drafts.filter(isMain);
  return drafts.map((draft) => {
    if (!draft.isDifferential || draft.unitText !== null) return draft;
    const [pay] = main
      .filter((other) => isAddedTo(draft, other))
      .toSorted((a, b) => distance(a, draft) - distance(b, draft));
    if (pay === undefined || pay.unitText === null) return draft;
    const inferred = [...draft.inferred, 'unit' as const];
    return { ...draft, unitText: pay.unitText, unitRule: 'unit/of-the-pay', inferred };
  });
}

/**
 * Labels tell ranges apart: one that stands alone, or repeats itself on every range, tells nothing
 * ("Offriamo: 25.000 €"), and becomes null.
 */
export function withTellingLabels(drafts: readonly SalaryDraft[]): SalaryDraft[] {
  const main = drafts.filter(isMain);
  const labels = new Set(main.map(({ label }) => label));
  const isTelling = main.length > 1 && labels.size > 1;
  return drafts.map((draft) => {
    const isKept = isTelling && isMain(draft);
    return isKept || draft.label === null ? draft : { ...draft, label: null };
  });
}
