import type { ContractType, EmploymentType } from '@winnow/contracts/code-lists';
import type {
  AnnualSalary,
  AnnualSalaryUsd,
  BaseSalary,
  Evidence,
  Section,
  StructuredPay,
  SuspectSalary,
  Warning,
} from '@winnow/contracts/enriched-posting';
import type { Notes } from '../result.ts';
import { annualise, toUsd } from './annualise.ts';
import { countryByWords } from './country-by-words.ts';
import type { Market } from './currencies.ts';
import type { ExchangeRates } from './exchange-rates.ts';
import { mergeSalaries, type MergedSalary } from './merge-salaries.ts';
import { readTextPay } from './read-text-pay.ts';
import type { SalaryDraft } from './salary-draft.ts';
import { readStructuredPay } from './structured-pay.ts';

export interface SalaryInput {
  /** The posting's canonical text; spans index into it. */
  readonly text: string;
  readonly sections: readonly Section[];
  readonly title: string | null;
  /** BCP 47 of the text. */
  readonly language: string | null;
  /** ISO 3166-1 alpha-2 of the job, else of the posting. */
  readonly country: string | null;
  readonly contractType: readonly ContractType[];
  readonly employmentType: readonly EmploymentType[];
  /** What payload fields say, unjudged. */
  readonly structuredPay: readonly StructuredPay[];
}

export interface SalaryResult extends Notes {
  readonly baseSalary: BaseSalary[];
  readonly suspectSalary: SuspectSalary[];
  readonly annualSalary: AnnualSalary | null;
  readonly annualSalaryUsd: AnnualSalaryUsd | null;
}

const MAIN: ReadonlySet<string> = new Set(['BASE', 'OTE', 'TOTAL']);

function toBaseSalary(draft: SalaryDraft): BaseSalary {
  return {
    minValue: draft.minValue,
    maxValue: draft.maxValue,
    currency: draft.currency,
    unitText: draft.unitText,
    component: draft.component,
    label: draft.label,
    basis: draft.basis,
    paymentsPerYear: draft.paymentsPerYear,
  };
}

function evidenceOf(path: string, { entry, sources }: MergedSalary): Evidence[] {
  const evidence: Evidence[] = sources.map((source) => ({
    path,
    stage: 'salary',
    rule: source.rule,
    source: source.source,
    start: source.start,
    end: source.end,
    confidence: source.confidence,
  }));
  for (const what of entry.inferred) {
    evidence.push({
      path: `${path}/${what === 'unit' ? 'unitText' : 'currency'}`,
      stage: 'salary',
      rule: what === 'unit' ? entry.unitRule : entry.currencyRule,
      source: 'inferred',
      start: entry.start,
      end: entry.end,
      confidence: entry.confidence,
    });
  }
  return evidence;
}

function warningsOf(path: string, { entry }: MergedSalary): Warning[] {
  const warnings: Warning[] = entry.warnings.map(({ code, message }) => ({ code, path, message }));
  if (entry.inferred.includes('unit')) {
    const message = `period ${entry.unitText} was concluded by ${entry.unitRule}`;
    warnings.push({ code: 'SALARY_PERIOD_INFERRED', path, message });
  }
  if (entry.inferred.includes('currency')) {
    const message = `currency ${entry.currency} was concluded by ${entry.currencyRule}`;
    warnings.push({ code: 'SALARY_CURRENCY_INFERRED', path, message });
  }
  return warnings;
}

/** Text and payload state different pay: both are kept, and this says so. */
function disagreement(merged: readonly MergedSalary[]): Warning[] {
  const main = merged.filter(({ entry }) => MAIN.has(entry.component));
  const inText = main.filter(({ sources }) => sources.some(({ source }) => source === 'text'));
  const onlyInPayload = main.filter(({ sources }) =>
    sources.every(({ source }) => source === 'structured'),
  );
  if (inText.length === 0 || onlyInPayload.length === 0) return [];
  const message = `${onlyInPayload.length} range(s) of the payload are not in the text`;
  return [{ code: 'SALARY_SOURCES_DISAGREE', path: '/baseSalary', message }];
}

/** A bonus or allowance without any pay is no pay; the warning keeps a trace of it. */
function withoutLoneComponents(merged: readonly MergedSalary[]): {
  kept: MergedSalary[];
  warnings: Warning[];
} {
  if (merged.some(({ entry }) => MAIN.has(entry.component)))
    return { kept: [...merged], warnings: [] };
  const warnings = merged.map(({ entry }) => ({
    code: 'SALARY_COMPONENT_WITHOUT_PAY',
    path: null,
    message: [entry.component, entry.minValue, entry.maxValue, entry.currency].join(' '),
  }));
  return { kept: [], warnings };
}

/** Only a sign that several currencies share makes the words of the text worth asking. */
function marketOf({ country, language, text }: SalaryInput): Market {
  if (country !== null || !text.includes('$')) {
    return { country, language, isCountryConcluded: false };
  }
  const concluded = countryByWords(text, language);
  return { country: concluded, language, isCountryConcluded: concluded !== null };
}

/**
 * What a posting pays: every distinct range that its text or payload states, what the plausibility
 * gate held back, and the year's pay in the stated currency and in US dollars. Never throws.
 */
export function readSalaries(input: SalaryInput, rates: ExchangeRates): SalaryResult {
  const market = marketOf(input);
  const context = {
    market,
    contractType: input.contractType,
    employmentType: input.employmentType,
  };
  const fromText = readTextPay({ ...context, text: input.text, sections: input.sections });
  const fromPayload = input.structuredPay
    .map((pay) => readStructuredPay(pay, context))
    .filter((draft) => draft !== null);
  const drafts = [...fromText, ...fromPayload];
  const sound = drafts.filter((draft) => draft.suspect === null);
  const held = drafts.filter((draft) => draft.suspect !== null);
  const { kept, warnings } = withoutLoneComponents(mergeSalaries(sound, input.country));
  const suspects = mergeSalaries(held, input.country);

  const baseSalary = kept.map(({ entry }) => toBaseSalary(entry));
  const suspectSalary = suspects.map(({ entry }) => ({
    ...toBaseSalary(entry),
    reason: entry.suspect ?? 'PERIOD_UNKNOWN',
  }));
  const annualSalary = annualise(baseSalary, input.country);
  return {
    baseSalary,
    suspectSalary,
    annualSalary,
    annualSalaryUsd: toUsd(annualSalary, rates),
    evidence: [
      ...kept.flatMap((merged, index) => evidenceOf(`/baseSalary/${index}`, merged)),
      ...suspects.flatMap((merged, index) => evidenceOf(`/suspectSalary/${index}`, merged)),
    ],
    warnings: [
      ...kept.flatMap((merged, index) => warningsOf(`/baseSalary/${index}`, merged)),
      ...suspects.flatMap((merged, index) => warningsOf(`/suspectSalary/${index}`, merged)),
      ...disagreement(kept),
      ...warnings,
    ],
  };
}
