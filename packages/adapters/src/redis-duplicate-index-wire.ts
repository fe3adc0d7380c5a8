import { hash } from 'node:crypto';
import type { AnswerRun } from '@winnow/ports/answers';
import { withAnswer } from '@winnow/ports/answers';
import type { Claim, DuplicateQuery, Found, Release } from '@winnow/ports/duplicate-index';
import { createByteWriter, type ByteWriter } from './byte-writer.ts';

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
  /** Read when asked for: of most postings nobody wants to know. */
  readonly answers: () => readonly AnswerRun[];
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
  const key = record.toString('utf8', keyAt, lookupsLengthAt);
  const clusterId = record.toString('utf8', clusterAt, featuresLengthAt);
  const names = namesIn(key, clusterId);
  return {
    key,
    order: record.readUIntBE(ORDER_AT, 6),
    clusterId,
    features: record.toString('latin1', featuresAt, answersAt),
    answers: () =>
      readAnswers(record, answersAt).map((run) => ({
        ...run,
        answer: lengthen(run.answer, names),
      })),
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

/** All queries of a call, as the candidates script reads them. */
export function packQueries(queries: readonly DuplicateQuery[]): Buffer {
  const writer = createByteWriter();
  for (const { key, strong, weak, peers, clusterId, withLists } of queries) {
    writer.bytes(hashOf(key, LOOKUP_BYTES));
    writer.text(key, 2);
    for (const lookups of [strong, weak, peers]) writeLookups(writer, lookups);
    writer.number(withLists === true ? 1 : 0, 1);
    writer.number(clusterId === undefined ? 0 : 1, 1);
    if (clusterId !== undefined) writer.bytes(clusterHash(clusterId));
  }
  return writer.taken();
}

/** Instead of a number of lookups: those that are there stay. */
const KEEP_LOOKUPS = 255;
const FOUNDED = 1;
const UNCHANGED = 2;

/** All claims of a call, as the claim script reads them. */
export function packClaims(claims: readonly Claim[]): Buffer {
  const writer = createByteWriter();
  for (const claim of claims) {
    const { query, found, cluster, lookups, features } = claim;
    const unchanged =
      found.self?.clusterId === cluster.id &&
      found.self.features === features &&
      found.clusters.get(cluster.id)?.profile === cluster.profile;
    writeHead(writer, query, found);
    writer.number(cluster.founds ? FOUNDED : unchanged ? UNCHANGED : 0, 1);
    writer.bytes(clusterHash(cluster.id));
    writer.number(claim.dueAt, 6);
    writeLookups(writer, [...query.strong, ...query.weak]);
    if (lookups === undefined) writer.number(KEEP_LOOKUPS, 1);
    else writeLookups(writer, lookups);
    writer.latin1(cluster.profile, 2);
    writer.latin1(claim.profileLeft, 2);
    writeRest(writer, cluster.id, {
      key: query.key,
      features,
      answers: withAnswer(found.history, query.owner, claim.answer),
    });
  }
  return writer.taken();
}

/** All releases of a call, as the claim script reads them. */
export function packReleases(releases: readonly Release[]): Buffer {
  const writer = createByteWriter();
  for (const { query, found, profileLeft, answer } of releases) {
    writeHead(writer, query, found);
    writer.number(0, 1);
    writer.bytes(NO_CLUSTER);
    writer.number(0, 6);
    writeLookups(writer, []);
    writeLookups(writer, []);
    writer.latin1('', 2);
    writer.latin1(profileLeft, 2);
    if (answer === undefined) writer.number(0, 4);
    else {
      const answers = withAnswer(found.history, query.owner, answer);
      writeRest(writer, '', { key: query.key, features: '', answers });
    }
  }
  return writer.taken();
}

const NO_CLUSTER = Buffer.alloc(CLUSTER_HASH_BYTES);

function writeHead(writer: ByteWriter, query: DuplicateQuery, found: Found): void {
  writer.bytes(hashOf(query.key, LOOKUP_BYTES));
  writer.text(query.key, 2);
  writer.number(found.seen, 6);
  writer.number(found.self === undefined ? 0 : 1, 1);
}

/** Their number is far below `KEEP_LOOKUPS`: see `LOOKUPS_MAX`. */
function writeLookups(writer: ByteWriter, lookups: readonly number[]): void {
  if (lookups.length >= KEEP_LOOKUPS) throw new RangeError(`${lookups.length} lookups`);
  writer.number(lookups.length, 1);
  for (const lookup of lookups) writer.number(lookup, LOOKUP_BYTES);
}

function hashOf(text: string, bytes: number): Buffer {
  return hash('sha256', text, 'buffer').subarray(0, bytes);
}

function clusterHash(id: string): Buffer {
  return hashOf(id, CLUSTER_HASH_BYTES);
}

/** What the scripts do not look into, with its length before it. */
function writeRest(
  writer: ByteWriter,
  clusterId: string,
  {
    key,
    features,
    answers,
  }: {
    readonly key: string;
    readonly features: string;
    readonly answers: readonly AnswerRun[];
  },
): void {
  const names = namesIn(key, clusterId);
  const packed = packAnswers(
    answers.map((run) => ({ ...run, answer: shorten(run.answer, names) })),
  );
  const id = Buffer.from(clusterId);
  writer.number(2 + id.length + 4 + features.length + packed.length, 4);
  writer.number(id.length, 2);
  writer.bytes(id);
  writer.latin1(features, 4);
  writer.bytes(packed);
}

/** What answers say over and over: the posting's cluster, and the source of it and its siblings. */
function namesIn(key: string, clusterId: string): readonly string[] {
  const names = [clusterId, key.slice(0, key.lastIndexOf('/') + 1)];
  // A name with such a byte in it stays written out.
  return names.map((name) => (hasStandIn(name) ? '' : name));
}

/** Before an answer that is kept as it is, for it has a byte in it that stands for a name. */
const AS_IS = '\u0000';
const STANDS_FOR_NAME = ['\u0001', '\u0002'] as const;

function hasStandIn(text: string): boolean {
  return [AS_IS, ...STANDS_FOR_NAME].some((byte) => text.includes(byte));
}

/** An answer with a byte in the place of each name. */
function shorten(answer: string, names: readonly string[]): string {
  if (hasStandIn(answer)) return AS_IS + answer;
  return STANDS_FOR_NAME.reduce((text, byte, i) => {
    const name = names[i] ?? '';
    return name === '' ? text : text.replaceAll(name, byte);
  }, answer);
}

/** Reverses `shorten`. */
function lengthen(answer: string, names: readonly string[]): string {
  if (answer.startsWith(AS_IS)) return answer.slice(AS_IS.length);
  return STANDS_FOR_NAME.reduce(
    (text, byte, i) => text.replaceAll(byte, () => names[i] ?? ''),
    answer,
  );
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
