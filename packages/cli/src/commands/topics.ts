import { EXIT } from '@winnow/wiring/exit-code';
import { openLog } from '@winnow/wiring/open-ports';
import { checkTopics, createTopics } from '@winnow/wiring/topics';
import { UsageError, type Command } from '../command.ts';
import { renderTable } from '../output/table.ts';

/** Creates or checks the topics of infra/kafka/topics.json. */
export const topics: Command = {
  name: 'topics',
  usage: 'create|check',
  summary: 'Create the topics, or check them.',
  details: [
    'create makes what is missing and brings settings up to date; it never changes a number of',
    'partitions. check says what is missing or set so that a guarantee breaks, and exits with 1.',
  ].join('\n'),
  flags: {},
  async run({ config: readConfig, positionals, terminal }) {
    const config = readConfig();
    await using log = await openLog(config);
    switch (positionals[0]) {
      case 'create': {
        await createTopics(log, config);
        const made = await Promise.all(
          (await log.listTopics()).map((name) => log.describeTopic(name)),
        );
        const found = made.filter((topic) => topic !== undefined);
        if (!terminal.people) for (const topic of found) await terminal.json(topic);
        else {
          const columns = [
            { heading: 'Topic', cell: (topic: (typeof found)[number]) => topic.name },
            {
              heading: 'Partitions',
              cell: (topic: (typeof found)[number]) => String(topic.partitions),
            },
            { heading: 'Incarnation', cell: (topic: (typeof found)[number]) => topic.incarnation },
          ];
          await terminal.out(renderTable(columns, found));
        }
        return EXIT.done;
      }
      case 'check': {
        const problems = await checkTopics(log, config);
        if (!terminal.people) for (const problem of problems) await terminal.json(problem);
        else if (problems.length === 0) await terminal.out('all topics are there and well set\n');
        else for (const { topic, problem } of problems) await terminal.out(`${topic} ${problem}\n`);
        return problems.length === 0 ? EXIT.done : EXIT.failed;
      }
      default:
        throw new UsageError('create or check is wanted');
    }
  },
};
