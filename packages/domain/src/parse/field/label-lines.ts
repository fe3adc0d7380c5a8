import labelData from '../../../data/parse-labels.json' with { type: 'json' };
import { FOLDED_CODE_UNIT, foldText } from './fold-char.ts';
import { bulletLength, type TextLine } from './text-lines.ts';

/** What a `Label: value` line is about. */
export type Label = keyof typeof labelData;

/** The value of a `Label: value` line; a span of the text. */
export interface LabelledValue {
  readonly label: Label;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Index of the line among the text's lines. */
  readonly line: number;
}

const LABEL_CHARS_MAX = 40;
const VALUE_CHARS_MAX = 240;
const CODE_UNITS = 0x10000;
const SEGMENTS_MAX = 12;
const LABELS_MAX = 200;
/** A label alone on its line, its value on the next, is read only this far from the top. */
const TABLE_LINES_MAX = 40;

let known: ReadonlyMap<string, Label> | undefined;
/** The first two letters of all labels: most lines begin with others. */
const beginnings = new Set<number>();

function pairOf(text: string, index: number): number {
  const first = FOLDED_CODE_UNIT[text.charCodeAt(index)] ?? 0;
  return first * CODE_UNITS + (FOLDED_CODE_UNIT[text.charCodeAt(index + 1)] ?? 0);
}

function labels(): ReadonlyMap<string, Label> {
  if (known !== undefined) return known;
  const map = new Map<string, Label>();
  for (const [label, list] of Object.entries(labelData)) {
    for (const phrase of list.split('|')) {
      const key = foldText(phrase);
      if (!map.has(key)) map.set(key, label as Label);
      beginnings.add(pairOf(key, 0));
    }
  }
  known = map;
  return map;
}

const UNEVEN_SPACE = /[^\S ]|\s\s|^\s|\s$/;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** Half of a character beyond the basic plane; there, letters and signs are told by the whole. */
const SURROGATE = /[\ud800-\udfff]/;
const MARKS_AROUND = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}.#)]+$/gu;
const NOT_ASCII = 0x80;
const ASCII_LETTER_OR_DIGIT = Uint8Array.from({ length: NOT_ASCII }, (_, code) =>
  LETTER_OR_DIGIT.test(String.fromCharCode(code)) ? 1 : 0,
);

function isLetterOrDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code < NOT_ASCII) return ASCII_LETTER_OR_DIGIT[code] === 1;
  return LETTER_OR_DIGIT.test(text.charAt(index));
}

/**
 * Without what stands before the first letter or digit and after the last, but for `.`, `#`, `)`.
 */
function withoutMarks(text: string): string {
  if (SURROGATE.test(text)) return text.replace(MARKS_AROUND, '');
  let start = 0;
  let end = text.length;
  while (start < end && !isLetterOrDigit(text, start)) start += 1;
  while (end > start && !isLetterOrDigit(text, end - 1) && !'.#)'.includes(text.charAt(end - 1))) {
    end -= 1;
  }
  return text.slice(start, end);
}

/** Whether a text begins as a label does, or with a single letter. */
function mayBeLabel(text: string): boolean {
  labels();
  let start = 0;
  while (start < text.length && !isLetterOrDigit(text, start)) start += 1;
  return !isLetterOrDigit(text, start + 1) || beginnings.has(pairOf(text, start));
}

function labelOf(text: string): Label | undefined {
  if (!mayBeLabel(text)) return undefined;
  const bare = withoutMarks(foldText(text));
  const key = UNEVEN_SPACE.test(bare) ? bare.replace(/\s+/g, ' ').trim() : bare;
  const label = labels().get(key);
  if (label !== undefined || !key.endsWith(')')) return label;
  return labels().get(key.replace(/\s?\([^)]*\)$/, ''));
}

/** Labels of an e-mail's head; short words of many languages are among them. */
const MAIL_LABELS: ReadonlySet<Label> = new Set(['from', 'to', 'subject']);

/** Whether a text is the name of a posting's field: `Location`, `Art der Anstellung`. */
export function isLabel(text: string): boolean {
  const label = text.length <= LABEL_CHARS_MAX ? labelOf(text) : undefined;
  return label !== undefined && !MAIL_LABELS.has(label);
}

function colonIn(text: string): number {
  const ascii = text.indexOf(':');
  const wide = text.indexOf('：');
  if (ascii < 0) return wide;
  return wide < 0 ? ascii : Math.min(ascii, wide);
}

/** Where the segments of `Location: Berlin | Type: Full-time` begin and end. */
function segmentsOf(line: string): readonly TextLine[] {
  const segments: TextLine[] = [];
  let from = 0;
  const separator = /\s[|•·]\s|\s{3,}|\t|\.\s(?=\p{Lu}[\p{L} ]{2,18}:\s)/gu;
  for (let match = separator.exec(line); match !== null; match = separator.exec(line)) {
    if (segments.length >= SEGMENTS_MAX) break;
    segments.push({ start: from, end: match.index });
    from = match.index + match[0].length;
  }
  segments.push({ start: from, end: line.length });
  return segments;
}

function readSegment(text: string, { start, end }: TextLine, line: number): LabelledValue | null {
  const segment = text.slice(start, Math.min(end, start + LABEL_CHARS_MAX + 12));
  const bullet = bulletLength(segment);
  const colon = colonIn(segment);
  if (colon <= 0 || colon - bullet > LABEL_CHARS_MAX) return null;
  const label = labelOf(segment.slice(bullet, colon));
  if (label === undefined) return null;
  let from = start + colon + 1;
  while (from < end && /[\s*_]/.test(text.charAt(from))) from += 1;
  let to = end;
  while (to > from && /[\s*_]/.test(text.charAt(to - 1))) to -= 1;
  if (to <= from || to - from > VALUE_CHARS_MAX) return null;
  return { label, value: text.slice(from, to), start: from, end: to, line };
}

function readTable(text: string, lines: readonly TextLine[], index: number): LabelledValue | null {
  const line = lines[index];
  if (line === undefined || index >= TABLE_LINES_MAX || line.end - line.start > LABEL_CHARS_MAX)
    return null;
  const written = text.slice(line.start, line.end);
  const withColon = /[:：]$/.test(written);
  const label = labelOf(written.replace(/\s?[:：]$/, ''));
  if (label === undefined || (!withColon && !TABLE_LABELS.has(label))) return null;
  let at = index + 1;
  if (withColon && lines[at] !== undefined && lines[at]?.start === lines[at]?.end) at += 1;
  const next = lines[at];
  if (next === undefined || next.end === next.start || next.end - next.start > 90) return null;
  const value = text.slice(next.start, next.end);
  if (bulletLength(value) > 0 || /[.!?:]$/.test(value)) return null;
  return { label, value, start: next.start, end: next.end, line: at };
}

/** Labels that stand alone above their value in tables and fact lists. */
const TABLE_LABELS: ReadonlySet<Label> = new Set([
  'location',
  'employment',
  'department',
  'company',
  'seniority',
  'workplace',
  'requisition',
]);

/** All `Label: value` lines of a text, in order. */
export function labelLines(text: string, lines: readonly TextLine[]): readonly LabelledValue[] {
  const values: LabelledValue[] = [];
  lines.forEach((line, index) => {
    if (line.end === line.start || values.length >= LABELS_MAX) return;
    const length = line.end - line.start;
    if (length > 4 * VALUE_CHARS_MAX) return;
    const before = values.length;
    const written = text.slice(line.start, line.end);
    if (colonIn(written) > 0) {
      for (const segment of segmentsOf(written)) {
        const span = { start: line.start + segment.start, end: line.start + segment.end };
        const value = readSegment(text, span, index);
        if (value !== null) values.push(value);
      }
    }
    if (values.length > before) return;
    const table = readTable(text, lines, index);
    if (table !== null) values.push(table);
  });
  return values;
}
