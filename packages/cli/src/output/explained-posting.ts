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
  /** The kind of the section whose heading it is, or is a part of. */
  readonly heading: string | null;
}

/** Whether it is evidence of what was said and not taken: text and payload disagree. */
export function isNotTaken({ rule }: Evidence): boolean {
  return rule.endsWith('-not-taken');
}

/** Every piece of evidence with the value that it is for, in the order of the text. */
export function explainValues(posting: EnrichedPosting): readonly ExplainedValue[] {
  return posting.evidence
    .map((evidence): ExplainedValue => {
      const { path, start, end } = evidence;
      const [field = ''] = path.slice(1).split('/', 1);
      const quote = start === null || end === null ? null : posting.description.slice(start, end);
      const value = isNotTaken(evidence) ? 'not taken' : showValue(valueAt(posting, path));
      return { evidence, field, value, quote };
    })
    .toSorted((a, b) => (a.evidence.start ?? Infinity) - (b.evidence.start ?? Infinity));
}

interface HeadingSpan {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

function headingsOf({ description, sections }: EnrichedPosting): readonly HeadingSpan[] {
  return sections.flatMap(({ kind, heading, start }) =>
    heading !== null && heading !== '' && description.startsWith(heading, start)
      ? [{ kind, start, end: start + heading.length }]
      : [],
  );
}

/** The description cut wherever a span or a heading begins or ends. */
export function piecesOf(
  posting: EnrichedPosting,
  values: readonly ExplainedValue[],
): readonly Piece[] {
  const { description } = posting;
  const headings = headingsOf(posting);
  const cuts = new Set([0, description.length]);
  for (const { start, end } of headings) {
    cuts.add(start);
    cuts.add(end);
  }
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
    const heading = headings.find((one) => one.start <= start && one.end >= end)?.kind ?? null;
    pieces.push({ text: description.slice(start, end), evidence: covering, heading });
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
  if ('level' in value && 'required' in value && 'language' in value) {
    const { language, level, required } = value as EnrichedPosting['languages'][number];
    return [language, level, required ? 'required' : null].filter(Boolean).join(' ');
  }
  return Object.values(value)
    .filter((part) => part !== null && part !== false)
    .map(showValue)
    .join(' ');
}
