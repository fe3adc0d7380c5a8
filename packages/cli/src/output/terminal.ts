import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Where a command writes: results to stdout, everything else to stderr. */
export interface Terminal {
  /** Results are for people: stdout is a terminal and nobody asked for JSON. */
  readonly people: boolean;
  /** Width of the terminal in columns. */
  readonly columns: number;
  readonly stdin: NodeJS.ReadableStream;
  /** Resolves when the reader keeps up. */
  out(text: string): Promise<void>;
  /** A value as one line of NDJSON. */
  json(value: unknown): Promise<void>;
  say(text: string): void;
  /** Replaces the last progress line; shown on a terminal only. */
  progress(text: string): void;
  readonly style: Style;
}

/** Text attributes; each returns its argument unchanged where colours are not wanted. */
export type Style = Readonly<Record<StyleName, (text: string) => string>>;
type StyleName = keyof typeof CODES;

const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;
const COLUMNS_DEFAULT = 100;

type Stream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

export interface TerminalOptions {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** `--json`. */
  readonly json: boolean;
  /** False where NO_COLOR is set. */
  readonly colours: boolean;
}

/** A terminal over these streams; colours and progress only where a person sees them. */
export function createTerminal(options: TerminalOptions): Terminal {
  const { stdin, stdout, stderr } = options;
  const people = stdout.isTTY === true && !options.json;
  const showsProgress = stderr.isTTY === true;
  let progressing = false;
  const clear = (): void => {
    if (progressing) stderr.write('\r\u001b[K');
    progressing = false;
  };
  const out = async (text: string): Promise<void> => {
    if (stdout.isTTY === true) clear();
    if (!stdout.write(text)) await once(stdout, 'drain');
  };
  return {
    people,
    columns: stdout.columns ?? COLUMNS_DEFAULT,
    stdin,
    out,
    json: (value) => out(`${JSON.stringify(value)}\n`),
    say(text) {
      clear();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (!showsProgress) return;
      clear();
      stderr.write(text);
      progressing = true;
    },
    style: styleFor(options.colours && stdout.isTTY === true),
  };
}

function styleFor(on: boolean): Style {
  const entries = Object.entries(CODES).map(([name, [start, end]]) => [
    name,
    on ? (text: string) => `\u001b[${start}m${text}\u001b[${end}m` : (text: string) => text,
  ]);
  return Object.fromEntries(entries) as Style;
}
