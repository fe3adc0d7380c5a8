import { diagnose, type Check } from '@winnow/wiring/doctor';
import { EXIT } from '@winnow/wiring/exit-code';
import type { Command } from '../command.ts';

/** Connects to everything configured and tries what Winnow needs. */
export const doctor: Command = {
  name: 'doctor',
  usage: '',
  summary: 'Try every operation Winnow needs on everything that is configured.',
  details:
    'A race of conditional puts included. Leaves nothing behind. Exits with 3 when a server is out of reach.',
  flags: {},
  async run({ config, signal, terminal }) {
    let failed = 0;
    let unreachable = 0;
    for await (const check of diagnose(config(), signal)) {
      if (!check.ok) failed++;
      if (!check.ok && check.operation === 'connect') unreachable++;
      if (!check.ok && /^(?:UNAVAILABLE|UNAUTHORIZED)/.test(check.detail)) unreachable++;
      if (terminal.people) await terminal.out(`${lineOf(check, terminal.style)}\n`);
      else await terminal.json(check);
    }
    if (unreachable > 0) return EXIT.unreachable;
    return failed > 0 ? EXIT.failed : EXIT.done;
  },
};

function lineOf(
  { port, operation, ok, ms, detail }: Check,
  style: { readonly green: (text: string) => string; readonly red: (text: string) => string },
): string {
  const mark = ok ? style.green('ok  ') : style.red('FAIL');
  return `${mark} ${port.padEnd(10)} ${operation.padEnd(26)} ${String(ms).padStart(5)} ms  ${detail}`;
}
