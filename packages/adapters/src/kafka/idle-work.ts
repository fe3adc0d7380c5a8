import type { Consumer } from 'kafkajs';
import { asPortError } from './errors.ts';
import { endWhereAsked } from './batches.ts';
import { findPositions } from './positions.ts';
import { rebalanceError } from './rebalance-error.ts';
import type { Session } from './session.ts';

const SCAN_MS_MAX = 250;
const SCAN_MS_MIN = 5;
/** How often the others' progress is asked for when our own partitions have ended. */
const OTHERS_MS = 300;
const FETCH_GRACE_MS = 2_000;

/**
 * What happens to a consumer between batches: partitions come, offsets without records go by, time
 * passes.
 */
export interface IdleWork {
  onJoin(partitions: readonly number[]): void;
  onHeartbeat(): void;
  /** Offsets up to `next` hold no record; kafkajs keeps that from its handlers. */
  onGap(partition: number, next: number, end: number): void;
  stop(): void;
}

/** Starts the timer of a `consume` call. */
export function startIdleWork(session: Session, consumer: Consumer): IdleWork {
  const { context } = session;
  const { topic, options, times, offsets } = context;
  const { tickMs, to } = options;
  let lastHeartbeat = performance.now();
  let othersAsked = 0;
  let joined = false;

  const begin = async (partitions: readonly number[]): Promise<void> => {
    const current = session.join(partitions);
    if (partitions.length === 0) return;
    // Nothing is fetched before it is known from where.
    consumer.pause([{ topic, partitions: [...partitions] }]);
    const positions = await findPositions(context, partitions);
    if (current !== session.assignment() || session.isEnding()) return;
    for (const [partition, { start, end, committed }] of positions) {
      const held = current.held.get(partition);
      if (held === undefined) continue;
      Object.assign(held, { position: start, end, committed, idleSince: performance.now() });
      endWhereAsked(session, consumer, held);
      if (held.ended) continue;
      consumer.seek({ topic, partition, offset: String(start) });
      consumer.resume([{ topic, partitions: [partition] }]);
    }
  };

  const tick = (): void => {
    const current = session.assignment();
    if (tickMs === undefined || current.draining !== undefined) return;
    for (const held of current.held.values()) {
      const { idleSince, position, ended } = held;
      if (ended || position === undefined || idleSince === undefined) continue;
      // What is known to lie ahead is on its way, unless it is part of a transaction that is open.
      const graceMs = position < held.end ? FETCH_GRACE_MS : 0;
      if (performance.now() - idleSince < tickMs + graceMs) continue;
      held.idleSince = undefined;
      void session.inTurn(held, async () => {
        const next = held.position ?? position;
        await session.deliver(held, { records: [], next, end: Math.max(held.end, next) });
      });
    }
  };

  /** Whether every partition that is to be read has come to its end, in our hands or in others'. */
  const isFinished = async (): Promise<boolean> => {
    if (to === undefined) return false;
    const { held } = session.assignment();
    const named = [...to.keys()];
    if (!joined) return false;
    if (named.some((partition) => held.get(partition)?.ended === false)) return false;
    const others = named.filter((partition) => !held.has(partition));
    if (others.length === 0) return true;
    if (performance.now() - othersAsked < OTHERS_MS) return false;
    othersAsked = performance.now();
    const committed = await offsets.committed(options.group, topic);
    return others.every((one) => (committed[one]?.next ?? 0) >= (to.get(one) ?? 0));
  };

  let scanning = false;
  const scan = async (): Promise<void> => {
    if (scanning || session.isEnding()) return;
    scanning = true;
    try {
      // Without an answer for so long the group has gone on without us, whatever we still hear.
      if (joined && performance.now() - lastHeartbeat > times.sessionMs) {
        session.lose(session.assignment(), rebalanceError());
      }
      tick();
      if (await isFinished()) session.end();
    } catch (error) {
      session.fail(asPortError(error));
    } finally {
      scanning = false;
    }
  };
  const every = Math.max(SCAN_MS_MIN, Math.min(SCAN_MS_MAX, (tickMs ?? SCAN_MS_MAX) / 2));
  const timer = setInterval(() => void scan(), every);

  return {
    onJoin(partitions) {
      joined = true;
      lastHeartbeat = performance.now();
      begin(partitions).catch((error: unknown) => session.fail(error));
    },
    onHeartbeat() {
      lastHeartbeat = performance.now();
    },
    onGap(partition, next, end) {
      const held = session.assignment().held.get(partition);
      if (held?.position === undefined || held.ended) return;
      void session.inTurn(held, async () => {
        const upTo = Math.min(next, to?.get(partition) ?? Infinity);
        if (upTo <= (held.position ?? 0)) return;
        await session.deliver(held, { records: [], next: upTo, end });
        endWhereAsked(session, consumer, held);
      });
    },
    stop: () => clearInterval(timer),
  };
}
