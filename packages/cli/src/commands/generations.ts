import { readCurrent, rollback, type CurrentGenerations } from '@winnow/lake/current-generations';
import { EXIT } from '@winnow/wiring/exit-code';
import { openReadyPorts } from '@winnow/wiring/open-ready';
import { promoteReplay } from '@winnow/wiring/replay';
import { UsageError, type Command } from '../command.ts';
import { renderTable } from '../output/table.ts';

/** What the lake's readers see: which generation counts for which raw records. */
export const generations: Command = {
  name: 'generations',
  usage: 'ls | promote NAME | rollback NAME',
  summary: 'List the generations of the lake; promote one or roll back.',
  details: [
    'For each raw record the last generation in the list whose range holds it is the one that counts.',
    'promote puts a complete replay at the end of the list, rollback takes it out again.',
  ].join('\n'),
  flags: {},
  async run({ config, positionals, terminal }) {
    const [action, name] = positionals;
    await using ports = await openReadyPorts(config());
    let current: CurrentGenerations;
    if (action === 'ls') current = await readCurrent(ports.objects);
    else if (name === undefined)
      throw new UsageError('ls, promote NAME or rollback NAME is wanted');
    else if (action === 'promote') current = await promoteReplay(ports, name);
    else if (action === 'rollback') current = await rollback(ports.objects, name);
    else throw new UsageError('ls, promote NAME or rollback NAME is wanted');
    if (!terminal.people) for (const entry of current) await terminal.json(entry);
    else await terminal.out(renderTable(COLUMNS, current));
    return EXIT.done;
  },
};

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
