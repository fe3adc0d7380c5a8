import kafkajs from 'kafkajs';
import type { GroupMember, PartitionAssigner } from 'kafkajs';
import { murmur2 } from '@winnow/ports/partition';

const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol;
const NAME = 'winnow-rendezvous';
const VERSION = 1;

/**
 * Gives a partition to the member whose name scores highest for it (rendezvous hashing), as long as
 * it has no more than its share. The name is the worker's own and outlives a restart, so that
 * partitions stay with the worker whose caches know them; kafkajs's own assigner deals by random
 * member ids.
 */
export function rendezvousAssigner(workerName: string): PartitionAssigner {
  return ({ cluster }) => ({
    name: NAME,
    version: VERSION,
    protocol: ({ topics }) => ({
      name: NAME,
      metadata: MemberMetadata.encode({
        version: VERSION,
        topics,
        userData: Buffer.from(workerName),
      }),
    }),
    async assign({ members, topics }) {
      const workers = members.map(toWorker);
      const assignment = new Map<string, Record<string, number[]>>(
        members.map(({ memberId }) => [memberId, {}]),
      );
      for (const topic of topics) {
        const partitions = cluster.findTopicPartitionMetadata(topic).map((one) => one.partitionId);
        const readers = workers.filter((worker) => worker.topics.includes(topic));
        for (const [memberId, own] of deal(topic, partitions, readers)) {
          Object.assign(assignment.get(memberId) ?? {}, { [topic]: own });
        }
      }
      return [...assignment].map(([memberId, partitions]) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({
          version: VERSION,
          assignment: partitions,
          userData: Buffer.alloc(0),
        }),
      }));
    },
  });
}

/** Who takes part in a group. Names need not be unique. */
export interface Worker {
  readonly memberId: string;
  readonly name: string;
  readonly topics: readonly string[];
}

/** Partitions by member id: each exactly once, nobody above a fair share. */
export function deal(
  topic: string,
  partitions: readonly number[],
  workers: readonly Worker[],
): Map<string, number[]> {
  const dealt = new Map<string, number[]>(workers.map(({ memberId }) => [memberId, []]));
  const share = Math.ceil(partitions.length / workers.length);
  for (const partition of partitions.toSorted((a, b) => a - b)) {
    const ranked = workers
      .map((worker) => ({ ...worker, score: score(worker.name, topic, partition) }))
      .toSorted((a, b) => b.score - a.score || (a.memberId < b.memberId ? -1 : 1));
    const free = ranked.find(({ memberId }) => (dealt.get(memberId)?.length ?? share) < share);
    if (free !== undefined) dealt.get(free.memberId)?.push(partition);
  }
  return dealt;
}

function score(name: string, topic: string, partition: number): number {
  return murmur2(Buffer.from(`${name}/${topic}/${partition}`)) >>> 0;
}

function toWorker({ memberId, memberMetadata }: GroupMember): Worker {
  const { topics, userData } = MemberMetadata.decode(memberMetadata) ?? {};
  return { memberId, name: String(userData ?? ''), topics: topics ?? [] };
}
