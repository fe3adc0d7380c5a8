import type { Outcome } from './outcome.ts';

/**
 * Where a record comes from. It travels beside the value, never in it, so that a stage's result
 * depends on its input alone.
 */
export interface Origin {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** A value on its way through the stages. */
export interface Item<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** What a running stage may look at besides its batch. */
export interface StepContext {
  /** Aborted once the partition is lost: effects after that must not happen. */
  readonly signal: AbortSignal;
}

/** Turns a batch into outcomes: same length, same order. Rejects only when the world is broken. */
export type Step<In, Out> = (
  batch: readonly Item<In>[],
  context: StepContext,
) => Promise<readonly Outcome<Out>[]>;

/** Lets go of what a stage remembers of these keys: their postings are gone. */
export type Forget = (keys: readonly Item<string>[], context: StepContext) => Promise<void>;

/** A stage bound to its ports. */
export interface OpenStage<In, Out> {
  readonly step: Step<In, Out>;
  /** Only where the stage has a memory. */
  readonly forget?: Forget;
}

/** A named place in the pipeline. `open` binds it to the ports it needs. */
export interface Stage<In, Out, Ports> {
  readonly name: string;
  /** `<number>+<8 hex of the hash of its dictionaries>`. */
  readonly version: string;
  open(ports: Ports): OpenStage<In, Out>;
}
