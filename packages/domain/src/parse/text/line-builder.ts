import { isLabel } from '../field/label-names.ts';
import { cleanLineText } from './text-lines.ts';
import type { TextLine } from './text-lines.ts';

/** What surrounds the text that is being added. The collector of a format keeps it up to date. */
export interface LineContext {
  bold: number;
  link: number;
  chrome: number;
  /** Inside a `<header>`: a site's, whose links are furniture, or a posting's. */
  header: number;
  itemDepth: number;
  /** 1 to 6 inside a heading, else 0. */
  headingLevel: number;
  region: number;
}

/** A text under construction, line by line. */
export interface LineBuilder {
  readonly context: LineContext;
  readonly lines: TextLine[];
  /** The line so far, white space as it came. */
  raw: string;
  readonly size: { all: number; bold: number; heading: number; link: number; chrome: number };
  level: number;
  item: boolean;
  region: number;
  /** Breaks wait for text, so that empty elements leave nothing: 0, 1 a line, 2 an empty line. */
  pending: number;
  blank: boolean;
  /** A list item has begun and has no text yet. */
  mark: boolean;
  /** Stands between the last cell and the next one's text. */
  separator: string;
  /** How many lines there were when the last cell began; -1 outside of tables. */
  linesAtCell: number;
  lastCell: string;
  /** How many cells have been joined with ` | ` on the line, and where the first one ends. */
  joined: number;
  firstCellEnd: number;
}

/** A definition's term or a row's head longer than this is no label for what follows it. */
const LABEL_LENGTH_MAX = 40;
/** Rows longer than this are layout, not data: each cell gets its own line. */
const ROW_LENGTH_MAX = 300;
const CELL_SEPARATOR = ' | ';

export function createLineBuilder(): LineBuilder {
  return {
    context: { bold: 0, link: 0, chrome: 0, header: 0, itemDepth: 0, headingLevel: 0, region: 0 },
    lines: [],
    raw: '',
    size: { all: 0, bold: 0, heading: 0, link: 0, chrome: 0 },
    level: 0,
    item: false,
    region: 0,
    pending: 0,
    blank: false,
    mark: false,
    separator: '',
    linesAtCell: -1,
    lastCell: '',
    joined: 0,
    firstCellEnd: 0,
  };
}

/** A row of two cells, of which the first is the name of a field and the second its value. */
function labelRow(builder: LineBuilder): string {
  const { raw, joined, firstCellEnd } = builder;
  builder.joined = 0;
  if (joined !== 1) return raw;
  const name = raw.slice(0, firstCellEnd);
  const value = raw.slice(firstCellEnd + CELL_SEPARATOR.length);
  return isLabel(name) && !isLabel(value) ? `${name}: ${value}` : raw;
}

/** Ends the current line, if it has text. */
export function endLine(builder: LineBuilder): void {
  if (builder.raw === '') return;
  const { size } = builder;
  const text = cleanLineText(labelRow(builder), builder.item);
  if (text === null) builder.mark ||= builder.item;
  else {
    const all = Math.max(1, size.all);
    builder.lines.push({
      text,
      blankBefore: builder.blank && builder.lines.length > 0,
      item: text.startsWith('• '),
      headingLevel: size.heading * 2 > all ? builder.level : 0,
      bold: size.all > 0 && size.bold >= size.all,
      linkShare: Math.min(1, size.link / all),
      chrome: size.chrome * 2 > all,
      region: builder.region,
    });
    builder.blank = false;
  }
  builder.raw = '';
  size.all = 0;
  size.bold = 0;
  size.heading = 0;
  size.link = 0;
  size.chrome = 0;
  builder.level = 0;
  builder.item = false;
}

/** Does the breaks that waited for text. */
export function settleBreaks(builder: LineBuilder): void {
  if (builder.pending === 0) return;
  endLine(builder);
  if (builder.pending > 1) builder.blank = true;
  builder.pending = 0;
}

/**
 * Asks for a new line (1) or an empty line (2) before the next text; in list items only for a line.
 */
export function requestBreak(builder: LineBuilder, amount: 1 | 2): void {
  const wanted = builder.context.itemDepth > 0 ? 1 : amount;
  if (wanted > builder.pending) builder.pending = wanted;
}

/** A `<br>`: the second one in a row makes an empty line. */
export function addBreak(builder: LineBuilder): void {
  builder.pending = builder.pending === 0 && builder.raw !== '' ? 1 : 2;
}

function measure(builder: LineBuilder, trimmed: string): void {
  // A colon or dash outside the emphasis (`<b>Tasks</b>:`) belongs to it.
  if (trimmed.length === 1 && /[:：\-–]/.test(trimmed)) return;
  const { context, size } = builder;
  const length = trimmed.length;
  size.all += length;
  if (context.bold > 0) size.bold += length;
  if (context.link > 0) size.link += length;
  const siteLink = context.header > 0 && context.link > 0 && context.headingLevel === 0;
  if (context.chrome > 0 || siteLink) size.chrome += length;
  if (context.headingLevel > 0) {
    size.heading += length;
    builder.level = context.headingLevel;
  }
}

/** Adds text in which line ends are spaces. */
export function addText(builder: LineBuilder, data: string): void {
  const trimmed = data.trim();
  if (trimmed === '') {
    // Double spaces go when the line ends; looking for them here would flatten the string each
    // time.
    if (builder.raw !== '' && builder.pending === 0) builder.raw += ' ';
    return;
  }
  // Blocks at the edges of a cell do not break the row's line.
  if (builder.separator !== '') builder.pending = 0;
  settleBreaks(builder);
  if (builder.raw === '') {
    builder.item = builder.mark;
    builder.mark = false;
    builder.region = builder.context.region;
  } else if (builder.separator !== '') {
    const before = builder.raw.trimEnd();
    const labelled = builder.separator === ': ' && before.endsWith(':');
    if (builder.separator === CELL_SEPARATOR) {
      if (builder.joined === 0) builder.firstCellEnd = before.length;
      builder.joined += 1;
    }
    builder.raw = before + (labelled ? ' ' : builder.separator);
  }
  builder.separator = '';
  builder.raw += data;
  measure(builder, trimmed);
}

/** Adds text whose line ends count. */
export function addPreformatted(builder: LineBuilder, data: string): void {
  for (const [index, line] of data.split(/\r\n?|\n/).entries()) {
    if (index > 0) addBreak(builder);
    addText(builder, line);
  }
}

/** Begins a list item. */
export function beginItem(builder: LineBuilder): void {
  settleBreaks(builder);
  endLine(builder);
  builder.mark = true;
  builder.context.itemDepth += 1;
}

/** Ends a list item. */
export function endItem(builder: LineBuilder): void {
  builder.context.itemDepth -= 1;
  builder.mark = false;
  requestBreak(builder, 1);
}

/** Begins a table row or a term of a definition list. */
export function beginRow(builder: LineBuilder, cell: string): void {
  if (builder.pending === 0) builder.pending = 1;
  builder.separator = '';
  settleBreaks(builder);
  builder.linesAtCell = builder.lines.length;
  builder.lastCell = cell;
}

/**
 * Begins a cell. It goes on in the line of the cell before it when that was a single line: after a
 * label (`<th>`, `<dt>`, text ending in a colon) as `Label: value`, else as `a | b`.
 */
export function beginCell(builder: LineBuilder, cell: string): void {
  const short = builder.raw.length <= ROW_LENGTH_MAX;
  const before = short ? builder.raw.trim() : '';
  const single = builder.linesAtCell === builder.lines.length && before !== '';
  const term = builder.lastCell === 'dt' || (builder.lastCell === 'th' && cell === 'td');
  const label = (term || before.endsWith(':')) && before.length <= LABEL_LENGTH_MAX;
  if (single && (label || builder.lastCell !== 'dt')) {
    builder.pending = 0;
    builder.separator = label ? ': ' : CELL_SEPARATOR;
  } else requestBreak(builder, 1);
  builder.linesAtCell = builder.lines.length;
  builder.lastCell = cell;
}

/** The lines, when all text has been added. */
export function finishLines(builder: LineBuilder): readonly TextLine[] {
  endLine(builder);
  return builder.lines;
}
