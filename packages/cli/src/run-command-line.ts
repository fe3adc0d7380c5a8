import { parseArgs } from 'node:util';
import { listenForShutdown } from '@winnow/pipeline/shutdown';
import { readConfig, type Config } from '@winnow/wiring/config';
import { environment } from '@winnow/wiring/environment';
import { describeFailure, EXIT } from '@winnow/wiring/exit-code';
import { helpOf, parseArgsOptions, UsageError, type Command, type FlagValues } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { createTerminal } from './output/terminal.ts';

/** How long a command that was interrupted may take to end in order. */
const GRACE_MS = 30_000;

/** Runs `winnow` with these arguments; resolves to the exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(overview());
    return name === undefined ? EXIT.usage : EXIT.done;
  }
  if (name === '--version') {
    process.stdout.write(`${VERSION}\n`);
    return EXIT.done;
  }
  const load = Object.hasOwn(COMMANDS, name)
    ? COMMANDS[name as keyof typeof COMMANDS].load
    : undefined;
  if (load === undefined)
    return complain('USAGE', `no command ${name}; \`winnow help\` lists them`);
  const command = await load();
  try {
    return await runCommand(command, rest);
  } catch (error) {
    return fail(error, command);
  }
}

const VERSION = '0.1.0';

async function runCommand(command: Command, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: parseArgsOptions(command),
    allowPositionals: true,
    strict: true,
  });
  const flags = values as FlagValues;
  if (flags['help'] === true) {
    process.stdout.write(helpOf(command));
    return EXIT.done;
  }
  using shutdown = listenForShutdown({ graceMs: GRACE_MS });
  let config: Config | undefined;
  const code = await command.run({
    terminal: createTerminal({
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      json: flags['json'] === true,
      colours: (environment()['NO_COLOR'] ?? '') === '',
    }),
    positionals,
    flags,
    signal: shutdown.signal,
    config: () => (config ??= readConfig(environment())),
  });
  const interrupted = shutdown.received() === 'SIGINT' && code === EXIT.done;
  return interrupted && command.followsUntilStopped !== true ? EXIT.interrupted : code;
}

function fail(error: unknown, command: Command): number {
  if (error instanceof UsageError) {
    return complain(
      error.code,
      `${error.message}\n  usage: winnow ${command.name} ${command.usage}`,
    );
  }
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code?.startsWith('ERR_PARSE_ARGS_') === true) {
    return complain('USAGE', `${message}\n  usage: winnow ${command.name} ${command.usage}`);
  }
  // The reader of our pipe has gone: nobody is left to tell.
  if (code === 'EPIPE') return EXIT.done;
  const failure = describeFailure(error);
  if (failure === undefined) return complain('BUG', stack ?? String(error), EXIT.failed);
  return complain(failure.code, failure.message, failure.exitCode);
}

function complain(code: string, message: string, exitCode: number = EXIT.usage): number {
  process.stderr.write(`winnow: ${code}: ${message}\n`);
  return exitCode;
}

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(
    ([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`,
  );
  return [
    'Winnow: an event-driven enrichment pipeline for job postings.',
    '',
    'Usage: winnow COMMAND [FLAGS]',
    '',
    ...lines,
    '',
    'winnow COMMAND --help says more. Settings come from the environment; see .env.example.',
    'Exit codes: 0 done, 1 some failed, 2 usage, 3 unreachable, 4 held by another process, 130 interrupted.',
    '',
  ].join('\n');
}
