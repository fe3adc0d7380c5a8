import { type Marks, markName } from '@winnow/contracts/repeat-filter';
import { parseOrigin } from '@winnow/contracts/headers';
import type { ObjectMetadata } from '@winnow/ports/object-store';
import { LakeError } from './lake-error.ts';

/** The version of what follows, in the metadata of every object. */
const FACTS_VERSION = '1';
/** What S3 takes, less what the other entries need. */
const MARKS_BYTES_MAX = 1_200;

/** What an object says of itself, atomically with its rows: all that a chain goes on from. */
export interface ObjectFacts {
  /**
   * The enriched offset after the range that this object holds, and the position of the next one.
   */
  readonly next: number;
  readonly rows: number;
  /** Records of the range that were left out as repeats. */
  readonly repeats: number;
  /** For each raw partition that leads here, the highest origin offset up to `next`. */
  readonly marks: Marks;
  /** Incarnations by topic: of the enriched topic and of every raw topic that the marks name. */
  readonly incarnations: Readonly<Record<string, string>>;
  /** Of the body, in hexadecimal. */
  readonly sha256: string;
}

/** The metadata of an object. `LakeError` where the marks of the chain do not fit. */
export function toMetadata(facts: ObjectFacts): ObjectMetadata {
  const marks = formatMarks(facts.marks);
  if (marks.length > MARKS_BYTES_MAX) {
    const count = Object.keys(facts.marks).length;
    const way = 'give the enriched topic of a new generation more partitions';
    throw new LakeError(
      'MARKS_TOO_LARGE',
      `${count} raw partitions lead to one enriched partition; ${way}`,
    );
  }
  const incarnations = Object.entries(facts.incarnations)
    .map(([topic, incarnation]) => `${topic}=${encodeURIComponent(incarnation)}`)
    .toSorted()
    .join(';');
  return {
    'winnow-chain': FACTS_VERSION,
    next: String(facts.next),
    rows: String(facts.rows),
    repeats: String(facts.repeats),
    sha256: facts.sha256,
    ...(marks === '' ? {} : { marks }),
    ...(incarnations === '' ? {} : { incarnations }),
  };
}

/** `generation` is the chain's. `LakeError` where the archiver cannot have written this. */
export function fromMetadata(
  key: string,
  generation: string,
  metadata: ObjectMetadata,
): ObjectFacts {
  const invalid = (why: string): LakeError => new LakeError('OBJECT_INVALID', `${key}: ${why}`);
  if (metadata['winnow-chain'] !== FACTS_VERSION) throw invalid('not an object of this version');
  const whole = (name: string): number => {
    const text = metadata[name] ?? '';
    if (!/^\d{1,16}$/.test(text)) throw invalid(`no ${name} in its metadata`);
    return Number(text);
  };
  const marks = parseMarks(generation, metadata['marks'] ?? '');
  if (marks === undefined) throw invalid('its marks are unreadable');
  return {
    next: whole('next'),
    rows: whole('rows'),
    repeats: whole('repeats'),
    sha256: metadata['sha256'] ?? '',
    marks,
    incarnations: parseIncarnations(metadata['incarnations'] ?? ''),
  };
}

/** `<raw topic>:<partition>=<offset>,…;<raw topic>:…`, sorted. */
function formatMarks(marks: Marks): string {
  const byTopic = new Map<string, [partition: number, offset: number][]>();
  for (const [name, offset] of Object.entries(marks)) {
    const raw = rawOfMark(name, offset);
    if (raw === undefined) throw new RangeError(`not a mark: ${name}`);
    byTopic.set(raw.topic, [...(byTopic.get(raw.topic) ?? []), [raw.partition, raw.offset]]);
  }
  return [...byTopic]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([topic, all]) => {
      const offsets = all
        .toSorted(([a], [b]) => a - b)
        .map(([partition, offset]) => `${partition}=${offset}`);
      return `${topic}:${offsets.join(',')}`;
    })
    .join(';');
}

function parseMarks(generation: string, text: string): Marks | undefined {
  const marks: Record<string, number> = {};
  for (const part of text === '' ? [] : text.split(';')) {
    const [topic = '', offsets = ''] = part.split(':');
    for (const pair of offsets.split(',')) {
      const [partition = '', offset = ''] = pair.split('=');
      const raw = parseOrigin(`${topic}/${partition}/${offset}`);
      if (raw === undefined) return undefined;
      marks[markName(generation, raw)] = raw.offset;
    }
  }
  return marks;
}

/** The raw partition that a mark is of. Generations hold no slash, topics neither. */
export function rawOfMark(
  name: string,
  offset: number,
): { readonly topic: string; readonly partition: number; readonly offset: number } | undefined {
  return parseOrigin(`${name.slice(name.indexOf('/') + 1)}/${offset}`);
}

function parseIncarnations(text: string): Readonly<Record<string, string>> {
  const pairs = text === '' ? [] : text.split(';').map((pair) => pair.split('='));
  return Object.fromEntries(
    pairs.map(([topic = '', value = '']) => [topic, decodeURIComponent(value)]),
  );
}
