import type { PayUnit, SectionKind } from '@winnow/contracts/code-lists';
import type { CueHit } from './cues.ts';
import { PATTERNS } from './phrase-patterns.ts';
import type { PayExpression } from './group-ranges.ts';

/** A line of the text with what is known about its surroundings. */
export interface PayLine {
  /** The line as it is, and folded: same length. */
  readonly text: string;
  readonly folded: string;
  /** Of the line's first code unit in the whole text. */
  readonly offset: number;
  readonly section: SectionKind | null;
  /** Cues of the heading lines above, nearest last. */
  readonly headingCues: readonly CueHit[];
  readonly headings: readonly string[];
  /** Whether pay was found just above in the same form. */
  readonly followsPay: boolean;
  /** The unit that the pay in front of an expression in this line is stated by. */
  readonly paidUnit: PayUnit | null;
  /** Whether words called the amount in front of an expression in this line something else. */
  readonly followsOther: boolean;
  /** That pay itself. */
  readonly paid: PayExpression | null;
  readonly isInternship: boolean;
}

/** The parts of a line that belong to one expression. */
export interface Surroundings {
  /** From the clause's beginning to the expression. */
  readonly leftStart: number;
  /** End of the noun phrase behind the expression. */
  readonly headEnd: number;
  /** End of the clause behind the expression. */
  readonly rightEnd: number;
  /** Whether much other text stands in the line, with no bar or bullet between. */
  readonly isInParagraph: boolean;
}

const LEFT_UNITS_MAX = 160;
const RIGHT_UNITS_MAX = 90;
const HEAD_UNITS_MAX = 48;
/** With more text than this beside its clause, an amount stands in a paragraph. */
const PARAGRAPH_UNITS_MIN = 60;

/** "(plus equity)": the bracket speaks of something else. */
const ADDITION = /^\s?(?:plus|\+|and|with|excl|incl|inkl|zzgl|exkl|hors|ohne)/;
const FENCE = /[|•●▪■◦·※\n]/;
/** Where words are not spaced, neither are sentences. */
const CLAUSE_END =
  /[;|•●▪■◦※。\n]|[.!?](?=\s|$)|[!?](?=[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af])|\s-\s|\s\/\s|\s{4,}/g;
const ABBREVIATION_UNITS_MAX = 8;

function isAbbreviation(window: string, at: number): boolean {
  return PATTERNS.abbreviation.test(window.slice(Math.max(0, at - ABBREVIATION_UNITS_MAX), at));
}

function isOrdinal(window: string, at: number): boolean {
  return PATTERNS.ordinal.test(window.slice(Math.max(0, at - ABBREVIATION_UNITS_MAX), at));
}

/** The last place before `start` at which a new clause begins. */
function clauseStart(folded: string, from: number, start: number): number {
  const window = folded.slice(from, start);
  let cut = 0;
  CLAUSE_END.lastIndex = 0;
  for (let match = CLAUSE_END.exec(window); match !== null; match = CLAUSE_END.exec(window)) {
    const end = match.index + match[0].length;
    // What separates a label from its amount separates nothing else: "Salary - $50,000".
    if (window.slice(end).trim() === '' && /^\s*[-/]?\s*$/.test(match[0])) continue;
    if (match[0] === '.' && (isAbbreviation(window, match.index) || isOrdinal(window, match.index)))
      continue;
    cut = end;
  }
  return from + cut;
}

function clauseEnd(folded: string, end: number, limit: number): number {
  const window = folded.slice(end, limit);
  CLAUSE_END.lastIndex = 0;
  for (let match = CLAUSE_END.exec(window); match !== null; match = CLAUSE_END.exec(window)) {
    if (match[0] === '.' && isAbbreviation(window, match.index)) continue;
    return end + match.index;
  }
  return limit;
}

/** An opening bracket between two expressions that is not closed belongs to the next one. */
function withoutOpenBracket(folded: string, start: number, end: number): number {
  const between = folded.slice(start, end);
  const open = between.lastIndexOf('(');
  return open >= 0 && !between.includes(')', open) ? start + open : end;
}

/** Which parts of the line speak about an expression. */
export function surroundingsOf(
  line: PayLine,
  expression: PayExpression,
  { previousEnd, nextStart }: { previousEnd: number; nextStart: number },
): Surroundings {
  const { folded } = line;
  const from = Math.max(previousEnd, expression.start - LEFT_UNITS_MAX);
  const leftStart = clauseStart(folded, from, expression.start);
  const limit = withoutOpenBracket(
    folded,
    expression.end,
    Math.min(nextStart, expression.end + RIGHT_UNITS_MAX),
  );
  const rightEnd = clauseEnd(folded, expression.end, limit);
  const headLimit = Math.min(rightEnd, expression.end + HEAD_UNITS_MAX);
  const head = folded.slice(expression.end, headLimit);
  PATTERNS.nounPhraseEnd.lastIndex = 0;
  let headEnd = headLimit;
  for (
    let match = PATTERNS.nounPhraseEnd.exec(head);
    match !== null;
    match = PATTERNS.nounPhraseEnd.exec(head)
  ) {
    // "$145k (base)": a bracket right behind the amount speaks about it.
    const isBehind = match[0] === '(' && head.slice(0, match.index).trim() === '';
    if (isBehind && !ADDITION.test(head.slice(match.index + 1))) continue;
    headEnd = expression.end + match.index;
    break;
  }
  const others = folded.length - (rightEnd - leftStart);
  const isFenced = FENCE.test(folded.slice(Math.max(0, leftStart - 2), leftStart + 2));
  const isInParagraph = others > PARAGRAPH_UNITS_MIN && !isFenced;
  return { leftStart, headEnd, rightEnd, isInParagraph };
}
