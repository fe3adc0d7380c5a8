import type { Progress } from './log.ts';
import { PortError } from './port-error.ts';

/** A partition in the hands of one member. */
export interface Lease {
  readonly partition: number;
  /** Finish the batch in hand and hand the partition back. */
  readonly stop: AbortController;
  /** The partition has been taken away. */
  readonly lost: AbortController;
}

/** A running `consume` call. */
export interface Member {
  readonly onLease: (lease: Lease) => void;
  /** Called after a lease was told to stop or was taken away. */
  readonly wake: () => void;
}

/** A consumer group on one topic. */
export interface Group {
  readonly committed: Map<number, Progress>;
  readonly held: () => boolean;
  /** HELD where members do not share and there is one. */
  join(member: Member): void;
  leave(member: Member): void;
  /** The member has finished with a partition. */
  handBack(lease: Lease): void;
}

/** What a group is made of. */
export interface GroupOptions {
  readonly name: string;
  readonly partitions: number;
  readonly shared: boolean;
  /** How long a member may take to finish its batch before it loses the partition. */
  readonly drainMs: number;
}

/** A group without members. One that is joined or left deals the partitions out anew. */
export function createGroup(options: GroupOptions): Group {
  const members: Member[] = [];
  const leases = createLeases(members, options);
  return {
    committed: new Map(),
    held: () => members.length > 0,
    join(member) {
      if (!options.shared && members.length > 0) {
        const message = `group ${options.name} is held by another consumer`;
        throw new PortError('HELD', message, { retriable: true });
      }
      members.push(member);
      leases.deal();
    },
    leave(member) {
      members.splice(members.indexOf(member), 1);
      leases.takeFrom(member);
      leases.deal();
    },
    handBack(lease) {
      leases.take(lease);
      leases.deal();
    },
  };
}

/** Partitions go round the members; one that must move is drained first, then taken away. */
function createLeases(members: readonly Member[], options: GroupOptions) {
  const leases = new Map<number, { readonly lease: Lease; readonly member: Member }>();

  const take = (lease: Lease): void => {
    lease.lost.abort();
    if (leases.get(lease.partition)?.lease === lease) leases.delete(lease.partition);
  };
  const grant = (partition: number, member: Member): void => {
    const lease = { partition, stop: new AbortController(), lost: new AbortController() };
    leases.set(partition, { lease, member });
    member.onLease(lease);
  };
  const askBack = (lease: Lease, member: Member): void => {
    lease.stop.abort();
    const timer = setTimeout(() => {
      take(lease);
      member.wake();
      deal();
    }, options.drainMs);
    lease.lost.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    member.wake();
  };
  const deal = (): void => {
    for (let partition = 0; partition < options.partitions; partition++) {
      const target = members[partition % members.length];
      const current = leases.get(partition);
      if (current === undefined) {
        if (target !== undefined) grant(partition, target);
      } else if (current.member !== target && !current.lease.stop.signal.aborted) {
        askBack(current.lease, current.member);
      }
    }
  };
  const takeFrom = (member: Member): void => {
    for (const held of leases.values()) if (held.member === member) take(held.lease);
  };
  return { deal, take, takeFrom };
}
