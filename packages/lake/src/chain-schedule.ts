import { setImmediate } from 'node:timers/promises';
import { PortError } from '@winnow/ports/port-error';

/** Something that an actor does to the world, at a moment that the schedule chooses. */
interface Effect {
  readonly actor: number;
  readonly apply: () => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: PortError) => void;
}

/** What an actor may touch the world with. */
export interface Hands {
  /** Never settles once the actor has crashed. */
  readonly effect: <T>(apply: () => Promise<T>) => Promise<T>;
  /** A number below `count` that the schedule chooses. */
  readonly choose: (count: number) => number;
}

export interface Schedule {
  readonly choose: (count: number) => number;
  /** Begins an actor, and begins it anew whenever it has crashed. */
  readonly start: (actor: (hands: Hands) => Promise<unknown>) => void;
  /** Performs effects until the choices are used up. */
  readonly play: () => Promise<void>;
  /** Ends all actors, and lets the requests land that are still on their way. */
  readonly settle: () => Promise<void>;
}

/** What may happen to an effect, besides that all goes well. */
const FATES = ['answer lost', 'fails', 'crash before', 'crash after', 'crash, lands late'] as const;
/** All goes well so many times of this, so that actors get somewhere. */
const FATES_OF = 40;

/**
 * Interleaves actors as a list of numbers says: which effect comes next, and whether it succeeds,
 * fails, loses its answer, or takes its actor down before, after or long before it lands.
 */
export function createSchedule(choices: readonly number[]): Schedule {
  let used = 0;
  let actors = 0;
  let pending: Effect[] = [];
  const late: Effect[] = [];
  const restarts = new Map<number, () => void>();
  const failures: unknown[] = [];
  const choose = (count: number): number => (choices[used++] ?? 0) % count;

  const start: Schedule['start'] = (run) => {
    const actor = actors++;
    restarts.set(actor, () => start(run));
    const effect = <T>(apply: () => Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        pending.push({ actor, apply, resolve: resolve as (value: unknown) => void, reject });
      });
    run({ effect, choose }).catch((error: unknown) => {
      // A broken world ends a process, which is started again; anything else is a bug.
      if (error instanceof PortError) start(run);
      else failures.push(error);
    });
  };
  const crash = ({ actor }: Effect): void => {
    pending = pending.filter((effect) => effect.actor !== actor);
    restarts.get(actor)?.();
  };

  const perform = async (effect: Effect): Promise<void> => {
    switch (FATES[choose(FATES_OF) - (FATES_OF - FATES.length)]) {
      case 'crash before':
        return crash(effect);
      case 'crash after':
        await effect.apply();
        return crash(effect);
      case 'crash, lands late':
        late.push(effect);
        return crash(effect);
      case 'answer lost':
        await effect.apply();
        return effect.reject(failed());
      case 'fails':
        return effect.reject(failed());
      default:
        return effect.resolve(await effect.apply());
    }
  };
  const land = async (index: number): Promise<void> => {
    const [effect] = late.splice(index, 1);
    await effect?.apply();
  };

  return {
    choose,
    start,
    async play() {
      for (;;) {
        await setImmediate();
        if (failures.length > 0) throw failures[0];
        if (used >= choices.length || pending.length === 0) return;
        if (late.length > 0 && choose(6) === 0) await land(choose(late.length));
        const [effect] = pending.splice(choose(pending.length), 1);
        if (effect !== undefined) await perform(effect);
      }
    },
    async settle() {
      pending = [];
      while (late.length > 0) await land(choose(late.length));
    },
  };
}

function failed(): PortError {
  return new PortError('UNAVAILABLE', 'the schedule says so', { retriable: true });
}
