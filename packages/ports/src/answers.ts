import { ANSWERS_MAX, type Owner } from './duplicate-index.ts';

/** The answer to every owner of one stream between two offsets, both inclusive. */
export interface AnswerRun {
  readonly stream: string;
  readonly first: number;
  readonly last: number;
  readonly answer: string;
}

/**
 * What was answered to this owner. An owner that lies before all runs of its stream is a repeat
 * whose answer has been forgotten: it gets the oldest one that is known, and never counts as news.
 */
export function answerTo(owner: Owner, runs: readonly AnswerRun[]): string | undefined {
  let answer: string | undefined;
  for (const run of runs) {
    if (run.stream !== owner.stream || owner.offset > run.last) continue;
    answer ??= run.answer;
    if (owner.offset >= run.first) return run.answer;
  }
  return answer;
}

/** The runs with one more answer, the newest last; equal answers in a row are one run. */
export function withAnswer(
  runs: readonly AnswerRun[],
  owner: Owner,
  answer: string,
): readonly AnswerRun[] {
  const newest = runs.at(-1);
  const { stream, offset } = owner;
  if (newest?.stream === stream && newest.answer === answer) {
    return [...runs.slice(0, -1), { ...newest, last: Math.max(newest.last, offset) }];
  }
  return [...runs, { stream, first: offset, last: offset, answer }].slice(-ANSWERS_MAX);
}
