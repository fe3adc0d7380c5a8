import { employerMask } from './employer-mask.ts';
import type { Findings, Mention, NearWords } from './find-mentions.ts';
import { isAbbreviation } from './is-abbreviation.ts';
import { judgeAmbiguous, sureAround, type PassRule, type Surroundings } from './judge-ambiguous.ts';
import { listsOf } from './lists.ts';
import type { TitleReading } from './read-title.ts';
import type { Sentence } from './sentences.ts';
import type { Technology, World } from './technology.ts';

/** Why a mention counts as its technology. */
export interface Accepted {
  readonly rule: PassRule;
  /** 0 to 1: how often the rule is right, as measured on labelled postings. */
  readonly confidence: number;
  readonly inTitle: boolean;
}

/** How sure each rule is; the order was checked on the evaluation set. */
export const RULE_CONFIDENCE: Readonly<Record<PassRule, number>> = {
  exact: 0.99,
  neighbour: 0.98,
  title: 0.97,
  version: 0.97,
  cue: 0.96,
  list: 0.95,
  wording: 0.94,
  sentence: 0.92,
  section: 0.9,
  document: 0.88,
};

export interface AcceptOptions {
  readonly text: string;
  readonly findings: Findings;
  readonly sentences: readonly Sentence[];
  readonly title: TitleReading;
  readonly employer: string | null;
}

function isSure({ technology, strength }: Mention): boolean {
  return technology !== null && strength !== 'weak';
}

/** In one list a full name vouches for a short one, and so does another of its vendor's. */
function vouchesForShort(text: string, other: Mention, technology: Technology): boolean {
  if (!isSure(other) || other.technology?.id === technology.id) return false;
  if (!isAbbreviation(text, other)) return true;
  return technology.vendor !== undefined && other.technology?.vendor === technology.vendor;
}

function countSure(
  text: string,
  mentions: readonly Mention[],
  title: TitleReading,
): ReadonlyMap<World, number> {
  const seen = new Set<Technology>();
  const counts = new Map<World, number>();
  const count = (mention: Mention): void => {
    const { technology } = mention;
    if (technology === null || !isSure(mention) || seen.has(technology)) return;
    seen.add(technology);
    counts.set(technology.world, (counts.get(technology.world) ?? 0) + 1);
  };
  for (const mention of mentions) if (!isAbbreviation(text, mention)) count(mention);
  title.sure.forEach(count);
  return counts;
}

function ruledOut(
  technology: Technology,
  near: NearWords,
  sure: ReadonlyMap<World, number>,
): boolean {
  const against = technology.against;
  if (against === undefined || !against.some((word) => near.has(word.toLowerCase()))) {
    return false;
  }
  return (sure.get(technology.world) ?? 0) <= 1;
}

/** Judges every mention: which are technologies here, and by which rule. */
export function acceptMentions(options: AcceptOptions): ReadonlyMap<Mention, Accepted> {
  const { text, findings, sentences, title, employer } = options;
  const kept = sentences.flatMap(({ mentions }) => mentions);
  const lists = listsOf(text, kept);
  const { isEmployer, speaks } = employerMask(text, employer, sentences);
  const around: Surroundings = {
    text,
    near: findings.near,
    sure: countSure(text, kept, title),
    titled: new Set(title.named.map(({ technology }) => technology.id)),
  };
  const accepted = new Map<Mention, Accepted>();
  let index = -1;
  for (const sentence of sentences) {
    for (const mention of sentence.mentions) {
      index += 1;
      const { technology } = mention;
      if (technology === null) continue;
      const list = lists[index] ?? [];
      const inTitle =
        title.start !== null && mention.start >= title.start && mention.end <= (title.end ?? 0);
      const place = { mention, sentence, list, inTitle };
      const known =
        isSure(mention) &&
        (!isAbbreviation(text, mention) ||
          sureAround(technology, around.sure) > 0 ||
          list.some((other) => vouchesForShort(text, other, technology)));
      const rule = known
        ? ruledOut(technology, findings.near, around.sure)
          ? null
          : 'exact'
        : judgeAmbiguous(place, technology, around);
      if (rule === null) continue;
      const masked = speaks(mention) || (isEmployer(technology) && isBareName(mention, technology));
      if (masked && !isListed(mention, technology, list)) continue;
      accepted.set(mention, { rule, confidence: RULE_CONFIDENCE[rule], inTitle });
    }
  }
  return accepted;
}

/** Whether another sure name stands in the same list, so that not even its own firm's is masked. */
function isListed(mention: Mention, technology: Technology, list: readonly Mention[]): boolean {
  return list.some(
    (other) => other !== mention && isSure(other) && other.technology?.id !== technology.id,
  );
}

/** The name alone is the firm's; a longer one ("Oracle Database 19c") is a product's. */
function isBareName({ start, nameEnd }: Mention, technology: Technology): boolean {
  const shortest = Math.max(
    technology.name.length,
    ...(technology.weak ?? []).map(({ length }) => length),
  );
  return nameEnd - start <= shortest;
}
