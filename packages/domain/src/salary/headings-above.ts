import { cuesWithin, type CueHit } from './cues.ts';
import { foldLine } from './fold-line.ts';

/** A heading above an amount is at most this long, or ends with a colon. */
const HEADING_UNITS_MAX = 90;
const HEADING_SENTENCE_UNITS_MAX = 240;
const HEADINGS_MAX = 2;
const HEADING_GAP_LINES_MAX = 4;
/** What stands above and states an amount introduces nothing. */
const AMOUNT = /[$€£¥₹]\s?\d|\d{4,}|\d[.,]\d{3}/;

/** A line that introduces the ones below it. */
export interface Heading {
  readonly text: string;
  readonly cues: readonly CueHit[];
}

function headingOf(text: string): Heading | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const isSentence = trimmed.endsWith(':') && trimmed.length <= HEADING_SENTENCE_UNITS_MAX;
  if (trimmed.length > HEADING_UNITS_MAX && !isSentence) return undefined;
  const folded = foldLine(trimmed);
  return { text: trimmed, cues: cuesWithin(folded, 0, folded.length) };
}

function headingAt(
  from: number,
  content: string,
  known: Map<number, Heading | undefined>,
): Heading | undefined {
  if (known.has(from)) return known.get(from);
  const heading = headingOf(content);
  known.set(from, heading);
  return heading;
}

/**
 * The lines above that introduce a line, nearest last; none beyond a long paragraph. `known` holds
 * the headings of this text that were read before, by their offsets: several lines share one.
 */
export function headingsAbove(
  text: string,
  start: number,
  known: Map<number, Heading | undefined>,
): Heading[] {
  const found: Heading[] = [];
  let end = start - 1;
  for (
    let count = 0;
    count < HEADING_GAP_LINES_MAX && end > 0 && found.length < HEADINGS_MAX;
    count += 1
  ) {
    const window = text.slice(Math.max(0, end - HEADING_SENTENCE_UNITS_MAX - 1), end);
    const lineBreak = window.lastIndexOf('\n');
    if (lineBreak < 0 && window.length > HEADING_SENTENCE_UNITS_MAX) break;
    const content = window.slice(lineBreak + 1);
    const from = end - content.length;
    if (content.trim() !== '') {
      // A sentence or an amount above is a statement of its own.
      const isStatement = /[.;!?]\s*$/.test(content);
      if (AMOUNT.test(content)) break;
      const heading = isStatement ? undefined : headingAt(from, content, known);
      if (heading === undefined && !isStatement) break;
      if (heading !== undefined) found.unshift(heading);
    }
    end = from - 1;
  }
  return found;
}
