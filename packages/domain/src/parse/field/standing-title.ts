import { headingKind } from '../section/heading-kind.ts';
import type { Finding } from './finding.ts';
import { isPageLine } from './page-lines.ts';
import type { ParseContext } from './parse-context.ts';
import { bulletLength } from './text-lines.ts';
import { isRoleLead } from './title-shape.ts';

const TITLE_CHARS_MAX = 160;
/** A title further down has the page's own lines and the facts above it. */
const STANDING_LINES_MAX = 80;

/**
 * A line that stands alone among the page's lines and facts and is a role: the ad's own heading.
 */
export function standingTitle(context: ParseContext): Finding<string> | null {
  const { lines, text, labels } = context;
  if (context.head.oneLine) return null;
  const facts = new Set(labels.flatMap(({ line, labelLine }) => [line, labelLine ?? line]));
  const isEdge = (index: number): boolean => {
    const line = lines[index];
    if (line === undefined || line.end === line.start || facts.has(index)) return true;
    return isPageLine(text.slice(line.start, line.end));
  };
  for (const [index, line] of lines.slice(0, STANDING_LINES_MAX).entries()) {
    if (line.end === line.start || line.end - line.start > TITLE_CHARS_MAX) continue;
    if (facts.has(index) || !isEdge(index - 1)) continue;
    const value = text.slice(line.start, line.end);
    if (isPageLine(value) || bulletLength(value) > 0 || headingKind(value) !== null) continue;
    if (!/^[\p{Lu}\p{Lo}]/u.test(value) || /[.,:;?]$|#\p{L}/u.test(value)) continue;
    if (!isRoleLead(value)) continue;
    const next = lines[index + 1];
    const below = next === undefined ? '' : text.slice(next.start, next.end);
    // Over a list or prose it heads a section, unless nothing but the page's lines stood above.
    if (bulletLength(below) > 0 || below.length > TITLE_CHARS_MAX) continue;
    return { value, rule: 'standing-line', source: 'text', ...line, confidence: 0.75 };
  }
  return null;
}
