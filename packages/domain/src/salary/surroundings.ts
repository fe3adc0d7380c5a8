import type { SectionKind } from '@winnow/contracts/code-lists';
import type { CueHit } from './cues.ts';
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

const FENCE = /[|•●▪■◦·\n]/;
const CLAUSE_END = /[;|•●▪■◦\n]|[.!?。](?=\s|$)|\s-\s|\s\/\s|\s{4,}/g;
const ABBREVIATION_UNITS_MAX = 8;
const KNOWN_ABBREVIATION =
  /(?:^|[^a-zà-ž])(?:p\.a|p\.m|p\.h|approx|ca|c|max|min|inkl|incl|excl|exkl|rs|no|bzw|z\.b|d\.h|mind|brutto|br|ev|evtl|std|tsd|mio|est|env|aprox|pr|md|mnd|tys|mies|godz|u\.s|zzgl|dept|st|jr|sr|fr|rp|ksh|kr|r|s\/)$|(?:^|\s)\d{1,2}$/;
const HEAD_END =
  /[,;|(•]|\s?\+|\s&\s|[.!?。](?=\s|$)|\s(?:plus|and|with|und|et|y|e|en|och|og|oraz|sowie|zzgl|inkl|incl|including|excluding|excl|hors|met|con|com|avec|mit|med|as well|in addition|depending|based|according|dependent|after|following|inclusive|exclusive|once|subject|will|is|are|doe|commensurate|or|oder|ou|o|while|where|which|who|that|we|you|our)(?=[\s.,]|$)/g;

/** A full stop behind an abbreviation, or an ordinal ("2. Lehrjahr"), ends no sentence. */
function isAbbreviation(window: string, at: number): boolean {
  return KNOWN_ABBREVIATION.test(window.slice(Math.max(0, at - ABBREVIATION_UNITS_MAX), at));
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
    if (match[0] === '.' && isAbbreviation(window, match.index)) continue;
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
  HEAD_END.lastIndex = 0;
  let headEnd = headLimit;
  for (let match = HEAD_END.exec(head); match !== null; match = HEAD_END.exec(head)) {
    // "$145k (base)": a bracket right behind the amount speaks about it.
    if (match[0] === '(' && head.slice(0, match.index).trim() === '') continue;
    headEnd = expression.end + match.index;
    break;
  }
  const others = folded.length - (rightEnd - leftStart);
  const isFenced = FENCE.test(folded.slice(Math.max(0, leftStart - 2), leftStart + 2));
  const isInParagraph = others > PARAGRAPH_UNITS_MIN && !isFenced;
  return { leftStart, headEnd, rightEnd, isInParagraph };
}
