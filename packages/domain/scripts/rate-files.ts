/** Rates of one publication: what a unit of the base costs in each currency, and when. */
export interface PublishedRates {
  /** ISO 8601 date of the rates. */
  readonly date: string;
  /** Units of a currency, by its code or its name in the publication, per unit of the base. */
  readonly rates: ReadonlyMap<string, number>;
}

const MONTHS =
  'january february march april may june july august september october november december';
const XML_DATE = /time=['"](\d{4}-\d{2}-\d{2})['"]/;
const XML_RATE = /currency=['"]([A-Z]{3})['"]\s+rate=['"]([\d.]+)['"]/g;
const LONG_DATE = /^(\d{1,2}) (\p{L}+) (\d{4})$/u;

function toIsoDate(written: string): string {
  const [, day, month, year] = LONG_DATE.exec(written) ?? [];
  if (day === undefined || month === undefined || year === undefined) return written;
  const number = MONTHS.split(' ').indexOf(month.toLowerCase()) + 1;
  return `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function checked(date: string, rates: ReadonlyMap<string, number>): PublishedRates {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new Error(`no date of rates: ${date}`);
  if (rates.size === 0) throw new Error('no rates found');
  return { date, rates };
}

function cellsOf(line: string): string[] {
  return line.split(',').map((cell) => cell.trim().replaceAll('"', ''));
}

function newestXmlDay(text: string): PublishedRates {
  const from = text.search(XML_DATE);
  const date = XML_DATE.exec(text)?.[1] ?? '';
  // The history has one block per day, newest first.
  const next = text.slice(from + 1).search(XML_DATE);
  const day = next < 0 ? text.slice(from) : text.slice(from, from + 1 + next);
  const rates = new Map<string, number>();
  for (const [, code, rate] of day.matchAll(XML_RATE)) {
    if (code !== undefined) rates.set(code, Number(rate));
  }
  return checked(date, rates);
}

/**
 * The newest day of a file of the European Central Bank, per euro: `eurofxref-daily.xml`,
 * `eurofxref-hist.xml`, `eurofxref.csv` or `eurofxref-hist.csv` (the last two come in a zip file:
 * unpack it first). Throws where the text is none of these.
 */
export function readEcbRates(text: string): PublishedRates {
  if (text.trimStart().startsWith('<')) return newestXmlDay(text);
  const [head = '', first = ''] = text.split('\n');
  const codes = cellsOf(head);
  const cells = cellsOf(first);
  if (codes[0] !== 'Date') throw new Error('no file of euro reference rates');
  const rates = new Map<string, number>();
  codes.forEach((code, index) => {
    const rate = Number(cells[index] ?? '');
    if (/^[A-Z]{3}$/.test(code) && rate > 0) rates.set(code, rate);
  });
  return checked(toIsoDate(cells[0] ?? ''), rates);
}

/**
 * The newest quarter of the Treasury Reporting Rates of Exchange as CSV, from the download or the
 * interface of fiscaldata.treasury.gov. Rates are per US dollar, by `Country-Currency` in the
 * Treasury's words; a rate that was amended within the quarter is the last one. Throws where the
 * columns are missing.
 */
export function readTreasuryRates(text: string): PublishedRates {
  const [head = '', ...lines] = text.trim().split('\n');
  const columns = cellsOf(head).map((name) => name.toLowerCase().replaceAll(/[^a-z]/g, ''));
  const column = (start: string): number => {
    const index = columns.findIndex((name) => name.startsWith(start));
    if (index < 0) throw new Error(`no column ${start} in the rates of the Treasury`);
    return index;
  };
  const at = {
    record: column('recorddate'),
    name: column('countrycurrencydesc'),
    rate: column('exchangerate'),
    effective: column('effectivedate'),
  };
  const rows = lines.map(cellsOf);
  const date = rows.reduce(
    (last, row) => ((row[at.record] ?? '') > last ? (row[at.record] ?? '') : last),
    '',
  );
  const current = rows
    .filter((row) => row[at.record] === date)
    .toSorted((a, b) => (a[at.effective] ?? '').localeCompare(b[at.effective] ?? ''));
  const rates = new Map(current.map((row) => [row[at.name] ?? '', Number(row[at.rate])] as const));
  return checked(date, rates);
}
