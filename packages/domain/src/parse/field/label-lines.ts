import { fieldLabelOf, type Label, LABEL_CHARS_MAX, labelOf } from './label-names.ts';
import { labelPairs } from './label-pairs.ts';
import { isPageLine } from './page-lines.ts';
import { labelRuns } from './label-runs.ts';
import { bulletLength, type TextLine } from './text-lines.ts';

/** The value of a `Label: value` line; a span of the text. */
export interface LabelledValue {
  readonly label: Label;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Index of the line among the text's lines. */
  readonly line: number;
  /** Index of the label's own line, where the value stands below it. */
  readonly labelLine?: number;
}

const VALUE_CHARS_MAX = 240;
const TABLE_VALUE_CHARS_MAX = 90;
const SEGMENTS_MAX = 12;
const FACTS_CHARS_MAX = 100;
const LABELS_MAX = 200;
const LABEL_WORDS_MAX = 5;
/** A label alone on its line, its value on the next, is read only this far from the top. */
const TABLE_LINES_MAX = 40;

function colonIn(text: string): number {
  const ascii = text.indexOf(':');
  const wide = text.indexOf('：');
  if (ascii < 0) return wide;
  return wide < 0 ? ascii : Math.min(ascii, wide);
}

/** Where the label before a colon begins, if words before it are one; -1 for none. */
function labelStart(line: string, from: number, colon: number): number {
  let found = -1;
  let at = colon;
  for (let words = 0; words < LABEL_WORDS_MAX && at > from; words += 1) {
    at = line.lastIndexOf(' ', at - 1);
    if (at <= from || colon - at > LABEL_CHARS_MAX) break;
    const name = line.slice(at + 1, colon);
    if (/^[\p{Lu}\p{Lo}]/u.test(name) && fieldLabelOf(name) !== undefined) found = at;
  }
  return found;
}

/** `Experience: 3 years, Openings: 2`: each label with its colon begins a segment. */
function splitAtLabels(line: string, { start, end }: TextLine): readonly TextLine[] {
  const first = colonIn(line.slice(start, end));
  if (first <= 0 || labelOf(line.slice(start, start + first)) === undefined)
    return [{ start, end }];
  const segments: TextLine[] = [];
  let from = start;
  for (let colon = start + first; segments.length < SEGMENTS_MAX;) {
    const next = colonIn(line.slice(colon + 1, end));
    if (next < 0) break;
    const cut = labelStart(line, colon + 1, colon + 1 + next);
    colon += 1 + next;
    if (cut < 0) continue;
    const value = line.slice(from, cut).replace(/[\s,;/–—-]+$/u, '');
    segments.push({ start: from, end: from + value.length });
    from = cut + 1;
  }
  return [...segments, { start: from, end }];
}

/** Where the segments of `Location: Berlin | Type: Full-time` begin and end. */
function segmentsOf(line: string): readonly TextLine[] {
  return separated(line).flatMap((segment) => splitAtLabels(line, segment));
}

function separated(line: string): readonly TextLine[] {
  const segments: TextLine[] = [];
  let from = 0;
  // In a line of facts a full stop may part them: "Full time. Location: Bergen"; not in prose.
  const separator =
    line.length > FACTS_CHARS_MAX
      ? /\s[|•·]\s|\s{3,}|\t/gu
      : /\s[|•·]\s|\s{3,}|\t|\.\s(?=\p{Lu}[\p{L} ]{2,18}:\s)/gu;
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
  const bullet = segment.startsWith('【') ? 1 : bulletLength(segment);
  const colon = segment.startsWith('【') ? segment.indexOf('】') : colonIn(segment);
  if (colon <= 0 || colon - bullet > LABEL_CHARS_MAX) return null;
  const label = labelOf(segment.slice(bullet, colon));
  // A fact of no field is none where prose may stand behind the colon: "Skills: …".
  if (label === undefined || label === 'other') return null;
  let from = start + colon + 1;
  while (from < end && /[\s*_：:]/.test(text.charAt(from))) from += 1;
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
  // "Remote (Europe)" names no field.
  if (!withColon && label === 'workplace' && written.endsWith(')')) return null;
  let at = index + 1;
  if (withColon && lines[at] !== undefined && lines[at]?.start === lines[at]?.end) at += 1;
  const next = lines[at];
  // A list of places may be long.
  const charsMax = label === 'location' ? VALUE_CHARS_MAX : TABLE_VALUE_CHARS_MAX;
  if (next === undefined || next.end === next.start || next.end - next.start > charsMax)
    return null;
  const value = text.slice(next.start, next.end);
  if (bulletLength(value) > 0 || /[.!?:]$/.test(value) || isPageLine(value)) return null;
  // "Contract" is a kind of employment and a label; a place or name is no label.
  if (label !== 'employment' && fieldLabelOf(value) !== undefined) return null;
  return { label, value, start: next.start, end: next.end, line: at, labelLine: index };
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

const CELLS = /^([^\t|]{2,40}?)(?:\s*\t\s*|\s+\|\s+|\s{3,})(\S[^\t|]{0,160})$/u;

/** A row of two cells, `Location | Leeds`; null for any other line. */
function readCells(text: string, line: TextLine, index: number): LabelledValue | null {
  const written = text.slice(line.start, line.end);
  const match = CELLS.exec(written);
  const label = match?.[1] === undefined ? undefined : fieldLabelOf(match[1]);
  if (label === undefined || match?.[2] === undefined) return null;
  return { label, value: match[2], start: line.end - match[2].length, end: line.end, line: index };
}

function readLine(text: string, line: TextLine, index: number): readonly LabelledValue[] {
  const written = text.slice(line.start, line.end);
  if (colonIn(written) <= 0 && !written.startsWith('【')) return [];
  return segmentsOf(written).flatMap((segment) => {
    const span = { start: line.start + segment.start, end: line.start + segment.end };
    return readSegment(text, span, index) ?? [];
  });
}

/** The rows of two cells that stand together. */
function cellRows(text: string, lines: readonly TextLine[]): readonly LabelledValue[] {
  const rows: LabelledValue[] = [];
  lines.forEach((line, index) => {
    if (line.end === line.start || line.end - line.start > VALUE_CHARS_MAX) return;
    const row = readCells(text, line, index);
    if (row !== null) rows.push(row);
  });
  const isBeside = (row: LabelledValue, other: LabelledValue | undefined): boolean =>
    other !== undefined && Math.abs(row.line - other.line) <= 2;
  return rows.filter(
    (row, index) => isBeside(row, rows[index - 1]) || isBeside(row, rows[index + 1]),
  );
}

/** All facts with a label that a text states, in order: those of one line and those of two. */
export function labelLines(text: string, lines: readonly TextLine[]): readonly LabelledValue[] {
  const pairs = [...labelPairs(text, lines), ...cellRows(text, lines)];
  const taken = new Set(pairs.flatMap(({ line, labelLine }) => [line, labelLine ?? line]));
  const values: LabelledValue[] = [];
  const read = new Set(taken);
  lines.forEach((line, index) => {
    if (line.end === line.start || taken.has(index) || values.length >= LABELS_MAX) return;
    if (line.end - line.start > 4 * VALUE_CHARS_MAX) return;
    const own = readLine(text, line, index);
    const table = own.length > 0 ? null : readTable(text, lines, index);
    values.push(...(table === null ? own : [table]));
    for (const one of own) read.add(one.line);
    if (table !== null) for (const at of [index, table.line]) read.add(at);
  });
  const runs = labelRuns(text, lines, (index) => read.has(index));
  return [...pairs, ...values, ...runs].sort((a, b) => a.start - b.start).slice(0, LABELS_MAX);
}
