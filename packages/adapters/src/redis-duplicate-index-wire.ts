import { hash } from 'node:crypto';
import type { AnswerRun } from '@winnow/ports/answers';
import { withAnswer } from '@winnow/ports/answers';
import type { Claim, DuplicateQuery, Release } from '@winnow/ports/duplicate-index';

/** Bytes of a lookup, of the hash of a key, and of a posting's number, as the scripts have them. */
const LOOKUP_BYTES = 6;
export const NUMBER_BYTES = 5;
const CLUSTER_HASH_BYTES = 10;

/** A posting as it is stored (see `parse` in redis-duplicate-index.lua). */
export interface StoredPosting {
  readonly key: string;
  readonly order: number;
  /** '' for one that is gone. */
  readonly clusterId: string;
  readonly features: string;
  readonly answers: readonly AnswerRun[];
}

/** Before the key: changed, order, due time, hash of the cluster, hash of the key. */
const ORDER_AT = 6;
const KEY_LENGTH_AT = 34;

/** Reads a stored posting. */
export function readPosting(record: Buffer): StoredPosting {
  const keyAt = KEY_LENGTH_AT + 2;
  const lookupsLengthAt = keyAt + record.readUInt16BE(KEY_LENGTH_AT);
  const restAt = lookupsLengthAt + 2 + record.readUInt16BE(lookupsLengthAt);
  const clusterAt = restAt + 2;
  const featuresLengthAt = clusterAt + record.readUInt16BE(restAt);
  const featuresAt = featuresLengthAt + 4;
  const answersAt = featuresAt + record.readUInt32BE(featuresLengthAt);
  return {
    key: record.toString('utf8', keyAt, lookupsLengthAt),
    order: record.readUIntBE(ORDER_AT, 6),
    clusterId: record.toString('utf8', clusterAt, featuresLengthAt),
    features: record.toString('latin1', featuresAt, answersAt),
    answers: readAnswers(record, answersAt),
  };
}

/** A cluster as it is stored. */
export interface StoredCluster {
  readonly members: number;
  /** Number of the canonical member, as text of one code unit per byte. */
  readonly first: string;
  readonly hasSecond: boolean;
  readonly profile: string;
}

const MEMBERS_AT = 6;
const FIRST_AT = 10;

/** Reads a stored cluster. */
export function readCluster(text: Buffer): StoredCluster {
  const secondAt = FIRST_AT + NUMBER_BYTES;
  return {
    members: text.readUInt32BE(MEMBERS_AT),
    first: text.toString('latin1', FIRST_AT, secondAt),
    hasSecond: text.readUIntBE(secondAt, NUMBER_BYTES) > 0,
    profile: text.toString('latin1', secondAt + NUMBER_BYTES),
  };
}

/** Arguments of the candidates script for one query. */
export function queryArguments(query: DuplicateQuery): (Buffer | string)[] {
  const { key, strong, weak, peers, clusterId } = query;
  return [
    hashOf(key, LOOKUP_BYTES),
    key,
    packLookups(strong),
    packLookups(weak),
    packLookups(peers),
    clusterId === undefined ? '' : clusterHash(clusterId),
  ];
}

/** Arguments of the claim script for one claim. */
export function claimArguments(claim: Claim): (Buffer | string)[] {
  const { query, found, cluster, lookups, features } = claim;
  const known = found.clusters.get(cluster.id);
  const unchanged =
    found.self?.clusterId === cluster.id &&
    found.self.features === features &&
    known?.profile === cluster.profile;
  const answers = withAnswer(found.history, query.owner, claim.answer);
  return [
    hashOf(query.key, LOOKUP_BYTES),
    query.key,
    String(found.seen),
    found.self === undefined ? '0' : '1',
    packLookups([...query.strong, ...query.weak]),
    lookups === undefined ? '-' : packLookups(lookups),
    clusterHash(cluster.id),
    cluster.founds ? '1' : unchanged ? 'same' : '0',
    Buffer.from(cluster.profile, 'latin1'),
    Buffer.from(claim.profileLeft, 'latin1'),
    String(claim.dueAt),
    restOf(cluster.id, features, answers),
  ];
}

/** Arguments of the claim script for one release. */
export function releaseArguments(release: Release): (Buffer | string)[] {
  const { query, found, profileLeft, answer } = release;
  const nothing = Buffer.alloc(0);
  const rest =
    answer === undefined ? nothing : restOf('', '', withAnswer(found.history, query.owner, answer));
  return [
    hashOf(query.key, LOOKUP_BYTES),
    query.key,
    String(found.seen),
    found.self === undefined ? '0' : '1',
    nothing,
    nothing,
    nothing,
    '',
    nothing,
    Buffer.from(profileLeft, 'latin1'),
    '0',
    rest,
  ];
}

function packLookups(lookups: readonly number[]): Buffer {
  const packed = Buffer.allocUnsafe(lookups.length * LOOKUP_BYTES);
  for (const [i, lookup] of lookups.entries()) {
    packed.writeUIntBE(lookup, i * LOOKUP_BYTES, LOOKUP_BYTES);
  }
  return packed;
}

function hashOf(text: string, bytes: number): Buffer {
  return hash('sha256', text, 'buffer').subarray(0, bytes);
}

function clusterHash(id: string): Buffer {
  return hashOf(id, CLUSTER_HASH_BYTES);
}

function restOf(clusterId: string, features: string, answers: readonly AnswerRun[]): Buffer {
  const id = Buffer.from(clusterId);
  const head = Buffer.allocUnsafe(2);
  head.writeUInt16BE(id.length);
  const length = Buffer.allocUnsafe(4);
  length.writeUInt32BE(features.length);
  return Buffer.concat([head, id, length, Buffer.from(features, 'latin1'), packAnswers(answers)]);
}

/** Stream and answer with their lengths (1 and 2 bytes), first and last offset between them. */
function packAnswers(runs: readonly AnswerRun[]): Buffer {
  return Buffer.concat(
    runs.map(({ stream, first, last, answer }) => {
      const [name, text] = [Buffer.from(stream), Buffer.from(answer)];
      const packed = Buffer.allocUnsafe(1 + name.length + 14 + text.length);
      packed.writeUInt8(name.length);
      name.copy(packed, 1);
      const at = 1 + name.length;
      packed.writeUIntBE(first, at, 6);
      packed.writeUIntBE(last, at + 6, 6);
      packed.writeUInt16BE(text.length, at + 12);
      text.copy(packed, at + 14);
      return packed;
    }),
  );
}

function readAnswers(record: Buffer, from: number): AnswerRun[] {
  const runs: AnswerRun[] = [];
  for (let at = from; at < record.length;) {
    const offsetsAt = at + 1 + record.readUInt8(at);
    const answerAt = offsetsAt + 14;
    const end = answerAt + record.readUInt16BE(offsetsAt + 12);
    runs.push({
      stream: record.toString('utf8', at + 1, offsetsAt),
      first: record.readUIntBE(offsetsAt, 6),
      last: record.readUIntBE(offsetsAt + 6, 6),
      answer: record.toString('utf8', answerAt, end),
    });
    at = end;
  }
  return runs;
}
