import type { RawDefaults } from '@winnow/stages/raw-input';
import { text, type CommandContext } from '../command.ts';
import { contentTypeFlag, readFile, type ReadPosting } from './read-postings.ts';

/** How a command reads its stdin. */
export type ReadStdin = (
  stdin: AsyncIterable<Uint8Array | string>,
  defaults: RawDefaults,
) => AsyncIterable<ReadPosting>;

/**
 * The postings in these files, `-` being stdin; what they do not say of themselves is taken from
 * `--source`, `--country` and `--content-type`.
 */
export async function* readArguments(
  { flags, terminal }: CommandContext,
  paths: readonly string[],
  readStdin: ReadStdin,
): AsyncGenerator<ReadPosting> {
  const defaults = {
    source: text(flags, 'source'),
    country: text(flags, 'country'),
    contentType: contentTypeFlag(text(flags, 'content-type')),
  };
  const stdin = terminal.stdin as AsyncIterable<Uint8Array | string>;
  for (const path of paths) {
    if (path === '-') yield* readStdin(stdin, defaults);
    else yield* readFile(path, defaults);
  }
}
