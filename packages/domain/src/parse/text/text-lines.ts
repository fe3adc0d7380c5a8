import type { Heading } from '../document.ts';
import { cleanCharacters } from './clean-text.ts';
import { normaliseLine } from './normalise-lines.ts';
import { singleSpaces } from './single-spaces.ts';

/** Text in one piece, with the headings its markup shows. */
export interface MarkedText {
  readonly text: string;
  readonly headings: readonly Heading[];
}

/**
 * One line of a text as its markup gave it, already cleaned. Lengths count non-space characters.
 */
export interface TextLine {
  readonly text: string;
  /** An empty line stands before it. */
  readonly blankBefore: boolean;
  readonly item: boolean;
  /** 1 to 6 for `<h1>` to `<h6>`, 0 for anything else. */
  readonly headingLevel: number;
  /** All of it is emphasised, as people write headings who have no other means. */
  readonly bold: boolean;
  /** Share of it that is links, 0 to 1. */
  readonly linkShare: number;
  /** In navigation, a footer, a banner. */
  readonly chrome: boolean;
  /** The innermost content element it is in; 0 for none. */
  readonly region: number;
}

const HEADING_LENGTH_MAX = 120;
const HEADING_ELEMENT_LENGTH_MAX = 250;
/** Emphasis on more of the lines than this is style, not structure. */
const BOLD_SHARE_MAX = 0.5;
const BOLD_LINES_SUSPECT = 6;
const SENTENCE_END = /[.,;!…。]$/;

/** Cleans one line; null when nothing is left. */
export function cleanLineText(raw: string, item: boolean): string | null {
  const cleaned = cleanCharacters(raw).trim();
  const single = singleSpaces(cleaned);
  // Word's bullets are letters, told by the spaces behind them: `o&nbsp;&nbsp; Lift boxes`.
  const line = normaliseLine(WORD_BULLET.test(cleaned) ? `• ${single.slice(2)}` : single);
  if (line === '' || line === '•' || line === '-') return null;
  return item && !line.startsWith('• ') ? `• ${line}` : line;
}

const WORD_BULLET = /^[o§](?: {2,8}|\t)\S/;

function boldIsHeading(lines: readonly TextLine[]): boolean {
  let plain = 0;
  let bold = 0;
  for (const line of lines) {
    if (line.bold) bold += line.text.length;
    else plain += line.text.length;
  }
  return lines.length < BOLD_LINES_SUSPECT || bold <= BOLD_SHARE_MAX * (bold + plain);
}

function isHeading(line: TextLine, next: TextLine | undefined, boldCounts: boolean): boolean {
  if (line.headingLevel > 0) return line.text.length <= HEADING_ELEMENT_LENGTH_MAX;
  return (
    boldCounts &&
    line.bold &&
    !line.item &&
    next !== undefined &&
    line.text.length <= HEADING_LENGTH_MAX &&
    !SENTENCE_END.test(line.text)
  );
}

/** Joins lines to one text and says where its headings are. */
export function joinLines(lines: readonly TextLine[]): MarkedText {
  const boldCounts = boldIsHeading(lines);
  const parts: string[] = [];
  const headings: Heading[] = [];
  let length = 0;
  for (const [index, line] of lines.entries()) {
    if (index > 0) {
      const separator = line.blankBefore ? '\n\n' : '\n';
      parts.push(separator);
      length += separator.length;
    }
    const start = line.text.startsWith('• ') ? length + 2 : length;
    if (isHeading(line, lines[index + 1], boldCounts)) {
      headings.push({ start, end: length + line.text.length });
    }
    parts.push(line.text);
    length += line.text.length;
  }
  return { text: parts.join(''), headings };
}
