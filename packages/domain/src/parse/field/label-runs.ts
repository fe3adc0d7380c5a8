import { beginsLabel, fieldLabelOf, type Label, LABEL_CHARS_MAX } from './label-names.ts';
import type { LabelledValue } from './label-lines.ts';
import { isPageLine } from './page-lines.ts';
import { namesRole } from './role-words.ts';
import { bulletLength, type TextLine } from './text-lines.ts';

/** Longer lines are prose. */
const LINE_CHARS_MAX = 240;
const LABEL_WORDS_MAX = 5;
const PAIRS_MAX = 12;
/** A line that has one label alone is a fact only among such lines. */
const NEIGHBOURS_MIN = 3;
/** Labels of one word that stand within a line; other such words are parts of values as well. */
const WITHIN_LINE =
  /^(?:salary|grade|band|locations?|department|closing|closes|deadline|hours|contract|town|city|employer|openings|vacancies|applicants|experience|posted|ref|reference|ft\/pt|perm\/temp|gehalt|standort|arbeitsort|arbeitszeit|bewerbungsfrist|salaire|contrat|lieu|salario|contrato|jornada|ubicación|local|sede|contratto|salaris|uren|standplaats|wynagrodzenie|lön|omfattning|ort|lønn|omfang|løn|palkka|mzda)[:.]?$/iu;
const VALUE_START = /^[\p{Lu}\p{Lo}\p{N}£$€¥₹#(+<>-]/u;

interface Pair {
  readonly label: Label;
  readonly start: number;
  readonly end: number;
}

/** Where the words of a line begin and end. */
function wordsOf(line: string): readonly TextLine[] {
  return [...line.matchAll(/[^\s|]+/g)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
}

/** The longest label that begins at a word, with how many words it has. */
function labelAt(
  line: string,
  words: readonly TextLine[],
  from: number,
): { readonly label: Label; readonly count: number } | null {
  const first = words[from];
  if (first === undefined || !/^[\p{Lu}\p{Lo}]/u.test(line.charAt(first.start))) return null;
  if (!beginsLabel(line.slice(first.start, first.end))) return null;
  for (let count = LABEL_WORDS_MAX; count >= 1; count -= 1) {
    const last = words[from + count - 1];
    if (last === undefined || last.end - first.start > LABEL_CHARS_MAX) continue;
    const written = line.slice(first.start, last.end);
    if (count === 1 && from > 0 && !WITHIN_LINE.test(written)) continue;
    const label = fieldLabelOf(written);
    if (label !== undefined) return { label, count };
  }
  return null;
}

/** The facts of a line like `Vacancy No. 12-A Department Parks Salary $40,000`; `[]` for none. */
function pairsOf(line: string): readonly Pair[] {
  const words = wordsOf(line);
  const first = labelAt(line, words, 0);
  if (first === null) return [];
  const pairs: Pair[] = [];
  let open = first.label;
  let valueFrom = first.count;
  const close = (to: number): boolean => {
    const [start, end] = [words[valueFrom]?.start, words[to - 1]?.end];
    if (start === undefined || end === undefined || to <= valueFrom) return false;
    pairs.push({ label: open, start, end });
    return VALUE_START.test(line.slice(start));
  };
  // What stands right behind a label is its value, though it be a label's word.
  for (let at = valueFrom + 1; at < words.length && pairs.length < PAIRS_MAX; at += 1) {
    const next = labelAt(line, words, at);
    if (next === null || at + next.count >= words.length) continue;
    if (!close(at)) return [];
    open = next.label;
    valueFrom = at + next.count;
    at = valueFrom;
  }
  return close(words.length) ? pairs : [];
}

/** Labels whose values may have a role's word in them: "Contract Manager" is none of these. */
const FIRM_LABELS: ReadonlySet<Label> = new Set([
  'title',
  'company',
  'requisition',
  'posted',
  'deadline',
  'salary',
]);
const DATE_LABELS: ReadonlySet<Label> = new Set(['posted', 'deadline']);

interface Candidate {
  readonly index: number;
  readonly pairs: readonly Pair[];
  /** Sure by itself: three facts, or two with a figure. */
  readonly sure: boolean;
}

function candidateOf(line: string, index: number): Candidate | null {
  if (line.length > LINE_CHARS_MAX || /[:：]/.test(line.slice(0, LABEL_CHARS_MAX))) return null;
  if (!VALUE_START.test(line) || !beginsLabel(line.split(' ', 1)[0] ?? '')) return null;
  if (/[.!?]$/.test(line) || bulletLength(line) > 0 || isPageLine(line)) return null;
  const pairs = pairsOf(line);
  const [first] = pairs;
  if (first === undefined) return null;
  const value = line.slice(first.start, first.end);
  if (pairs.length === 1 && !FIRM_LABELS.has(first.label) && namesRole(value)) return null;
  // "Closing date 12 March 2026" needs no neighbours.
  const dated = DATE_LABELS.has(first.label) && /(?<!\d)20\d\d(?!\d)/.test(value);
  const sure = dated || pairs.length >= 3 || (pairs.length === 2 && /\d/.test(line));
  return { index, pairs, sure };
}

/**
 * The facts of lines that hold label and value, or several of both, with nothing between them.
 * `skip` says which lines are known to hold facts of another form.
 */
export function labelRuns(
  text: string,
  lines: readonly TextLine[],
  skip: (index: number) => boolean,
): readonly LabelledValue[] {
  const found: LabelledValue[] = [];
  let run: Candidate[] = [];
  const end = (): void => {
    const facts = run.reduce((sum, { pairs }) => sum + pairs.length, 0);
    const holds = facts >= NEIGHBOURS_MIN || run.some(({ sure }) => sure);
    for (const { index, pairs } of holds ? run : []) {
      const from = lines[index]?.start ?? 0;
      for (const pair of pairs) {
        const [start, to] = [from + pair.start, from + pair.end];
        found.push({
          label: pair.label,
          value: text.slice(start, to),
          start,
          end: to,
          line: index,
        });
      }
    }
    run = [];
  };
  lines.forEach((line, index) => {
    if (line.start === line.end) return;
    const written = skip(index) ? '' : text.slice(line.start, Math.min(line.end, line.start + 300));
    const candidate = candidateOf(written, index);
    if (candidate === null) end();
    else run.push(candidate);
  });
  end();
  return found;
}
