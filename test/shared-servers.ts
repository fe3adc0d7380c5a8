import { startServers } from './servers.ts';
import type { Servers, ServersWanted } from './servers.ts';

/** The servers that the tests of a run share. */
export interface SharedServers extends AsyncDisposable {
  /** For the environment of the tests: `startServers` finds them there. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Starts one of each for a whole test run, so that no test file waits for its own. What cannot be
 * had is said and left out: the tests that need it skip, or fail when `WINNOW_SERVERS=required`.
 */
export async function startSharedServers(): Promise<SharedServers> {
  const wanted: readonly ServersWanted[] = [{ kafka: {} }, { redis: true }, { s3: true }];
  await using stack = new AsyncDisposableStack();
  const started = await Promise.all(wanted.map(async (one) => await startServers(one)));
  const found = started.filter((servers): servers is Servers => servers !== undefined);
  for (const servers of found) stack.use(servers);
  const kept = stack.move();
  return {
    env: Object.assign({}, ...found.map(({ env }) => env)),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
