import { formatOrigin } from '@winnow/contracts/headers';
import {
  createComparisonCounter,
  type ComparisonCounts,
  type FieldChange,
  type FieldCounts,
  type RowComparison,
} from '@winnow/lake/compare-generation';
import { renderTable, type Column } from './table.ts';
import type { Terminal } from './terminal.ts';

export interface ComparisonOptions {
  /** This field alone; others count as the same. */
  readonly field: string | undefined;
  /** Records that are shown. Default: 10 for people, else all. */
  readonly limit: number | undefined;
}

const SHOWN_DEFAULT = 10;
const PROGRESS_EVERY = 1_000;
/** A value in a line for people. */
const VALUE_CHARACTERS_MAX = 160;

/**
 * Prints what a generation changes: for people a table of its fields and some records, as NDJSON a
 * line for each record that is not the same and one of counts at the end.
 */
export async function showComparison(
  terminal: Terminal,
  generation: string,
  comparisons: AsyncIterable<RowComparison>,
  { field, limit = terminal.people ? SHOWN_DEFAULT : Infinity }: ComparisonOptions,
): Promise<void> {
  const counter = createComparisonCounter();
  const shown: RowComparison[] = [];
  let [seen, differing] = [0, 0];
  for await (const each of comparisons) {
    const comparison = field === undefined ? each : onlyField(each, field);
    counter.add(comparison);
    if (++seen % PROGRESS_EVERY === 0) terminal.progress(`${seen} records compared`);
    if (comparison.kind === 'same' || ++differing > limit) continue;
    if (terminal.people) shown.push(comparison);
    else await terminal.json({ ...comparison, origin: formatOrigin(comparison.origin) });
  }
  const counts = counter.counts();
  if (!terminal.people) return terminal.json({ generation, ...counts });
  await terminal.out(overview(terminal, counts));
  for (const comparison of shown) await terminal.out(`\n${recordLines(terminal, comparison)}`);
  if (differing > shown.length) {
    await terminal.out(`\n… and ${differing - shown.length} more; --limit N shows more\n`);
  }
}

function onlyField(comparison: RowComparison, field: string): RowComparison {
  if (comparison.kind !== 'changed') return comparison;
  const changes = comparison.changes.filter((change) => change.field === field);
  const { origin, key } = comparison;
  return changes.length > 0 ? { ...comparison, changes } : { kind: 'same', origin, key };
}

function overview({ style }: Terminal, counts: ComparisonCounts): string {
  const { same, changed, added, removed, fields } = counts;
  const total = same + changed + added + removed;
  const line = `${total} records: ${same} the same, ${changed} changed, ${added} new, ${removed} gone`;
  const rows = Object.entries(fields);
  if (rows.length === 0) return `${style.bold(line)}\n`;
  const columns: readonly Column<[string, FieldCounts]>[] = [
    { heading: 'Field', cell: ([field]) => field },
    { heading: 'Changed', right: true, cell: ([, each]) => String(each.changed) },
    { heading: 'of all', right: true, cell: ([, each]) => share(each.changed, total) },
    { heading: 'Now filled', right: true, cell: ([, { filled }]) => String(filled) },
    { heading: 'Now empty', right: true, cell: ([, { emptied }]) => String(emptied) },
  ];
  return `${style.bold(line)}\n\n${renderTable(columns, rows)}`;
}

function share(count: number, total: number): string {
  return `${((100 * count) / total).toFixed(1)} %`;
}

function recordLines({ style }: Terminal, comparison: RowComparison): string {
  const { kind, key, origin } = comparison;
  const name = `${style.bold(key ?? formatOrigin(origin))}  ${style.dim(formatOrigin(origin))}`;
  if (kind !== 'changed') return `${name}  ${kind === 'added' ? 'new' : 'gone'}\n`;
  const lines = comparison.changes.flatMap((change) => changeLines(style, change));
  return `${name}\n${lines.join('\n')}\n`;
}

/** Lists show what left and what came; anything else the two values. */
function changeLines(style: Terminal['style'], change: FieldChange): readonly string[] {
  const { field, before, after } = change;
  const [was, is] = [listOf(before), listOf(after)];
  const left = was.filter((value) => !is.includes(value));
  const came = is.filter((value) => !was.includes(value));
  if (left.length + came.length === 0) return [`  ${field}: another order`];
  return [
    `  ${field}`,
    ...left.map((value) => style.red(`    - ${brief(value)}`)),
    ...came.map((value) => style.green(`    + ${brief(value)}`)),
  ];
}

function listOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map((each) => JSON.stringify(each));
}

/** What says nothing is left out, and the rest cut to a line. */
function brief(json: string): string {
  const saysNothing = (value: unknown): boolean =>
    value === null || value === false || (Array.isArray(value) && value.length === 0);
  const text = JSON.stringify(JSON.parse(json), (key, value: unknown) =>
    key !== '' && saysNothing(value) ? undefined : value,
  );
  return text.length <= VALUE_CHARACTERS_MAX ? text : `${text.slice(0, VALUE_CHARACTERS_MAX - 1)}…`;
}
