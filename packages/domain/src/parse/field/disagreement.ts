import type { Warning } from '@winnow/contracts/enriched-posting';
import { evidenceOf, type Finding, type Reading } from './finding.ts';

/** What else is said of a field than was taken. */
interface Other {
  /** `EXPERIENCE_DISAGREES`, … */
  readonly code: string;
  /** JSON Pointer of the field. */
  readonly path: string;
  /** The field in a sentence. Default: value. */
  readonly what?: string;
  readonly finding: Finding<unknown>;
  /** Who was believed and what the other says, for people. */
  readonly taken: 'payload' | 'text';
  readonly said: string;
}

/** The reading with what it did not take: as evidence of little weight, and as a warning. */
export function withDisagreement<T>(reading: Reading<T>, other: Other): Reading<T> {
  const { code, path, what = 'value', finding, taken, said } = other;
  const rule = `${finding.rule}-not-taken`;
  const rest = taken === 'payload' ? 'text' : 'payload';
  const message = `The ${taken}'s ${what} was taken; the ${rest} says "${said}".`;
  const warning: Warning = { code, path, message };
  return {
    value: reading.value,
    evidence: [
      ...reading.evidence,
      evidenceOf(path, { ...finding, rule, confidence: NOT_TAKEN_CONFIDENCE }),
    ],
    warnings: [...reading.warnings, warning],
  };
}

const NOT_TAKEN_CONFIDENCE = 0.4;
