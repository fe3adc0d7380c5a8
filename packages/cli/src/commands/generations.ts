import { readCurrent, rollback, type CurrentGenerations } from '@winnow/lake/current-generations';
import { EXIT } from '@winnow/wiring/exit-code';
import { openReadyPorts } from '@winnow/wiring/open-ready';
import { compareReplay, promoteReplay } from '@winnow/wiring/replay';
import { integer, text, UsageError, type Command } from '../command.ts';
import { showComparison } from '../output/comparison.ts';
import { renderTable } from '../output/table.ts';

/** What the lake's readers see: which generation counts for which raw records. */
export const generations: Command = {
  name: 'generations',
  usage: 'ls | diff NAME [--field FIELD] [--limit N] | promote NAME | rollback NAME',
  summary: 'List the generations of the lake; show what one changes, promote it or roll back.',
  details: [
    'For each raw record the last generation in the list whose range holds it is the one that counts.',
    'diff compares a complete replay with the rows that count without it, field by field. promote puts',
    'it at the end of the list, rollback takes it out again.',
  ].join('\n'),
  flags: {
    field: { type: 'string', value: 'FIELD', about: 'diff: this field of the contract alone' },
    limit: {
      type: 'string',
      value: 'N',
      about: 'diff: so many records that changed; default: 10 for people, else all',
    },
  },
  async run({ config, positionals, flags, signal, terminal }) {
    const [action, name] = positionals;
    const field = text(flags, 'field');
    const limit = integer(flags, 'limit', 0);
    await using ports = await openReadyPorts(config());
    let current: CurrentGenerations;
    if (action === 'ls') current = await readCurrent(ports.objects);
    else if (name === undefined) throw new UsageError(WANTED);
    else if (action === 'diff') {
      const comparisons = compareReplay(ports, name, signal);
      await showComparison(terminal, name, comparisons, { field, limit });
      return EXIT.done;
    } else if (action === 'promote') current = await promoteReplay(ports, name);
    else if (action === 'rollback') current = await rollback(ports.objects, name);
    else throw new UsageError(WANTED);
    if (!terminal.people) for (const entry of current) await terminal.json(entry);
    else await terminal.out(renderTable(COLUMNS, current));
    return EXIT.done;
  },
};

const WANTED = 'ls, diff NAME, promote NAME or rollback NAME is wanted';

type Entry = CurrentGenerations[number];

const COLUMNS = [
  { heading: 'Generation', cell: ({ generation }: Entry) => generation },
  { heading: 'Raw records that it counts for', cell: rangesOf },
];

function rangesOf({ from, to }: Entry): string {
  if (from === undefined || to === undefined) return 'all';
  return Object.entries(from)
    .map(([partition, start]) => `${partition}: ${start}–${to[partition] ?? '?'}`)
    .join(', ');
}
