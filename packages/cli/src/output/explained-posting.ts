import type { EnrichedPosting, Evidence } from '@winnow/contracts/enriched-posting';
import { salaryText } from './posting-table.ts';

/** A value of a posting with the evidence for it, ready to be shown. */
export interface ExplainedValue {
  readonly evidence: Evidence;
  /** `Pay`, `Place`, … */
  readonly field: string;
  readonly value: string;
  /** What the span holds; null when the value is not in the text. */
  readonly quote: string | null;
}

/** A piece of the description; `evidence` are the indexes of the values whose spans cover it. */
export interface Piece {
  readonly text: string;
  readonly evidence: readonly number[];
}

/** Every piece of evidence with the value that it is for, in the order of the text. */
export function explainValues(posting: EnrichedPosting): readonly ExplainedValue[] {
  return posting.evidence
    .map((evidence): ExplainedValue => {
      const { path, start, end } = evidence;
      const [field = ''] = path.slice(1).split('/', 1);
      const quote = start === null || end === null ? null : posting.description.slice(start, end);
      return { evidence, field, value: showValue(valueAt(posting, path)), quote };
    })
    .toSorted((a, b) => (a.evidence.start ?? Infinity) - (b.evidence.start ?? Infinity));
}

/** The description cut wherever a span begins or ends. */
export function piecesOf(description: string, values: readonly ExplainedValue[]): readonly Piece[] {
  const cuts = new Set([0, description.length]);
  for (const { evidence } of values) {
    if (evidence.start === null || evidence.end === null) continue;
    cuts.add(evidence.start);
    cuts.add(evidence.end);
  }
  const sorted = [...cuts].filter((cut) => cut <= description.length).toSorted((a, b) => a - b);
  const pieces: Piece[] = [];
  for (const [index, start] of sorted.entries()) {
    const end = sorted[index + 1];
    if (end === undefined) break;
    const covering = values.flatMap(({ evidence }, at) =>
      covers(evidence, start, end) ? [at] : [],
    );
    pieces.push({ text: description.slice(start, end), evidence: covering });
  }
  return pieces;
}

function covers(evidence: Evidence, start: number, end: number): boolean {
  if (evidence.start === null || evidence.end === null) return false;
  return evidence.start <= start && evidence.end >= end;
}

/** The value at a JSON Pointer (RFC 6901); undefined where there is none. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

/** A value on one line, for people. */
function showValue(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value) ?? '–';
  if (Array.isArray(value)) return value.map(showValue).join(', ');
  if ('component' in value && 'unitText' in value) {
    const pay = value as EnrichedPosting['baseSalary'][number];
    const extras = [pay.component, pay.basis, pay.label].filter((extra) => extra !== null);
    return `${salaryText(pay)} (${extras.join(', ')})`;
  }
  if ('requirement' in value && 'name' in value) {
    const item = value as EnrichedPosting['stack'][number];
    return `${item.name} ${item.requirement.toLowerCase()}${item.legacy ? ', legacy' : ''}`;
  }
  if ('addressCountry' in value) {
    const { addressLocality, addressRegion, addressCountry } =
      value as EnrichedPosting['jobLocation'][number];
    return [addressLocality, addressRegion, addressCountry]
      .filter((part) => part !== null)
      .join(', ');
  }
  if ('kind' in value && 'heading' in value) return String(value.kind);
  return Object.values(value)
    .filter((part) => part !== null && part !== false)
    .map(showValue)
    .join(' ');
}
