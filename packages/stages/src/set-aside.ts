import { createHash } from 'node:crypto';
import { STAGE_NAMES } from '@winnow/contracts/code-lists';
import { formatOrigin, HEADERS } from '@winnow/contracts/headers';
import { placeOf, type Message, type Wire } from '@winnow/pipeline/run-worker';
import { stageVersion } from './stage-version.ts';

/** Keeps an original that is too large for a record; resolves to the object's key. */
export type KeepLarge = (hash: string, bytes: Uint8Array) => Promise<string>;

export interface SetAsideOptions {
  readonly generation: string;
  readonly keepLarge: KeepLarge;
  readonly now: () => number;
}

/** An original above this lies in the object store; the dead letter has its key and hash. */
export const DEAD_LETTER_BYTES_MAX = 1_000_000;
const REASON_CODE_UNITS_MAX = 500;

/**
 * A dead letter holds the original bytes untouched, and why, where, when and how often in headers
 * beside the original's own; a drop holds only the headers.
 */
export function setAsideWith(options: SetAsideOptions): Wire<never, never>['setAside'] {
  return async (record, origin, outcome): Promise<Message> => {
    const headers: Record<string, string> = {
      ...record.headers,
      [HEADERS.outcome]: outcome.kind,
      [HEADERS.code]: outcome.code,
      [HEADERS.reason]: outcome.reason.slice(0, REASON_CODE_UNITS_MAX),
      [HEADERS.stage]: outcome.stage,
      [HEADERS.stageVersion]: versionOf(outcome.stage),
      [HEADERS.failedAt]: new Date(options.now()).toISOString(),
      [HEADERS.attempt]: record.headers[HEADERS.attempt] ?? '1',
      [HEADERS.failedRecord]: formatOrigin(placeOf(record)),
      [HEADERS.origin]: formatOrigin(origin),
      [HEADERS.generation]: options.generation,
    };
    const { key, value } = record;
    if (outcome.kind === 'drop' || value === null) return { key, value: null, headers };
    if (value.length <= DEAD_LETTER_BYTES_MAX) return { key, value, headers };
    const hash = createHash('sha256').update(value).digest('hex');
    headers[HEADERS.bodyHash] = `sha256:${hash}`;
    headers[HEADERS.bodyRef] = await options.keepLarge(hash, value);
    return { key, value: null, headers };
  };
}

/** Empty for what failed outside of a stage, as a record nobody can decode. */
function versionOf(stage: string): string {
  const name = STAGE_NAMES.find((known) => known === stage);
  return name === undefined ? '' : stageVersion(name);
}
