import type { ParseArgsConfig } from 'node:util';
import type { Config } from '@winnow/wiring/config';
import type { Terminal } from './output/terminal.ts';

type OptionsConfig = NonNullable<ParseArgsConfig['options']>;

/** One flag, as `--help` shows it. */
export interface Flag {
  readonly type: 'string' | 'boolean';
  /** What stands for the value in the help: `FILE`, `TIME`. */
  readonly value?: string;
  readonly multiple?: boolean;
  readonly about: string;
}

export type FlagValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What a running command may use. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly positionals: readonly string[];
  readonly flags: FlagValues;
  /** Aborted at the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Reads the environment, once; throws a `ConfigError`. */
  config(): Config;
}

export interface Command {
  readonly name: string;
  /** `[FILE…]` */
  readonly usage: string;
  /** One line. */
  readonly summary: string;
  /** Whatever else the help should say. */
  readonly details?: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** True for a command that ends when it is told to: then an interrupt is no failure. */
  readonly followsUntilStopped?: boolean;
  /** Resolves to the exit code. */
  run(context: CommandContext): Promise<number>;
}

/** The call itself was wrong; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code: string = 'USAGE';
}

/** The flags of a command, and those that every command has, as `parseArgs` wants them. */
export function parseArgsOptions(command: Command): OptionsConfig {
  const options: OptionsConfig = {
    help: { type: 'boolean', short: 'h' },
    json: { type: 'boolean' },
  };
  for (const [name, { type, multiple }] of Object.entries(command.flags)) {
    options[name] = multiple === true ? { type, multiple } : { type };
  }
  return options;
}

/** The value of a string flag. */
export function text(flags: FlagValues, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** The value of a flag that counts something. */
export function integer(flags: FlagValues, name: string, min = 1): number | undefined {
  const value = text(flags, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(number) || number < min) {
    throw new UsageError(`--${name} ${value}: a whole number from ${min} is wanted`);
  }
  return number;
}

/** A time in milliseconds since the epoch: ISO 8601, or so long ago (`90s`, `15m`, `6h`, `7d`). */
export function readTime(value: string, now: number): number | undefined {
  const ago = /^(\d{1,6})(s|m|h|d)$/.exec(value);
  if (ago !== null) {
    const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[
      ago[2] as 's' | 'm' | 'h' | 'd'
    ];
    return now - Number(ago[1]) * unitMs;
  }
  if (!/^\d{4}-\d\d-\d\d/.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

const EVERYWHERE: Readonly<Record<string, Flag>> = {
  json: { type: 'boolean', about: 'NDJSON, also on a terminal (in a pipe it is the default)' },
  help: { type: 'boolean', about: 'this text' },
};

/** What `winnow COMMAND --help` prints. */
export function helpOf(command: Command): string {
  const all = Object.entries<Flag>({ ...command.flags, ...EVERYWHERE });
  const lefts = all.map(
    ([name, flag]) => `--${name}${flag.type === 'string' ? ` ${valueName(flag)}` : ''}`,
  );
  const width = Math.max(...lefts.map((left) => left.length));
  const lines = all.map(
    ([, { about }], index) => `  ${(lefts[index] ?? '').padEnd(width)}  ${about}`,
  );
  const details = command.details === undefined ? '' : `\n${command.details}\n`;
  const usage = `winnow ${command.name} ${command.usage}`.trimEnd();
  return `${command.summary}\n\nUsage: ${usage}\n${details}\n${lines.join('\n')}\n`;
}

function valueName(flag: Flag): string {
  return flag.value ?? 'VALUE';
}
