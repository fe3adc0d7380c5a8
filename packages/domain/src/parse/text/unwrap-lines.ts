import { bulletLength } from '../field/text-lines.ts';

/** Mail programs break lines at 72 to 78 characters; a longer line was not broken by one. */
const WIDTH_MAX = 82;
const WIDTH_MIN = 56;
/** A line shorter than this was ended by whoever wrote it. */
const LINE_CHARS_MIN = 44;
/** So many breaks must look like a program's before any is taken for one. */
const BREAKS_MIN = 3;
/** Of the lines that are followed by another one, as large a share must be full. */
const FULL_SHARE_MIN = 0.6;
const BEGINS_LIKE_HEAD = /^[^\s:]{1,20}(?: [^\s:]{1,20}){0,2}: /;

function firstWordLength(line: string): number {
  const space = line.indexOf(' ');
  return space < 0 ? line.length : space;
}

/** Whether the next line's first word would not have fitted on this one. */
function isFull(line: string, next: string, width: number): boolean {
  return line.length >= LINE_CHARS_MIN && line.length + 1 + firstWordLength(next) > width;
}

function goesOn(line: string, next: string): boolean {
  if (line === '' || next === '' || bulletLength(next) > 0 || line.endsWith(':')) return false;
  return !BEGINS_LIKE_HEAD.test(next) && !/^[>|#]/.test(next);
}

function widthOf(lines: readonly string[]): number {
  let width = 0;
  for (const line of lines) {
    if (line.length > WIDTH_MAX && !/^\S+$/.test(line)) return Number.POSITIVE_INFINITY;
    if (line.length <= WIDTH_MAX) width = Math.max(width, line.length);
  }
  return width;
}

/**
 * Puts together the lines that a mail program broke: in a text whose lines all end before one
 * margin, a line goes on where the next one's first word would have crossed it. A text that was
 * not broken so comes back as it is.
 */
export function unwrapLines(text: string): string {
  const lines = text.split('\n');
  const width = widthOf(lines);
  if (width < WIDTH_MIN || width > WIDTH_MAX) return text;
  let followed = 0;
  let full = 0;
  lines.forEach((line, index) => {
    const next = lines[index + 1] ?? '';
    if (!goesOn(line, next) || line.length < LINE_CHARS_MIN) return;
    followed += 1;
    if (isFull(line, next, width) && !/[.!?]$/.test(line)) full += 1;
  });
  if (full < BREAKS_MIN || full < followed * FULL_SHARE_MIN) return text;
  const joined: string[] = [];
  lines.forEach((line, index) => {
    const before = lines[index - 1] ?? '';
    const last = joined.at(-1);
    if (last !== undefined && goesOn(before, line) && isFull(before, line, width))
      joined[joined.length - 1] = `${last} ${line.trimStart()}`;
    else joined.push(line);
  });
  return joined.join('\n');
}
