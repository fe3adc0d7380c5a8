import { answerTo } from '@winnow/ports/answers';
import {
  POSTINGS_PER_LOOKUP_MAX,
  type DuplicateQuery,
  type Found,
  type IndexedCluster,
  type IndexedPosting,
} from '@winnow/ports/duplicate-index';
import {
  NUMBER_BYTES,
  readCluster,
  readPosting,
  type StoredPosting,
} from './redis-duplicate-index-wire.ts';

/** What the candidates script replies. */
export type Reply = readonly [
  Buffer,
  Buffer,
  readonly Buffer[],
  readonly Buffer[],
  readonly Buffer[],
];

/** Reads what the candidates script replied to these queries. */
export function readReply(
  [sequence, mark, records, clusterTexts, answers]: Reply,
  queries: readonly DuplicateQuery[],
): { readonly seen: number; readonly mark: string; readonly found: readonly Found[] } {
  const seen = Number(sequence.toString());
  const postings = new Map<string, StoredPosting>();
  for (let i = 0; i + 1 < records.length; i += 2) {
    const [number, record] = [records[i], records[i + 1]];
    if (number !== undefined && record !== undefined) {
      postings.set(number.toString('latin1'), readPosting(record));
    }
  }
  const clusters = new Map<string, IndexedCluster>();
  for (let i = 0; i + 2 < clusterTexts.length; i += 3) {
    const cluster = readCluster(clusterTexts[i + 1] ?? Buffer.alloc(0));
    const canonical = postings.get(cluster.first);
    if (canonical === undefined) continue;
    const { clusterId: id } = canonical;
    const successor = cluster.hasSecond ? clusterTexts[i + 2]?.toString() : undefined;
    const { members, profile } = cluster;
    clusters.set(id, { id, members, canonical: show(canonical), successor, profile });
  }
  const found = queries.map((query, i): Found => {
    const own = answers[i * ANSWER_PARTS]?.toString('latin1') ?? '';
    const numbers = answers[i * ANSWER_PARTS + 1]?.toString('latin1') ?? '';
    const lengths = answers[i * ANSWER_PARTS + 2] ?? NO_BYTES;
    const lists = answers[i * ANSWER_PARTS + 3] ?? NO_BYTES;
    const self = postings.get(own);
    const history = self?.answers() ?? [];
    const candidates: IndexedPosting[] = [];
    const shown: number[] = [];
    for (let at = 0; at < numbers.length; at += NUMBER_BYTES) {
      const posting = postings.get(numbers.slice(at, at + NUMBER_BYTES));
      if (posting === undefined) continue;
      candidates.push(show(posting));
      shown.push(numberOf(numbers, at));
    }
    const firstWeak = query.strong.length;
    return {
      seen,
      answer: answerTo(query.owner, history),
      latest: history.at(-1)?.answer,
      history,
      own: own === '' ? 0 : numberOf(own, 0),
      self: self === undefined || self.clusterId === '' ? undefined : show(self),
      candidates,
      numbers: shown,
      clusters,
      full: query.weak.filter((_, j) => (lengths[firstWeak + j] ?? 0) >= POSTINGS_PER_LOOKUP_MAX),
      lists: query.withLists === true ? readLists(query, lengths, lists) : undefined,
    };
  });
  return { seen, mark: mark.toString(), found };
}

/** Own number, candidates, lengths of lists, lists: of each query. */
const ANSWER_PARTS = 4;
const NO_BYTES = Buffer.alloc(0);

/** A number that is a text of one code unit per byte. */
function numberOf(text: string, at: number): number {
  let number = 0;
  for (let i = 0; i < NUMBER_BYTES; i++) number = number * 256 + text.charCodeAt(at + i);
  return number;
}

function readLists(
  { strong, weak, peers }: DuplicateQuery,
  lengths: Buffer,
  bytes: Buffer,
): Found['lists'] {
  let list = 0;
  let at = 0;
  const take = (lookups: readonly number[]): number[][] =>
    lookups.map(() => {
      const numbers: number[] = [];
      for (let left = lengths[list++] ?? 0; left > 0; left--, at += NUMBER_BYTES) {
        numbers.push(bytes.readUIntBE(at, NUMBER_BYTES));
      }
      return numbers;
    });
  return { strong: take(strong), weak: take(weak), peers: take(peers) };
}

function show({ key, clusterId, order, features }: StoredPosting): IndexedPosting {
  return { key, clusterId, order, features };
}
