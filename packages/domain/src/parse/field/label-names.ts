import labelData from '../../../data/parse-labels.json' with { type: 'json' };
import { FOLDED_CODE_UNIT, foldText } from './fold-char.ts';

/** What a `Label: value` line is about. `other` is a fact that no field of the contract holds. */
export type Label = keyof typeof labelData;

/** Longer than this, a text is no label. */
export const LABEL_CHARS_MAX = 40;

interface Names {
  readonly labels: ReadonlyMap<string, Label>;
  /** The first words of all labels. */
  readonly firstWords: ReadonlySet<string>;
  /** The first two letters of all labels: most lines begin with others. */
  readonly beginnings: ReadonlySet<number>;
}

const CODE_UNITS = 0x10000;

function pairOf(text: string, index: number): number {
  const first = FOLDED_CODE_UNIT[text.charCodeAt(index)] ?? 0;
  return first * CODE_UNITS + (FOLDED_CODE_UNIT[text.charCodeAt(index + 1)] ?? 0);
}

let known: Names | undefined;

function names(): Names {
  if (known !== undefined) return known;
  const labels = new Map<string, Label>();
  const firstWords = new Set<string>();
  const beginnings = new Set<number>();
  for (const [label, list] of Object.entries(labelData)) {
    for (const phrase of list.split('|')) {
      const key = foldText(phrase);
      if (!labels.has(key)) labels.set(key, label as Label);
      firstWords.add(key.split(' ')[0] ?? key);
      beginnings.add(pairOf(key, 0));
    }
  }
  known = { labels, firstWords, beginnings };
  return known;
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
  let start = 0;
  while (start < text.length && !isLetterOrDigit(text, start)) start += 1;
  return !isLetterOrDigit(text, start + 1) || names().beginnings.has(pairOf(text, start));
}

/** The field that a text names, whatever marks stand around it. */
export function labelOf(text: string): Label | undefined {
  if (!mayBeLabel(text)) return undefined;
  const bare = withoutMarks(foldText(text));
  const key = UNEVEN_SPACE.test(bare) ? bare.replace(/\s+/g, ' ').trim() : bare;
  const { labels } = names();
  const label = labels.get(key);
  if (label !== undefined || !key.endsWith(')')) return label;
  return labels.get(key.replace(/\s?\([^)]*\)$/, ''));
}

/** Whether a label begins with this word. */
export function beginsLabel(word: string): boolean {
  if (!mayBeLabel(word)) return false;
  return names().firstWords.has(withoutMarks(foldText(word)).split(' ')[0] ?? '');
}

/** Labels of an e-mail's head; short words of many languages are among them. */
const MAIL_LABELS: ReadonlySet<Label> = new Set(['from', 'to', 'subject']);

/** The field that a text names; none for a label of an e-mail's head. */
export function fieldLabelOf(text: string): Label | undefined {
  const label = text.length <= LABEL_CHARS_MAX ? labelOf(text) : undefined;
  return label === undefined || MAIL_LABELS.has(label) ? undefined : label;
}

/** Whether a text is the name of a posting's field: `Location`, `Art der Anstellung`. */
export function isLabel(text: string): boolean {
  return fieldLabelOf(text) !== undefined;
}
