import type { PortError } from '@winnow/ports/port-error';
import { assign } from './assignment.ts';
import type { Assignment } from './assignment.ts';
import { isFenced } from './commit.ts';
import type { ConsumerContext } from './consumer.ts';
import { protocolType } from './errors.ts';

/** What is left of a rebalance's time when handlers are given up: joining again takes a moment. */
const DRAIN_SHARE = 0.6;

/** The state of one `consume` call: what is ours, and whether it is over. */
export interface Session {
  readonly context: ConsumerContext;
  /** Resolves when the call is over, for whatever reason. */
  readonly ended: Promise<void>;
  isEnding(): boolean;
  /** What crashed the member, if anything did; throws what made the call fail. */
  outcome(): PortError | undefined;
  assignment(): Assignment;
  /** Takes over a new assignment, and gives up the old one. */
  join(partitions: readonly number[]): Assignment;
  /** The partitions are lost. With an error, kafkajs is made to join again. */
  lose(assignment: Assignment, error?: Error): void;
  /** What a heartbeat's failure means. */
  onHeartbeatError(assignment: Assignment, error: unknown): void;
  end(): void;
  /** Ends the call with the handler's error. */
  fail(error: unknown): void;
  /** Ends the member, whose place another may take. */
  crash(error: PortError): void;
}

/** Opens the state of a `consume` call. */
export function createSession(context: ConsumerContext): Session {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  let assignment = assign([]);
  let ending = false;
  let failure: { readonly error: unknown } | undefined;
  let crashed: PortError | undefined;
  let drainTimer: NodeJS.Timeout | undefined;

  /**
   * The group asks for the partitions: what is in hand is finished; what takes too long is lost.
   */
  const drain = (current: Assignment, error: Error): void => {
    if (current.draining !== undefined) return;
    current.draining = error;
    drainTimer = setTimeout(() => current.fence(), context.times.rebalanceMs * DRAIN_SHARE);
  };

  const session: Session = {
    context,
    ended,
    isEnding: () => ending,
    outcome() {
      if (failure !== undefined) throw failure.error;
      return crashed;
    },
    assignment: () => assignment,
    join(partitions) {
      session.lose(assignment);
      assignment = assign(partitions);
      return assignment;
    },
    lose(current, error) {
      if (current === assignment) clearTimeout(drainTimer);
      current.draining ??= error;
      current.fence();
    },
    onHeartbeatError(current, error) {
      if (!(error instanceof Error) || !isFenced(error)) return;
      if (protocolType(error) === 'REBALANCE_IN_PROGRESS') drain(current, error);
      else session.lose(current, error);
    },
    end() {
      ending = true;
      resolve();
    },
    fail(error) {
      failure ??= { error };
      session.end();
    },
    crash(error) {
      crashed ??= error;
      session.lose(assignment);
      session.end();
    },
  };
  return session;
}
