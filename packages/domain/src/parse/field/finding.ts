import type { Evidence, Warning } from '@winnow/contracts/enriched-posting';

/** A value and where it comes from. Both ends are null when it is not in the text. */
export interface Finding<T> {
  readonly value: T;
  readonly rule: string;
  readonly source: Evidence['source'];
  readonly start: number | null;
  readonly end: number | null;
  /** 0 to 1. */
  readonly confidence: number;
}

/** What a field's reader says: the value for the posting, what it rests on, what was odd. */
export interface Reading<T> {
  readonly value: T;
  readonly evidence: readonly Evidence[];
  readonly warnings: readonly Warning[];
}

/** The evidence of a finding for the value at `path`, a JSON Pointer into the posting. */
export function evidenceOf(path: string, finding: Finding<unknown>): Evidence {
  const { rule, source, start, end, confidence } = finding;
  return { path, stage: 'parse', rule, source, start, end, confidence };
}

/** What a field of the payload says, which the text need not have. */
export function payloadFinding<T>(value: T, confidence: number): Finding<T> {
  return { value, rule: 'payload', source: 'structured', start: null, end: null, confidence };
}

/** A reading of nothing. */
export function nothingRead<T>(value: T): Reading<T> {
  return { value, evidence: [], warnings: [] };
}
