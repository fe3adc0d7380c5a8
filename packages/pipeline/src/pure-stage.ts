import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type Cache, type CacheEntry } from '@winnow/ports/cache';
import { PortError } from '@winnow/ports/port-error';
import { ok, type Outcome } from './outcome.ts';
import type { Item, Stage } from './stage.ts';

/** Where a pure stage keeps results, and who is told how that went. */
export interface PureStagePorts {
  readonly cache: Cache;
  readonly cacheTtlMs: number;
  readonly onCache: (count: CacheCount) => void;
}

/** Results of one batch by where they came from; `errors` counts cache calls that failed. */
export interface CacheCount {
  readonly stage: string;
  readonly hits: number;
  readonly computed: number;
  readonly errors: number;
}

/** A stage that is a pure function of a part of its input, so that its result can be remembered. */
export interface PureStageSpec<In, Selected, Result, Out> {
  readonly name: string;
  readonly version: string;
  /** The canonical input: all that `compute` looks at, JSON with a fixed order of keys. */
  readonly select: (value: In) => Selected;
  /** Total and synchronous; the result must survive JSON. */
  readonly compute: (selected: Selected) => Result;
  /** Puts the result where it belongs. Pure and cheap: it runs on hits as well. */
  readonly apply: (value: In, result: Result) => Outcome<Out>;
}

/** Computing is synchronous; after so long the event loop gets a turn (heartbeats, signals). */
const SLICE_MS = 50;

/**
 * A stage whose results are content-addressed: key = hash of stage, version and canonical input.
 */
export function pureStage<In, Selected, Result, Out>(
  spec: PureStageSpec<In, Selected, Result, Out>,
): Stage<In, Out, PureStagePorts> {
  return {
    name: spec.name,
    version: spec.version,
    open: (ports) => ({ step: (batch) => runPure(spec, ports, batch) }),
  };
}

async function runPure<In, Selected, Result, Out>(
  spec: PureStageSpec<In, Selected, Result, Out>,
  ports: PureStagePorts,
  batch: readonly Item<In>[],
): Promise<readonly Outcome<Out>[]> {
  const selected = batch.map((item) => spec.select(item.value));
  const caching = ports.cache.remembers;
  const keys = caching ? selected.map((input) => cacheKey(spec, input)) : [];
  const cached = caching ? await getMany(ports.cache, keys) : { found: [], errors: 0 };

  const outcomes: Outcome<Out>[] = [];
  const fresh: CacheEntry[] = [];
  let computed = 0;
  let sliceEnd = performance.now() + SLICE_MS;
  for (const [index, item] of batch.entries()) {
    const hit = cached.found[index];
    const known = hit === undefined ? undefined : decode(hit);
    let outcome: Outcome<Result>;
    if (known !== undefined) outcome = ok(known as Result);
    else {
      computed++;
      outcome = computeSafely(spec, selected[index] as Selected);
    }
    outcomes.push(outcome.kind === 'ok' ? spec.apply(item.value, outcome.value) : outcome);
    if (caching && known === undefined && outcome.kind === 'ok') {
      fresh.push({ key: String(keys[index]), value: encode(outcome.value) });
    }
    if (performance.now() > sliceEnd) {
      await setImmediate();
      sliceEnd = performance.now() + SLICE_MS;
    }
  }
  const putErrors = fresh.length === 0 ? 0 : await putMany(ports, fresh);
  ports.onCache({
    stage: spec.name,
    hits: batch.length - computed,
    computed,
    errors: cached.errors + putErrors,
  });
  return outcomes;
}

/**
 * A pure function that throws has a bug which waiting does not mend. The record is set aside with
 * its bytes, to be requeued after the fix, so that its neighbours go on.
 */
function computeSafely<In, Selected, Result, Out>(
  spec: PureStageSpec<In, Selected, Result, Out>,
  selected: Selected,
): Outcome<Result> {
  try {
    return ok(spec.compute(selected));
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { kind: 'dead-letter', code: 'STAGE_FAILED', reason, stage: spec.name };
  }
}

function cacheKey(
  spec: { readonly name: string; readonly version: string },
  input: unknown,
): string {
  return `${spec.name}:${spec.version}:${hash('sha256', JSON.stringify(input), 'base64url')}`;
}

/** An outage of the cache is a miss and a number, never a stop. */
async function getMany(
  cache: Cache,
  keys: readonly string[],
): Promise<{ readonly found: readonly (Uint8Array | undefined)[]; readonly errors: number }> {
  try {
    return { found: await cache.getMany(keys), errors: 0 };
  } catch (error) {
    if (error instanceof PortError) return { found: [], errors: 1 };
    throw error;
  }
}

async function putMany(ports: PureStagePorts, entries: readonly CacheEntry[]): Promise<number> {
  try {
    await ports.cache.putMany(entries, { ttlMs: ports.cacheTtlMs });
    return 0;
  } catch (error) {
    if (error instanceof PortError) return 1;
    throw error;
  }
}

function encode(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

/** Undefined when the entry is not what we wrote: a cache may lose bytes too. */
function decode(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
