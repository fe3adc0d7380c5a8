import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RawPosting } from '@winnow/contracts/raw-posting';

const EXAMPLES = path.join(import.meta.dirname, '..', '..', 'examples', 'postings');

const FIRST = [
  'North',
  'Bright',
  'Iron',
  'Clear',
  'Blue',
  'Stone',
  'Swift',
  'Open',
  'True',
  'High',
];
const SECOND = [
  'wind',
  'field',
  'harbor',
  'light',
  'forge',
  'bridge',
  'river',
  'peak',
  'mill',
  'works',
];
const SUFFIX = ['Inc.', 'Ltd', 'GmbH', 'LLC', 'AG', 'Labs', 'Group', 'Systems'];
const WORDS =
  'platform customers data team services quality reliable growth partner market network delivery design support planning research product finance safety training process schedule vendor client budget report standard review release region strategy account operations logistics inventory contract analysis'.split(
    ' ',
  );

/**
 * A generator of numbers in [0, 1) from a seed (mulberry32), so that every run has the same corpus.
 */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Postings until their bodies have `bytesMin`: the examples in all their shapes, each with an
 * employer, a pay and two paragraphs of its own; one in five is a near-copy of an earlier one.
 */
export async function corpus(bytesMin: number): Promise<readonly RawPosting[]> {
  const files = (await readdir(EXAMPLES)).filter((file) => !file.includes('broken')).toSorted();
  const bodies = await Promise.all(
    files.map((file) => readFile(path.join(EXAMPLES, file), 'utf8')),
  );
  const templates = bodies.filter((_, index) => !files[index]?.endsWith('.ndjson'));
  const random = seeded(20_261_122);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const sentence = (): string => `${Array.from({ length: 12 }, () => pick(WORDS)).join(' ')}. `;
  const postings: RawPosting[] = [];
  let bytes = 0;
  for (let index = 0; bytes < bytesMin; index++) {
    const earlier = random() < 0.2 ? postings[Math.floor(random() * postings.length)] : undefined;
    const employer = `${pick(FIRST)}${pick(SECOND)} ${pick(SUFFIX)}`;
    const extra = `${sentence()}${sentence()}${sentence()}`;
    const body =
      earlier === undefined ? vary(pick(templates), employer, extra, random) : `${earlier.body}\n`;
    postings.push({ id: String(index), source: `bench-${index % 7}`, body });
    bytes += Buffer.byteLength(body);
  }
  return postings;
}

const EMPLOYERS =
  /InnovateTech Solutions|Nordlicht Energie GmbH|Brightwell Health|Fernweh Travel|Kestrel Robotics|Mercado Verde|Tidewater Maps|Polderbank|Plumb\b/g;

function vary(template: string, employer: string, extra: string, random: () => number): string {
  const shifted = template
    .replace(EMPLOYERS, employer)
    .replace(/(\d)(\d)([,.]?000)\b/g, (_, a, b, rest) => {
      return `${a}${(Number(b) + Math.floor(random() * 4)) % 10}${rest}`;
    });
  // Into the prose, where every shape has some: behind the first sentence that ends a line or a
  // tag.
  return shifted.replace(/\.(?=\s*(?:\n|<|&lt;|"))/, `. ${extra}`);
}
