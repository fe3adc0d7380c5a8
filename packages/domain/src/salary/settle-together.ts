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
 * "$4.00 night differential": added to each hour of the pay beside it, so the unit is the one of
 * the nearest pay that is more than it.
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
 * Labels tell ranges apart. One that stands alone ("Offriamo: 25.000 €"), or beside pay in another
 * unit that has none, tells nothing and becomes null.
 */
export function withTellingLabels(drafts: readonly SalaryDraft[]): SalaryDraft[] {
  const main = drafts.filter(isMain);
  const isTelling = (draft: SalaryDraft): boolean =>
    isMain(draft) &&
    main.some(
      ({ label, unitText }) =>
        label !== draft.label && (label !== null || unitText === draft.unitText),
    );
  return drafts.map((draft) =>
    draft.label === null || isTelling(draft) ? draft : { ...draft, label: null },
  );
}
