import { headingKind } from '../section/heading-kind.ts';
import { fieldLabelOf, type Label } from './label-names.ts';
import type { LabelledValue } from './label-lines.ts';
import { isPageLine } from './page-lines.ts';
import { namesRole } from './role-words.ts';
import { bulletLength, type TextLine } from './text-lines.ts';

/** Labels on lines of their own, values on the next: so many make a block of facts. */
const FACTS_MIN = 3;
const FACTS_AT_TOP_MIN = 2;
/** A page's own lines stand before its block of facts. */
const TOP_LINES_MAX = 40;
/** So many pairs are a block though each label might head a text. */
const PAIRS_MIN = 5;
const VALUE_CHARS_MAX = 120;
const SENTENCE_CHARS_MIN = 40;
/** Between a label and its value, and between two facts, stands one empty line at most. */
const GAP_LINES_MAX = 2;
const UNKNOWN_LABEL_CHARS_MAX = 32;

interface Row {
  readonly index: number;
  readonly text: string;
  readonly line: TextLine;
  /** The label that the line is, with or without a colon. */
  readonly label: Label | undefined;
}

function isValue(row: Row | undefined): row is Row {
  if (row === undefined || row.text.length > VALUE_CHARS_MAX) return false;
  if (bulletLength(row.text) > 0 || /[:：]$/.test(row.text) || isPageLine(row.text)) return false;
  return !/[.!?。]$/.test(row.text) || row.text.length < SENTENCE_CHARS_MIN;
}

function follows(row: Row | undefined, before: Row | undefined): boolean {
  return row !== undefined && before !== undefined && row.index - before.index <= GAP_LINES_MAX;
}

/** A line that may be a label which no list knows. */
function mayBeLabel(row: Row): boolean {
  return row.text.length <= UNKNOWN_LABEL_CHARS_MAX && isValue(row) && !/\d/.test(row.text);
}

/** Labels whose words stand over prose as well. */
const TEXT_LABELS: ReadonlySet<Label> = new Set([
  'title',
  'experience',
  'education',
  'language',
  'contact',
  'company',
  'salary',
  'other',
]);

/** How many facts a label counts as: one that is a section's heading as well proves nothing. */
function weight({ text, label }: Row): number {
  if (label === undefined || label === 'benefits' || label === 'url') return 0;
  return TEXT_LABELS.has(label) && headingKind(text)?.exact === true ? 0 : 1;
}

function valueOf(label: Label, at: Row, of: Row): LabelledValue {
  const { line, text, index } = at;
  return { label, value: text, ...line, line: index, labelLine: of.index };
}

/** Labels whose value may be an address of several lines; a town is one line. */
const ADDRESS_LABEL =
  /location|address|site|place|lieu|arbeitsort|standort|einsatzort|sede|ubicación|lugar|miejsce|adres/iu;
const ADDRESS_CHARS_MAX = 45;
const ADDRESS_LINES_MAX = 6;

/** A line right below a place, or below other lines of its address: short, and no sentence. */
function isAddressLine(rows: readonly Row[], at: number): boolean {
  const row = rows[at];
  if (row === undefined || row.text.length > ADDRESS_CHARS_MAX || !isValue(row)) return false;
  if (row.label !== undefined || row.index - (rows[at - 1]?.index ?? 0) !== 1) return false;
  const before = rows.slice(Math.max(0, at - ADDRESS_LINES_MAX), at);
  return before.some((one) => one.label === 'location') && /^[\p{Lu}\p{N}]/u.test(row.text);
}

interface Run {
  readonly values: readonly LabelledValue[];
  readonly weight: number;
  /** Index of the row behind the run. */
  readonly next: number;
}

/** Whether a run is a block of facts: enough labels that head nothing, or a long row of pairs. */
function isBlock({ values, weight: sum }: Run, least: number): boolean {
  return sum >= least || values.length >= PAIRS_MIN || (sum > 0 && values.length >= FACTS_MIN + 1);
}

/** A label without a value: the line after it is the label of the next line's value. */
function isEmptyField(rows: readonly Row[], at: number): boolean {
  const [value, behind, further] = [rows[at + 1], rows[at + 2], rows[at + 3]];
  if (value?.label === undefined || behind === undefined) return false;
  return behind.label === undefined && (further === undefined || further.label !== undefined);
}

/** Labels in a row and then their values in the same order, as a table's columns are copied. */
function columnsAt(rows: readonly Row[], from: number): Run | null {
  const labels: Row[] = [];
  for (let at = from; rows[at]?.label !== undefined; at += 1) {
    const row = rows[at];
    if (row !== undefined) labels.push(row);
  }
  if (labels.length < FACTS_MIN) return null;
  const values = rows.slice(from + labels.length, from + 2 * labels.length);
  if (values.length < labels.length) return null;
  if (!values.every((row) => row.label === undefined && isValue(row))) return null;
  const found = labels.map((label, index) =>
    valueOf(label.label ?? 'other', values[index] ?? label, label),
  );
  const sum = labels.reduce((total, label) => total + weight(label), 0);
  return { values: found, weight: sum, next: from + 2 * labels.length };
}

function runAt(rows: readonly Row[], from: number): Run {
  const columns = columnsAt(rows, from);
  if (columns !== null) return columns;
  const values: LabelledValue[] = [];
  let sum = 0;
  let at = from;
  let mayHaveAddress = false;
  for (;;) {
    const [row, next, behind] = [rows[at], rows[at + 1], rows[at + 2]];
    if (row === undefined || (at > from && !follows(row, rows[at - 1]))) break;
    const last = values.at(-1);
    // "Benefits" heads a list.
    if (row.label === 'benefits') break;
    if (row.label !== undefined) {
      if (isEmptyField(rows, at) && follows(next, row)) {
        at += 1;
        continue;
      }
      if (!isValue(next) || !follows(next, row)) break;
      values.push(valueOf(row.label, next, row));
      mayHaveAddress = ADDRESS_LABEL.test(row.text);
      sum += weight(row);
      at += 2;
    } else if (last === undefined || namesRole(row.text)) break;
    else if (last.label === 'location' && mayHaveAddress && isAddressLine(rows, at)) {
      values.push(valueOf('location', row, row));
      at += 1;
    } else if (next?.label !== undefined && isValue(row) && follows(next, row)) {
      // A second line of the value: "Location", "Leeds", "Bradford".
      values.push(valueOf(last.label === 'location' ? 'location' : 'other', row, row));
      at += 1;
    } else if (
      mayBeLabel(row) &&
      isValue(next) &&
      follows(next, row) &&
      behind?.label !== undefined &&
      follows(behind, next)
    ) {
      values.push(valueOf('other', next, row));
      at += 2;
    } else break;
  }
  return { values, weight: sum, next: at };
}

/**
 * The facts of a text that stand in pairs of lines, `Town` above `Leeds`: runs of them alone, for
 * one such line proves nothing. Every line is in one run at most.
 */
export function labelPairs(text: string, lines: readonly TextLine[]): readonly LabelledValue[] {
  const rows: Row[] = [];
  lines.forEach((line, index) => {
    if (line.start === line.end) return;
    const written = text.slice(line.start, Math.min(line.end, line.start + VALUE_CHARS_MAX + 1));
    const bare = written.replace(/\s?[:：]$/, '');
    const label = fieldLabelOf(bare);
    rows.push({ index, text: written, line, label });
  });
  const found: LabelledValue[] = [];
  for (let at = 0; at < rows.length;) {
    const row = rows[at];
    const run = row?.label === undefined ? null : runAt(rows, at);
    const least = (row?.index ?? 0) < TOP_LINES_MAX ? FACTS_AT_TOP_MIN : FACTS_MIN;
    if (run !== null && isBlock(run, least)) found.push(...run.values);
    at = Math.max(at + 1, run?.next ?? 0);
  }
  return found;
}
