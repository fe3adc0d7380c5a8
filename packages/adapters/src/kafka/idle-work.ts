import type { Consumer } from 'kafkajs';
import { PortError } from '@winnow/ports/port-error';
import { endWhereAsked } from './batches.ts';
import type { Delivery } from './delivery.ts';
import { asPortError } from './errors.ts';
import { askOffsets, findPositions } from './positions.ts';
import { rebalanceError } from './rebalance-error.ts';
import type { Session } from './session.ts';

const SCAN_MS_MAX = 250;
const SCAN_MS_MIN = 5;
/** How often the others' progress is asked for when our own partitions have ended. */
const OTHERS_MS = 300;
/** Records that are known to lie ahead come before a tick, unless their transaction stays open. */
const FETCH_GRACE_MS = 2_000;

/**
 * What happens to a consumer between batches: partitions come, empty offsets go by, time passes.
 */
export interface IdleWork {
  onJoin(partitions: readonly number[]): void;
  onHeartbeat(): void;
  /** Offsets up to `next` hold no record; kafkajs keeps that from its handlers. */
  onGap(partition: number, next: number, end: number): void;
  stop(): void;
}

/** Starts the timer of a `consume` call. */
export function startIdleWork(session: Session, delivery: Delivery, consumer: Consumer): IdleWork {
  const { options, times } = session.context;
  const isFinished = createFinish(session);
  // Joining may take as long as the slowest member; after that, kafkajs has come to a halt
  // somewhere.
  const stalledMs = times.sessionMs + times.rebalanceMs + times.outageMsMax;
  let lastHeartbeat = Infinity;
  let scanning = false;

  const scan = async (): Promise<void> => {
    if (scanning || session.isEnding() || lastHeartbeat === Infinity) return;
    scanning = true;
    try {
      const silentMs = performance.now() - lastHeartbeat;
      // Without an answer for so long the group has gone on without us, whatever we still hear.
      if (silentMs > times.sessionMs) session.lose(session.assignment(), rebalanceError());
      if (silentMs > stalledMs) session.crash(stalled(silentMs));
      tick(session, delivery);
      if (await isFinished()) session.end();
    } catch (error) {
      fall(session, error);
    } finally {
      scanning = false;
    }
  };
  const scanMs = Math.max(SCAN_MS_MIN, Math.min(SCAN_MS_MAX, (options.tickMs ?? SCAN_MS_MAX) / 2));
  const timer = setInterval(() => void scan(), scanMs);

  return {
    onJoin(partitions) {
      lastHeartbeat = performance.now();
      delivery.useCommit(undefined);
      begin(session, consumer, partitions).catch((error: unknown) => session.fail(error));
    },
    onHeartbeat() {
      lastHeartbeat = performance.now();
    },
    onGap(partition, next, end) {
      const held = session.assignment().held.get(partition);
      if (held?.position === undefined || held.ended) return;
      void delivery.inTurn(held, async () => {
        const upTo = Math.min(next, options.to?.get(partition) ?? Infinity);
        if (upTo <= (held.position ?? 0)) return;
        await delivery.deliver(held, { records: [], next: upTo, end });
        endWhereAsked(session, consumer, held);
      });
    },
    stop: () => clearInterval(timer),
  };
}

function stalled(silentMs: number): PortError {
  const message = `Kafka: the consumer has been silent for ${Math.round(silentMs)} ms`;
  return new PortError('UNAVAILABLE', message, { retriable: true });
}

/** What may work again costs this member its place, anything else ends the call. */
function fall(session: Session, error: unknown): void {
  const failure = asPortError(error);
  if (failure.retriable) session.crash(failure);
  else session.fail(failure);
}

/** Finds out where to read, and fetches nothing before. */
async function begin(
  session: Session,
  consumer: Consumer,
  partitions: readonly number[],
): Promise<void> {
  const { topic } = session.context;
  const current = session.join(partitions);
  if (partitions.length === 0) return;
  consumer.pause([{ topic, partitions: [...partitions] }]);
  const known = await askOffsets(session.context).catch((error: unknown) => {
    fall(session, error);
  });
  if (known === undefined) return;
  const positions = await findPositions(session.context, partitions, known);
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
}

/** Hands an empty batch over for each partition that has been idle for `tickMs`. */
function tick(session: Session, delivery: Delivery): void {
  const { tickMs } = session.context.options;
  const current = session.assignment();
  if (tickMs === undefined || current.draining !== undefined) return;
  for (const held of current.held.values()) {
    const { idleSince, position, ended, end } = held;
    if (ended || position === undefined || idleSince === undefined) continue;
    const graceMs = position < end ? FETCH_GRACE_MS : 0;
    if (performance.now() - idleSince < tickMs + graceMs) continue;
    held.idleSince = undefined;
    void delivery.inTurn(held, async () => {
      const next = held.position ?? position;
      await delivery.deliver(held, { records: [], next, end: Math.max(held.end, next) });
    });
  }
}

/** Whether every partition that is to be read has come to its end, in our hands or in others'. */
function createFinish(session: Session): () => Promise<boolean> {
  const { topic, options, offsets } = session.context;
  const { to } = options;
  let askedAt = -Infinity;
  return async () => {
    if (to === undefined) return false;
    const { held } = session.assignment();
    const named = [...to.keys()];
    if (named.some((partition) => held.get(partition)?.ended === false)) return false;
    const others = named.filter((partition) => !held.has(partition));
    if (others.length === 0) return true;
    if (performance.now() - askedAt < OTHERS_MS) return false;
    askedAt = performance.now();
    const committed = await offsets.committed(options.group, topic);
    return others.every((one) => (committed[one]?.next ?? 0) >= (to.get(one) ?? 0));
  };
}
