import { HEADERS } from './headers.ts';
import type { EventOrigin } from './repeat-filter.ts';
import { LIVE_GENERATION } from './topics.ts';

type HeaderValue = string | Uint8Array;

/** Record headers as Kafka clients hand them over (kafkajs: buffers, or lists of them). */
export type WireHeaders = Readonly<
  Record<string, HeaderValue | readonly HeaderValue[] | null | undefined>
>;

/**
 * A header as text; the last value where it appears more than once, undefined where it does not.
 */
export function headerText(headers: WireHeaders | undefined, name: string): string | undefined {
  const stated = headers?.[name] ?? undefined;
  const value = isList(stated) ? stated.at(-1) : stated;
  return value === undefined || typeof value === 'string' ? value : new TextDecoder().decode(value);
}

function isList(
  value: HeaderValue | readonly HeaderValue[] | undefined,
): value is readonly HeaderValue[] {
  return Array.isArray(value);
}

/** From which raw record an event descends, for a `RepeatFilter`. */
export function eventOrigin(headers: WireHeaders | undefined): EventOrigin {
  return {
    generation: headerText(headers, HEADERS.generation) ?? LIVE_GENERATION,
    origin: headerText(headers, HEADERS.origin),
  };
}
