import { writeFile } from 'node:fs/promises';
import type { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import { createEnricher } from '@winnow/wiring/enricher';
import { EXIT } from '@winnow/wiring/exit-code';
import { text, UsageError, type Command, type CommandContext } from '../command.ts';
import { contentTypeFlag, readAny, readFile } from '../input/read-postings.ts';
import { explainHtml } from '../output/explain-html.ts';
import { explainValues, piecesOf, type ExplainedValue } from '../output/explained-posting.ts';
import { renderTable, type Column } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';

/** Where every value of a posting comes from. */
export const explain: Command = {
  name: 'explain',
  usage: 'FILE|-',
  summary: 'Show a posting with the rule and the span behind each value.',
  details: 'Of a file with several postings the first is shown, or the one that --id names.',
  flags: {
    html: { type: 'string', value: 'FILE', about: 'write a self-contained page instead' },
    id: { type: 'string', value: 'ID', about: 'which posting of the file' },
    'content-type': {
      type: 'string',
      value: 'TYPE',
      about: 'content type of the file; default: by its shape',
    },
    country: { type: 'string', value: 'CC', about: 'country (ISO 3166-1 alpha-2) of the posting' },
  },
  run: runExplain,
};

async function runExplain(context: CommandContext): Promise<number> {
  const { flags, terminal } = context;
  const posting = await enrichOne(context);
  if (posting === undefined) return EXIT.failed;
  const file = text(flags, 'html');
  if (file !== undefined) {
    await writeFile(file, explainHtml(posting));
    terminal.say(`written to ${file}`);
  } else if (!terminal.people) {
    for (const { evidence, value, quote } of explainValues(posting)) {
      await terminal.json({ ...evidence, value, quote });
    }
  } else await showOnTerminal(terminal, posting);
  return EXIT.done;
}

async function enrichOne({
  flags,
  positionals,
  terminal,
}: CommandContext): Promise<EnrichedPosting | undefined> {
  const [path] = positionals;
  if (path === undefined) throw new UsageError('no file to explain');
  const defaults = {
    country: text(flags, 'country'),
    contentType: contentTypeFlag(text(flags, 'content-type')),
  };
  const stdin = terminal.stdin as AsyncIterable<Uint8Array | string>;
  const postings = path === '-' ? readAny(stdin, 'stdin', defaults) : readFile(path, defaults);
  const wanted = text(flags, 'id');
  await using enricher = createEnricher();
  for await (const { id, input } of postings) {
    if (wanted !== undefined && id !== wanted) continue;
    const [outcome] = await enricher.enrich([input]);
    if (outcome?.kind === 'ok') return outcome.value;
    terminal.say(`winnow: ${outcome?.code ?? ''}: ${outcome?.reason ?? ''}`);
    return undefined;
  }
  throw new UsageError(
    wanted === undefined ? `${path} holds no posting` : `${path} holds no ${wanted}`,
  );
}

const COLUMNS: readonly Column<ExplainedValue>[] = [
  { heading: 'Field', cell: ({ evidence }) => evidence.path.slice(1), widthMax: 30 },
  { heading: 'Value', cell: ({ value }) => value, widthMax: 44 },
  { heading: 'Rule', cell: ({ evidence }) => `${evidence.stage}: ${evidence.rule}`, widthMax: 38 },
  { heading: 'Source', cell: ({ evidence }) => evidence.source },
  {
    heading: 'Sure',
    cell: ({ evidence }) => `${Math.round(evidence.confidence * 100)} %`,
    right: true,
  },
  { heading: 'Text', cell: quoteOf, widthMax: 44 },
];

function quoteOf({ field, quote }: ExplainedValue): string {
  return field === 'sections' ? '' : (quote ?? '');
}

async function showOnTerminal(terminal: Terminal, posting: EnrichedPosting): Promise<void> {
  const values = explainValues(posting);
  const { style } = terminal;
  const paint = {
    parse: style.cyan,
    salary: style.green,
    stack: style.yellow,
    duplicate: style.dim,
  };
  const painted = piecesOf(posting, values).map(({ text: piece, evidence, heading }) => {
    if (heading !== null) return style.bold(piece);
    const stage = evidence
      .map((index) => values[index])
      .find((value) => value !== undefined && value.field !== 'sections')?.evidence.stage;
    return stage === undefined ? piece : paint[stage](piece);
  });
  await terminal.out(`${painted.join('')}\n\n${renderTable(COLUMNS, values)}`);
  for (const { code, message } of posting.warnings)
    await terminal.out(`${style.yellow(code)}  ${message}\n`);
}
