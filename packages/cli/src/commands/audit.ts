import { LIVE_GENERATION } from '@winnow/contracts/topics';
import type {
  AuditFinding,
  AuditReport,
  EnrichedAccount,
  RawAccount,
} from '@winnow/lake/audit-report';
import { auditPipeline } from '@winnow/wiring/audit-pipeline';
import { EXIT } from '@winnow/wiring/exit-code';
import { openReadyPorts } from '@winnow/wiring/open-ready';
import { text, type Command } from '../command.ts';
import { renderTable, type Column } from '../output/table.ts';
import type { Style } from '../output/terminal.ts';

/** The ledger of a generation. */
export const auditCommand: Command = {
  name: 'audit',
  usage: '[--generation NAME]',
  summary: 'Prove that nothing is lost or doubled between the raw topic and the lake.',
  details: [
    'Reads log and lake, nothing else: every raw record that the first stage has taken is a row, a dead',
    'letter, a drop or in flight, and every enriched record is archived once or left out as a repeat.',
    'May run beside everything else. Exits with 1 when something is missing or doubled.',
  ].join('\n'),
  flags: {
    generation: { type: 'string', value: 'NAME', about: 'a replay instead of the live pipeline' },
  },
  async run({ config, flags, signal, terminal }) {
    await using ports = await openReadyPorts(config());
    const report = await auditPipeline(ports, text(flags, 'generation') ?? LIVE_GENERATION, signal);
    if (terminal.people) await terminal.out(render(report, terminal.style));
    else await terminal.json(report);
    return report.ok ? EXIT.done : EXIT.failed;
  },
};

const number = (value: number): string => value.toLocaleString('en-US');

const RAW: readonly Column<RawAccount>[] = [
  { heading: 'Raw partition', cell: ({ partition }) => String(partition), right: true },
  { heading: 'Offsets', cell: ({ from, to }) => `${from}–${to}`, right: true },
  { heading: 'Rows', cell: ({ rows }) => number(rows), right: true },
  { heading: 'Dead letters', cell: ({ deadLetters }) => number(deadLetters), right: true },
  { heading: 'Drops', cell: ({ drops }) => number(drops), right: true },
  { heading: 'In flight', cell: ({ inFlight }) => number(inFlight), right: true },
  { heading: 'Gaps', cell: ({ gaps }) => number(gaps), right: true },
  { heading: 'Missing', cell: ({ missing }) => number(missing), right: true },
];

const ENRICHED: readonly Column<EnrichedAccount>[] = [
  { heading: 'Enriched partition', cell: ({ partition }) => String(partition), right: true },
  { heading: 'Objects', cell: ({ objects }) => number(objects), right: true },
  { heading: 'Rows', cell: ({ rows }) => number(rows), right: true },
  { heading: 'Repeats', cell: ({ repeats }) => number(repeats), right: true },
  { heading: 'Archived to', cell: ({ next }) => number(next), right: true },
  { heading: 'End', cell: ({ end }) => number(end), right: true },
  { heading: 'Waiting', cell: ({ waiting }) => number(waiting), right: true },
];

function render(report: AuditReport, style: Style): string {
  const findings = [
    ...report.errors.map((finding) => `${style.red('error')}    ${describe(finding)}`),
    ...report.warnings.map((finding) => `${style.yellow('warning')}  ${describe(finding)}`),
  ];
  const verdict = report.ok
    ? style.green('nothing is lost and nothing is doubled')
    : style.red('something is lost or doubled');
  return [
    renderTable(RAW, report.raw),
    renderTable(ENRICHED, report.enriched),
    ...findings,
    `generation ${report.generation}: ${verdict}`,
    '',
  ].join('\n');
}

function describe({ code, topic, partition, count, ranges }: AuditFinding): string {
  const shown = ranges
    .slice(0, 5)
    .map(({ from, to }) => (to === from + 1 ? `${from}` : `${from}–${to}`));
  const more = ranges.length > shown.length ? ', …' : '';
  return `${code}  ${topic}/${partition}: ${number(count)} offsets (${shown.join(', ')}${more})`;
}
