import { stripVTControlCharacters } from 'node:util';

export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => string;
  /** Cells are cut to so many columns, with an ellipsis. */
  readonly widthMax?: number;
  /** Where the table must fit, the column may shrink to so many columns. Default: not at all. */
  readonly widthMin?: number;
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

/**
 * A table with aligned columns, ending in a line break. Line breaks in cells become spaces. With
 * `columnsMax` the widest columns that may shrink do so until a line fits.
 */
export function renderTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  columnsMax = Number.POSITIVE_INFINITY,
): string {
  const cells = rows.map((row) =>
    columns.map(({ cell, widthMax }) => cut(cell(row).replace(/\s+/g, ' '), widthMax)),
  );
  const lines = [columns.map(({ heading }) => heading), ...cells];
  const natural = columns.map((_, index) =>
    Math.max(...lines.map((line) => widthOf(line[index] ?? ''))),
  );
  const widths = shrink(natural, columns, columnsMax);
  const render = (line: readonly string[]): string =>
    line
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return pad(cut(cell, width), width, columns[index]?.right === true);
      })
      .join(GAP)
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join(GAP);
  const [head = [], ...body] = lines;
  return [render(head), rule, ...body.map(render), ''].join('\n');
}

const GAP = '  ';

/** Takes from the widest column that can still give, one at a time, until all fit. */
function shrink<Row>(
  natural: readonly number[],
  columns: readonly Column<Row>[],
  columnsMax: number,
): readonly number[] {
  const widths = [...natural];
  const least = columns.map(({ widthMin }, index) => widthMin ?? natural[index] ?? 0);
  const total = (): number =>
    widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1));
  while (total() > columnsMax) {
    let widest = -1;
    for (const [index, width] of widths.entries()) {
      if (width > (least[index] ?? 0) && width > (widths[widest] ?? 0)) widest = index;
    }
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
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
