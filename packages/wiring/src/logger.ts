import pino, { type Logger } from 'pino';

const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

/** Fields that say nothing to a person at a terminal. */
const HIDDEN: ReadonlySet<string> = new Set(['level', 'time', 'msg', 'pid', 'hostname', 'name']);

/** Where log lines go. */
export interface LogDestination {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * NDJSON for machines, a short line for people at a terminal; on stderr, since results own stdout.
 */
export function createLogger(options: {
  readonly level: string;
  readonly destination: LogDestination;
}): Logger {
  const { level, destination } = options;
  const write = (line: string): void => {
    destination.write(destination.isTTY === true ? forPeople(line) : line);
  };
  return pino({ level, base: null }, { write });
}

/** `12:00:01 warn  server unreachable  code=UNAVAILABLE topic=postings.raw.v1` */
function forPeople(line: string): string {
  const entry = JSON.parse(line) as Record<string, unknown>;
  const time = new Date(Number(entry['time'])).toISOString().slice(11, 19);
  const level = (LEVELS[Number(entry['level'])] ?? '').padEnd(5);
  const fields = Object.entries(entry)
    .filter(([name]) => !HIDDEN.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return `${time} ${level} ${String(entry['msg'])}  ${fields.join(' ')}\n`;
}
