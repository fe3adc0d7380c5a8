import { LIVE_GENERATION } from '@winnow/contracts/topics';
import { expireDuplicates, rebuildDuplicates } from '@winnow/wiring/duplicates';
import { EXIT } from '@winnow/wiring/exit-code';
import { openReadyPorts } from '@winnow/wiring/open-ready';
import { UsageError, type Command } from '../command.ts';

/** For whoever looks after the index of near-duplicates. */
export const duplicates: Command = {
  name: 'duplicates',
  usage: 'count | rebuild | expire',
  summary: 'Count the live postings of the duplicate index, rebuild it, or let go of old ones.',
  details: [
    'rebuild puts an index that was lost together again from the enriched topic: each posting goes',
    'into the cluster that it says it is in. Stop the deduplicators first. expire takes postings out',
    'whose time is over; workers do so every hour.',
  ].join('\n'),
  flags: {},
  async run({ config, positionals, signal, terminal }) {
    const [action] = positionals;
    await using ports = await openReadyPorts(config());
    let counts: Readonly<Record<string, number>>;
    if (action === 'count') counts = {};
    else if (action === 'rebuild') {
      const onProgress = (read: number): void => terminal.progress(`${read} read`);
      counts = { read: await rebuildDuplicates(ports, { signal, onProgress }) };
    } else if (action === 'expire') counts = { expired: await expireDuplicates(ports, signal) };
    else throw new UsageError('count, rebuild or expire is wanted');
    const live = await ports.duplicates.count(LIVE_GENERATION);
    if (!terminal.people) await terminal.json({ ...counts, live });
    else {
      const parts = Object.entries({ ...counts, live }).map(([name, count]) => `${count} ${name}`);
      await terminal.out(`${parts.join(', ')}\n`);
    }
    return EXIT.done;
  },
};
