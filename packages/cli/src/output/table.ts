import { stripVTControlCharacters } from 'node:util';

export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => string;
  /** Cells are cut to so many columns, with an ellipsis. */
  readonly widthMax?: number;
  readonly right?: boolean;
}

/** Characters that take two columns: CJK, Hangul, full-width forms, emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

/** Columns that a text takes on a terminal; colour codes take none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(text)) width += WIDE.test(character) ? 2 : 1;
  return width;
}

/** A table with aligned columns, ending in a line break. Line breaks in cells become spaces. */
export function renderTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) =>
    columns.map(({ cell, widthMax }) => cut(cell(row).replace(/\s+/g, ' '), widthMax)),
  );
  const lines = [columns.map(({ heading }) => heading), ...cells];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => widthOf(line[index] ?? ''))));
  const render = (line: readonly string[]): string =>
    line
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.right === true))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  const [head = [], ...body] = lines;
  return [render(head), rule, ...body.map(render), ''].join('\n');
}

function pad(cell: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(cell)));
  return right ? space + cell : cell + space;
}

function cut(cell: string, widthMax: number | undefined): string {
  if (widthMax === undefined || widthOf(cell) <= widthMax) return cell;
  let kept = '';
  let width = 0;
  for (const character of cell) {
    width += widthOf(character);
    if (width > widthMax - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
