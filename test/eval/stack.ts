import { fileURLToPath } from 'node:url';
import { REGISTRY } from '@winnow/domain/stack/registry';
import { tagStack } from '@winnow/domain/stack/tag-stack';
import { readStackCases, type StackCase } from './stack-data.ts';

const CATEGORY = new Map(REGISTRY.map(({ id, category }) => [id, category as string]));

/** Counts of one set or category. */
export interface StackScore {
  readonly name: string;
  cases: number;
  /** Cases in which every tag and every level is right. */
  exact: number;
  right: number;
  wrong: number;
  missed: number;
  levels: number;
  levelsRight: number;
  /** Cases without any technology, and how many of them got a tag. */
  empty: number;
  emptyTagged: number;
}

function newScore(name: string): StackScore {
  return {
    name,
    cases: 0,
    exact: 0,
    right: 0,
    wrong: 0,
    missed: 0,
    levels: 0,
    levelsRight: 0,
    empty: 0,
    emptyTagged: 0,
  };
}

export const precision = ({ right, wrong }: StackScore): number =>
  right + wrong === 0 ? 1 : right / (right + wrong);
export const recall = ({ right, missed }: StackScore): number =>
  right + missed === 0 ? 1 : right / (right + missed);
export const levelAccuracy = ({ levels, levelsRight }: StackScore): number =>
  levels === 0 ? 1 : levelsRight / levels;

interface Tally {
  readonly total: StackScore;
  readonly categories: Map<string, StackScore>;
  readonly misses: string[];
}

function scoreCase(
  { input, expected, closedTo }: StackCase,
  { total, categories, misses }: Tally,
): void {
  const tags = tagStack(input).stack.filter(({ id }) => closedTo === null || closedTo.has(id));
  const found = new Map(tags.map((tag) => [tag.id, tag.requirement]));
  const faults: string[] = [];
  total.cases += 1;
  if (expected.size === 0) total.empty += 1;
  if (expected.size === 0 && found.size > 0) total.emptyTagged += 1;
  for (const id of new Set([...expected.keys(), ...found.keys()])) {
    const category = CATEGORY.get(id) ?? 'unknown id';
    const score = categories.get(category) ?? newScore(category);
    categories.set(category, score);
    const wanted = expected.get(id);
    const got = found.get(id);
    const kind = wanted === undefined ? 'wrong' : got === undefined ? 'missed' : 'right';
    total[kind] += 1;
    score[kind] += 1;
    if (kind !== 'right') faults.push(`${kind} ${id}`);
    if (kind !== 'right' || wanted === null) continue;
    total.levels += 1;
    score.levels += 1;
    if (wanted === got) {
      total.levelsRight += 1;
      score.levelsRight += 1;
    } else faults.push(`${id} ${got}, not ${wanted}`);
  }
  if (faults.length === 0) total.exact += 1;
  else
    misses.push(
      `${faults.join('; ')} · ${(input.title ?? input.text).slice(0, 90).replaceAll('\n', ' ')}`,
    );
}

/** Scores a labelled set: totals, the same per category, and what went wrong. */
export function scoreStack(name: string, cases: readonly StackCase[]): Tally {
  const tally: Tally = { total: newScore(name), categories: new Map(), misses: [] };
  for (const each of cases) scoreCase(each, tally);
  return tally;
}

const COLUMNS = ['cases', 'exact', 'precision', 'recall', 'F1', 'level', 'n', 'empty', 'tagged'];
const NAME_WIDTH = 20;
const WIDTH = 10;

function row(score: StackScore): string {
  const p = precision(score);
  const r = recall(score);
  const f1 = p + r === 0 ? 0 : (2 * p * r) / (p + r);
  const exact = score.cases === 0 ? '' : (score.exact / score.cases).toFixed(3);
  const cells = [
    score.cases === 0 ? '' : String(score.cases),
    exact,
    p.toFixed(3),
    r.toFixed(3),
    f1.toFixed(3),
    levelAccuracy(score).toFixed(3),
    String(score.right + score.missed),
    score.cases === 0 ? '' : String(score.empty),
    score.cases === 0 ? '' : String(score.emptyTagged),
  ];
  return score.name.padEnd(NAME_WIDTH) + cells.map((cell) => cell.padStart(WIDTH)).join('');
}

/** Precision, recall and requirement level on our own sets, or on the file given. */
export function evaluateStack(dataFile?: string): {
  readonly table: string;
  readonly misses: readonly string[];
} {
  const own = ['postings', 'tricky'].map((name) =>
    fileURLToPath(new URL(`./stack/${name}.jsonl`, import.meta.url)),
  );
  const files = dataFile === undefined ? own : [dataFile];
  const lines = [''.padEnd(NAME_WIDTH) + COLUMNS.map((column) => column.padStart(WIDTH)).join('')];
  const misses: string[] = [];
  for (const file of files) {
    const name = file.split('/').at(-1)?.split('.')[0] ?? file;
    const tally = scoreStack(name, readStackCases(file));
    lines.push(row(tally.total));
    const categories = [...tally.categories.values()].toSorted(
      (a, b) => b.right + b.missed - a.right - a.missed,
    );
    lines.push(...categories.map((score) => row({ ...score, name: `  ${score.name}` })), '');
    misses.push(...tally.misses.map((miss) => `${name}: ${miss}`));
  }
  return { table: lines.join('\n'), misses };
}
